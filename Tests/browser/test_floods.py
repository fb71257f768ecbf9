"""Floods of every kind at once, beside two people who talk: each of their signals arrives, in order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.flood import FrameFlood, LoginFlood, Silent, allow_descriptors, figures
from support.pair import Pair, Seat
from support.practice import Booking, Practice
from support.program import Program

SILENT = 1_000
LOGINS = 300
FRAMES = 2_000
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
