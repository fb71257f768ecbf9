"""Sharing a session by link: the form, the mail that carries the link, links that take nobody else, what wasn't delivered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect
from support.visitor_page import VisitorPage

from .walk import Shown, Stage, walk


@walk("/p/{practice}/staff/sessions/{booking}", "/p/{practice}/staff/sessions/{booking}/links/{link}/mail")
def a_link_by_mail(stage: Stage) -> Iterator[Shown]:
    booking = stage.book(starts_in=timedelta(days=2))
    staff = stage.host()
    staff.log_in(stage.practice.slug, booking.clinician)
    staff.goto(f"/p/{stage.practice.slug}/staff/sessions/{booking.id}")
    words, page = staff.words, staff.page
    page.locator("summary").filter(has_text=words("links.new")).click()
    yield Shown("link-new", staff)

    page.get_by_label(words("links.email")).fill("nobody")
    page.get_by_label(words("links.useLimit")).fill("0")
    staff.button(words.exactly("links.create")).click()
    expect(page.get_by_role("alert")).to_contain_text(words("links.emailWrong"))
    yield Shown("link-new-wrong", staff)

    page.get_by_label(words("links.label")).fill("Lin Zhao, interpreter")
    page.get_by_label(words("links.email")).fill("lin@example.test")
    page.get_by_label(words("links.useLimit")).fill("2")
    page.get_by_label(words.starting("links.firstDevice")).check()
    staff.button(words.exactly("links.create")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("links.mailTitle"))
    yield Shown("link-mail", staff)

    page.get_by_label(words("links.mailText")).fill("")
    staff.button(words.exactly("links.mailSee")).click()
    expect(page.get_by_role("alert")).to_contain_text(words("links.mailTextEmpty"))
    yield Shown("link-mail-wrong", staff)

    page.get_by_label(words("links.mailText")).fill("Hello Lin,\n\nThank you for interpreting.\nPlease come five minutes early.")
    staff.button(words.exactly("links.mailSend")).click()
    expect(page.get_by_role("status")).to_contain_text(words("links.mailed"))
    booking.link("--max-uses", "1")
    staff.reload()
    yield Shown("link-sent", staff)

    page.locator("summary").filter(has_text=words("links.revokeAll")).click()
    yield Shown("link-revoke-all", staff)


@walk("/v/{link}", end="refused")
def a_link_that_is_used_up(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    link = booking.link("--first-device")
    stage.people.seat(VisitorPage, "client").come_to_waiting_room(link, "Grace")
    visitor = stage.visitor()
    visitor.open(link)
    expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.link_on_other_device.title"))
    yield Shown("visitor-other-device", visitor)


@walk("/p/{practice}/staff/outbox")
def what_was_not_delivered(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    staff.goto(f"/p/{stage.practice.slug}/staff/outbox")
    expect(staff.page.get_by_text(staff.words("outbox.none"))).to_be_visible()
    yield Shown("outbox-empty", staff)

    stage.book(starts_in=timedelta(days=2))
    stage.practice.program.give_up_messages()
    staff.reload()
    expect(staff.page.get_by_text(staff.words("outbox.notices.sessionBooked"), exact=True).first).to_be_visible()
    yield Shown("outbox", staff)

    staff.goto(f"/p/{stage.practice.slug}/staff/today")
    expect(staff.page.get_by_role("link", name=staff.words("outbox.look"))).to_be_visible()
    yield Shown("today-undelivered", staff)
