"""A client that nobody of this project wrote the WebRTC of: aiortc, speaking the documented protocol.

    python aiortc_client.py ENDPOINT ROOM TOKEN

Says hello with a room token, waits to be admitted, calls whoever the room names as a peer, and prints one JSON object a
line: `{"state": …}` when its state changes, `{"frames": n, "audioFrames": n, "colours": […]}` while media arrives. Ends
when its standard input closes, with a `bye`. It sends a magenta and cyan picture and a tone; all candidates are in the
description (no trickling), as aiortc does it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from typing import Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamTrack
from aiortc.sdp import candidate_from_sdp
from aiortc_media import Film, Received, Tone
from websockets.asyncio.client import ClientConnection, connect

Frame = dict[str, Any]


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


class Caller:
    """One connection to one peer, and the socket that signals for it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._peer: Frame = {}
        self._connection: RTCPeerConnection | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.received = Received()

    async def send(self, kind: str, /, **data: object) -> None:
        await self._socket.send(json.dumps({"type": kind, "id": str(next(self._numbers)), "data": data}))

    async def run(self, token: str) -> None:
        """Follows the room until the socket closes."""
        await self.send(
            "hello", token=token, client={"name": "aiortc", "version": "1"}, features=[], media={"audio": "on", "video": "on"}
        )
        async for text in self._socket:
            frame = json.loads(text)
            if "seq" in frame:
                await self.send("ack", seq=frame["seq"])
            await self._hear(frame["type"], frame.get("data", {}))
        tell(state="closed", code=self._socket.close_code)

    async def _hear(self, kind: str, data: Frame) -> None:
        match kind:
            case "hello.ok":
                tell(state=data["state"])
            case "admitted":
                tell(state="admitted")
            case "error":
                tell(error=data["code"])
            case "room.state":
                for peer in data["peers"]:
                    await self._call(peer)
            case "participant.joined":
                await self._call(data["peer"])
            case "signal" if data["kind"] == "description":
                await self._described(data)
            case "signal" if data["kind"] == "candidates":
                await self._candidates(data)

    async def _call(self, peer: Frame) -> None:
        if self._peer.get("conn") == peer["conn"]:
            return
        if self._connection:
            await self._connection.close()
        self._peer = peer
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._connection.on("track", self._follow)
        if peer["initiator"]:
            self._connection.addTrack(Film())
            self._connection.addTrack(Tone())
            await self._connection.setLocalDescription(await self._connection.createOffer())
            await self._describe()

    async def _describe(self) -> None:
        assert self._connection
        description = self._connection.localDescription
        await self.send(
            "signal", to=self._peer["id"], toSession=self._peer["session"], conn=self._peer["conn"], kind="description",
            payload={"description": {"type": description.type, "sdp": description.sdp}},
        )

    async def _described(self, data: Frame) -> None:
        connection = self._connection
        if connection is None or data["conn"] != self._peer["conn"]:
            return
        description = data["payload"]["description"]
        await connection.setRemoteDescription(RTCSessionDescription(sdp=description["sdp"], type=description["type"]))
        if description["type"] == "offer":
            if not connection.getSenders() or all(sender.track is None for sender in connection.getSenders()):
                connection.addTrack(Film())
                connection.addTrack(Tone())
            await connection.setLocalDescription(await connection.createAnswer())
            await self._describe()

    async def _candidates(self, data: Frame) -> None:
        if self._connection is None or data["conn"] != self._peer["conn"]:
            return
        for offered in data["payload"]["candidates"]:
            line = offered.get("candidate", "")
            if not line:
                continue
            candidate = candidate_from_sdp(line.removeprefix("candidate:"))
            candidate.sdpMid, candidate.sdpMLineIndex = offered.get("sdpMid"), offered.get("sdpMLineIndex")
            await self._connection.addIceCandidate(candidate)

    def _follow(self, track: MediaStreamTrack) -> None:
        task = asyncio.create_task(self.received.take(track))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def leave(self) -> None:
        await self.send("bye", reason="left")
        if self._connection:
            await self._connection.close()


async def report(caller: Caller) -> None:
    """Says four times a second what has arrived so far."""
    while True:
        await asyncio.sleep(0.25)
        received = caller.received
        if received.frames or received.audio_frames:
            tell(frames=received.frames, audioFrames=received.audio_frames, colours=received.colours)


async def main(endpoint: str, room: str, token: str) -> None:
    address = endpoint if "room=" in endpoint else f"{endpoint}?room={room}"
    async with connect(address, subprotocols=["vestibule.v1"], compression=None) as socket:
        caller = Caller(socket)
        tasks = [asyncio.create_task(caller.run(token)), asyncio.create_task(report(caller))]
        end_of_input = asyncio.ensure_future(asyncio.to_thread(sys.stdin.read))
        done, _ = await asyncio.wait([*tasks, end_of_input], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await caller.leave()
        for task in done:
            task.result()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    asyncio.run(main(*sys.argv[1:]))
