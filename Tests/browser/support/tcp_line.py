"""A TCP line between browsers and the server, in a test's hand: cut, torn without a word, half-closed, or made to lose answers."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_ROOMS = b"GET /v1/ws"
_QUEUE = b"GET /v1/staff"


class TcpLine:
    """Listens where browsers go, and carries bytes to the server. What it does to sockets it does to WebSockets of rooms
    alone, unless it says otherwise."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._listener = socket.create_server((host, 0), backlog=64)
        self.url = f"http://{host}:{self._listener.getsockname()[1]}"
        with socket.create_server((host, 0)) as free:
            self.server_port = free.getsockname()[1]
        """Where the server is to listen."""
        self.sockets = 0
        """How many WebSockets have been asked for."""
        self.answers_lost = 0
        """On how many of them something that the server said was lost."""
        self._open = True
        self._losing_answers = False
        self._carried: list[_Carried] = []
        self._closed = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def refuse(self) -> None:
        """New connections are reset at once."""
        self._open = False

    def accept(self) -> None:
        """New connections pass again."""
        self._open = True

    def reset_sockets(self) -> None:
        """Every WebSocket ends with a TCP reset on both sides."""
        for carried in self._living(websockets=True):
            carried.reset()

    def end_sockets(self) -> None:
        """Every WebSocket ends for the page with a FIN and no close frame; the server is not told."""
        for carried in self._living(websockets=True):
            carried.end_towards_page()

    def close_sockets(self, code: int) -> None:
        """Every WebSocket is closed as a proxy would that restarts: with a close frame of its own."""
        for carried in self._living(websockets=True):
            carried.close_frame(code)

    def swallow_queues(self) -> None:
        """Every WebSocket of staff outside of rooms is dead, and neither side is told: what they say goes nowhere."""
        for carried in self._living():
            carried.silent = carried.silent or carried.is_queue

    def lose_answers(self, lose: bool = True) -> None:
        """On WebSockets of now on, whatever the server answers to the page's first frame is lost."""
        self._losing_answers = lose

    def close(self) -> None:
        self._closed = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for carried in self._living():
            carried.reset()

    def _living(self, *, websockets: bool = False) -> list[_Carried]:
        self._carried = [each for each in self._carried if not each.over]
        return [each for each in self._carried if each.is_websocket or not websockets]

    def _accept(self) -> None:
        while not self._closed:
            try:
                page, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                _reset(page)
                continue
            threading.Thread(target=self._carry, args=(page,), daemon=True).start()

    def _carry(self, page: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port), timeout=60)
        except OSError:
            _reset(page)
            return
        server.settimeout(None)
        carried = _Carried(page, server, loses_answers=self._losing_answers)
        self._carried.append(carried)
        back = threading.Thread(target=self._carry_back, args=(carried,), daemon=True)
        back.start()
        carried.step_forth()
        self.sockets += carried.is_websocket
        while carried.step_forth():
            pass
        back.join()
        carried.reset()

    def _carry_back(self, carried: _Carried) -> None:
        lost = False
        while carried.step_back():
            if carried.has_lost and not lost:
                lost = True
                self.answers_lost += 1


class _Carried:
    """One connection of a browser, and the one that was made to the server for it."""

    def __init__(self, page: socket.socket, server: socket.socket, *, loses_answers: bool) -> None:
        self._page = page
        self._server = server
        self._loses_answers = loses_answers
        self._said = 0
        self.is_websocket = False
        self.is_queue = False
        self.silent = False
        self.has_lost = False
        self.over = False

    def step_forth(self) -> bool:
        return self._step(self._page, self._server)

    def step_back(self) -> bool:
        return self._step(self._server, self._page)

    def reset(self) -> None:
        self.over = True
        _reset(self._page)
        _reset(self._server)

    def end_towards_page(self) -> None:
        with contextlib.suppress(OSError):
            self._page.shutdown(socket.SHUT_WR)
        self.silent = True

    def close_frame(self, code: int) -> None:
        with contextlib.suppress(OSError):
            self._page.sendall(b"\x88\x02" + struct.pack("!H", code))
        self.end_towards_page()

    def _step(self, source: socket.socket, sink: socket.socket) -> bool:
        """Carries what there is, one way. Returns whether there may be more."""
        try:
            data = source.recv(65_536)
            if self.silent:
                return bool(data)
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return False
            if source is self._page:
                self._said += 1
                if self._said == 1:
                    self.is_websocket = _ROOMS in data
                    self.is_queue = _QUEUE in data
            elif self.is_websocket and self._loses_answers and self._said > 1:
                self.has_lost = True
                return True
            sink.sendall(data)
            return True
        except OSError:
            # Neither side goes on without the other.
            for side in (source, sink):
                with contextlib.suppress(OSError):
                    side.shutdown(socket.SHUT_RDWR)
            return False


def _reset(side: socket.socket) -> None:
    with contextlib.suppress(OSError):
        side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        side.shutdown(socket.SHUT_RDWR)
    side.close()
