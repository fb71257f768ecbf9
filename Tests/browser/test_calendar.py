"""Sessions are planned from the calendar, with and without JavaScript, and changes reach those who wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Book

pytestmark = pytest.mark.pages

ZONE = ZoneInfo("America/Toronto")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_click_on_a_free_half_hour_books_it(book: Book, people: People, script: bool) -> None:
    booking = book("Nadia Okafor")
    slug, day = booking.practice.slug, datetime.now(ZONE) + timedelta(days=8)
    staff = people.seat(HostPage, "host", java_script_enabled=script)
    staff.log_in(slug, booking.clinician)
    staff.link(staff.words.exactly("calendar.title")).click()
    staff.goto(f"/p/{slug}/staff/calendar?view=day&date={day:%Y-%m-%d}")

    staff.page.locator('.day__slots a[data-hour="10"][data-minute="30"]').click()

    expect(staff.page.locator("#date")).to_have_value(f"{day:%Y-%m-%d}")
    expect(staff.page.locator("#start")).to_have_value("10:30")
    staff.page.locator("#client").fill("nad")
    staff.button(staff.words.exactly("booking.create")).click()
    staff.page.get_by_role("radio").check()
    staff.button(staff.words.exactly("booking.create")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("booking.created"))

    staff.goto(f"/p/{slug}/staff/calendar?view=day&date={day:%Y-%m-%d}")
    block = staff.page.locator('.block[data-hour="10"][data-minute="30"]')
    expect(block).to_contain_text("Nadia Okafor")
    lines = staff.page.locator(".day__lines i")
    box, line = block.bounding_box(), lines.nth(2).bounding_box()
    assert box and line
    assert abs(box["y"] - line["y"] - line["height"] / 2) <= 2, "half past ten stands half an hour below ten"


def test_a_series_is_planned_without_javascript(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    slug, day = booking.practice.slug, datetime.now(ZONE) + timedelta(days=8)
    staff = people.seat(HostPage, "host", java_script_enabled=False)
    staff.log_in(slug, booking.clinician)
    staff.goto(f"/p/{slug}/staff/sessions/new?client={booking.client.id}&date={day:%Y-%m-%d}&start=09:00")
    staff.page.locator("#repeats").select_option("every_two_weeks")
    staff.page.locator("#times").fill("3")
    staff.button(staff.words.exactly("booking.create")).click()
    ticks = staff.page.get_by_role("checkbox")
    expect(ticks).to_have_count(3)
    ticks.nth(1).uncheck()

    staff.button(staff.words.exactly("plan.createTicked")).click()

    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("change.seriesCreated"))
    expect(staff.page.locator("main")).to_contain_text(staff.words("change.part", count=2))


def test_w5_whoever_waits_is_told_the_reason_of_a_cancellation(book: Book, people: People, host: HostPage) -> None:
    booking = book("Nadia Okafor")
    client = people.seat(ClientPage, "client")
    client.come_to_waiting_room(booking)
    host.log_in(booking.practice.slug, booking.clinician)
    host.goto(f"/p/{booking.practice.slug}/staff/sessions/{booking.id}/cancel")
    host.page.locator("#reason").fill("Élise Gagnon is ill.")

    host.button(host.words.exactly("change.cancelSubmit")).click()

    expect(host.page.get_by_role("status")).to_contain_text(host.words("change.cancelled"))
    expect(client.view("ended")).to_contain_text("Élise Gagnon is ill.")
