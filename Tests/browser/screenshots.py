"""Photographs every page and every state: phone and desktop, light and dark, French and English.

    Tests/browser/isolated.sh .venv/bin/python Tests/browser/screenshots.py [WALK...]

Writes `.screenshots/STATE-DEVICE-SCHEME-LANGUAGE.png`.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect, sync_playwright
from support.browsers import Browsers
from support.devices import DEVICES
from support.paths import ROOT
from support.people import People
from support.practice import Practice
from support.program import Program
from walks import WALKS, Walk
from walks.walk import Stage

_PICTURES_SHOW = """() => [...document.querySelectorAll("video")].every((video) =>
  !video.srcObject || !video.checkVisibility() || video.readyState >= 2)"""
ALBUM = ROOT / ".screenshots"


def photograph(walk: Walk, device: str, locale: str, browsers: Browsers, program: Program) -> int:
    """Walks once, and takes a light and a dark picture at each stop. Returns how many."""
    people = People(browsers, program.url)
    stage = Stage(people, Practice.create(program, locale=locale), locale, DEVICES[device])
    taken = 0
    try:
        for name, tab in walk.steps(stage):
            with suppress(AssertionError):
                tab.until(lambda tab=tab: tab.page.evaluate(_PICTURES_SHOW), "each camera's picture shows", seconds=2)
            for scheme in ("light", "dark"):
                tab.page.emulate_media(color_scheme=scheme)
                tab.page.screenshot(path=ALBUM / f"{name}-{device}-{scheme}-{locale}.png", full_page=True, animations="disabled")
                taken += 1
            tab.page.emulate_media(color_scheme="light")
    finally:
        people.leave()
    return taken


def main(names: list[str]) -> int:
    ALBUM.mkdir(exist_ok=True)
    expect.set_options(timeout=60_000)
    wanted = [walk for walk in WALKS if not names or walk.name in names]
    failed = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = Program(Path(folder) / "data")
        program.start()
        browsers = Browsers(playwright, Path(folder))
        try:
            for walk in wanted:
                for locale in ("fr", "en"):
                    for device in DEVICES:
                        try:
                            taken = photograph(walk, device, locale, browsers, program)
                            print(f"{walk.name}, {device}, {locale}: {taken} pictures", flush=True)
                        except Exception as wrong:  # The other walks are still wanted.
                            failed += 1
                            print(f"{walk.name}, {device}, {locale}: {wrong}", file=sys.stderr, flush=True)
        finally:
            browsers.close()
            program.stop()
    print(f"{len(list(ALBUM.glob('*.png')))} pictures in {ALBUM}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
