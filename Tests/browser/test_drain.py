"""Stopping the server: everybody hears when to come back, nobody holds it up, and the next start takes all of them back."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.behind_line import BehindLine, Returns, count_restarts, expect_place_of, restarts
from support.browsers import Browsers
from support.polling import PATIENCE_SECONDS
from support.practice import Practice
from support.program import Program

HANDSHAKE = (
    b"GET /v1/ws?room=nobodys-room HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: vestibule.v1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
SLOW = b"POST /p/laurier/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\n"


class Raw:
    """A connection that says these bytes and then nothing."""

    def __init__(self, program: Program, said: bytes = b"") -> None:
        self.socket = socket.create_connection(("127.0.0.1", program.port), timeout=PATIENCE_SECONDS)
        self.socket.sendall(said)

    def __enter__(self) -> Raw:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def hears(self, wanted: bytes) -> bytes:
        """Reads until that has come, and returns everything so far."""
        heard = b""
        while wanted not in heard:
            more = self.socket.recv(65_536)
            assert more, f"it ended before {wanted!r}: {heard!r}"
            heard += more
        return heard


@pytest.fixture
def behind(browsers: Browsers, tmp_path: Path) -> Iterator[BehindLine]:
    place = BehindLine(browsers, tmp_path)
    yield place
    wrongs = place.wrongs()
    place.close()
    assert wrongs == [], "what pages complained of"
    assert place.program.told() == [], "what the log holds of people"


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Program]:
    """A server that takes its time to stop."""
    running = Program(tmp_path / "data", VESTIBULE_DRAIN_SECONDS="25")
    running.start()
    Practice.create(running, slug="laurier")
    yield running
    running.stop()


def test_everybody_hears_of_it_nobody_holds_it_up_and_a_start_takes_all_back(behind: BehindLine) -> None:
    practice, program = behind.practice, behind.program
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"), practice.add_client("Lin Zhao"))
    host, client, lin = behind.people.host(), behind.people.client(), behind.people.client("third")
    count_restarts(client, host)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    lin.come_to_waiting_room(booking, booking.clients[1])
    lin.until(lambda: lin.frames.of_type("waiting.status"), "the server says since when")
    since = lin.frames.latest("waiting.status")["waitingSince"]
    today = behind.people.another_tab(host)
    today.goto(f"/p/{practice.slug}/staff/today")
    today.until(lambda: today.frames.of_type("queue.state"), "the queue shows")
    returns = Returns(client, host, lin)
    with ExitStack() as hung:
        mute = hung.enter_context(Raw(program, HANDSHAKE))
        mute.hears(b"welcome")
        kept = hung.enter_context(Raw(program, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        kept.hears(b"alive")
        for said in (b"", b"GET /healthz HT", SLOW + b"a"):
            hung.enter_context(Raw(program, said))

        program.signal()
        assert program.ended() == 0
        assert b"bye" in mute.hears(b"1012")

    for tab in (client, host, lin, today):
        tab.until(lambda tab=tab: tab.frames.of_type("bye"), "the server says its last word")
        draining, bye = tab.frames.latest("server.draining"), tab.frames.latest("bye")
        assert 500 <= draining["reconnectAfterMs"] <= 5_000
        assert bye == bye | {"code": 1012, "action": "resume", "retryAfterMs": draining["reconnectAfterMs"]}
    states = len(today.frames.of_type("queue.state"))

    program.start(port=behind.line.server_port)
    returns.expect_after("a stop")
    expect_place_of(lin, since)
    today.until(lambda: len(today.frames.of_type("queue.state")) > states, "the queue is back")
    client.hears_and_sees()
    host.hears_and_sees()
    assert [restarts(client), restarts(host)] == [0, 0], "nothing was wrong with picture and sound"
    assert [each.page.evaluate("peerConnections.length") for each in (client, host)] == [1, 1], "the same connection all along"


def test_a_request_under_way_is_answered_though_nobody_new_is_let_in(patient: Program) -> None:
    with Raw(patient, SLOW + b"a=") as under_way, Raw(patient, HANDSHAKE) as told:
        told.hears(b"welcome")
        patient.signal()
        told.hears(b"bye")
        told.socket.close()
        under_way.socket.sendall(b"1234")
        assert under_way.hears(b"\r\n\r\n").startswith(b"HTTP/1.1 4")
    assert patient.ended() == 0


def test_the_second_signal_ends_it_at_once(patient: Program) -> None:
    with Raw(patient, HANDSHAKE) as mute:
        mute.hears(b"welcome")
        patient.signal()
        mute.hears(b"bye")
        patient.signal()
        assert patient.ended() == 1
