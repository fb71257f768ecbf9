"""Prints the figures that the README quotes: `make load`. Nothing here is asserted but that the page asks no other host.

    VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh .venv/bin/python Tests/browser/figures.py
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import first_frame
from support.other_platform import OtherPlatform
from support.paths import binary
from support.practice import Booking, Practice
from support.program import Program

ROOMS = 5
PEOPLE_PER_ROOM = 40
"""200 in all; a waiting room holds 50."""
RETURNING = 1_000


def tokens(bookings: list[Booking], people: int) -> list[str]:
    """One token a line, issued by as many commands at once as there are rooms: they live for two minutes."""

    def issue(booking: Booking) -> list[str]:
        booking.link()
        return [json.dumps(booking.token("guest", name=f"Guest {number}")) for number in range(people)]

    with ThreadPoolExecutor(max_workers=2) as pool:
        return [token for made in pool.map(issue, bookings) for token in made]


def load(*arguments: str, lines: list[str]) -> list[dict[str, object]]:
    """Runs the load tool and returns its rows."""
    tool = binary().with_name("vestibule-load")
    ran = subprocess.run([tool, *arguments, "--json"], input="\n".join(lines), capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)["rows"]


def arrivals_and_idle() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder) / "data")
        started = time.monotonic()
        program.start()
        rows: list[dict[str, object]] = [
            {"figure": "start_ms", "value": (time.monotonic() - started) * 1000, "unit": "ms"}
        ]
        try:
            practice = Practice.create(program)
            clinician, client = practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor", portal=False)
            rows += load("arrivals", lines=tokens([practice.book(clinician, client) for _ in range(ROOMS)], PEOPLE_PER_ROOM))
            again = [practice.book(clinician, client) for _ in range(ROOMS)]
            rows += load("arrivals", "--over", "1", lines=tokens(again, PEOPLE_PER_ROOM))
            quiet = [practice.book(clinician, client) for _ in range(ROOMS)]
            rows += load("idle", "--pid", str(program.pid), lines=tokens(quiet, PEOPLE_PER_ROOM))
        finally:
            program.stop()
    return rows


def returns() -> list[dict[str, object]]:
    """Everybody is back after the server was killed."""
    with tempfile.TemporaryDirectory() as folder:
        platform = OtherPlatform(Path(folder))
        program = Program(Path(folder) / "data", **platform.settings)
        program.start()
        lines = [
            json.dumps({"token": platform.token(room, f"Guest {number}"), "room": room})
            for room in (f"room-{number}" for number in range(RETURNING // PEOPLE_PER_ROOM)) for number in range(PEOPLE_PER_ROOM)
        ]
        tool = subprocess.Popen(
            [binary().with_name("vestibule-load"), "returns", "--json", "--url", program.sockets],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        assert tool.stdin and tool.stderr
        tool.stdin.write("\n".join(lines))
        tool.stdin.close()
        tool.stdin = None
        try:
            assert tool.stderr.readline() == "joined\n", tool.stderr.read()
            program.kill()
            program.start(port=program.port)
            said, wrong = tool.communicate(timeout=120)
            assert tool.returncode == 0, wrong
        finally:
            tool.kill()
            program.stop()
    return json.loads(said)["rows"]


if __name__ == "__main__":
    rows = arrivals_and_idle() + returns()
    for row in rows:
        print(f"{row['figure']:<28} {row['value']:>10.2f} {row['unit']}")
    out = Path(__file__).resolve().parents[2] / ".build" / "load.json"
    out.write_text(json.dumps({"rows": rows}, indent=2) + "\n", encoding="utf-8")
    first_frame.main(5)
