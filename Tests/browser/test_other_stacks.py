"""Clients of other makes: Firefox, and aiortc, which shares no line with this project's page."""

from __future__ import annotations

from playwright.sync_api import expect
from support.aiortc_process import AiortcProcess
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import colours, expect_picture, nearest
from support.people import People
from support.practice import Book


def test_a_firefox_client_is_admitted_by_a_chromium_host_and_both_see_and_hear(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    firefox = people.seat(ClientPage, "firefox")
    host.enter(booking)

    firefox.come_to_waiting_room(booking)
    host.admit("Nadia")

    firefox.hears_and_sees()
    host.hears_and_sees()
    # Not `sees`: a screenshot of Firefox sets a style, which the page's policy stops and the console reports.
    expect_picture(firefox.tile(host.frames.participant).locator("video"), "host")
    # Firefox's fake camera shows one plain colour that changes: not the host's pair.
    video = host.tile(host.frames.latest("participant.joined")["participant"]["id"]).locator("video")
    seen = host.until(lambda: colours(video), "the host sees a picture")
    assert seen != ("green", "yellow")
    firefox.leave()
    expect(host.present("Nadia")).to_have_count(0)


def test_an_aiortc_client_is_admitted_by_a_chromium_host_and_both_see_and_hear(book: Book, host: HostPage) -> None:
    booking = book("Nadia Okafor")
    host.enter(booking)
    issued = booking.token("client", booking.client, name="Nadia")

    with AiortcProcess(issued["endpoint"], issued["room"], issued["token"]) as foreign:
        foreign.wait_for(lambda facts: facts.get("state") == "waiting")
        expect(host.waiting("Nadia")).to_be_visible()
        host.admit("Nadia")
        foreign.wait_for(lambda facts: facts.get("state") == "admitted")

        host.hears_and_sees()
        host.sees(host.frames.latest("participant.joined")["participant"]["id"], "third")
        first = foreign.wait_for(lambda facts: facts.get("frames", 0) > 0 and facts.get("audioFrames", 0) > 0)
        foreign.wait_for(
            lambda facts: facts.get("frames", 0) >= first["frames"] + 10
            and facts.get("audioFrames", 0) >= first["audioFrames"] + 10
            and [nearest(sample) for sample in facts["colours"]] == ["green", "yellow"]
        )
    expect(host.present("Nadia")).to_have_count(0)
