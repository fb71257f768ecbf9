"""Somebody removed stays out, whatever they try."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import expect_silence
from support.people import People
from support.practice import Book
from support.program import CommandRefused
from support.raw_socket import say_hello
from support.visitor_page import VisitorPage


def test_a_client_who_was_removed_stays_out_on_reload_by_resume_and_with_a_new_token(
    book: Book, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    resume_token = client.frames.latest("hello.ok")["resumeToken"]
    unspent = booking.token("client", booking.client)

    host.remove("Nadia", reason="Not today.")
    client.expect_end("removed")
    expect(client.view("ended")).to_contain_text("Not today.")
    expect_silence(client.page)
    expect_silence(host.page)

    client.reload()
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.blocked.title"))
    expect(client.view("session").or_(client.view("waiting"))).to_have_count(0)

    resumed = say_hello(unspent["endpoint"], booking.room, resume=resume_token)
    assert not resumed.accepted
    assert resumed.close_code == 4406

    older = say_hello(unspent["endpoint"], booking.room, token=unspent["token"])
    assert not older.accepted
    assert older.error == "blocked" or older.close_code == 4406

    with pytest.raises(CommandRefused, match="blocked"):
        booking.token("client", booking.client)
    expect(host.waiting("Nadia")).to_have_count(0)

    host.undo("Nadia")
    client.goto_session(booking)
    client.expect_view("check")


def test_a_visitor_who_was_removed_stays_out_with_the_same_link_in_a_fresh_browser(
    book: Book, people: People, visitor: VisitorPage, host: HostPage
) -> None:
    booking = book()
    link = booking.link()
    host.enter(booking)
    visitor.come_to_waiting_room(link, "Grace")
    host.admit("Grace")
    visitor.hears_and_sees()

    host.remove("Grace")
    visitor.expect_end("removed")

    for again in (visitor, people.visitor("client")):
        again.open(link)
        expect(again.view("ended")).to_contain_text(again.words("reasons.blocked.title"))
        expect(again.view("check")).to_be_hidden()
    expect(host.panel.locator("[data-waiting]")).to_have_count(0)
