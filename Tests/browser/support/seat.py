"""Somebody in a room by a bare WebSocket, who keeps all that was heard and comes back by resume: for many at once."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from .polling import PATIENCE_SECONDS

Frame = dict[str, Any]


NEVER_SAID = 1_000_000_000

Result = TypeVar("Result")


def run(life: Coroutine[Any, Any, Result]) -> Result:
    """Runs what people do to its end, in a thread of its own: where tests have browsers, this one has an event loop already."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, life).result()


class Refused(Exception):
    """An `error` that answered a request."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(str(frame["data"]))
        self.code: str = frame["data"]["code"]
        self.is_retryable: bool = frame["data"]["retryable"]


class Seat:
    """One person's place, over all connections."""

    def __init__(self, sockets: str, room: str, token: str, name: str) -> None:
        """`sockets` is the server's address without the room."""
        self.room, self.name = room, name
        self.heard: list[Frame] = []
        """Since the last hello."""
        self.frames = 0
        """How many ever."""
        self.ok: Frame = {}
        """The last `hello.ok`."""
        self.close_code: int | None = None
        self._sockets = sockets
        self._token = token
        self._resume = ""
        self._last_seq = 0
        self._requests = 0
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._is_over = True
        self._news = asyncio.Condition()

    @property
    def id(self) -> str:
        return str(self.ok["participantId"])

    def twin(self, sockets: str = "") -> Seat:
        """The same person with what they know now, not connected: to another server, if there is one."""
        twin = Seat(sockets or self._sockets, self.room, self._token, self.name)
        twin.ok, twin._resume, twin._last_seq = self.ok, self._resume, self._last_seq
        return twin

    def heard_of(self, place: str) -> bool:
        """Whether the last word about this person's place, since the last hello, was that one."""
        words = {"admitted": "admitted", "denied": "denied", "waiting.entered": "waiting"}
        return next((words[frame["type"]] for frame in reversed(self.heard) if frame["type"] in words), None) == place

    async def join(self) -> Seat:
        await self._hello({"token": self._token})
        return self

    async def come_back(self) -> Seat:
        """Says hello with the resume token, on a connection of its own."""
        await self._hello({"resume": {"token": self._resume, "lastSeq": self._last_seq}})
        return self

    async def drop(self) -> None:
        """Ends the connection without a word, if there is one, and waits until that is done."""
        if self._socket and self._reader:
            self._socket.transport.abort()
            await self._reader

    async def gone(self) -> int | None:
        """Waits for the end of the connection, and returns the server's close code."""
        assert self._reader
        await asyncio.wait_for(asyncio.shield(self._reader), PATIENCE_SECONDS)
        return self.close_code

    async def ask(self, kind: str, **data: object) -> Frame:
        """Sends a request and returns the reply's data; as often as the server says that it was too soon. Raises Refused, or
        ConnectionError where no reply can come any more."""
        while True:
            request = await self.say(kind, **data)
            reply = await self.until(lambda frame, request=request: frame.get("re") == request, f"a reply to {kind}")
            if reply["type"] != "error":
                return dict(reply.get("data") or {})
            if reply["data"]["code"] != "rate_limited":
                raise Refused(reply)
            await asyncio.sleep(reply["data"]["retryAfterMs"] / 1000)

    async def say(self, kind: str, **data: object) -> str:
        """Sends a request without waiting for its reply; returns its id."""
        assert self._socket
        self._requests += 1
        request = f"{self.name}-{self._requests}"
        await self._socket.send(json.dumps({"type": kind, "id": request, "data": data}))
        return request

    async def until(self, wanted: Callable[[Frame], object], why: str) -> Frame:
        """The first frame since the last hello that is wanted."""
        return self.heard[await self._find(wanted, why, since=0)]

    async def first(self, kind: str) -> Frame:
        """The data of the first frame of that type since the last hello."""
        return dict((await self.until(lambda frame: frame["type"] == kind, kind))["data"])

    async def next(self, kind: str) -> Frame:
        """The data of the first frame of that type since the last hello that comes after what `next` returned before."""
        found = await self._find(lambda frame: frame["type"] == kind, kind, since=self._next)
        self._next = found + 1
        return dict(self.heard[found]["data"])

    async def look(self) -> Frame:
        """Comes back having heard what was never said: the server answers with the whole picture as it is now."""
        await self.drop()
        self._last_seq = NEVER_SAID
        await self.come_back()
        return await self.first("room.state")

    @property
    def _kinds(self) -> list[str]:
        return [frame["type"] for frame in self.heard]

    async def _find(self, wanted: Callable[[Frame], object], why: str, *, since: int) -> int:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._news:
                while True:
                    for at in range(since, len(self.heard)):
                        if wanted(self.heard[at]):
                            return at
                    since = len(self.heard)
                    if self._is_over:
                        raise ConnectionResetError(f"{self.name}: {why} can't come any more, after {self.close_code}; heard {self._kinds}")
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{self.name}: {why} never came; heard {self._kinds}") from None

    async def _hello(self, by: dict[str, object]) -> None:
        await self.drop()
        self.heard, self.close_code, self._is_over = [], None, False
        self._next = 0
        self._socket = await connect(
            f"{self._sockets}?room={self.room}", subprotocols=["vestibule.v1"], compression=None, open_timeout=PATIENCE_SECONDS,  # type: ignore[list-item]
            close_timeout=PATIENCE_SECONDS, ping_interval=None, max_queue=None,
        )
        self._reader = asyncio.create_task(self._read(self._socket))
        client = {"name": "tests", "version": "1"}
        media = {"audio": "on", "video": "on"}
        request = await self.say("hello", client=client, features=[], media=media, **by)
        reply = await self.until(lambda frame: frame["type"] == "hello.ok" or frame.get("re") == request, "an answer to hello")
        if reply["type"] == "error":
            await self.drop()
            raise Refused(reply)
        self.ok = reply["data"]
        self._resume = self.ok["resumeToken"]
        if not self.ok["resumed"]:
            self._last_seq = 0

    async def _read(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for text in socket:
                frame = json.loads(text)
                async with self._news:
                    self._last_seq = frame.get("seq", self._last_seq)
                    self.heard.append(frame)
                    self.frames += 1
                    self._news.notify_all()
        self.close_code, self._is_over = socket.close_code, True
        async with self._news:
            self._news.notify_all()
