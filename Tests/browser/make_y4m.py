"""Pictures for fake cameras, one pair of colours a person, so that a test can tell whose picture it sees.

The left half has one colour, the right half another; a white bar travels down the lower half, so that frames differ
and the upper half can be sampled undisturbed. The file is YUV4MPEG2 (4:2:0), what Chromium's
`--use-file-for-fake-video-capture` plays in a loop.

    python make_y4m.py client client.y4m
"""

from __future__ import annotations

import sys
from pathlib import Path

Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    "red": (208, 32, 32),
    "blue": (32, 48, 208),
    "green": (24, 160, 40),
    "yellow": (224, 208, 32),
    "magenta": (208, 32, 192),
    "cyan": (24, 192, 208),
}
"""sRGB, 0–255. Far enough apart to be told from one another after video compression."""

CAMERAS: dict[str, tuple[str, str]] = {
    "host": ("green", "yellow"),
    "client": ("red", "blue"),
    "third": ("magenta", "cyan"),
}
"""Who has which colours: left half, right half."""

WIDTH, HEIGHT = 320, 180
FRAMES_PER_SECOND, FRAMES = 15, 30
BAR_HEIGHT = 12


def yuv(colour: Colour) -> tuple[int, int, int]:
    """The colour as limited-range Y'CbCr (ITU-R BT.601, which Chromium assumes for y4m)."""
    red, green, blue = colour
    return (
        round(16 + 0.257 * red + 0.504 * green + 0.098 * blue),
        round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
        round(128 + 0.439 * red - 0.368 * green - 0.071 * blue),
    )


def frame(left: Colour, right: Colour, index: int) -> bytes:
    """One picture: three planes, the two chroma planes at half the size."""
    halves = list(zip(yuv(left), yuv(right), strict=True))
    planes = []
    for (a, b), scale in zip(halves, (1, 2, 2), strict=True):
        row = bytes([a]) * (WIDTH // scale // 2) + bytes([b]) * (WIDTH // scale // 2)
        planes.append(bytearray(row * (HEIGHT // scale)))
    travel = HEIGHT // 2 - BAR_HEIGHT
    top = HEIGHT // 2 + index * travel // FRAMES
    planes[0][top * WIDTH : (top + BAR_HEIGHT) * WIDTH] = bytes([235]) * (BAR_HEIGHT * WIDTH)
    return b"FRAME\n" + b"".join(planes)


def make_y4m(camera: str, path: Path) -> Path:
    """Writes the film of one of `CAMERAS` and returns its path. About 10 MB."""
    left, right = (COLOURS[name] for name in CAMERAS[camera])
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for index in range(FRAMES):
            film.write(frame(left, right, index))
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in CAMERAS:
        sys.exit(f"usage: make_y4m.py {'|'.join(CAMERAS)} FILE")
    make_y4m(sys.argv[1], Path(sys.argv[2]))
