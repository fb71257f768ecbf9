"""What the aiortc client sends, and how it looks at what it receives."""

from __future__ import annotations

from array import array

from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, MediaStreamTrack, VideoStreamTrack
from av import AudioFrame, VideoFrame
from make_y4m import BAR_HEIGHT, CAMERAS, COLOURS, FRAMES, HEIGHT, WIDTH, yuv


class Film(VideoStreamTrack):
    """The third camera's colours: magenta on the left, cyan on the right, a bar that moves."""

    def __init__(self) -> None:
        super().__init__()
        self._index = 0

    async def recv(self) -> VideoFrame:
        pts, time_base = await self.next_timestamp()
        picture = VideoFrame(WIDTH, HEIGHT, "yuv420p")
        left, right = (yuv(COLOURS[name]) for name in CAMERAS["third"])
        for plane, a, b in zip(picture.planes, left, right, strict=True):
            half = plane.width // 2
            row = bytes([a]) * half + bytes([b]) * (plane.line_size - half)
            rows = bytearray(row * plane.height)
            if plane is picture.planes[0]:
                self._draw_bar(rows, plane.line_size)
            plane.update(bytes(rows))
        self._index = (self._index + 1) % FRAMES
        picture.pts, picture.time_base = pts, time_base
        return picture

    def _draw_bar(self, rows: bytearray, line_size: int) -> None:
        top = HEIGHT // 2 + self._index * (HEIGHT // 2 - BAR_HEIGHT) // FRAMES
        rows[top * line_size : (top + BAR_HEIGHT) * line_size] = bytes([235]) * (BAR_HEIGHT * line_size)


class Tone(AudioStreamTrack):
    """400 Hz, a square wave: silence could not be told from nothing."""

    async def recv(self) -> AudioFrame:
        frame = await super().recv()
        half = frame.sample_rate // 800
        wave = array("h", [8_000] * half + [-8_000] * half)
        frame.planes[0].update((wave.tobytes() * (frame.samples // half))[: frame.planes[0].buffer_size])
        return frame


class Received:
    """Counts what arrives, and looks at the last picture."""

    def __init__(self) -> None:
        self.frames = 0
        self.audio_frames = 0
        self.colours: list[list[int]] = []

    async def take(self, track: MediaStreamTrack) -> None:
        try:
            while True:
                frame = await track.recv()
                if isinstance(frame, VideoFrame):
                    self.frames += 1
                    if self.frames % 10 == 1:
                        self.colours = self._sample(frame)
                else:
                    self.audio_frames += 1
        except MediaStreamError:
            return

    @staticmethod
    def _sample(frame: VideoFrame) -> list[list[int]]:
        small = frame.reformat(width=64, height=36, format="rgb24")
        plane = small.planes[0]
        pixels = bytes(plane)
        at = 8 * plane.line_size
        return [list(pixels[at + 3 * x : at + 3 * x + 3]) for x in (16, 48)]
