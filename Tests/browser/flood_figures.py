"""Prints what floods cost those who talk: part of `make load`. Nothing is asserted but that every signal arrives.

    VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh .venv/bin/python Tests/browser/flood_figures.py
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from support.flood import LoginFlood, Silent, allow_descriptors
from support.other_platform import OtherPlatform
from support.paths import binary
from support.practice import Practice
from support.program import Program

PAIRS = 20
SECONDS = 10
SILENT = 5_000
STORM = 1_000
PEOPLE_PER_ROOM = 40

Flood = Callable[[threading.Event], object]


def tokens(platform: OtherPlatform, name: str, rooms: int, people: int, *, host: bool) -> str:
    """A line for each person, room by room; where there is a host, it is the first."""
    named = [f"{name.replace(' ', '-')}-{number}" for number in range(rooms)]
    return "\n".join(
        json.dumps({"token": platform.token(room, f"Person {number}", host=host and number == 0), "room": room})
        for room in named for number in range(people)
    )


def relay_beside(flood: Flood, program: Program, platform: OtherPlatform, name: str) -> None:
    """Pairs talk for a while beside a flood, which ends with them."""
    with subprocess.Popen(
        [binary().with_name("vestibule-load"), "relay", "--json", "--seconds", str(SECONDS), "--url", program.sockets],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as tool:
        assert tool.stdin and tool.stdout and tool.stderr
        tool.stdin.write(tokens(platform, name, PAIRS, 2, host=True))
        tool.stdin.close()
        assert tool.stderr.readline() == "relaying\n", tool.stderr.read()
        over = threading.Event()
        beside = threading.Thread(target=flood, args=[over])
        beside.start()
        said = tool.stdout.read()
        over.set()
        beside.join()
    for row in json.loads(said)["rows"]:
        print(f"{name + ': ' + row['figure']:<44} {row['value']:>10.2f} {row['unit']}", flush=True)


def main() -> None:
    allow_descriptors(SILENT + 1_000)
    with tempfile.TemporaryDirectory() as folder:
        platform = OtherPlatform(Path(folder))
        program = Program(Path(folder) / "data", VESTIBULE_TRUSTED_PROXIES="127.0.0.1", **platform.settings)
        program.start()
        try:
            logins = LoginFlood(program, Practice.create(program, slug="laurier"))

            def silence(over: threading.Event) -> None:
                with Silent(program, "nobody") as sockets:
                    while not over.is_set() and len(sockets.sockets) < SILENT:
                        sockets.open(50)
                    over.wait()

            def wrong_logins(over: threading.Event) -> None:
                while not over.is_set():
                    logins.run(40, at_once=20)

            def hellos(over: threading.Event) -> None:
                storm = 0
                while not over.is_set():
                    storm += 1
                    subprocess.run(
                        [binary().with_name("vestibule-load"), "arrivals", "--json", "--url", program.sockets], check=True,
                        input=tokens(platform, f"storm-{storm}", STORM // PEOPLE_PER_ROOM, PEOPLE_PER_ROOM, host=False), text=True,
                        stdout=subprocess.DEVNULL,
                    )

            floods: dict[str, Flood] = {
                "quiet": lambda over: over.wait(), f"{SILENT} silent sockets": silence, "a login flood": wrong_logins,
                f"storms of {STORM} hellos": hellos,
            }
            for name, flood in floods.items():
                relay_beside(flood, program, platform, name)
        finally:
            program.stop()


if __name__ == "__main__":
    main()
