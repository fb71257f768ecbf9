"""Prints how long it takes from "Admit" to the first picture on either side, and how heavy the session page is.

    Tests/browser/isolated.sh .venv/bin/python Tests/browser/first_frame.py [RUNS]

Two Chromium processes on one machine, software encoding. Nothing is asserted about time; that the page stays below
150 KB of script and style, and asks no other host, is.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Response, expect, sync_playwright
from support.browsers import Browsers
from support.people import People
from support.practice import Practice
from support.program import Program

BYTES_AT_MOST = 150_000
"""Script and style of the session page, uncompressed."""

_WATCH = """() => {
  globalThis.firstFrameAt = null
  const look = () => {
    const videos = [...document.querySelectorAll('video[data-kind="remote"]')]
    if (videos.some((video) => video.getVideoPlaybackQuality().totalVideoFrames > 0)) globalThis.firstFrameAt = Date.now()
    else requestAnimationFrame(look)
  }
  look()
  addEventListener("click", () => globalThis.clickedAt = Date.now(), { capture: true })
}"""


def first_frames(browsers: Browsers, program: Program, practice: Practice) -> tuple[float, float]:
    """Milliseconds from the host's click to the first picture, at the client's and at the host's."""
    people = People(browsers, program.url)
    host, client = people.host(), people.client()
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))
    host.enter(booking)
    client.come_to_waiting_room(booking)
    expect(host.waiting("Nadia")).to_be_visible()
    for tab in (host, client):
        tab.page.evaluate(_WATCH)
    host.admit("Nadia")
    at = [tab.until(lambda tab=tab: tab.page.evaluate("firstFrameAt"), "a picture arrives") for tab in (client, host)]
    clicked = host.page.evaluate("clickedAt")
    people.leave()
    return at[0] - clicked, at[1] - clicked


def weight(browsers: Browsers, program: Program, practice: Practice) -> tuple[dict[str, int], set[str]]:
    """Bytes of script and of style that a client's session page loads, uncompressed, and the hosts it asked."""
    people = People(browsers, program.url)
    client = people.client()
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))
    client.open_account(practice.slug, booking.client)
    bytes_of = {"script": 0, "stylesheet": 0}

    def add(response: Response) -> None:
        if response.request.resource_type in bytes_of:
            loaded.append(response)

    loaded: list[Response] = []
    client.page.on("response", add)
    client.click_join()
    client.accept_and_wait()
    for response in loaded:
        bytes_of[response.request.resource_type] += len(response.body())
    hosts = set(client.hosts)
    people.leave()
    return bytes_of, hosts


def main(runs: int) -> None:
    expect.set_options(timeout=20_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = Program(Path(folder) / "data")
        program.start()
        browsers = Browsers(playwright, Path(folder))
        try:
            practice = Practice.create(program)
            times = [first_frames(browsers, program, practice) for _ in range(runs)]
            bytes_of, hosts = weight(browsers, program, practice)
        finally:
            browsers.close()
            program.stop()
    for who, column in zip(("client", "host"), zip(*times, strict=True), strict=True):
        print(
            f"from admit to the first picture at the {who}'s: median {statistics.median(column):.0f} ms, "
            f"worst {max(column):.0f} ms of {runs} runs"
        )
    total = sum(bytes_of.values())
    print(f"session page: {bytes_of['script']} B of script + {bytes_of['stylesheet']} B of style = {total} B, uncompressed")
    print(f"hosts asked: {', '.join(sorted(hosts))}")
    assert total < BYTES_AT_MOST, f"the session page weighs {total} B, more than {BYTES_AT_MOST}"
    assert hosts == {urlsplit(program.url).netloc}, "the session page asks its own host only"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
