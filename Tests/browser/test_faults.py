"""A disk that fails, a disk that is full, a clock that jumps: what can't be kept is refused, and nobody inside is hurt."""

from __future__ import annotations

import asyncio
import random
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from support.lively_room import LivelyRoom
from support.other_platform import OtherPlatform
from support.polling import PATIENCE_SECONDS
from support.program import Program
from support.seat import Refused, run
from support.wall_clock import WallClock


@pytest.fixture
def platform(tmp_path: Path) -> OtherPlatform:
    return OtherPlatform(tmp_path)


@contextmanager
def failing_syncs(server: Program) -> Iterator[None]:
    """Whatever the server asks the kernel to bring to the disk fails with EIO."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-p", str(server.pid), "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-o", "/dev/null"],
        stderr=subprocess.PIPE, text=True,
    )
    assert tracer.stderr is not None
    assert "attached" in tracer.stderr.readline()
    try:
        yield
    finally:
        tracer.terminate()
        tracer.communicate(timeout=PATIENCE_SECONDS)


@contextmanager
def full_disk(server: Program) -> Iterator[None]:
    filler = server.data / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


def test_syncs_that_fail_refuse_changes_and_end_nothing(tmp_path: Path, platform: OtherPlatform) -> None:
    server = Program(tmp_path / "data", **platform.settings)
    run(go_through(server, platform, lambda: failing_syncs(server)))


def test_a_full_disk_refuses_changes_and_ends_nothing(tmp_path: Path, platform: OtherPlatform) -> None:
    data = tmp_path / "data"
    data.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", data], check=True)
    server = Program(data, **platform.settings)
    try:
        run(go_through(server, platform, lambda: full_disk(server)))
    finally:
        subprocess.run(["umount", data], check=True)


async def go_through(server: Program, platform: OtherPlatform, fault: Callable[[], object]) -> None:
    """While the fault lasts no change happens and talk goes on; after it everything works again, and a killed server knows all that
    it ever said yes to."""
    server.start()
    room = LivelyRoom(platform, server.sockets, "room")
    await room.fill()
    inside, waiting = room.people
    newcomer = room.seat("Newcomer", "platform:newcomer")
    with fault():  # type: ignore[attr-defined]
        await is_refused(lambda: room.host.ask("room.lock", locked=True))
        await is_refused(lambda: room.host.ask("waiting.admit", ids=[waiting.seat.id]))
        await is_refused(newcomer.join)
        await room.host.ask("chat.send", text="One moment, please")
        assert (await inside.seat.next("chat.message"))["text"] == "One moment, please"
        assert not waiting.seat.heard_of("admitted")
        assert not any(frame["type"] == "room.updated" for frame in inside.seat.heard)
    await newcomer.join()
    assert newcomer.ok["state"] == "waiting"
    await room.host.ask("waiting.deny", id=newcomer.id, block=False)
    dice = random.Random(1)
    for _ in range(8):
        await room.change(dice)
    server.kill()
    server.start(port=server.port)
    await room.come_back()
    await room.leave()
    server.stop()
    assert server.told() == []


def wall_clock(server: Program) -> float:
    """What the server's machine thinks that it is, as its answers are dated."""
    with urlopen(f"{server.url}/healthz") as answer:
        return parsedate_to_datetime(answer.headers["Date"]).timestamp()


async def is_refused(act: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(Refused) as refused:
        await act()
    assert refused.value.code == "upstream_unavailable"
    assert refused.value.is_retryable


@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_jumps_moves_nobody(tmp_path: Path, platform: OtherPlatform, hours: int) -> None:
    run(jump(tmp_path, platform, timedelta(hours=hours)))


async def jump(folder: Path, platform: OtherPlatform, by: timedelta) -> None:
    clock = WallClock(folder)
    server = Program(folder / "data", **platform.settings, **clock.settings)
    server.start()
    room = LivelyRoom(platform, server.sockets, "room")
    await room.fill()
    clock.set(by)
    deadline = time.monotonic() + PATIENCE_SECONDS
    # The server dates its answers once a second.
    while abs(wall_clock(server) - time.time() - by.total_seconds()) > 60:
        assert time.monotonic() < deadline, "the fault itself"
        await asyncio.sleep(0.2)
    dice = random.Random(2)
    for _ in range(8):
        await room.change(dice)
    assert not any(frame["type"] in ("room.ending", "bye") for seat in room.seats for frame in seat.heard)
    clock.set(timedelta())
    server.kill()
    server.start(port=server.port)
    await room.come_back()
    await room.leave()
    server.stop()
