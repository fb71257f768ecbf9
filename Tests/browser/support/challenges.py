"""What a mail would carry, looked up where the server keeps it; and what an authenticator app would show."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sqlite3
import struct
import time

from .practice import Practice

PERIOD = 30


def newest_challenge(practice: Practice, purpose: str) -> str:
    """The id of the practice's newest challenge of a purpose, as the link in its mail has it."""
    with sqlite3.connect(f"file:{practice.program.data / 'portal.sqlite'}?mode=ro", uri=True) as database:
        found = database.execute(
            "SELECT challenge_id FROM challenge JOIN practice USING (practice_id) "
            "WHERE slug = ? AND purpose = ? ORDER BY challenge.created_at DESC LIMIT 1",
            (practice.slug, purpose),
        ).fetchone()
    database.close()
    assert found, f"nobody was asked for {purpose}"
    return found[0]


def app_code(typed_secret: str, steps_ahead: int = 0) -> str:
    """What an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(typed_secret.replace(" ", ""))
    step = int(time.time()) // PERIOD + steps_ahead
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
