"""The calendar, a series of sessions, and what can be changed about a session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from support.host_page import HostPage
from support.practice import Booking

from .walk import Shown, Stage, walk

ZONE = ZoneInfo("America/Toronto")


@walk("/p/{practice}/staff/calendar")
def a_week_in_the_calendar(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    elise, marc = stage.practice.add_staff("Élise Gagnon"), stage.practice.add_staff("Marc-Antoine Roy")
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    staff.goto(f"/p/{stage.practice.slug}/staff/calendar")
    expect(staff.page.locator(".week")).to_be_visible()
    yield Shown("calendar-empty", staff)

    monday = _next_monday()
    plans = [
        ("Claire Dumont", elise, 0, "09:00", 50), ("Amine Haddad", elise, 0, "10:30", 50), ("Priya Nair", marc, 0, "10:00", 80),
        ("Yuki Sato", elise, 1, "14:00", 50), ("Lucie Morin", marc, 1, "14:15", 50), ("Omar Haddad", elise, 1, "14:30", 20),
        ("Nadia Tremblay", elise, 2, "07:10", 55), ("Owen Fraser", marc, 3, "19:00", 90), ("Étienne Roy", elise, 4, "11:15", 120),
    ]
    for name, clinician, day, start, minutes in plans:
        at = datetime.fromisoformat(f"{monday + timedelta(days=day):%Y-%m-%d}T{start}").replace(tzinfo=ZONE)
        client = stage.practice.add_client(name, portal=False)
        booking = stage.practice.book(clinician, client, starts_in=at - datetime.now(ZONE), minutes=minutes)
        if name == "Lucie Morin":
            booking.cancel()
    staff.goto(f"/p/{stage.practice.slug}/staff/calendar?view=week&date={monday + timedelta(days=1):%Y-%m-%d}")
    expect(staff.page.get_by_text("Étienne Roy")).to_have_count(1)
    yield Shown("calendar-week", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/calendar?view=day&date={monday + timedelta(days=1):%Y-%m-%d}")
    expect(staff.page.get_by_text("Yuki Sato")).to_be_visible()
    yield Shown("calendar-day", staff)

    staff.page.get_by_label(staff.words("calendar.clinician")).select_option(marc.id)
    staff.button(staff.words.exactly("calendar.show")).click()
    expect(staff.page.get_by_text("Yuki Sato")).to_have_count(0)
    yield Shown("calendar-one", staff)


@walk("/p/{practice}/staff/sessions/new")
def a_series_of_sessions(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    clinician = stage.practice.add_staff("Élise Gagnon")
    monday = _next_monday()
    taken = datetime.fromisoformat(f"{monday + timedelta(days=7):%Y-%m-%d}T14:00").replace(tzinfo=ZONE)
    stage.practice.book(clinician, nadia, starts_in=taken - datetime.now(ZONE))
    staff = stage.host()
    staff.log_in(stage.practice.slug, clinician)
    staff.goto(f"/p/{stage.practice.slug}/staff/sessions/new?date={monday:%Y-%m-%d}&start=14:00")
    client = staff.page.get_by_role("combobox", name=staff.words("booking.client"))
    client.press_sequentially("nad")
    option = staff.page.get_by_role("option", name="Nadia Okafor")
    expect(option).to_be_visible()
    yield Shown("session-new-names", staff)

    client.press("ArrowDown")
    client.press("Enter")
    expect(client).to_have_value("Nadia Okafor")
    staff.button(staff.words.exactly("plan.addPerson")).click()
    staff.button(staff.words.exactly("plan.addGuest")).click()
    staff.page.get_by_label(staff.words("plan.guestNameLabel")).fill("Grace")
    staff.page.get_by_label(staff.words("plan.guestEmailLabel")).fill("grace")
    staff.page.get_by_label(staff.words("plan.fee")).fill("free")
    staff.page.get_by_label(staff.words("plan.repeats")).select_option("weekly")
    staff.page.get_by_label(staff.words("plan.times")).fill("1")
    staff.button(staff.words.exactly("booking.create")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("session-new-series-wrong", staff)

    staff.page.get_by_label(staff.words("plan.guestEmailLabel")).fill("grace@example.test")
    staff.page.get_by_label(staff.words("plan.fee")).fill("120,50")
    staff.page.get_by_label(staff.words("plan.times")).fill("4")
    staff.button(staff.words.exactly("booking.create")).click()
    expect(staff.heading(staff.words.exactly("plan.reviewTitle"))).to_be_visible()
    yield Shown("series-review", staff)

    staff.button(staff.words.exactly("plan.createTicked")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("change.seriesCreated"))
    yield Shown("session-of-series", staff)


@walk("/p/{practice}/staff/sessions/{booking}", "/p/{practice}/staff/sessions/{booking}/cancel")
def a_session_is_changed(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    clinician = stage.practice.add_staff("Élise Gagnon")
    booking = stage.practice.book(clinician, nadia, starts_in=timedelta(minutes=-10))
    tomorrow = stage.practice.book(clinician, nadia, starts_in=timedelta(days=1))
    staff = stage.host()
    staff.log_in(stage.practice.slug, clinician)
    _open(staff, booking)
    staff.button(staff.words.exactly("change.attended")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("change.attendance"))
    yield Shown("session-attended", staff)

    staff.page.locator("summary").filter(has_text=staff.words("change.move")).click()
    when = tomorrow.starts_at.astimezone(ZONE)
    staff.page.get_by_label(staff.words.exactly("booking.date")).fill(f"{when:%Y-%m-%d}")
    staff.page.get_by_label(staff.words.exactly("booking.start")).fill(f"{when:%H:%M}")
    staff.button(staff.words.exactly("change.moveSubmit")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("session-move-wrong", staff)

    _open(staff, booking)
    staff.page.locator("summary").filter(has_text=staff.words("change.chargeEdit")).click()
    staff.page.get_by_label(staff.words("change.fee")).fill("free")
    staff.button(staff.words.starting("change.chargeSubmit")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("session-fee-wrong", staff)

    _open(staff, tomorrow)
    staff.link(staff.words.exactly("change.cancel")).click()
    expect(staff.heading(staff.words.exactly("change.cancelTitle"))).to_be_visible()
    yield Shown("session-cancel", staff)

    staff.page.get_by_label(staff.words("change.reason")).fill("Élise Gagnon is ill.")
    staff.button(staff.words.exactly("change.cancelSubmit")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("change.cancelled"))
    yield Shown("session-cancelled", staff)


def _open(staff: HostPage, booking: Booking) -> None:
    staff.goto(f"/p/{booking.practice.slug}/staff/sessions/{booking.id}")


def _next_monday() -> datetime:
    today = datetime.now(ZONE)
    return today + timedelta(days=7 - today.weekday())
