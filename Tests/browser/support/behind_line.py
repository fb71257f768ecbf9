"""A server of a test's own that browsers reach over a line which the test can break."""

from __future__ import annotations

import re
from pathlib import Path

from .browsers import Browsers
from .client_page import ClientPage
from .frames import Frame
from .people import People
from .practice import Booking, Practice
from .program import Program
from .session_page import SessionPage
from .tcp_line import TcpLine

_EXPECTED = re.compile(r"^console: WebSocket connection to '\S+' failed")
"""What browsers report when a line breaks."""

_COUNT_RESTARTS = """(() => {
  globalThis.iceRestarts = 0
  const { restartIce } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.restartIce = function () {
    globalThis.iceRestarts += 1
    return restartIce.call(this)
  }
})()"""


class BehindLine:
    """A practice, its server, the line to it, and people at browsers."""

    def __init__(self, browsers: Browsers, folder: Path, host: str = "127.0.0.1") -> None:
        self.line = TcpLine(host)
        self.program = Program(folder / "data", VESTIBULE_PUBLIC_URL=self.line.url)
        self.program.start(port=self.line.server_port)
        self.practice = Practice.create(self.program)
        self.people = People(browsers, self.line.url)

    def book(self, name: str = "Nadia Okafor") -> Booking:
        return self.practice.book(self.practice.add_staff("Élise Gagnon"), self.practice.add_client(name))

    def wrongs(self) -> list[str]:
        """What pages complained of, beyond what a broken line brings with it."""
        return [wrong for wrong in self.people.wrongs if not _EXPECTED.search(wrong)]

    def close(self) -> None:
        self.people.leave()
        self.line.close()
        self.program.stop()


class Returns:
    """Sees that pages come back, each to its own session."""

    def __init__(self, *tabs: SessionPage) -> None:
        self._seen = {tab: len(self._hellos(tab)) for tab in tabs}

    def expect_after(self, fault: str) -> None:
        """Waits until each page has been welcomed once more, as who it was."""
        for tab, before in self._seen.items():
            tab.until(lambda tab=tab, before=before: len(self._hellos(tab)) > before, f"the page is back after {fault}")
            first, *_, last = self._hellos(tab)
            assert last["resumed"] and last["participantId"] == first["participantId"], fault
            self._seen[tab] = len(self._hellos(tab))

    @staticmethod
    def _hellos(tab: SessionPage) -> list[Frame]:
        return [frame["data"] for frame in tab.frames.of_type("hello.ok")]


def count_restarts(*tabs: SessionPage) -> None:
    """From the next load on these pages count their ICE restarts."""
    for tab in tabs:
        tab.page.add_init_script(_COUNT_RESTARTS)


def restarts(tab: SessionPage) -> int:
    """How often ICE was restarted on this page, over all its connections."""
    return tab.page.evaluate("iceRestarts")


def wait_in_line(client: ClientPage, booking: Booking) -> int:
    """Comes to the waiting room, and returns since when the server says that the client waits."""
    client.come_to_waiting_room(booking)
    client.until(lambda: client.frames.of_type("waiting.status"), "the server says since when")
    return client.frames.latest("waiting.status")["waitingSince"]


def expect_place_of(client: ClientPage, since: int) -> None:
    """Waits until the page is connected again, and the newest that it hears is that it waits since then."""

    def says_so() -> bool:
        heard = [frame["type"] for frame in client.frames.received]
        statuses = client.frames.of_type("waiting.status")
        greeted = max((at for at, kind in enumerate(heard) if kind == "hello.ok"), default=-1)
        return "waiting.status" in heard[greeted:] and statuses[-1]["data"]["waitingSince"] == since

    client.expect_view("waiting")
    client.until(says_so, "the place in line is the same")
