"""A power cut after any acknowledged change loses nothing of it: the writes are replayed, those without a sync dropped or shuffled."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from support.lively_room import LivelyRoom
from support.other_platform import OtherPlatform
from support.program import Program
from support.seat import run
from support.traced_disk import TracedDisk

CHANGES = int(os.environ.get("VESTIBULE_POWER_CUTS", "8"))


@pytest.mark.parametrize("is_shuffled", [False, True], ids=["what wasn't synced is gone", "what wasn't synced is there in parts"])
def test_a_power_cut_after_an_acknowledged_change_loses_nothing(tmp_path: Path, is_shuffled: bool) -> None:
    platform = OtherPlatform(tmp_path)
    server = Program(tmp_path / "data", **platform.settings)
    disk = TracedDisk(server.data, tmp_path / "trace")
    server.start(under=disk.command)
    cuts = run(live(server, platform))
    server.kill()
    for number, (at, room) in enumerate(cuts):
        folder = tmp_path / f"cut-{number}"
        disk.after_cut(at, folder, random.Random(number) if is_shuffled else None)
        again = Program(folder, **platform.settings)
        again.start()
        run(come_back(room.twin(again.sockets)))
        again.stop()


async def live(server: Program, platform: OtherPlatform) -> list[tuple[float, LivelyRoom]]:
    """One change after the other, and what everybody knew after each, with the instant."""
    room = LivelyRoom(platform, server.sockets, "room")
    await room.fill()
    cuts = [(time.time(), room.twin())]
    dice = random.Random(CHANGES)
    for _ in range(CHANGES):
        await room.change(dice)
        cuts.append((time.time(), room.twin()))
    await room.leave()
    return cuts


async def come_back(room: LivelyRoom) -> None:
    try:
        await room.come_back()
    finally:
        await room.leave()
