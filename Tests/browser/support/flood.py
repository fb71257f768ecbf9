"""Many connections at once, none of them well-behaved."""

from __future__ import annotations

import base64
import os
import re
import resource
import socket
import urllib.parse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException

from .polling import PATIENCE_SECONDS
from .practice import Practice
from .program import Program


def allow_descriptors(count: int) -> None:
    """Lets this process open so many sockets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def handshake(room: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /v1/ws?room={room} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: vestibule.v1\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()


class Silent:
    """Connections that say nothing, or begin to and don't go on: by turns none of a request, half its headers, half its body,
    and a WebSocket without hello."""

    def __init__(self, program: Program, room: str, *, beginnings: Sequence[bytes] = ()) -> None:
        self._port = program.port
        self._beginnings = beginnings or [
            b"", b"GET /p/laurier HTTP/1.1\r\nHost: localhost\r\nX-", handshake(room),
            b"POST /p/laurier/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nemail=",
        ]
        self.sockets: list[socket.socket] = []

    def open(self, count: int) -> None:
        for _ in range(count):
            beginning = self._beginnings[len(self.sockets) % len(self._beginnings)]
            one = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE_SECONDS)
            self.sockets.append(one)
            try:
                one.sendall(beginning)
            except OSError:
                pass  # It was cut already.

    def ended(self) -> int:
        """How many the server has closed so far."""
        return sum(self._is_ended(one) for one in self.sockets)

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self.sockets:
            one.close()

    @staticmethod
    def _is_ended(one: socket.socket) -> bool:
        one.setblocking(False)
        try:
            while one.recv(65_536):
                pass
            return True
        except BlockingIOError:
            return False
        except OSError:
            return True


class FrameFlood:
    """One connection that sends frames faster than anybody may, without ever saying hello."""

    def __init__(self, program: Program, room: str) -> None:
        self._port, self._room = program.port, room

    def run(self, count: int) -> bool:
        """Whether the server closed it for that."""
        text = b'{"type":"ping","id":"1"}'
        frame = bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text
        heard = b""
        with socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE_SECONDS) as one:
            one.sendall(handshake(self._room) + frame * count)
            while b'"code":4429' not in heard:
                part = one.recv(65_536)
                if not part:
                    return False
                heard += part
        return True


class LoginFlood:
    """Wrong logins, each from another address, as behind a proxy that the server trusts."""

    def __init__(self, program: Program, practice: Practice) -> None:
        self._port = program.port
        self._path = f"/p/{practice.slug}/login"
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        connection.request("GET", self._path, headers={"Host": f"localhost:{self._port}"})
        answer = connection.getresponse()
        page = answer.read().decode()
        self._cookie = "; ".join(each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or [])
        self._fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        connection.close()

    def run(self, count: int, at_once: int) -> Counter[int]:
        """What was answered, by status."""
        with ThreadPoolExecutor(at_once) as pool:
            return Counter(pool.map(self._try, range(count)))

    def _try(self, number: int) -> int:
        body = urllib.parse.urlencode(self._fields | {"email": f"nobody.{number}@example.test", "password": "wrong horse battery staple"})
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", self._path, body, {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie, "Host": f"localhost:{self._port}",
                "Origin": f"http://localhost:{self._port}", "X-Forwarded-For": f"198.51.{number // 250}.{number % 250 + 1}",
            })
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()


def figures(program: Program, token: str) -> dict[str, float]:
    """What `/metrics` says, by name and labels."""
    connection = HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE_SECONDS)
    connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == 200, text
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}
