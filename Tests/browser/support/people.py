"""Seats people at browsers: one context each, in the process that has their camera."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import BrowserContext, Error

from .browsers import Browsers
from .client_page import ClientPage
from .host_page import HostPage
from .paths import BROWSER_TESTS
from .polling import PATIENCE_SECONDS
from .tab import Tab
from .visitor_page import VisitorPage

Seated = TypeVar("Seated", bound=Tab)

_media_script = BROWSER_TESTS / "support" / "media.js"


class People:
    """Everybody who takes part in one test."""

    def __init__(self, browsers: Browsers, base: str) -> None:
        self._browsers = browsers
        self._base = base
        self._contexts: list[BrowserContext] = []
        self.tabs: list[Tab] = []

    def client(self, camera: str = "client", **options: object) -> ClientPage:
        return self.seat(ClientPage, camera, **options)

    def host(self, camera: str = "host", **options: object) -> HostPage:
        return self.seat(HostPage, camera, **options)

    def visitor(self, camera: str = "third", **options: object) -> VisitorPage:
        return self.seat(VisitorPage, camera, **options)

    def seat(
        self, kind: type[Seated], camera: str, *, locale: str = "en", granted: bool = True, **options: object
    ) -> Seated:
        """A fresh context in the browser with that camera; `granted` says whether it may use the camera."""
        settings: dict[str, object] = {"locale": f"{locale}-CA", "timezone_id": "America/Toronto"} | options
        if camera != "firefox":
            settings["permissions"] = ["camera", "microphone"] if granted else []
        context = self._browsers.get(camera).new_context(**settings)
        if settings.get("java_script_enabled", True):
            context.add_init_script(path=_media_script)
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self._contexts.append(context)
        return self._tab(kind, context, locale)

    def another_tab(self, beside: Seated) -> Seated:
        """A second tab in the same browser, with the same login."""
        return self._tab(type(beside), beside.page.context, beside.words.locale)

    @property
    def wrongs(self) -> list[str]:
        return [wrong for tab in self.tabs for wrong in tab.wrongs]

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self.tabs.clear()

    def evidence(self, folder: Path, name: str) -> list[tuple[str, str]]:
        """Keeps a picture of each page in `folder`, and returns what is worth printing about it."""
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        file_name = re.sub(r"\W+", "-", name)
        for number, tab in enumerate(self.tabs, start=1):
            picture = folder / f"{file_name}-{number}.png"
            try:
                tab.page.screenshot(path=picture, caret="initial")
                told = "\n".join([tab.page.url, str(picture), f"frames: {tab.frames.summary()}", *tab.wrongs])
                found.append((f"{type(tab).__name__} {number}", told))
            except Error as gone:
                found.append((f"{type(tab).__name__} {number}", f"no picture: {gone}"))
        return found

    def _tab(self, kind: type[Seated], context: BrowserContext, locale: str) -> Seated:
        tab = kind(context.new_page(), self._base, locale)
        self.tabs.append(tab)
        return tab
