"""A machine's wall clock that is wrong, for one program alone."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

from .paths import BROWSER_TESTS


class WallClock:
    """Right until it is set. A program that runs with its settings goes by it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        library = folder / "wall_clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, BROWSER_TESTS / "support" / "wall_clock.c"], check=True)
        self.settings = {"LD_PRELOAD": str(library), "WALL_CLOCK_FILE": str(self._file)}

    def set(self, ahead: timedelta) -> None:
        """In one step: whoever reads it finds the one time or the other."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{ahead.total_seconds():.0f}")
        new.rename(self._file)
