"""One case of the suite on one connection: what the suite's cases ask of the peer that they are run by."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

from autobahn.twisted.websocket import WebSocketClientProtocol
from twisted.internet import reactor
from twisted.internet.interfaces import IDelayedCall
from twisted.python.failure import Failure


#: How long is waited for what must come before it counts as lost: it measures nothing.
PATIENCE_SECONDS = 120


class CaseRun(WebSocketClientProtocol):  # type: ignore[misc]
    """Speaks as the case wants it to, tells the case what comes back, and in the end asks for its verdict."""

    # The suite's cases switch its log off and on; there is none here.
    createWirelog = False
    trafficStats: Any = None

    def __init__(self, case: type[Any], done: Callable[[Any], None]) -> None:
        super().__init__()
        self.case_class = case
        self.done = done
        self.later: list[IDelayedCall] = []
        self.connectionWasOpen = False
        self.txFrameStats: Counter[int] = Counter()

    def connectionMade(self) -> None:
        super().connectionMade()
        self.case = self.case_class(self)

    def connectionLost(self, reason: Failure) -> None:
        super().connectionLost(reason)
        for call in self.later:
            if call.active():
                call.cancel()
        self.case.onConnectionLost(self.failedByMe)
        self.done(self.case)

    def onOpen(self) -> None:
        self.connectionWasOpen = True
        self.case.onOpen()

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        self.case.onMessage(payload.decode("latin-1"), isBinary)

    def onPong(self, payload: bytes) -> None:
        self.case.onPong(payload.decode("latin-1"))

    # What cases do.

    def sendFrame(
        self,
        opcode: int,
        payload: str | bytes = b"",
        fin: bool = True,
        rsv: int = 0,
        mask: bytes | None = None,
        payload_len: int | None = None,
        chopsize: int | None = None,
        sync: bool = False,
    ) -> None:
        """Sends a frame, however wrong. With `payload_len`, the payload is repeated to that many bytes."""
        data = raw(payload)
        if payload_len is not None:
            data = (data * (payload_len // len(data) + 1))[:payload_len]
        key = mask or secrets.token_bytes(4)
        first = (0x80 if fin else 0) | (rsv % 8) << 4 | opcode % 128
        self.txFrameStats[opcode] += 1
        self.sendData(bytes([first]) + length(len(data)) + key + masked(data, key), sync, chopsize)

    def sendMessage(self, payload: str | bytes, *rest: Any, **options: Any) -> None:
        super().sendMessage(raw(payload), *rest, **options)

    def sendMessageFrameData(self, payload: str | bytes, sync: bool = False) -> Any:
        return super().sendMessageFrameData(raw(payload), sync)

    def sendCloseFrame(self, code: int | None = None, reasonUtf8: str | bytes | None = None, isReply: bool = False) -> None:
        super().sendCloseFrame(code, None if reasonUtf8 is None else raw(reasonUtf8), isReply)

    def enableWirelog(self, enable: bool) -> None:
        pass

    def continueLater(self, delay: float, act: Callable[[], None], tag: str | None = None) -> None:
        self.after(delay, act)

    def killAfter(self, delay: float) -> None:
        self.patiently(delay, self.failConnection)

    def closeAfter(self, delay: float) -> None:
        self.patiently(delay, self.sendClose)

    def patiently(self, delay: float, act: Callable[[], None]) -> None:
        """A case gives up after a second or so. Where something has yet to come, it is waited for: the machine may be busy."""
        self.after(delay, lambda: act() if self.has_all() else self.after(PATIENCE_SECONDS, act))

    def has_all(self) -> bool:
        """Whether nothing more can come, so that it is the case's turn."""
        waits = self.closedByMe or not self.case.expectedClose.get("closedByMe", True)
        return not waits and any(self.case.compare(self.case.received, one) for one in self.case.expected.values())

    def after(self, delay: float, act: Callable[[], None]) -> None:
        def unless_closed() -> None:
            if self.state != self.STATE_CLOSED:
                act()

        self.later.append(reactor.callLater(delay, unless_closed))


def raw(payload: str | bytes) -> bytes:
    return payload.encode("latin-1") if isinstance(payload, str) else payload


def length(count: int) -> bytes:
    """A frame's length, with the bit that says it is masked (RFC 6455, section 5.2)."""
    if count < 126:
        return bytes([0x80 | count])
    if count < 1 << 16:
        return bytes([0x80 | 126]) + count.to_bytes(2, "big")
    return bytes([0x80 | 127]) + count.to_bytes(8, "big")


def masked(data: bytes, key: bytes) -> bytes:
    pad = (key * (len(data) // 4 + 1))[: len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(pad, "big")).to_bytes(len(data), "big")
