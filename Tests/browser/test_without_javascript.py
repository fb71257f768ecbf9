"""The portal works without JavaScript, up to the session itself, which says that it needs it."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Book, Practice


def test_login_and_my_account_work_up_to_join_without_javascript(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.seat(ClientPage, "client", java_script_enabled=False)

    client.open_account(booking.practice.slug, booking.client)
    expect(client.page.locator("main")).to_contain_text("Élise Gagnon")
    client.join_link.first.click()

    assert client.page.url.endswith(f"/sessions/{booking.id}")
    main = client.page.locator("main")
    expect(main.locator("h1:visible")).to_have_text([client.words("session.noScriptTitle")])
    expect(main.locator("noscript .lead")).to_have_text(client.words("session.noScript"))
    expect(main.locator("noscript h2")).to_be_visible()
    main.locator("noscript .button").click()
    assert client.page.url.endswith("/account")


def test_a_link_says_that_it_needs_javascript_and_leads_nowhere_else(people: People) -> None:
    visitor = people.visitor(java_script_enabled=False)

    visitor.goto("/v/any-link")

    main = visitor.page.locator("main")
    expect(main.locator("h1:visible")).to_have_text([visitor.words("session.noScriptTitle")])
    expect(main.locator("noscript .button")).to_have_count(0)
    expect(main.locator("noscript h2")).to_be_hidden()


def test_signing_out_works_without_javascript_and_ends_the_login(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.seat(ClientPage, "client", java_script_enabled=False)
    client.open_account(booking.practice.slug, booking.client)

    client.button(client.words("layout.signOut")).click()
    client.goto(f"/p/{booking.practice.slug}/account")

    expect(client.heading(client.words.exactly("login.title"))).to_be_visible()


def test_a_prospect_is_associated_without_javascript(practice: Practice, people: People) -> None:
    owner = practice.add_staff("Odile Roy", role="owner")
    practice.add_client("Owen P. Fraser")
    practice.add_prospect("Owen Fraser")
    staff = people.seat(HostPage, "host", java_script_enabled=False)
    staff.log_in(practice.slug, owner)
    staff.goto(f"/p/{practice.slug}/staff/clients/prospects")
    associate = staff.button(staff.words.exactly("prospects.associate"))
    expect(associate).to_be_hidden()

    staff.page.get_by_label(staff.words("prospects.choose", name="Owen Fraser")).check()
    associate.click()
    staff.page.get_by_label(staff.words("prospects.search")).fill("FRASER")
    staff.button(staff.words.exactly("clients.find")).click()
    staff.page.get_by_role("radio").check()
    staff.button(staff.words.exactly("prospects.associateSubmit")).click()

    expect(staff.page.get_by_text(staff.words("client.associated"))).to_be_visible()
    expect(staff.heading("Owen P. Fraser")).to_be_visible()
