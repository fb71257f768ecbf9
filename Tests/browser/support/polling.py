"""Waiting for something that becomes true, with a deadline instead of a guess."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 60
"""How long anything may take before it counts as not happening. Generous: two cores carry three browsers, and a machine that is
shared can stand still for many seconds."""


def eventually(check: Callable[[], T], why: str, *, turn: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> T:
    """Returns what `check` answers as soon as that is truthy. `turn` lets the world go on between two looks.

    Raises AssertionError, with `why` and the last answer, when the deadline passes.
    """
    deadline = time.monotonic() + seconds
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{why}: not within {seconds} s; last seen: {answer!r}")
        turn()
