"""The server is killed in the middle of its work: everybody comes back to where the last word that they heard put them.

    VESTIBULE_KILLED_ROOMS=500 VESTIBULE_KILLS=20 Tests/browser/isolated.sh .venv/bin/python -m pytest Tests/browser/test_restart.py
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.lively_room import LivelyRoom
from support.other_platform import OtherPlatform
from support.program import Program
from support.seat import run

ROOMS = int(os.environ.get("VESTIBULE_KILLED_ROOMS", "40"))
KILLS = int(os.environ.get("VESTIBULE_KILLS", "3"))
AT_ONCE = 50
"""Rooms that are filled or come back together; the others wait their turn, since this client is one thread."""


@pytest.fixture
def platform(tmp_path: Path) -> OtherPlatform:
    return OtherPlatform(tmp_path)


@pytest.fixture
def server(tmp_path: Path, platform: OtherPlatform) -> Iterator[Program]:
    program = Program(tmp_path / "data", **platform.settings)
    program.start()
    yield program
    program.stop()


def test_killed_at_any_instant_the_server_takes_everybody_back_to_where_they_were(server: Program, platform: OtherPlatform) -> None:
    run(kill_and_return(server, [LivelyRoom(platform, server.sockets, f"room-{number}") for number in range(ROOMS)]))
    assert server.told() == []


async def kill_and_return(server: Program, rooms: list[LivelyRoom]) -> None:
    await in_turn([room.fill for room in rooms])
    try:
        for kill in range(KILLS):
            await kill_once(server, rooms, kill)
    finally:
        await in_turn([room.leave for room in rooms])


async def kill_once(server: Program, rooms: list[LivelyRoom], kill: int) -> None:
    lives = [asyncio.create_task(room.live(random.Random(f"{kill} {room.name}"))) for room in rooms]
    wanted = sum(room.host.frames for room in rooms) + random.Random(kill).randrange(ROOMS, ROOMS * 10)
    while sum(room.host.frames for room in rooms) < wanted:
        await asyncio.sleep(0)
    await asyncio.to_thread(server.kill)
    await asyncio.gather(*lives)
    doubts = sum(room.doubt.locked is not None or room.doubt.person is not None for room in rooms)
    await asyncio.to_thread(server.start, port=server.port)
    opened = time.monotonic()
    await in_turn([room.come_back for room in rooms])
    people = sum(1 + len(room.people) for room in rooms)
    print(f"kill {kill}: {people} people back {time.monotonic() - opened:.1f} s after the port opened, {doubts} acts unanswered")


async def in_turn(acts: list[object]) -> None:
    for some in range(0, len(acts), AT_ONCE):
        async with asyncio.TaskGroup() as group:
            for act in acts[some : some + AT_ONCE]:
                group.create_task(act())  # type: ignore[operator]
