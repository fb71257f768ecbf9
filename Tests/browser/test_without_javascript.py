"""The portal works without JavaScript, up to the session itself, which says that it needs it."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.people import People
from support.practice import Book


def test_login_and_my_account_work_up_to_join_without_javascript(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.seat(ClientPage, "client", java_script_enabled=False)

    client.open_account(booking.practice.slug, booking.client)
    expect(client.page.locator("main")).to_contain_text("Élise Gagnon")
    client.join_link.first.click()

    expect(client.page.locator("main noscript p")).to_be_visible()
    expect(client.page.locator("main noscript p")).to_have_text(client.words("session.noScript"))
    assert client.page.url.endswith(f"/sessions/{booking.id}")


def test_signing_out_works_without_javascript_and_ends_the_login(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.seat(ClientPage, "client", java_script_enabled=False)
    client.open_account(booking.practice.slug, booking.client)

    client.button(client.words("layout.signOut")).click()
    client.goto(f"/p/{booking.practice.slug}/account")

    expect(client.heading(client.words.exactly("login.title"))).to_be_visible()
