"""Floods of every kind at once, beside two people who talk: each of their signals arrives, in order."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.flood import FrameFlood, LoginFlood, Silent, allow_descriptors, figures
from support.pair import A_SECOND, Pair, Seat
from support.practice import Booking, Practice
from support.program import Program

SILENT = 1_000
LOGINS = 300
FRAMES = 2_000
CHATS = 400
CHATS_AT_ONCE = 120
"""Below the 150 messages that anybody may send at once."""
MEGABYTES_OF_A_SLOW_READER = 8
TOKEN = "read-the-figures-of-floods"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    allow_descriptors(SILENT + 200)
    running = Program(tmp_path / "data", VESTIBULE_TRUSTED_PROXIES="127.0.0.1", VESTIBULE_METRICS_TOKEN=TOKEN)
    running.start()
    yield running
    running.stop()
    assert running.told() == [], "what the log holds of people"


@pytest.fixture
def booking(program: Program) -> Booking:
    practice = Practice.create(program, slug="laurier")
    return practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))


@pytest.fixture
def pair(booking: Booking) -> Iterator[Pair]:
    two = Pair(booking)
    yield two
    two.close()


def test_silent_sockets_logins_and_frames_in_floods_cost_people_inside_no_signal(
    program: Program, booking: Booking, pair: Pair
) -> None:
    booking.link()
    newcomer = booking.token("guest", name="Lin")
    logins = LoginFlood(program, booking.practice)
    began = time.monotonic()
    pair.go_on_talking()

    with Silent(program, booking.room) as silent:
        silent.open(SILENT)
        answers = logins.run(LOGINS, at_once=90)
        closed = [FrameFlood(program, booking.room).run(FRAMES) for _ in range(4)]
        with Seat(newcomer):
            pair.stop_talking()
            after = figures(program, TOKEN)

    pair.expect_all_heard_in_order()
    assert sum(answers.values()) == LOGINS and set(answers) <= {422, 503}, answers
    assert answers[422] > 0, "some were looked at"
    assert all(closed), "who sends too much is closed"
    assert "failed" not in program.log(), "a flood fills no log"
    print(
        f"{pair.pace}, beside {SILENT} silent sockets and logins {dict(answers)} in {time.monotonic() - began:.1f} s;"
        f" {after['process_resident_memory_bytes'] / 2**20:.0f} MiB"
    )


def test_whoever_stops_reading_costs_little_is_closed_and_slows_nobody(program: Program, booking: Booking, pair: Pair) -> None:
    booking.link()
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    narrow.connect(("127.0.0.1", program.port))
    with Seat(booking.token("guest", name="Lin"), line=narrow) as slow:
        pair.host.hear("waiting.joined")
        pair.host.say("waiting.admit", ids=[slow.me])
        pair.host.hear("participant.joined")
        pair.talk()
        before = figures(program, TOKEN)

        # Each is 8 KB; who reads has every one of them.
        for number in range(CHATS):
            text = f"{number:04}" + "😀" * 1_996
            pair.host.say("chat.send", text=text)
            for reader in (pair.host, pair.client):
                assert reader.hear("chat.message")["text"] == text
            if number < CHATS_AT_ONCE:
                continue
            time.sleep(1 / A_SECOND)
            after = figures(program, TOKEN)
            if after["vestibule_slow_consumers_total"]:
                break

    more = (after["process_resident_memory_bytes"] - before["process_resident_memory_bytes"]) / 2**20
    print(f"closed after {number + 1} messages of 8 KB; {more:.1f} MiB more memory")
    assert after["vestibule_slow_consumers_total"] == 1
    assert more < MEGABYTES_OF_A_SLOW_READER
    pair.talk(5)
    pair.expect_all_heard_in_order()
