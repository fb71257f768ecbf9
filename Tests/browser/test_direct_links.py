"""A direct link ends when it is revoked, for those who come and for those who wait."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Book
from support.visitor_page import VisitorPage


def test_a_revoked_link_opens_nothing_and_says_so_in_the_visitor_s_language(book: Book, people: People) -> None:
    booking = book()
    link = booking.link()
    booking.revoke(link)
    for locale in ("en", "fr"):
        visitor = people.visitor(locale=locale)
        visitor.open(link)
        expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.link_revoked.title"))
        expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.link_revoked.next"))
        expect(visitor.view("check")).to_be_hidden()


def test_whoever_waits_by_a_link_that_is_revoked_is_told_so(book: Book, visitor: VisitorPage, host: HostPage) -> None:
    booking = book()
    link = booking.link()
    host.enter(booking)
    visitor.come_to_waiting_room(link, "Grace")
    expect(host.waiting("Grace")).to_be_visible()

    booking.revoke(link)

    visitor.expect_end("revoked")
    expect(host.waiting("Grace")).to_have_count(0)


def test_a_link_with_a_wrong_secret_opens_nothing(book: Book, visitor: VisitorPage) -> None:
    link = book().link()
    address, secret = link.url.split("#")
    changed = secret[:-1] + ("A" if secret[-1] != "A" else "B")

    visitor.goto(f"{address}#{changed[:10]}x{changed[11:]}")

    expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.link_unknown.title"))


def test_staff_share_a_link_from_the_session_s_page_and_revoke_it(
    book: Book, host: HostPage, visitor: VisitorPage
) -> None:
    booking = book()
    host.log_in(booking.practice.slug, booking.clinician)
    host.goto(f"/p/{booking.practice.slug}/staff/sessions/{booking.id}")
    host.page.locator("summary").filter(has_text=host.words("links.new")).click()
    host.page.get_by_label(host.words.pattern("links.label")).fill("Interpreter")
    host.button(host.words.exactly("links.create")).click()
    expect(host.page.get_by_role("status")).to_contain_text(host.words("links.created"))
    url = host.page.get_by_label(host.words.pattern("links.address")).input_value()

    visitor.goto(url)
    visitor.accept_and_wait("Grace")
    host.page.locator("summary").filter(has_text=host.words("links.revoke")).click()
    host.button(host.words.starting("links.revokeConfirm")).click()

    expect(host.page.get_by_role("status")).to_contain_text(host.words("links.revoked"))
    visitor.expect_end("revoked")


def test_a_second_visitor_on_one_link_waits_as_somebody_of_their_own_and_is_flagged_a_second_tab_asks(
    book: Book, people: People, visitor: VisitorPage, host: HostPage
) -> None:
    booking = book()
    link = booking.link()
    host.enter(booking)
    visitor.come_to_waiting_room(link, "Grace")
    people.visitor("client").come_to_waiting_room(link, "Somebody else")

    expect(host.waiting("Somebody else")).to_contain_text(host.words.pattern("session.people.duplicate", name="Grace"))
    expect(host.panel.locator("[data-waiting]")).to_have_count(2)

    same = people.another_tab(visitor)
    same.open(link)
    same.accept("Grace")
    same.button(same.words.exactly("session.takeover.not"), same.dialog("takeover")).click()
    same.expect_end("taken")
    visitor.expect_view("waiting")
    expect(host.panel.locator("[data-waiting]")).to_have_count(2)


def test_a_visitor_s_page_has_the_practice_s_colour_once_the_link_is_opened(book: Book, visitor: VisitorPage) -> None:
    booking = book()
    booking.practice.set({"brand-colour": "#7a1f5c"})

    visitor.open(booking.link())

    expect(visitor.view("check")).to_be_visible()
    expect(visitor.page.locator('link[href*="/brand.css"]')).to_have_count(1)
    expect(visitor.page.locator(".brand")).to_have_text(booking.practice.name)
    visitor.page.wait_for_function(
        "getComputedStyle(document.documentElement).getPropertyValue('--color-action').trim() !== '' &&"
        " [...document.styleSheets].some((sheet) => sheet.href?.includes('/brand.css'))"
    )


def test_a_visitor_reads_the_practice_s_hours_once_the_link_is_opened_as_a_client_does(
    book: Book, client: ClientPage, visitor: VisitorPage
) -> None:
    hours = "Monday to Friday, 9:00 to 17:00"
    booking = book(starts_in=timedelta(hours=2))
    booking.practice.set({"hours": hours})

    visitor.open(booking.link())
    expect(visitor.view("early").get_by_text(hours)).to_be_visible()
    booking.move(timedelta(hours=-2))
    client.come_to_waiting_room(booking)
    expect(client.view("waiting").get_by_text(hours)).to_be_visible()

    booking.practice.set({"hours": ""})
    visitor.open(booking.link())
    expect(visitor.view("check")).to_be_visible()
    expect(visitor.page.locator('[data-practice="hours"]').filter(visible=True)).to_have_count(0)


def test_a_page_of_no_link_has_the_program_s_name(visitor: VisitorPage) -> None:
    visitor.goto("/v/nope#nothing")

    expect(visitor.view("ended")).to_be_visible()
    expect(visitor.page.locator(".brand")).to_have_text("Vestibule")
