"""The socket between a page and the server, in a test's hand: cut, held, or answered in the server's place."""

from __future__ import annotations

import json

from playwright.sync_api import WebSocketRoute

from .paths import FIXTURES
from .tab import Tab


class Wire:
    """Put between a page and the server before the page connects; passes everything on until told otherwise."""

    def __init__(self, tab: Tab, path: str = "/v1/ws") -> None:
        self._tab = tab
        self._carried: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        self._held: list[WebSocketRoute] = []
        self._said: list[str] = []
        self._holds = False
        tab.page.route_web_socket(lambda url: path in url, self._connected)

    @property
    def connections(self) -> int:
        """How many have reached the server so far."""
        return len(self._carried)

    def cut(self) -> None:
        """Ends the connection; the page may make another."""
        for side in self._carried[-1]:
            side.close(code=4408, reason="cut by the test")

    def hold(self) -> None:
        """From now on connections don't get as far as the server."""
        self._holds = True

    def go_down(self) -> None:
        """Ends the connection, and holds the next."""
        self.hold()
        self.cut()

    def come_up(self) -> None:
        """Lets the page through again, and has it try at once."""
        self._holds = False
        for held in self._held:
            held.close(code=4408, reason="let go by the test")
        self._held.clear()
        self._tab.page.evaluate("dispatchEvent(new Event('online'))")

    def end(self, code: int, reason: str = "") -> None:
        """Ends the held connection as the server would: with that code, after a `bye` if there is a reason."""
        held = self._take()
        if reason:
            held.send(_frame("bye", code=code, reason=reason))
        held.close(code=code)

    def refuse(self, code: str) -> None:
        """Answers the hello of the held connection with that error, and closes."""
        held = self._take()
        self._said.clear()
        held.send(_frame("welcome"))
        hello = json.loads(self._tab.until(lambda: self._said[:1], "the page says hello")[0])
        held.send(_frame("error", re=hello["id"], code=code, message="", retryable=False))
        held.close(code=1000)

    def _take(self) -> WebSocketRoute:
        self._tab.until(lambda: bool(self._held), "the page connects")
        return self._held.pop()

    def _connected(self, route: WebSocketRoute) -> None:
        if self._holds:
            route.on_message(lambda text: self._said.append(str(text)))
            self._held.append(route)
        else:
            self._carried.append((route, route.connect_to_server()))


def _frame(kind: str, re: str = "", **data: object) -> str:
    """The protocol's own example of a frame from the server, with other data in it."""
    frame = json.loads((FIXTURES / f"server.{kind}.json").read_text(encoding="utf-8"))
    frame["data"] |= data
    return json.dumps(frame | {"re": re} if re else frame)
