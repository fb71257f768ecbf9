"""Every "no" says why and what to do next, in the person's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.client_page import ClientPage
from support.people import People
from support.practice import Book, Practice

both_languages = pytest.mark.parametrize("locale", ["en", "fr"])


def expect_reason(tab: ClientPage, code: str) -> None:
    """The page gives that reason, and what comes next."""
    main = tab.page.locator("main")
    expect(main).to_contain_text(tab.words.pattern(f"reasons.{code}.title"))
    expect(main).to_contain_text(tab.words.pattern(f"reasons.{code}.next"))
    expect(tab.view("check")).to_have_count(0)


@both_languages
def test_a_stranger_is_asked_to_sign_in_and_then_brought_to_the_session(book: Book, people: People, locale: str) -> None:
    booking = book("Nadia Okafor")
    stranger = people.client(locale=locale)
    stranger.goto_session(booking)
    expect(stranger.heading(stranger.words.exactly("login.title"))).to_be_visible()

    stranger.page.get_by_label(stranger.words("login.email")).fill(booking.client.email)
    stranger.page.get_by_label(stranger.words.exactly("login.password")).fill(booking.client.password)
    stranger.button(stranger.words.exactly("login.submit")).click()

    stranger.expect_view("check")


@both_languages
def test_another_client_s_session_is_refused(book: Book, practice: Practice, people: People, locale: str) -> None:
    booking = book("Nadia Okafor")
    other = people.client(locale=locale)
    other.open_account(practice.slug, practice.add_client("Lin Zhao"))

    other.goto_session(booking)

    expect_reason(other, "not_your_session")
    expect(other.page.locator("main")).not_to_contain_text("Nadia")


@both_languages
def test_a_prospect_is_refused_and_told_what_has_to_happen_next(
    book: Book, practice: Practice, people: People, locale: str
) -> None:
    booking = book("Nadia Okafor")
    omar = practice.add_prospect("Omar Haddad")
    prospect = people.client(locale=locale)
    prospect.open_account(practice.slug, omar)
    expect(prospect.join_link).to_have_count(0)

    prospect.goto_session(booking)
    expect_reason(prospect, "email_not_verified")

    practice.verify(omar)
    prospect.reload()
    expect_reason(prospect, "not_associated")
    expect(prospect.page.locator("main")).not_to_contain_text("Nadia")


@both_languages
def test_a_cancelled_session_says_so(book: Book, practice: Practice, people: People, locale: str) -> None:
    booking = book("Nadia Okafor")
    client = people.client(locale=locale)
    client.open_account(practice.slug, booking.client)
    booking.cancel()

    client.goto_session(booking)

    expect_reason(client, "booking_cancelled")


def test_a_session_cancelled_while_somebody_waits_tells_them(book: Book, client: ClientPage) -> None:
    booking = book("Nadia Okafor")
    client.come_to_waiting_room(booking)

    booking.cancel()

    client.expect_end("cancelled")


@both_languages
def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong_without_telling_whether_the_account_exists(
    practice: Practice, people: People, locale: str
) -> None:
    person = practice.add_client("Nadia Okafor")
    tab = people.client(locale=locale)
    said = []
    for email in (person.email, "nobody@example.test"):
        tab.sign_in(f"/p/{practice.slug}/login", email, "not the password")
        summary = tab.page.get_by_role("alert")
        expect(summary).to_contain_text(tab.words.pattern("login.refused"))
        expect(tab.page.get_by_label(tab.words("login.email"))).to_have_value(email)
        expect(tab.page.get_by_label(tab.words.exactly("login.password"))).to_have_value("")
        said.append(summary.inner_text())
    assert said[0] == said[1]


def test_another_practice_s_session_does_not_exist_here(book: Book, practice: Practice, client: ClientPage) -> None:
    booking = book("Nadia Okafor")
    elsewhere = Practice.create(practice.program, name="Clinique Rosemont")
    client.open_account(elsewhere.slug, elsewhere.add_client("Nadia Okafor"))

    client.goto(f"/p/{elsewhere.slug}/sessions/{booking.id}")

    expect_reason(client, "not_your_session")
    expect(client.page.locator("main")).not_to_contain_text("Gagnon")
