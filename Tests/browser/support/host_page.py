"""A clinician's browser: Today, the session page as host, and the participants panel."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .practice import Booking, Person
from .session_page import SessionPage


class HostPage(SessionPage):
    """Staff of a practice."""

    def log_in(self, practice: str, person: Person) -> None:
        self.sign_in(f"/p/{practice}/staff/login", person.email, person.password)
        expect(self.heading(self.words.exactly("today.title"))).to_be_visible()

    def open_room_from_today(self, booking: Booking) -> None:
        """Login, Today, and from there to the page before entering."""
        self.log_in(booking.practice.slug, booking.clinician)
        self.page.locator(f'[data-room="{booking.room}"]').get_by_role("link", name=self.words.starting("today.open")).click()
        self.expect_view("check")

    def open_room(self, booking: Booking) -> None:
        """Login, and straight to the page before entering."""
        self.log_in(booking.practice.slug, booking.clinician)
        self.goto(f"/p/{booking.practice.slug}/staff/sessions/{booking.id}/join")
        self.expect_view("check")

    def go_in(self) -> None:
        """From the page before entering into the session, with the panel open."""
        self.accept()
        self.expect_view("session")
        self.open_panel()

    def enter(self, booking: Booking) -> None:
        """Login, and into one's own session."""
        self.open_room(booking)
        self.go_in()

    def hand_over(self, booking: Booking, to: str) -> None:
        """Gives a session to a colleague, on its page; whoever may not host it any more is on Today then."""
        self.goto(f"/p/{booking.practice.slug}/staff/sessions/{booking.id}")
        self.page.locator("summary").filter(has_text=self.words("booking.handOver")).click()
        self.page.get_by_label(self.words("booking.handOverTo")).select_option(label=to)
        self.button(self.words("booking.handOverSubmit")).click()
        expect(self.page.get_by_role("status").filter(has_text=self.words("booking.handedOver"))).to_be_visible()

    # The participants panel

    @property
    def panel(self) -> Locator:
        return self.page.locator("#people")

    def open_panel(self) -> None:
        if not self.panel.is_visible():
            self.press("call.people")
        expect(self.panel).to_be_visible()

    def close_panel(self) -> None:
        """On a phone it covers the pictures."""
        self.button(self.words("session.people.close"), self.panel).click()
        expect(self.panel).to_be_hidden()

    def waiting(self, name: str) -> Locator:
        """Who waits under that name."""
        return self._called(self.panel.locator("[data-waiting]"), name)

    def present(self, name: str) -> Locator:
        """Who is in the session under that name."""
        return self._called(self.panel.locator("[data-participant]"), name)

    def kept_out(self, name: str) -> Locator:
        """Who was denied or removed, and can be let back."""
        section = self.panel.locator("section").filter(has=self.heading(self.words.exactly("session.people.out")))
        return self._called(section.locator("li.person"), name)

    def admit(self, name: str) -> None:
        self.button(self.words.starting("session.people.admit"), self.waiting(name)).click()
        expect(self.waiting(name)).to_have_count(0)

    def admit_all(self, count: int) -> None:
        key = "session.people.admitBoth" if count == 2 else "session.people.admitAll"
        self.button(self.words.exactly(key, count=count), self.panel).click()

    def deny(self, name: str, reason: str = "") -> None:
        self.button(self.words.starting("session.people.deny"), self.waiting(name)).click()
        self._confirm("deny", reason)
        expect(self.waiting(name)).to_have_count(0)

    def send_back(self, name: str) -> None:
        self.button(self.words.starting("session.people.sendBack"), self.present(name)).click()
        expect(self.waiting(name)).to_be_visible()

    def remove(self, name: str, reason: str = "") -> None:
        self._more(name)
        self.button(self.words.starting("session.people.remove"), self.present(name)).click()
        self._confirm("remove", reason)
        expect(self.present(name)).to_have_count(0)

    def undo(self, name: str) -> None:
        self.button(self.words.starting("session.people.undo"), self.kept_out(name)).click()
        expect(self.kept_out(name)).to_have_count(0)

    def mute(self, name: str) -> None:
        self.button(self.words.starting("session.people.mute"), self.present(name)).click()

    def stop_camera(self, name: str) -> None:
        self._more(name)
        self.button(self.words.starting("session.people.stopCamera"), self.present(name)).click()

    def stop_share(self, name: str) -> None:
        self._more(name)
        self.button(self.words.starting("session.people.stopShare"), self.present(name)).click()

    def ask_to_unmute(self, name: str) -> None:
        self.button(self.words.starting("session.people.askUnmute"), self.present(name)).click()

    def send_note(self, name: str, key: str = "noteLate") -> None:
        """One tap on the menu, one on the note."""
        person = self.waiting(name)
        person.locator("summary").filter(has_text=self.words("session.people.noteTo")).click()
        self.button(self.words.exactly(f"session.people.{key}"), person).click()

    @property
    def lock(self) -> Locator:
        return self.button(self.words.exactly("session.people.lock"), self.panel).or_(
            self.button(self.words.exactly("session.people.locked"), self.panel)
        )

    def lock_room(self) -> None:
        self.lock.click()
        expect(self.lock).to_have_attribute("aria-pressed", "true")

    def reopen_entry(self) -> None:
        self.button(self.words.exactly("session.people.keepOpen"), self.panel).click()
        expect(self.panel.get_by_text(self.words("session.people.openToEnd"))).to_be_visible()

    def end_for_all(self) -> None:
        self.button(self.words.exactly("session.people.endAll"), self.panel).click()
        self.button(self.words.exactly("session.leave.endAll"), self.dialog("end")).click()
        self.expect_end("ended")

    def _called(self, rows: Locator, name: str) -> Locator:
        return rows.filter(has=self.page.locator("b").filter(has_text=re.compile(rf"^\s*{re.escape(name)}")))

    def _more(self, name: str) -> None:
        self.present(name).locator("summary").click()

    def _confirm(self, dialog: str, reason: str) -> None:
        asked = self.dialog(dialog)
        if reason:
            asked.get_by_role("textbox").fill(reason)
        self.button(self.words.exactly(f"session.people.{dialog}"), asked).click()
