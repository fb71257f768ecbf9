"""A client's browser: the practice's portal, and the session page from there."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from .practice import Booking, Person
from .session_page import SessionPage


class ClientPage(SessionPage):
    """Whoever logs in to the portal: a client, or a prospect."""

    def open_account(self, practice: str, person: Person) -> None:
        """Logs in and arrives at My account."""
        self.sign_in(f"/p/{practice}/login", person.email, person.password)
        expect(self.heading(self.words.exactly("account.title"))).to_be_visible()

    @property
    def join_link(self) -> Locator:
        """Join, active: a link."""
        return self.page.locator("main").get_by_role("link", name=self.words.starting("account.join"))

    @property
    def join_not_yet(self) -> Locator:
        """Join, shown but not active."""
        return self.page.locator("main").get_by_role("button", name=self.words.starting("account.join"))

    def click_join(self) -> None:
        """From My account to the page before entering."""
        self.join_link.first.click()
        self.expect_view("check")

    def come_to_check(self, booking: Booking, client: Person | None = None) -> None:
        """Login, My account, Join."""
        self.open_account(booking.practice.slug, client or booking.client)
        self.click_join()

    def come_to_waiting_room(self, booking: Booking, client: Person | None = None, name: str = "") -> None:
        """Login, My account, Join, Accept and join."""
        self.come_to_check(booking, client)
        self.accept_and_wait(name)

    def goto_session(self, booking: Booking) -> None:
        """Straight to the session's address, as from a bookmark."""
        self.goto(f"/p/{booking.practice.slug}/sessions/{booking.id}")
