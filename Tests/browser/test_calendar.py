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


CUT = """() => [...document.querySelectorAll(".block > a > span")].filter((line) => {
  const [text, block] = [line.getBoundingClientRect(), line.closest(".block").getBoundingClientRect()];
  const isOutside = text.left >= block.right - 1 || text.top >= block.bottom - 1;
  return !isOutside && text.bottom > block.bottom + 1;
}).map((line) => line.textContent)"""


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_no_line_of_a_session_is_cut_in_half_and_a_cancelled_one_says_so(book: Book, people: People, locale: str) -> None:
    booking = book("Nadia Okafor-Légaré de la Durantaye")
    practice, nadia = booking.practice, booking.client
    owner = practice.add_staff("Odile Roy-Desjardins", role="owner")
    morning = datetime.now(ZONE).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=8)
    lengths = [(0, 15), (1, 25), (2, 30), (3, 45), (4, 50)]
    for hour, minutes in lengths:
        for overlap in (0, 1) if minutes == 50 else (0,):
            starts_in = morning + timedelta(hours=hour, minutes=10 * overlap) - datetime.now(ZONE)
            clinician = owner if overlap else booking.clinician
            practice.book(clinician, nadia, starts_in=starts_in, minutes=minutes)
    starts_in = morning + timedelta(days=1, hours=5) - datetime.now(ZONE)
    practice.book(booking.clinician, nadia, starts_in=starts_in, minutes=50).cancel()
    staff = people.seat(HostPage, "host", locale=locale)
    staff.log_in(practice.slug, owner)

    for view in ("week", "day"):
        staff.goto(f"/p/{practice.slug}/staff/calendar?view={view}&date={morning:%Y-%m-%d}")
        assert staff.page.evaluate(CUT) == [], view

    staff.goto(f"/p/{practice.slug}/staff/calendar?view=week&date={morning + timedelta(days=1):%Y-%m-%d}")
    cancelled = staff.page.locator('.block[data-state="cancelled"]').first
    said = cancelled.locator(".block__said")
    expect(said).to_have_text(staff.words("calendar.cancelled"))
    block, line = cancelled.bounding_box(), said.bounding_box()
    assert block and line
    assert line["y"] + line["height"] <= block["y"] + block["height"], "it can be read"
