"""Whoever logs out is out of their rooms, in whatever browser they are."""

from __future__ import annotations

from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Book


def test_a_logout_in_one_browser_ends_the_session_in_another_where_one_comes_back_while_logged_in(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)

    telephone = people.client("third")
    telephone.open_account(booking.practice.slug, booking.client)
    telephone.button(telephone.words.exactly("layout.signOut")).click()

    client.expect_end("withdrawn")
    client.button(client.words.exactly("session.ended.withdrawnBack")).click()
    client.expect_view("check")
