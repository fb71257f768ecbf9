"""One page of one person's browser, watched: nothing may throw, be blocked by the policy, or reach another host."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

from .frames import Frames
from .polling import PATIENCE_SECONDS, eventually
from .words import Words, words

T = TypeVar("T")
Name = str | re.Pattern[str]


class Tab:
    """What every page object is built on."""

    def __init__(self, page: Page, base: str, locale: str) -> None:
        self.page = page
        self.base = base
        self.words: Words = words(locale)
        self.frames = Frames(page)
        self.wrongs: list[str] = []
        self.hosts: set[str] = set()
        self.document: Response | None = None
        self.paths: set[str] = set()
        page.on("pageerror", lambda error: self.wrongs.append(f"uncaught: {error}"))
        page.on("console", self._heard)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def goto(self, path: str) -> None:
        self.page.goto(urljoin(self.base + "/", path))

    def sign_in(self, path: str, email: str, password: str) -> None:
        """Fills in the login form at `path` and sends it."""
        self.goto(path)
        self.page.get_by_label(self.words("login.email")).fill(email)
        self.page.get_by_label(self.words.exactly("login.password")).fill(password)
        self.button(self.words.exactly("login.submit")).click()

    @property
    def path(self) -> str:
        """Where the page is, without what follows `?` or `#`."""
        return urlsplit(self.page.url).path

    def field(self, key: str) -> Locator:
        """The field with that label."""
        return self.page.get_by_label(self.words.exactly(key))

    def choice(self, key: str) -> Locator:
        """The radio button or the box to tick whose words begin like that."""
        name = self.words.starting(key)
        return self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("checkbox", name=name))

    def reload(self) -> None:
        self.page.reload()

    def button(self, name: Name, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name)

    def link(self, name: Name, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("link", name=name)

    def heading(self, name: Name) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def expect_ways_to_reach(self, telephone: str) -> None:
        """The page gives the practice's telephone number, to be called by a tap."""
        link = self.page.locator("main").get_by_role("link", name=telephone).filter(visible=True)
        expect(link.first).to_be_visible()
        expect(link.first).to_have_attribute("href", re.compile(r"^tel:\+?\d+$"))

    def until(self, check: Callable[[], T], why: str, seconds: float = PATIENCE_SECONDS) -> T:
        """Waits for something about this page that no locator can say."""
        return eventually(check, why, turn=lambda: self.page.wait_for_timeout(50), seconds=seconds)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.wrongs.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document" and response.frame == self.page.main_frame:
            self.document = response
            self.paths.add(urlsplit(response.url).path)

    def _asked(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host:
            self.hosts.add(host)
        if host and host != urlsplit(self.base).netloc:
            self.wrongs.append(f"asked another host: {request.url}")
