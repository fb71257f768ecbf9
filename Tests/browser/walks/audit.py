"""Who did what, and why somebody can't join."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect

from .walk import Shown, Stage, walk


@walk("/p/{practice}/staff/audit")
def who_did_what(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    booking = stage.book("Nadia Okafor")
    for _ in range(52):
        booking.revoke(booking.link())
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    staff.goto(f"/p/{stage.practice.slug}/staff/audit")
    yield Shown("audit", staff)

    staff.page.get_by_role("link", name=staff.words("form.nextPage")).click()
    yield Shown("audit-next-page", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/audit?actor=staff:{owner.id}&object={booking.id}&day=never")
    expect(staff.page.get_by_role("alert")).to_contain_text(staff.words("auditLog.dayWrong"))
    yield Shown("audit-wrong", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/audit?act=audit.exported")
    yield Shown("audit-empty", staff)


@walk("/p/{practice}/staff/why", "/p/{practice}/staff/sessions/{booking}/why")
def why_somebody_cannot_join(stage: Stage) -> Iterator[Shown]:
    practice = stage.practice
    owner = practice.add_staff("Odile Roy", role="owner")
    nadia, lin = practice.add_client("Nadia Okafor"), practice.add_client("Lin Zhao", portal=False)
    practice.book(owner, nadia, lin, starts_in=timedelta(hours=3))
    staff = stage.host()
    staff.log_in(practice.slug, owner)
    staff.goto(f"/p/{practice.slug}/staff/why")
    yield Shown("why-finder", staff)

    staff.page.get_by_label(staff.words("why.client")).fill("nobody known")
    staff.button(staff.words.exactly("why.search")).click()
    yield Shown("why-finder-nobody", staff)

    staff.page.get_by_label(staff.words("why.client")).fill("okafor")
    staff.button(staff.words.exactly("why.search")).click()
    yield Shown("why-finder-found", staff)

    staff.page.locator("main").get_by_role("link", name=re.compile("Nadia")).click()
    yield Shown("why-early", staff)

    late = practice.book(owner, nadia, lin, starts_in=timedelta(minutes=-45), minutes=90)
    late.revoke(late.link())
    staff.goto(f"/p/{practice.slug}/staff/sessions/{late.id}/why")
    yield Shown("why-late", staff)

    staff.button(staff.words.exactly("why.remedies.reopen_entry")).first.click()
    expect(staff.page.get_by_role("status")).to_contain_text(staff.words("why.done.reopened"))
    yield Shown("why-reopened", staff)
