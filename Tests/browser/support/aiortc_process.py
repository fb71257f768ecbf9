"""Runs the aiortc client beside the browsers, and reads what it tells."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from .paths import BROWSER_TESTS
from .polling import PATIENCE_SECONDS

Facts = dict[str, Any]


class AiortcProcess:
    """A context manager: starts the client, and on leaving asks it to say bye."""

    def __init__(self, endpoint: str, room: str, token: str) -> None:
        self._arguments = [endpoint, room, token]
        self._told: queue.SimpleQueue[Facts] = queue.SimpleQueue()
        self._heard: list[Facts] = []

    def __enter__(self) -> AiortcProcess:
        self._process = subprocess.Popen(
            [sys.executable, BROWSER_TESTS / "aiortc_client.py", *self._arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=60)
        self._process.stdout.close()

    def wait_for(self, wanted: Callable[[Facts], bool]) -> Facts:
        """The first thing it tells, from now on, that is wanted."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            try:
                facts = self._told.get(timeout=left)
            except queue.Empty:
                break
            self._heard.append(facts)
            if wanted(facts):
                return facts
        raise AssertionError(f"not told within {PATIENCE_SECONDS} s; the last were {self._heard[-10:]}")

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._told.put(json.loads(line))
