"""What a page says and hears on its WebSockets, kept frame by frame."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, WebSocket

Frame = dict[str, Any]


class Frames:
    """The frames of one page, across its reloads."""

    def __init__(self, page: Page) -> None:
        self.received: list[Frame] = []
        self.sent: list[Frame] = []
        self.raw_received: list[str] = []
        page.on("websocket", self._watch)

    def _watch(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._received)
        socket.on("framesent", lambda payload: self.sent.append(json.loads(payload)))

    def _received(self, payload: str | bytes) -> None:
        text = payload if isinstance(payload, str) else payload.decode()
        self.raw_received.append(text)
        self.received.append(json.loads(text))

    def of_type(self, *types: str) -> list[Frame]:
        return [frame for frame in self.received if frame["type"] in types]

    def latest(self, kind: str) -> Frame:
        """The data of the last frame of that type. Raises IndexError if none has come."""
        return self.of_type(kind)[-1]["data"]

    @property
    def participant(self) -> str:
        """The participant id that the room gave to this page."""
        return self.latest("hello.ok")["participantId"]

    def summary(self) -> str:
        """The types of the last frames received; what the server refused, in full."""
        last = [frame for frame in self.received if frame["type"] not in ("ok", "tick")][-40:]
        return " ".join(f"{frame['type']}{frame['data']}" if frame["type"] in ("error", "bye") else frame["type"] for frame in last)
