"""What those who wait can learn of others: nothing, frame by frame."""

from __future__ import annotations

import json

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.frames import Frames
from support.host_page import HostPage
from support.people import People
from support.practice import Book

TOLD_TO_WAITERS = {
    "welcome", "hello.ok", "room.state", "waiting.status", "waiting.entered", "waiting.message", "ok", "error", "pong", "tick",
    "server.draining", "bye",
}
"""All that protocol version 1 sends to somebody who waits."""


def test_two_who_wait_beside_a_live_call_receive_no_frame_that_names_the_other_or_the_call(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor", "Lin Zhao")
    guest_link = booking.link()
    caller = people.visitor("client")
    lin = people.client("third")
    # Under another name than the one that the session is booked with, which those it is booked for know.
    host.open_room(booking)
    host.accept("Alba in the room")
    host.expect_view("session")
    host.open_panel()
    caller.come_to_waiting_room(guest_link, "Grace Interpreter")
    host.admit("Grace")
    caller.hears_and_sees()
    host.hears_and_sees()

    client.come_to_waiting_room(booking, booking.clients[0], name="Nadia")
    lin.come_to_waiting_room(booking, booking.clients[1], name="Lin Z.")
    expect(host.panel.locator("[data-waiting]")).to_have_count(2)
    # The life of a call goes on meanwhile: chat, media state, a lock, somebody who leaves.
    caller.say("Only for those in the session")
    host.expect_message("Only for those in the session")
    caller.microphone.click()
    host.open_panel()
    host.lock_room()
    caller.leave()
    expect(host.present("Grace")).to_have_count(0)

    everybody = {"host": host.frames, "caller": caller.frames, "nadia": client.frames, "lin": lin.frames}
    names = {"nadia": ["Nadia"], "lin": ["Lin Z"], "caller": ["Grace"], "host": ["Alba"]}
    for who in ("nadia", "lin"):
        secrets = {
            secret: other
            for other, frames in everybody.items() if other != who
            for secret in [*ids(frames), *names[other], "Only for those in the session"]
        }
        heard = everybody[who]
        assert {frame["type"] for frame in heard.received} <= TOLD_TO_WAITERS
        told = [(other, secret, text) for text in heard.raw_received for secret, other in secrets.items() if secret in text]
        assert told == []
        for frame in heard.received:
            booked_with = frame["data"].pop("hostName", None) if frame["type"] == "waiting.status" else None
            assert booked_with in (None, "Élise Gagnon")
            assert "Gagnon" not in json.dumps(frame, ensure_ascii=False)
        for state in heard.of_type("room.state"):
            data = state["data"]
            assert not any(data.get(key) for key in ("participants", "peers", "waiting", "blocked", "lostSignals"))


def test_a_client_in_the_session_is_sent_nothing_of_the_participants_panel(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor", "Lin Zhao")
    lin = people.client("third")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    lin.come_to_waiting_room(booking, booking.clients[1], name="Lin Zhao")
    host.deny("Lin")
    lin.expect_end("denied")

    assert client.page.locator("#people").count() == 0
    assert client.frames.of_type("waiting.joined", "waiting.updated", "waiting.left") == []
    assert not [text for text in client.frames.raw_received if "Lin Zhao" in text or "verifiedName" in text]


def ids(frames: Frames) -> list[str]:
    """What identifies a person in the room."""
    hello = frames.latest("hello.ok")
    return [hello["participantId"], hello["session"]]
