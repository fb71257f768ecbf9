"""A picture to send."""

from __future__ import annotations

import struct
import zlib


def picture(width: int, height: int) -> bytes:
    """A PNG of one colour with a paler bar in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    bar, ground = bytes((255, 255, 255)), bytes((30, 90, 100))
    rows = b"".join(b"\0" + (bar if abs(y - height // 2) < height // 8 else ground) * width for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
