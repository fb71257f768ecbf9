"""What waiting is like, and what a host decides about those who wait."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import expect_silence
from support.people import People
from support.practice import Book, Booking
from support.visitor_page import VisitorPage


def test_somebody_denied_is_told_so_and_may_come_back_once_that_is_undone(
    waiting: Booking, client: ClientPage, host: HostPage
) -> None:
    host.deny("Nadia", reason="Please telephone first.")
    client.expect_end("denied")
    expect(client.view("ended")).to_contain_text("Please telephone first.")
    client.goto_session(waiting)
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.blocked.title"))

    host.undo("Nadia")
    client.goto_session(waiting)
    client.accept_and_wait()
    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()


def test_a_locked_room_lets_newcomers_wait_and_be_admitted_one_by_one(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor", "Lin Okafor")
    lin = people.client("third")
    host.enter(booking)
    host.lock_room()

    client.come_to_waiting_room(booking)
    lin.come_to_waiting_room(booking, booking.clients[1])
    for waiting in (client, lin):
        expect(waiting.view("waiting")).to_contain_text(waiting.words("session.waiting.locked", name="Élise Gagnon"))
    host.admit("Nadia")

    client.hears_and_sees()
    host.hears_and_sees()
    lin.expect_view("waiting")
    expect(host.waiting("Lin")).to_be_visible()
    expect(host.lock).to_have_attribute("aria-pressed", "true")


def test_somebody_sent_back_waits_again_unseen_and_unheard_until_admitted_again(
    call: Booking, client: ClientPage, host: HostPage
) -> None:
    host.send_back("Nadia")
    client.expect_view("waiting")
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.sentBack", name="Élise Gagnon"))
    expect_silence(client.page)
    expect_silence(host.page)

    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    host.sees(client.frames.participant, "client")


def test_ending_for_all_is_confirmed_and_reaches_those_in_the_session_and_those_who_wait(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor", "Lin Okafor")
    lin = people.client("third")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    lin.come_to_waiting_room(booking, booking.clients[1])

    host.end_for_all()

    client.expect_end("ended")
    lin.expect_end("ended")
    expect_silence(client.page)
    client.goto_session(booking)
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.session_ended.title"))


def test_admit_all_lets_in_exactly_those_shown(
    both_waiting: Booking, client: ClientPage, lin: ClientPage, host: HostPage
) -> None:
    expect(host.panel.locator("[data-waiting]")).to_have_count(2)

    host.admit_all(2)

    expect(host.panel.locator("[data-waiting]")).to_have_count(0)
    client.expect_view("session")
    lin.expect_view("session")
    admitted = [frame["data"]["ids"] for frame in host.frames.sent if frame["type"] == "waiting.admit"]
    assert [sorted(ids) for ids in admitted] == [sorted([client.frames.participant, lin.frames.participant])]


def test_a_one_tap_note_reaches_the_one_it_is_for_and_nobody_else(
    both_waiting: Booking, client: ClientPage, lin: ClientPage, host: HostPage
) -> None:
    host.send_note("Nadia", "noteLate")

    expect(client.view("waiting")).to_contain_text(client.words("session.people.noteLate"))
    expect(host.page.get_by_text(host.words.pattern("session.people.noteSent", name="Nadia Okafor")).first).to_be_attached()
    expect(lin.view("waiting")).not_to_contain_text(lin.words("session.people.noteLate"))
    assert lin.frames.of_type("waiting.message") == []


def test_a_note_to_somebody_away_awaits_their_return(waiting: Booking, client: ClientPage, host: HostPage) -> None:
    client.goto(f"/p/{waiting.practice.slug}")
    expect(host.waiting("Nadia")).to_contain_text(host.words.pattern("session.people.awaySince"))
    host.send_note("Nadia", "noteLate")
    expect(host.page.get_by_text(host.words.pattern("session.people.noteSent", name="Nadia Okafor")).first).to_be_attached()

    client.page.go_back()
    expect(client.view("waiting")).to_contain_text(client.words("session.people.noteLate"))
    client.reload()
    expect(client.view("waiting")).to_contain_text(client.words("session.people.noteLate"))


def test_somebody_who_leaves_the_waiting_room_is_gone_from_the_panel_and_may_come_back(
    waiting: Booking, client: ClientPage, host: HostPage
) -> None:
    expect(host.waiting("Nadia")).to_be_visible()

    client.button(client.words("session.waiting.leave")).click()
    client.expect_end("leftWaiting")
    expect(host.waiting("Nadia")).to_have_count(0)

    client.goto_session(waiting)
    client.accept_and_wait()
    expect(host.waiting("Nadia")).to_be_visible()


def test_a_client_who_waits_before_the_host_comes_is_on_the_list_when_the_host_enters(
    book: Book, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client.come_to_waiting_room(booking, name="Nadia")
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.hostAway", name="Élise Gagnon"))

    host.enter(booking)

    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.record", name="Nadia Okafor"))
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.hostHere", name="Élise Gagnon"))
    expect(client.view("session")).to_be_hidden()


def test_whoever_was_admitted_comes_back_into_a_locked_room_and_unlocking_opens_it_again(
    call: Booking, client: ClientPage, visitor: VisitorPage, host: HostPage
) -> None:
    host.lock_room()

    client.leave()
    expect(host.present("Nadia")).to_have_count(0)
    client.button(client.words("session.ended.leftBack")).click()
    client.accept()
    client.hears_and_sees()
    host.hears_and_sees()

    host.lock.click()
    expect(host.lock).to_have_attribute("aria-pressed", "false")
    visitor.come_to_waiting_room(call.link(), "Grace")
    expect(visitor.view("waiting")).to_contain_text(visitor.words("session.waiting.hostHere", name="Élise Gagnon"))


def test_the_panel_says_for_when_somebody_is_booked_and_since_when_they_wait(
    waiting: Booking, visitor: VisitorPage, host: HostPage
) -> None:
    visitor.come_to_waiting_room(waiting.link(), "Grace")
    booked = host.words("session.people.booked", time="%s").split("%s")[0]
    since = host.words.pattern("session.people.waitingSince")

    expect(host.waiting("Nadia")).to_contain_text(booked)
    expect(host.waiting("Nadia")).to_contain_text(since)
    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.verified"))
    expect(host.waiting("Grace")).to_contain_text(since)
    expect(host.waiting("Grace")).not_to_contain_text(booked)
    expect(host.waiting("Grace").locator(".badge")).to_have_text(host.words("session.people.guest"))
    expect(host.waiting("Grace")).to_contain_text(host.words("session.people.noRecord"))


def test_a_host_who_leaves_leaves_the_others_in_the_session_and_finds_them_there(
    both_waiting: Booking, client: ClientPage, lin: ClientPage, host: HostPage
) -> None:
    host.admit_all(2)
    client.hears_and_sees(others=2)

    host.leave()

    client.hears_and_sees()
    lin.hears_and_sees()
    client.sees(lin.frames.participant, "third")
    host.button(host.words("session.ended.leftBack")).click()
    host.go_in()
    expect(host.present("Nadia")).to_be_visible()
    expect(host.present("Lin")).to_be_visible()
    host.hears_and_sees(others=2)
