"""A server that runs out of files and sockets: newcomers wait or push out who keeps silent, and nobody inside notices."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.flood import Silent, allow_descriptors, figures
from support.pair import Pair, Seat
from support.paths import ROOT
from support.polling import eventually
from support.practice import Booking, Practice
from support.program import Program

LIMIT = 256
"""What the server may open: half of it is kept for its own use."""
FEW = 8
"""Less than any server has open."""
TOKEN = "read-the-figures-of-floods"
REFUSED = 'vestibule_connections_refused_total{reason="%s"}'
REST_SECONDS = 0.25
"""How long the server looks away after it could not accept anybody."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    allow_descriptors(3 * LIMIT)
    running = Program(tmp_path / "data", VESTIBULE_METRICS_TOKEN=TOKEN)
    running.start(under=["prlimit", f"--nofile=64:{LIMIT}"])
    yield running
    running.stop()


@pytest.fixture
def booking(program: Program) -> Booking:
    return book(program)


def book(program: Program) -> Booking:
    """A session with a direct link to it."""
    practice = Practice.create(program, slug="laurier")
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))
    booking.link()
    return booking


@pytest.fixture
def pair(booking: Booking) -> Iterator[Pair]:
    two = Pair(booking)
    yield two
    two.close()


def test_more_connections_than_descriptors_push_out_the_silent_and_nobody_else(program: Program, booking: Booking, pair: Pair) -> None:
    newcomers = [booking.token("guest", name=name) for name in ("Lin", "Mai")]
    pair.go_on_talking()

    with Silent(program, booking.room) as silent:
        silent.open(LIMIT)
        with Seat(newcomers[0]):
            silent.open(LIMIT)
            with Seat(newcomers[1]):
                pair.stop_talking()
                pair.talk()
                pair.expect_all_heard_in_order()
                seen = figures(program, TOKEN)
    assert seen["process_max_fds"] == LIMIT, "the soft limit was raised"
    assert seen[REFUSED % "crowded"] >= LIMIT
    assert seen[REFUSED % "unacceptable"] == 0, "what is kept for other use was not touched"
    assert seen["process_open_fds"] < LIMIT


def test_handshakes_of_tls_that_are_never_finished_make_room_for_newcomers(tmp_path: Path) -> None:
    allow_descriptors(3 * LIMIT)
    subprocess.run([ROOT / "Sources/vestibule/Deployment/self-signed", tmp_path / "tls", "0"], check=True, capture_output=True)
    certificate = tmp_path / "tls" / "certificate.pem"
    program = Program(
        tmp_path / "data", VESTIBULE_TLS_CERTIFICATE=str(certificate), VESTIBULE_TLS_KEY=str(tmp_path / "tls" / "key.pem"))
    program.start(under=["prlimit", f"--nofile={LIMIT}:{LIMIT}"])
    booking, trust = book(program), ssl.create_default_context(cafile=certificate)
    newcomer = booking.token("guest", name="Lin")
    pair = Pair(booking, encrypted_by=trust)
    pair.go_on_talking()

    with Silent(program, booking.room, beginnings=[b"", b"\x16\x03\x01\x02\x00\x01\x00"]) as silent:
        silent.open(2 * LIMIT)
        with Seat(newcomer, encrypted_by=trust):
            eventually(lambda: silent.ended() >= LIMIT, "room was made", turn=lambda: time.sleep(0.05))
            pair.stop_talking()
            pair.talk()

    pair.expect_all_heard_in_order()
    pair.close()
    program.stop()
    assert "can't be accepted" not in program.log()


def test_without_descriptors_newcomers_wait_and_people_inside_go_on(program: Program, booking: Booking, pair: Pair) -> None:
    newcomer = booking.token("guest", name="Lin")
    seats: list[Seat] = []
    coming = threading.Thread(target=lambda: seats.append(Seat(newcomer)), daemon=True)
    pair.go_on_talking()

    began = time.monotonic()
    limit(program, FEW)
    coming.start()
    eventually(lambda: "can't be accepted" in program.log(), "the server says so", turn=lambda: time.sleep(0.05))
    said = pair.said
    eventually(lambda: pair.said > said + 40, "the two talk on", turn=lambda: time.sleep(0.05))
    assert seats == []
    limit(program, LIMIT)
    rested = (time.monotonic() - began) / REST_SECONDS
    coming.join(60)

    pair.stop_talking()
    pair.expect_all_heard_in_order()
    assert len(seats) == 1, "the newcomer is in"
    seats[0].close()
    assert program.log().count("can't be accepted") == 1, "it is said once"
    assert 1 <= figures(program, TOKEN)[REFUSED % "unacceptable"] <= rested + 2, "nobody tries again and again at once"


def limit(program: Program, soft: int) -> None:
    """Changes what the running server may open."""
    subprocess.run(["prlimit", "--pid", str(program.pid), f"--nofile={soft}:{LIMIT}"], check=True)
