"""Whether people really see and hear each other: what the connections decode, and the colours on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import av
from make_y4m import CAMERAS, COLOURS
from playwright.sync_api import Locator, Page

from .polling import eventually

_INBOUND = """async () => {
  const open = peerConnections.filter((each) => each.connectionState !== "closed")
  return await Promise.all(open.map(async (connection) => {
    const counted = { frames: 0, audioPackets: 0, audioEnergy: 0, number: peerConnections.indexOf(connection) }
    for (const row of (await connection.getStats()).values()) {
      if (row.type !== "inbound-rtp") continue
      if (row.kind === "video") counted.frames += row.framesDecoded ?? 0
      if (row.kind === "audio") counted.audioPackets += row.packetsReceived ?? 0
      if (row.kind === "audio") counted.audioEnergy += row.totalAudioEnergy ?? 0
    }
    return counted
  }))
}"""

_SAMPLE = """(video) => {
  if (video.readyState < 2 || video.videoWidth === 0) return null
  const [width, height] = [64, 36]
  const context = new OffscreenCanvas(width, height).getContext("2d")
  context.drawImage(video, 0, 0, width, height)
  return [12, 44].map((x) => {
    const { data } = context.getImageData(x, 4, 8, 8)
    const sum = [0, 0, 0]
    for (let at = 0; at < data.length; at += 4) for (const part of [0, 1, 2]) sum[part] += data[at + part]
    return sum.map((each) => Math.round(each * 4 / data.length))
  })
}"""


@dataclass(frozen=True)
class Inbound:
    """What one connection of a page has brought in so far."""

    number: int
    frames: int
    audio_packets: int
    audio_energy: float
    """Of the sound as it is heard (webrtc-stats, totalAudioEnergy): silence adds nothing."""


def inbound(page: Page) -> list[Inbound]:
    """The connections that are not closed."""
    return [Inbound(row["number"], row["frames"], row["audioPackets"], row["audioEnergy"]) for row in page.evaluate(_INBOUND)]


def expect_media(page: Page, *, connections: int = 1, audio: bool = True, video: bool = True) -> None:
    """Waits until that many connections are open and each goes on bringing in frames and sound."""
    start: dict[int, Inbound] = {}

    def all_grow() -> bool:
        now = inbound(page)
        if len(now) != connections:
            start.clear()
            return False
        for each in now:
            start.setdefault(each.number, each)
        return all(_grew(start[each.number], each, audio=audio, video=video) for each in now)

    try:
        eventually(all_grow, f"{connections} connection(s) bring in pictures and sound", turn=lambda: _turn(page))
    except AssertionError as failure:
        raise AssertionError(f"{failure}\nconnections now: {inbound(page)}") from None


def expect_no_sound(page: Page) -> None:
    """Waits until a second of packets of the one open connection has brought no sound."""
    _expect_standstill(page, lambda connection: round(connection.audio_energy, 6), "no sound is heard")


def expect_no_picture(page: Page) -> None:
    """Waits until a second of sound (or silence) of the one open connection has brought no frame."""
    _expect_standstill(page, lambda connection: connection.frames, "no picture comes")


def expect_silence(page: Page) -> None:
    """No connection is open: nobody is seen or heard."""
    eventually(lambda: not inbound(page), "every connection is closed", turn=lambda: _turn(page))


def expect_picture(video: Locator, camera: str) -> None:
    """Waits until a video shows that camera's colours, and goes on playing."""
    left, right = CAMERAS[camera]
    seen: list[object] = []

    def shows() -> bool:
        seen[:] = [colours(video)]
        return seen[0] == (left, right)

    try:
        eventually(shows, f"the picture is {left} and {right}", turn=lambda: _turn(video.page))
    except AssertionError as failure:
        raise AssertionError(f"{failure}; colours: {seen[0]}") from None
    began = video.evaluate("(video) => video.currentTime")
    eventually(
        lambda: video.evaluate("(video) => video.currentTime") > began, "the picture moves on", turn=lambda: _turn(video.page)
    )


def expect_on_screen(video: Locator, camera: str, *, mirrored: bool = False) -> None:
    """Waits until that camera's colours can be seen where the video is: nothing lies over it."""
    left, right = reversed(CAMERAS[camera]) if mirrored else CAMERAS[camera]
    seen: list[object] = []

    def shows() -> bool:
        seen[:] = on_screen(video)
        return seen == [left, right]

    try:
        eventually(shows, f"{left} and {right} are seen on the screen", turn=lambda: _turn(video.page))
    except AssertionError as failure:
        raise AssertionError(f"{failure}; colours: {seen}") from None


def on_screen(video: Locator) -> list[str]:
    """The names of the colours at a quarter and at three quarters of the width, a third from the top."""
    with av.open(BytesIO(video.screenshot(caret="initial")), format="png_pipe") as picture:
        small = next(picture.decode(video=0)).reformat(width=64, height=36, format="rgb24").planes[0]
    pixels, start = bytes(small), 12 * small.line_size
    return [nearest(list(pixels[start + 3 * x : start + 3 * x + 3])) for x in (16, 48)]


def colours(video: Locator) -> tuple[str, str] | None:
    """The names of the colours of the left and right half, or None while there is no picture."""
    sample = video.evaluate(_SAMPLE)
    return (nearest(sample[0]), nearest(sample[1])) if sample else None


def nearest(sample: list[int]) -> str:
    """The name of the nearest of COLOURS, or the numbers themselves if none is near."""
    def distance(name: str) -> int:
        return max(abs(a - b) for a, b in zip(COLOURS[name], sample, strict=True))

    name = min(COLOURS, key=distance)
    return name if distance(name) < 60 else f"rgb{tuple(sample)}"


def _expect_standstill(page: Page, figure: Callable[[Inbound], float], why: str) -> None:
    """Time is measured by packets of sound, 50 in a second, which are sent whether or not anybody speaks."""
    start: list[Inbound] = []

    def stands_still() -> bool:
        now, = inbound(page)
        if not start or figure(now) != figure(start[0]):
            start[:] = [now]
        return now.audio_packets >= start[0].audio_packets + 60

    eventually(stands_still, why, turn=lambda: _turn(page))


def _grew(before: Inbound, now: Inbound, *, audio: bool, video: bool) -> bool:
    return (not video or now.frames >= before.frames + 5) and (not audio or now.audio_energy > before.audio_energy)


def _turn(page: Page) -> None:
    page.wait_for_timeout(100)
