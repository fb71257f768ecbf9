"""A clinician and a client in a session, as bare sockets that talk to each other for as long as a test wants."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import ExitStack
from ssl import SSLContext
from typing import Any

from websockets.sync.client import ClientConnection, connect

from .polling import PATIENCE_SECONDS
from .practice import Booking

A_SECOND = 20
"""How many signals a second one of the pair sends: less than the 30 that anybody may."""


class Seat:
    """One socket, and what its owner knows of the other side."""

    def __init__(self, issued: dict[str, Any], *, encrypted_by: SSLContext | None = None, line: socket.socket | None = None) -> None:
        """`line` is a connection to the server, where it is to be an unusual one."""
        address = f"{issued['endpoint']}?room={issued['room']}"
        self._open = ExitStack()
        self._socket: ClientConnection = self._open.enter_context(connect(
            address, subprotocols=["vestibule.v1"], compression=None, ssl=encrypted_by, sock=line, open_timeout=PATIENCE_SECONDS, close_timeout=5
        ))
        self.say("hello", token=issued["token"], client={"name": "floods", "version": "1"}, features=[],
                 media={"audio": "on", "video": "on"})
        self.me = self.hear("hello.ok")["participantId"]
        self.peer: dict[str, Any] = {}

    def say(self, kind: str, /, **data: object) -> None:
        self._socket.send(json.dumps({"type": kind, "data": data}))

    def hear(self, kind: str) -> dict[str, Any]:
        """The next message of that kind, passing over all others but errors."""
        while True:
            frame = json.loads(self._socket.recv(timeout=PATIENCE_SECONDS))
            assert frame["type"] not in ("error", "bye"), f"waiting for {kind}: {frame}"
            if frame["type"] == kind:
                return frame["data"]

    def signal(self, number: int) -> None:
        self.say("signal", to=self.peer["id"], toSession=self.peer["session"], conn=self.peer["conn"], kind="candidates",
                 payload={"number": number})

    def heard_signal(self) -> int:
        return self.hear("signal")["payload"]["number"]

    def close(self) -> None:
        self._open.close()

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Pair:
    """Two who were admitted to one session. Each signal of the host's is answered by the client with the same number."""

    def __init__(self, booking: Booking, *, encrypted_by: SSLContext | None = None) -> None:
        self.host = Seat(booking.token("host"), encrypted_by=encrypted_by)
        self.host.hear("room.state")
        self.client = Seat(booking.token("client"), encrypted_by=encrypted_by)
        self.host.hear("waiting.joined")
        self.host.say("waiting.admit", ids=[self.client.me])
        self.host.peer = self.host.hear("participant.joined")["peer"]
        self.client.peer = self.client.hear("room.state")["peers"][0]
        self.said = 0
        self.heard: list[tuple[int, int]] = []
        self._took: list[float] = []
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    def talk(self, count: int = 1) -> None:
        """So many signals there and back, one after the other."""
        for _ in range(count):
            self.said += 1
            began = time.monotonic()
            self.host.signal(self.said)
            there = self.client.heard_signal()
            self.client.signal(there)
            self.heard.append((there, self.host.heard_signal()))
            self._took.append(time.monotonic() - began)

    def go_on_talking(self) -> None:
        """From now on, beside whatever the test does."""
        self._thread = threading.Thread(target=self._talk_on, daemon=True)
        self._thread.start()

    def stop_talking(self) -> None:
        """Raises what went wrong, if anything did."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        if self._failure:
            raise AssertionError("the pair was disturbed") from self._failure

    def expect_all_heard_in_order(self) -> None:
        assert self.heard == [(number, number) for number in range(1, self.said + 1)]
        assert self.said > 0

    @property
    def pace(self) -> str:
        """How long a signal and its answer took, for printing: this machine carries the flood as well as the server."""
        took = sorted(self._took)
        middle, slow = (took[len(took) * part // 100] * 1_000 for part in (50, 99))
        return f"{self.said} signals there and back: p50 {middle:.0f} ms, p99 {slow:.0f} ms"

    def close(self) -> None:
        self.host.close()
        self.client.close()

    def _talk_on(self) -> None:
        try:
            while not self._stop.wait(1 / A_SECOND):
                self.talk()
        except BaseException as failure:  # noqa: BLE001: handed over to the test's own thread
            self._failure = failure
