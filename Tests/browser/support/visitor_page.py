"""A browser that comes by a direct link: no login."""

from __future__ import annotations

from .practice import Link
from .session_page import SessionPage


class VisitorPage(SessionPage):
    """Whoever opened a direct link."""

    def open(self, link: Link) -> None:
        """Follows the link; the page then says what it is open for."""
        # A page that only gets another fragment is not loaded anew.
        self.page.goto("about:blank")
        self.goto(link.url)

    def come_to_waiting_room(self, link: Link, name: str) -> None:
        self.open(link)
        self.accept_and_wait(name)
