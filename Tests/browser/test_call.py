"""The main way through: somebody logs in, waits, is let in, sees and hears the other, and leaves."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import expect_on_screen, expect_picture, expect_silence
from support.practice import Book, Booking
from support.visitor_page import VisitorPage


def test_a_client_logs_in_waits_is_admitted_sees_and_hears_the_clinician_and_leaves(
    book: Book, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.open_room_from_today(booking)
    host.go_in()

    client.open_account(booking.practice.slug, booking.client)
    client.click_join()
    client.turn_on_devices()
    expect_picture(client.view("check").locator('video[data-kind="self"]'), "client")
    client.accept_and_wait("Nadia")
    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.record", name="Nadia Okafor"))
    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.verified"))
    expect_silence(client.page)

    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    client.sees(host.frames.participant, "host")
    host.sees(client.frames.participant, "client")
    expect_picture(client.own_picture, "client")
    expect_on_screen(client.own_picture, "client", mirrored=True)
    expect_picture(host.own_picture, "host")
    expect_on_screen(host.own_picture, "host", mirrored=True)

    client.leave()
    expect(host.present("Nadia")).to_have_count(0)
    expect_silence(client.page)
    expect_silence(host.page)
    expect(client.link(client.words("session.ended.account"))).to_be_visible()


def test_a_visitor_by_direct_link_waits_is_admitted_and_takes_part(
    book: Book, visitor: VisitorPage, host: HostPage
) -> None:
    booking = book()
    link = booking.link()
    host.enter(booking)

    visitor.come_to_waiting_room(link, "Grace, interpreter")
    expect(host.waiting("Grace")).to_contain_text(host.words("session.people.guest"))
    host.admit("Grace")

    visitor.hears_and_sees()
    host.hears_and_sees()
    visitor.sees(host.frames.participant, "host")
    host.sees(visitor.frames.participant, "third")
    visitor.leave()
    expect(host.present("Grace")).to_have_count(0)


def test_whoever_is_admitted_from_today_gets_in_without_the_host_opening_the_room(
    book: Book, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    host.log_in(booking.practice.slug, booking.clinician)
    client.come_to_waiting_room(booking)

    waiting = host.page.locator("[data-waiting]").filter(has_text="Nadia Okafor")
    host.button(host.words.starting("today.admit"), waiting).click()

    client.expect_view("session")
    expect(waiting).to_have_count(0)


def test_a_page_reloaded_in_the_call_comes_back_unasked(call: Booking, client: ClientPage, host: HostPage) -> None:
    before = client.frames.participant

    client.reload()

    client.hears_and_sees()
    host.hears_and_sees()
    assert client.frames.participant == before, "the same participant is back"
    client.sees(host.frames.participant, "host")
    host.sees(before, "client")
    expect(host.waiting("Nadia")).to_have_count(0)


def test_a_host_who_reloads_finds_the_room_and_its_waiting_list_as_they_were(
    both_waiting: Booking, client: ClientPage, host: HostPage
) -> None:
    host.admit("Nadia")
    client.hears_and_sees()
    expect(host.waiting("Lin")).to_be_visible()

    host.reload()

    host.hears_and_sees()
    client.hears_and_sees()
    host.open_panel()
    expect(host.waiting("Lin")).to_be_visible()
    expect(host.present("Nadia")).to_be_visible()


def test_three_people_see_and_hear_two_others_each(
    both_waiting: Booking, client: ClientPage, lin: ClientPage, host: HostPage
) -> None:
    host.admit_all(2)

    everybody = {"host": host, "client": client, "third": lin}
    for camera, tab in everybody.items():
        tab.hears_and_sees(others=2)
        for other_camera, other in everybody.items():
            if other is not tab:
                tab.sees(other.frames.participant, other_camera)
        expect_picture(tab.own_picture, camera)
