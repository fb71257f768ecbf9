"""The join window, by the server's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import TELEPHONE, Book, Practice
from support.program import CommandRefused
from support.spoken import Spoken
from support.visitor_page import VisitorPage

BEFORE = timedelta(minutes=30)
"""Entry opens that long before the start (W1)."""
A_LITTLE = timedelta(seconds=15)


def test_before_the_window_join_is_shown_but_not_active_and_the_session_s_page_counts_down(
    book: Book, client: ClientPage
) -> None:
    booking = book("Nadia Okafor", starts_in=timedelta(hours=2))
    client.open_account(booking.practice.slug, booking.client)
    expect(client.join_not_yet.first).to_have_attribute("aria-disabled", "true")
    expect(client.join_link).to_have_count(0)

    client.goto_session(booking)
    expect(client.heading(client.words.exactly("countdown.title"))).to_be_visible()
    expect(client.page.get_by_role("timer")).to_be_visible()
    expect(client.join_link).to_have_count(0)
    with pytest.raises(CommandRefused, match="window_not_open"):
        booking.token("client", booking.client)


def test_the_countdown_turns_into_join_by_itself(practice: Practice, client: ClientPage) -> None:
    nadia = practice.add_client("Nadia Okafor")
    clinician = practice.add_staff("Élise Gagnon")
    client.open_account(practice.slug, nadia)
    booking = practice.book(clinician, nadia, starts_in=BEFORE + A_LITTLE)

    client.goto_session(booking)
    expect(client.page.get_by_role("timer")).to_be_visible()
    expect(client.join_not_yet).to_have_attribute("aria-disabled", "true")

    expect(client.join_link).to_be_visible()
    client.click_join()


def test_my_account_s_countdown_turns_into_join_by_itself(practice: Practice, client: ClientPage) -> None:
    nadia = practice.add_client("Nadia Okafor")
    clinician = practice.add_staff("Élise Gagnon")
    client.open_account(practice.slug, nadia)
    practice.book(clinician, nadia, starts_in=BEFORE + A_LITTLE)

    client.reload()
    expect(client.join_not_yet).to_have_attribute("aria-disabled", "true")

    expect(client.join_link).to_be_visible()
    client.click_join()


def test_after_the_window_the_page_says_so_and_how_to_reach_the_practice(book: Book, client: ClientPage) -> None:
    booking = book("Nadia Okafor", starts_in=timedelta(minutes=-45), minutes=120)
    client.open_account(booking.practice.slug, booking.client)
    expect(client.join_link).to_have_count(0)

    client.goto_session(booking)
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.window_closed.title"))
    client.expect_ways_to_reach(TELEPHONE)
    with pytest.raises(CommandRefused, match="window_closed"):
        booking.token("client", booking.client)


def test_a_host_reopens_entry_for_a_client_who_is_late(book: Book, client: ClientPage, host: HostPage) -> None:
    booking = book("Nadia Okafor", starts_in=timedelta(minutes=-45), minutes=120)
    client.open_account(booking.practice.slug, booking.client)
    client.goto_session(booking)
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.window_closed.title"))

    host.enter(booking)
    host.reopen_entry()

    client.goto_session(booking)
    client.accept_and_wait()
    host.admit("Nadia")
    client.hears_and_sees()


def test_a_direct_link_counts_down_before_the_window_and_then_lets_its_visitor_on(
    practice: Practice, visitor: VisitorPage
) -> None:
    clinician, nadia = practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor")
    booking = practice.book(clinician, nadia, starts_in=BEFORE + A_LITTLE)

    visitor.open(booking.link())
    visitor.expect_view("early")
    expect(visitor.page.get_by_role("timer")).to_be_visible()

    visitor.expect_view("check")


def test_a_direct_link_after_the_window_says_so_and_how_to_reach_the_practice(book: Book, visitor: VisitorPage) -> None:
    booking = book(starts_in=timedelta(minutes=-45), minutes=120)

    visitor.open(booking.link())

    expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.window_closed.title"))
    visitor.expect_ways_to_reach(TELEPHONE)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_whoever_waits_reads_that_the_session_has_moved_and_from_when_they_can_be_let_in(
    book: Book, people: People, locale: str
) -> None:
    booking = book("Nadia Okafor")
    client = people.client(locale=locale)
    client.come_to_waiting_room(booking)
    waiting, words = client.view("waiting"), client.words
    moved = waiting.get_by_text(words.pattern("session.waiting.moved"))
    lead = waiting.locator("[data-ref=lead]")
    expect(lead).to_have_text(words("session.waiting.hostAway", name="Élise Gagnon"))
    expect(moved).to_have_count(0)

    booking.move(timedelta(hours=2))
    expect(moved).to_be_visible()
    expect(moved).to_contain_text(_clock(client, booking.starts_at))
    expect(moved).to_contain_text(_clock(client, booking.starts_at + timedelta(minutes=50)))
    expect(lead).to_have_text(words.pattern("session.waiting.notOpen"))
    expect(lead).to_contain_text(_clock(client, booking.starts_at - BEFORE))

    booking.move(timedelta(hours=-2, minutes=10))
    expect(moved).to_contain_text(_clock(client, booking.starts_at))
    expect(lead).to_have_text(words("session.waiting.hostAway", name="Élise Gagnon"))


def _clock(client: ClientPage, moment: datetime) -> str:
    """A time of day as every page says it: "9:30", "9 h 30"."""
    return Spoken(client.words).time(moment.astimezone(ZoneInfo("America/Toronto")))


def test_a_clinician_enters_at_any_time(book: Book, people: People, host: HostPage) -> None:
    early = book(starts_in=timedelta(hours=2))
    host.enter(early)
    expect(host.panel).to_contain_text(host.words("session.people.nobodyWaits"))
