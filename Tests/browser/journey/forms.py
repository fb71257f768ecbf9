"""What the pages of those who work at a practice have in common."""

from __future__ import annotations

from playwright.sync_api import expect
from support.host_page import HostPage


def open_section(staff: HostPage, key: str) -> None:
    """By the bar of sections: Today, Calendar, Clients, Settings."""
    bar = staff.page.get_by_role("navigation", name=staff.words("layout.sections"))
    staff.link(staff.words.starting(key), bar).click()


def open_settings(staff: HostPage, page: str) -> None:
    """One page of the settings, by their list."""
    open_section(staff, "settings.title")
    staff.link(staff.words.exactly(f"{page}.title"), staff.page.get_by_role("main")).click()
    expect(staff.heading(staff.words.exactly(f"{page}.title"))).to_be_visible()


def save(staff: HostPage) -> None:
    staff.button(staff.words.exactly("settings.save")).click()
    expect_done(staff, "settings.done.saved")


def expect_done(staff: HostPage, key: str) -> None:
    """The page says that it is done."""
    expect(staff.page.get_by_role("status").filter(has_text=staff.words(key))).to_be_visible()
