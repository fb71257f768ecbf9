"""A TURN client (RFC 8656) that asks for what a browser never would."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import time
from ipaddress import ip_address
from secrets import token_hex

from aioice import stun
from aioice.turn import make_integrity_key

from .polling import PATIENCE_SECONDS

_FAMILY = (0x0017, "REQUESTED-ADDRESS-FAMILY", stun.pack_unsigned, stun.unpack_unsigned)
stun.ATTRIBUTES_BY_TYPE[_FAMILY[0]] = _FAMILY
stun.ATTRIBUTES_BY_NAME[_FAMILY[1]] = _FAMILY

_UDP = 17 << 24
_FAMILIES = {4: 1 << 24, 6: 2 << 24}

FORBIDDEN = 403
UNAUTHORIZED = 401


def credentials(secret: str, *, seconds: int = 3600) -> tuple[str, str]:
    """As Vestibule makes them for somebody: a user name that expires, and its code under the shared secret."""
    user = f"{int(time.time()) + seconds}:{token_hex(8)}"
    code = hmac.new(secret.encode(), user.encode(), hashlib.sha1).digest()
    return user, base64.b64encode(code).decode()


class TurnClient:
    """One allocation."""

    def __init__(self, server: tuple[str, int], user: str, password: str, *, version: int = 4) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(PATIENCE_SECONDS)
        self._socket.connect(server)
        self._user, self._password = user, password
        self._realm, self._nonce, self._key = "", b"", b""
        self.relayed: tuple[str, int] | None = None
        try:
            self._allocate(_FAMILIES[version])
        except BaseException:
            self._socket.close()
            raise

    def permit(self, address: str) -> int | None:
        """Asks to exchange data with an address. Returns the error's code; None if it may."""
        return self._ask(stun.Method.CREATE_PERMISSION, {"XOR-PEER-ADDRESS": (address, 9)}).error_code

    def bind(self, address: str, port: int, channel: int = 0x4000) -> int | None:
        """Asks for a channel to an address. Returns the error's code; None if it is bound."""
        attributes = {"CHANNEL-NUMBER": channel, "XOR-PEER-ADDRESS": (address, port)}
        return self._ask(stun.Method.CHANNEL_BIND, attributes).error_code

    def send(self, address: str, port: int, data: bytes) -> None:
        """Sends data to an address, whether it may or not: there is no answer."""
        message = stun.Message(
            stun.Method.SEND, stun.Class.INDICATION, attributes={"XOR-PEER-ADDRESS": (address, port), "DATA": data}
        )
        self._socket.send(bytes(message))

    def receive(self) -> tuple[str, int, bytes]:
        """Waits for what an address sent back."""
        while True:
            message = stun.parse_message(self._socket.recv(4096))
            if message.message_method == stun.Method.DATA:
                return (*message.attributes["XOR-PEER-ADDRESS"], message.attributes["DATA"])

    def close(self) -> None:
        if self.relayed:
            self._ask(stun.Method.REFRESH, {"LIFETIME": 0})
        self._socket.close()

    def _allocate(self, family: int) -> None:
        attributes = {"REQUESTED-TRANSPORT": _UDP, "REQUESTED-ADDRESS-FAMILY": family}
        challenge = self._ask(stun.Method.ALLOCATE, dict(attributes))
        assert challenge.error_code == UNAUTHORIZED, challenge
        self._realm, self._nonce = challenge.attributes["REALM"], challenge.attributes["NONCE"]
        self._key = make_integrity_key(self._user, self._realm, self._password)
        answer = self._ask(stun.Method.ALLOCATE, dict(attributes))
        self.error = answer.error_code
        self.relayed = answer.attributes.get("XOR-RELAYED-ADDRESS")

    def _ask(self, method: stun.Method, attributes: dict[str, object]) -> stun.Message:
        request = stun.Message(method, stun.Class.REQUEST, attributes=attributes)
        if self._key:
            request.attributes |= {"USERNAME": self._user, "REALM": self._realm, "NONCE": self._nonce}
            request.add_message_integrity(self._key)
        self._socket.send(bytes(request))
        while True:
            answer = stun.parse_message(self._socket.recv(4096))
            if answer.transaction_id == request.transaction_id:
                return answer


def version(address: str) -> int:
    return ip_address(address).version
