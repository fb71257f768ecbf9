"""A laptop that is closed: none of its browser's processes runs, and its sockets say nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser


@contextmanager
def asleep(browser: Browser) -> Iterator[None]:
    """Stops all processes of a browser. Meanwhile nothing may be asked of its pages."""
    session = browser.new_browser_cdp_session()
    running = [process["id"] for process in session.send("SystemInfo.getProcessInfo")["processInfo"]]
    assert len(running) > 2, "a browser is several processes"
    try:
        for process in running:
            os.kill(process, signal.SIGSTOP)
        yield
    finally:
        for process in running:
            os.kill(process, signal.SIGCONT)
    session.detach()
