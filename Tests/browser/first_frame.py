"""Prints how long it takes from "Admit" to the first picture on either side, and how heavy the session page is.

    Tests/browser/isolated.sh .venv/bin/python Tests/browser/first_frame.py [RUNS]

Two Chromium processes on one machine, software encoding. Nothing is asserted but that the page asks no other host.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Response, expect, sync_playwright
from support.browsers import Browsers
from support.people import People
from support.practice import Practice
from support.program import Program
from support.session_page import SessionPage

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


def weigh(tab: SessionPage, come: Callable[[], None]) -> dict[str, int]:
    """Bytes of script and of style, uncompressed, that the session page has loaded once somebody has come in."""
    loaded: dict[str, tuple[str, int]] = {}

    def add(response: Response) -> None:
        answers.append(response)

    answers: list[Response] = []
    tab.page.on("response", add)
    come()
    tab.page.remove_listener("response", add)
    for answer in answers:
        kind = answer.request.resource_type
        if kind in ("script", "stylesheet") and answer.ok:
            loaded[answer.url] = (kind, len(answer.body()))
    return {kind: sum(size for each, size in loaded.values() if each == kind) for kind in ("script", "stylesheet")}


def weights(browsers: Browsers, program: Program, practice: Practice) -> tuple[dict[str, dict[str, int]], set[str]]:
    """What the page weighs for a client in the session and for a host, and which hosts it asked."""
    people = People(browsers, program.url)
    host, client = people.host(), people.client()
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))
    for tab, person, place in ((host, booking.clinician, "staff/login"), (client, booking.client, "login")):
        tab.sign_in(f"/p/{practice.slug}/{place}", person.email, person.password)
        # What the pages before have loaded counts too: a cache that is asked again has nothing to weigh.
        tab.page.context.new_cdp_session(tab.page).send("Network.setCacheDisabled", {"cacheDisabled": True})

    def listen(tab: SessionPage) -> None:
        tab.turn_on_devices()
        tab.button(tab.words("session.check.hear")).click()

    def host_comes() -> None:
        host.goto(f"/p/{practice.slug}/staff/sessions/{booking.id}/join")
        listen(host)
        host.go_in()

    def client_comes() -> None:
        client.goto_session(booking)
        listen(client)
        client.accept_and_wait()
        host.admit("Nadia")
        client.hears_and_sees()

    found = {"host": weigh(host, host_comes), "client": weigh(client, client_comes)}
    hosts = client.hosts | host.hosts
    people.leave()
    return found, hosts


def main(runs: int) -> None:
    expect.set_options(timeout=20_000)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = Program(Path(folder) / "data")
        program.start()
        browsers = Browsers(playwright, Path(folder))
        try:
            practice = Practice.create(program)
            times = [first_frames(browsers, program, practice) for _ in range(runs)]
            loaded, hosts = weights(browsers, program, practice)
        finally:
            browsers.close()
            program.stop()
    for who, column in zip(("client", "host"), zip(*times, strict=True), strict=True):
        print(
            f"from admit to the first picture at the {who}'s: median {statistics.median(column):.0f} ms, "
            f"worst {max(column):.0f} ms of {runs} runs"
        )
    totals = {who: sum(kinds.values()) for who, kinds in loaded.items()}
    for who, kinds in loaded.items():
        print(f"session page, {who}: {kinds['script']} B of script + {kinds['stylesheet']} B of style = {totals[who]} B, uncompressed")
    print(f"hosts asked: {', '.join(sorted(hosts))}")
    print(f"goal for the session page: below {BYTES_AT_MOST} B: {'met' if max(totals.values()) < BYTES_AT_MOST else 'MISSED'}")
    assert hosts == {urlsplit(program.url).netloc}, "the session page asks its own host only"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
