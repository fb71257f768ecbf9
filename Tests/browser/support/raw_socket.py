"""A bare WebSocket to the signaling server, for what a page would never say."""

from __future__ import annotations

import json
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect


class Outcome:
    """What a hello led to: the frames that came, and the close code if the server closed."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.close_code: int | None = None

    @property
    def accepted(self) -> bool:
        return any(frame["type"] == "hello.ok" for frame in self.frames)

    @property
    def error(self) -> str:
        """The code of the error reply, or nothing."""
        return next((frame["data"]["code"] for frame in self.frames if frame["type"] == "error"), "")


def say_hello(endpoint: str, room: str, *, token: str = "", resume: str = "") -> Outcome:
    """Connects, says hello with a room token or a resume token, and reads until an answer or the end."""
    hello: dict[str, Any] = {
        "client": {"name": "browser tests", "version": "1"}, "features": [], "media": {"audio": "on", "video": "on"}
    }
    hello |= {"token": token} if token else {"resume": {"token": resume, "lastSeq": 0}}
    outcome = Outcome()
    address = endpoint if "room=" in endpoint else f"{endpoint}?room={room}"
    with connect(address, subprotocols=["vestibule.v1"], compression=None, open_timeout=60, close_timeout=60) as socket:
        try:
            socket.send(json.dumps({"type": "hello", "id": "1", "data": hello}))
            while not outcome.accepted:
                outcome.frames.append(json.loads(socket.recv(timeout=60)))
        except ConnectionClosed as closed:
            outcome.close_code = closed.rcvd.code if closed.rcvd else None
    return outcome
