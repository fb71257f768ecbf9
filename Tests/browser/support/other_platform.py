"""Another platform whose room tokens the server believes: it fills rooms without a command for each token."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from secrets import token_urlsafe

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRACTICE = "practice-of-another-platform"
ISSUER = "https://platform.example"
KEY_ID = "platform-1"
HOST = "platform:clinician"
MINUTE = 60_000


class OtherPlatform:
    """Its sessions began a minute ago, and last an hour."""

    def __init__(self, folder: Path) -> None:
        self._key = Ed25519PrivateKey.generate()
        public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        self._issuers = folder / "issuers.json"
        self._issuers.write_text(
            json.dumps([{"issuer": ISSUER, "practice": PRACTICE, "kid": KEY_ID, "publicKey": public}]), encoding="utf-8"
        )
        self._starts_at = int(time.time()) * 1000 - MINUTE

    @property
    def settings(self) -> dict[str, str]:
        """What the server is to be started with."""
        return {"VESTIBULE_TOKEN_ISSUERS": str(self._issuers)}

    def token(self, room: str, name: str, *, host: bool = False, subject: str = "") -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER, "aud": "vestibule-signaling", "sub": HOST if host else subject or f"platform:{token_urlsafe(8)}",
            "jti": token_urlsafe(16), "iat": now, "nbf": now, "exp": now + 120, "room": room, "practice": PRACTICE,
            "role": "host" if host else "participant", "displayName": name, "entry": "direct" if host else "wait",
            "booking": {
                "id": f"booking-of-{room}", "rev": 1, "startsAt": self._starts_at, "endsAt": self._starts_at + 60 * MINUTE,
                "hosts": [HOST],
            },
            "window": {"opensAt": self._starts_at, "closesAt": self._starts_at + 30 * MINUTE},
        }
        signed = f"{_part({'alg': 'EdDSA', 'typ': 'room+jwt', 'kid': KEY_ID})}.{_part(claims)}"
        return f"{signed}.{_text(self._key.sign(signed.encode()))}"


def _part(value: dict[str, object]) -> str:
    return _text(json.dumps(value).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
