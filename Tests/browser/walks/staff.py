"""The pages of those who work at the practice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from support.client_page import ClientPage

from .walk import Shown, Stage, walk


@walk(
    "/p/{practice}/staff", "/p/{practice}/staff/login", "/p/{practice}/staff/today",
    "/p/{practice}/staff/sessions/new", "/p/{practice}/staff/sessions/{booking}",
)
def a_clinician_s_day(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    clinician = stage.practice.add_staff("Élise Gagnon")
    staff = stage.host()
    staff.goto(f"/p/{stage.practice.slug}/staff")
    yield Shown("staff-login", staff)

    staff.log_in(stage.practice.slug, clinician)
    yield Shown("today-empty", staff)

    booking = stage.practice.book(clinician, nadia)
    stage.practice.book(clinician, nadia, starts_in=timedelta(days=1))
    staff.reload()
    client = stage.people.seat(ClientPage, "client")
    client.come_to_waiting_room(booking)
    expect(staff.page.locator("[data-waiting]").filter(has_text="Nadia")).to_be_visible()
    yield Shown("today-waiting", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/sessions/new")
    yield Shown("session-new", staff)

    staff.button(staff.words.exactly("booking.create")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("session-new-empty", staff)

    for _ in range(2):
        stage.practice.book(clinician, stage.practice.add_client("Lin Zhao"), starts_in=timedelta(hours=-20))
    now = booking.starts_at.astimezone(ZoneInfo("America/Toronto"))
    staff.page.get_by_role("combobox", name=staff.words("booking.client")).fill("Lin Zhao")
    for name, value in {"date": f"{now:%Y-%m-%d}", "start": f"{now:%H:%M}"}.items():
        staff.page.get_by_label(staff.words.starting(f"booking.{name}")).fill(value)
    staff.button(staff.words.exactly("booking.create")).click()
    expect(staff.page.get_by_role("radio")).to_have_count(2)
    expect(staff.page.get_by_label(staff.words("booking.overlap"))).to_be_visible()
    yield Shown("session-new-wrong", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/sessions/{booking.id}")
    yield Shown("session-details", staff)

    booking.revoke(booking.link())
    booking.link()
    staff.reload()
    yield Shown("session-details-links", staff)

    staff.page.locator("summary").filter(has_text=staff.words("links.revoke")).first.click()
    yield Shown("session-details-revoke", staff)

    staff.page.locator("summary").filter(has_text=staff.words("links.new")).click()
    staff.page.get_by_label(staff.words("links.expires")).fill("2020-02-29T10:00")
    staff.button(staff.words.exactly("links.create")).click()
    expect(staff.page.get_by_role("alert")).to_contain_text(staff.words("links.expiresPast"))
    yield Shown("session-details-link-wrong", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/clients/nobody")
    yield Shown("staff-not-found", staff)
