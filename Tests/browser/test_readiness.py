"""What `/readyz` says of a disk that fills up under the running server."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from support.polling import eventually
from support.program import Program

MEGABYTE = bytes(1 << 20)


class SmallDisk:
    """A server whose data lie on 48 MB of memory, in a mount namespace of its own."""

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        data.mkdir()
        self.program = Program(data)
        mount = 'mount -t tmpfs -o size=48m small-disk "$0" && exec "$@"'
        self.program.start(under=["unshare", "--mount", "--propagation", "private", "sh", "-c", mount, data])
        self._filler = Path(f"/proc/{self.program.pid}/root{data}/filler")

    def fill(self) -> None:
        """Writes until nothing more fits."""
        with suppress(OSError), self._filler.open("ab", buffering=0) as filler:
            while filler.write(MEGABYTE):
                pass

    def empty(self) -> None:
        self._filler.unlink()

    def says(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.program.url + path, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()

    def expect(self, status: int, said: str) -> None:
        """Waits until that is what it says."""
        eventually(lambda: self.says("/readyz") == (status, said), said, turn=lambda: time.sleep(0.1))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    small = SmallDisk(tmp_path)
    yield small
    small.program.stop()


def test_a_server_whose_disk_is_full_is_alive_but_not_ready_until_there_is_room_again(disk: SmallDisk) -> None:
    disk.expect(200, "ready\n")
    disk.fill()
    disk.expect(503, "not ready\n")
    assert disk.says("/healthz") == (200, "alive\n")
    disk.empty()
    disk.expect(200, "ready\n")
