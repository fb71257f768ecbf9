"""A session goes to another clinician while people are in its room."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.people import People
from support.practice import Practice


@pytest.mark.parametrize(("locale", "colleague"), [("en", "Marc Roy"), ("fr", "Zoé Côté")])
def test_whoever_waits_or_is_in_reads_with_whom_the_session_is_and_who_had_it_reads_why_they_are_out(
    practice: Practice, people: People, locale: str, colleague: str
) -> None:
    taking_over = practice.add_staff(colleague)
    elise, nadia, lin = practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"), practice.add_client("Lin Okafor")
    booking = practice.book(elise, nadia, lin)
    client, waiting = people.client(locale=locale), people.client("third", locale=locale)
    host = people.host(locale=locale)
    host.enter(booking)
    client.come_to_waiting_room(booking, nadia)
    host.admit("Nadia")
    client.expect_view("session")
    waiting.come_to_waiting_room(booking, lin)
    words, view = client.words, waiting.view("waiting")
    expect(view.locator("[data-ref=lead]")).to_have_text(words("session.waiting.hostHere", name="Élise Gagnon"))
    expect(view.get_by_text(words.pattern("session.call.handedOver"))).to_have_count(0)
    host.waiting("Lin").wait_for()

    people.another_tab(host).hand_over(booking, to=colleague)

    host.expect_end("handedOver")
    now_with_colleague = words("session.call.handedOver", name=colleague)
    expect(view.get_by_text(now_with_colleague)).to_be_visible()
    expect(view.locator("[data-ref=lead]")).to_have_text(words("session.waiting.hostAway", name=colleague))
    expect(client.view("session").get_by_text(now_with_colleague)).to_be_visible()
    expect(client.view("session").get_by_role("heading", name=words("session.call.title", name=colleague))).to_have_count(1)

    successor = people.host("host", locale=locale)
    booking.clinician = taking_over
    successor.enter(booking)
    successor.admit("Lin")
    waiting.expect_view("session")
    expect(successor.present("Nadia")).to_be_visible()
