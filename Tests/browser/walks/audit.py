"""Who did what, and why somebody can't join."""

from __future__ import annotations

from collections.abc import Iterator

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
