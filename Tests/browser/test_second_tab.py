"""One person, two tabs: the second asks before it takes over."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Book


def test_a_second_tab_asks_before_it_takes_the_call_over(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()

    second = people.another_tab(client)
    second.goto_session(booking)
    second.accept()
    dialog = second.dialog("takeover")
    client.expect_view("session")
    second.button(second.words.exactly("session.takeover.here"), dialog).click()

    client.expect_end("replaced")
    second.hears_and_sees()
    host.hears_and_sees()
    host.sees(second.frames.participant, "client")
    expect(host.present("Nadia")).to_have_count(1)
    expect(host.waiting("Nadia")).to_have_count(0)


def test_whoever_does_not_take_over_leaves_the_first_tab_alone(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()

    second = people.another_tab(client)
    second.goto_session(booking)
    second.accept()
    second.button(second.words.exactly("session.takeover.not"), second.dialog("takeover")).click()

    second.expect_end("taken")
    client.hears_and_sees()
    host.hears_and_sees()
