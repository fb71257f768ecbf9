"""`vestibule backup` of a server that runs and is written to, and what `vestibule restore` makes of it."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event
from urllib.request import urlopen

from support.paths import ROOT
from support.polling import eventually
from support.practice import Practice
from support.program import Program


def test_a_backup_beside_a_busy_server_is_restored_as_it_was_at_one_moment(tmp_path: Path) -> None:
    server, other = (Program(tmp_path / name, VESTIBULE_WEB_DIR=str(ROOT / "web")) for name in ("data", "other"))
    server.start()
    try:
        practice = Practice.create(server)
        clinician = practice.add_staff("Odile Gagnon")
        with changes(practice) as added:
            grown(added, 3)
            booking = practice.book(clinician, practice.add_client("Nadia Okafor"), starts_in=timedelta(minutes=5))
            before = list(added)
            backup = tmp_path / "backup"
            server.command("backup", "--to", str(backup))
            after = len(added) + 1
            grown(added, after + 2)
        other.command("restore", "--from", str(backup))
    finally:
        server.stop()

    kept = clients(other)
    assert kept == added[: len(kept)], "one moment: nothing is there without what came before it"
    assert len(before) <= len(kept) <= after, "the moment of the backup"
    assert other.command("audit", "verify")
    other.start()
    try:
        with urlopen(f"{other.url}/readyz") as answer:
            assert answer.read() == b"ready\n"
        assert booking.room in {room for (room,) in rows(other, "SELECT room_id FROM booking")}
    finally:
        other.stop()


@contextmanager
def changes(practice: Practice) -> Iterator[list[str]]:
    """Adds one client after another for as long as it lasts. Gives their ids, as they are acknowledged."""
    added: list[str] = []
    enough = Event()

    def add() -> None:
        for number in itertools.count():
            if enough.is_set():
                return
            added.append(practice.add_client(f"Client {number}", portal=False).id)

    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(add)
        try:
            yield added
        finally:
            enough.set()
            adding.result()


def grown(added: list[str], count: int) -> None:
    eventually(lambda: len(added) >= count, f"{count} clients", turn=lambda: time.sleep(0.05))


def clients(program: Program) -> list[str]:
    """Those that `changes` added, in the order that they came."""
    return [client for (client,) in rows(program, "SELECT client_id FROM client WHERE name LIKE 'Client %' ORDER BY rowid")]


def rows(program: Program, sql: str) -> list[tuple[str]]:
    with closing(sqlite3.connect(program.data / "portal.sqlite")) as database:
        return database.execute(sql).fetchall()
