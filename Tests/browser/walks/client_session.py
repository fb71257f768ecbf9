"""The session page, as a client lives through it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.host_page import HostPage

from .walk import Shown, Stage, walk


@walk(
    "/p/{practice}/sessions/{booking}",
    view="loading check waiting session ended", dialog="settings leave", panel="chat", end="left",
)
def a_client_in_a_session(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    host = stage.people.seat(HostPage, "host")
    client = stage.client()
    client.open_account(booking.practice.slug, booking.client)
    client.page.route("**/session/main.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    client.goto_session(booking)
    yield Shown("loading", client)

    client.page.unroute_all()
    client.goto_session(booking)
    client.expect_view("check")
    yield Shown("check", client)

    client.turn_on_devices()
    yield Shown("check-devices", client)

    client.name_field.fill("")
    client.join_button.click()
    expect(client.name_field).to_have_attribute("aria-invalid", "true")
    yield Shown("check-no-name", client)

    client.accept_and_wait("Nadia")
    yield Shown("waiting", client)

    host.enter(booking)
    host.send_note("Nadia")
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.hostHere", name="Élise Gagnon"))
    yield Shown("waiting-note", client)

    host.lock_room()
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.locked", name="Élise Gagnon"))
    yield Shown("waiting-locked", client)

    host.admit("Nadia")
    client.hears_and_sees()
    yield Shown("session", client)

    host.mute("Nadia")
    host.camera.click()
    expect(client.notice("call.mutedBy", name="Élise Gagnon")).to_be_visible()
    yield Shown("session-muted", client)

    client.microphone.click()
    host.camera.click()
    host.say("Can you hear me?")
    client.expect_message("Can you hear me?")
    client.say("Yes, very well, thank you.")
    host.expect_message("Yes, very well, thank you.")
    yield Shown("session-chat", client)

    client.button(client.words("session.chat.close")).click()
    client.press("toggle.settings")
    yield Shown("session-settings", client)

    client.button(client.words("session.settings.done"), client.dialog("settings")).click()
    client.control("call.leave").click()
    client.dialog("leave")
    yield Shown("session-leaving", client)

    client.button(client.words.exactly("session.leave.stay"), client.dialog("leave")).click()
    host.open_panel()
    host.send_back("Nadia")
    client.expect_view("waiting")
    yield Shown("waiting-sent-back", client)

    host.admit("Nadia")
    client.hears_and_sees()
    client.leave()
    yield Shown("ended-left", client)
