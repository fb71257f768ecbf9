"""Nobody is lost: whoever waits is in line, and reads so; or reads that they are not, with a way back."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from support.asleep import asleep
from support.behind_line import BehindLine, expect_place_of, wait_in_line
from support.browsers import Browsers
from support.practice import TELEPHONE

SLEEP_SECONDS = int(os.environ.get("VESTIBULE_SLEEP_SECONDS", "1"))
"""How long a laptop sleeps before its owner is admitted, and after. `make soak` has it sleep for ten minutes each."""


@pytest.fixture(scope="module")
def place(browsers: Browsers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BehindLine]:
    made = BehindLine(browsers, tmp_path_factory.mktemp("line"))
    yield made
    made.close()
    assert made.program.told() == [], "what the log holds of people"


@pytest.fixture
def behind(place: BehindLine) -> Iterator[BehindLine]:
    yield place
    wrongs = place.wrongs()
    place.people.leave()
    assert wrongs == [], "what pages complained of"


def test_somebody_waiting_reads_how_long_the_line_is_broken_and_is_back_in_the_same_place(behind: BehindLine) -> None:
    booking = behind.book()
    client = behind.people.client()
    client.page.clock.install()
    since = wait_in_line(client, booking)
    me = client.frames.participant
    lead = client.view("waiting").locator("[data-ref=lead]")
    again = client.button(client.words("session.outage.again"), client.view("waiting"))

    behind.line.refuse()
    behind.line.reset_sockets()
    expect(lead).to_have_text(client.words("session.outage.waiting"))
    expect(again).to_be_hidden()
    client.page.clock.fast_forward(31_000)
    expect(client.heading(client.words("session.outage.title"))).to_be_visible()
    expect(lead).to_contain_text(client.words("session.outage.long"))
    expect(lead).to_contain_text(client.words.pattern("session.outage.place"))
    expect(client.page).to_have_title(client.words.pattern("session.title.lost"))
    client.page.clock.fast_forward(90_000)
    expect(lead).to_contain_text(client.words("session.outage.longer"))
    expect(lead).to_contain_text(TELEPHONE)
    client.page.clock.fast_forward("20:00")
    expect(lead).to_contain_text(client.words("session.outage.longer"))

    behind.line.accept()
    again.click()
    expect(lead).to_have_text(client.words("session.waiting.hostAway", name="Élise Gagnon"))
    expect(client.page).not_to_have_title(client.words.pattern("session.title.lost"))
    expect_place_of(client, since)
    assert (client.frames.participant, client.frames.latest("hello.ok")["resumed"]) == (me, True)


def test_whoever_is_admitted_while_the_laptop_is_asleep_or_on_another_page_is_in_when_they_are_back(
    behind: BehindLine, browsers: Browsers
) -> None:
    booking = behind.book()
    client, host = behind.people.client(), behind.people.host()
    host.enter(booking)
    since = wait_in_line(client, booking)

    client.page.go_back()
    expect(host.waiting("Nadia")).to_contain_text(host.words.pattern("session.people.awaySince"))
    client.page.go_forward()
    expect_place_of(client, since)

    with client.page.expect_popup() as opened:
        client.page.evaluate("void open(location.href)")
    copy = opened.value
    expect(copy.locator('section[data-view="check"]')).to_be_visible()
    copy.close()
    client.reload()
    expect_place_of(client, since)
    assert client.frames.latest("hello.ok")["resumed"]

    with asleep(browsers.get("client")):
        host.page.wait_for_timeout(SLEEP_SECONDS * 1_000)
        host.admit("Nadia")
        host.page.wait_for_timeout(SLEEP_SECONDS * 1_000)
    client.hears_and_sees()
    host.hears_and_sees()

    client.goto(f"/p/{booking.practice.slug}")
    host.send_back("Nadia")
    client.page.go_back()
    client.expect_view("waiting")
    expect(host.waiting("Nadia")).not_to_contain_text(host.words.pattern("session.people.awaySince"))


def test_today_finds_out_that_its_line_is_dead_says_so_and_shows_who_came_meanwhile(behind: BehindLine) -> None:
    booking = behind.practice.book(
        behind.practice.add_staff("Élise Gagnon"), behind.practice.add_client("Nadia Okafor"), behind.practice.add_client("Lin Okafor")
    )
    today = behind.people.host()
    today.page.clock.install()
    today.log_in(booking.practice.slug, booking.clinician)
    lost = today.page.get_by_text(today.words("today.lost"))
    behind.people.client().come_to_waiting_room(booking)
    expect(today.page.locator("[data-waiting]")).to_contain_text("Nadia")

    behind.line.swallow_queues()
    behind.people.client("third").come_to_waiting_room(booking, booking.clients[1])
    expect(lost).to_be_hidden()
    behind.line.refuse()
    today.page.clock.fast_forward(41_000)
    expect(lost).to_be_visible()
    behind.line.accept()
    today.page.evaluate("dispatchEvent(new Event('online'))")
    expect(today.page.locator("[data-waiting]")).to_contain_text(["Nadia", "Lin"])
    expect(lost).to_be_hidden()


def test_a_second_device_takes_a_place_in_line_over_only_when_told_to_and_gives_it_back(behind: BehindLine) -> None:
    booking = behind.book()
    client, phone = behind.people.client(), behind.people.client("third")
    since = wait_in_line(client, booking)

    phone.come_to_check(booking)
    phone.accept()
    dialog = phone.dialog("takeover")
    client.expect_view("waiting")
    phone.button(phone.words.exactly("session.takeover.here"), dialog).click()
    client.expect_end("replaced")
    expect_place_of(phone, since)

    asked = behind.line.sockets
    client.page.evaluate("for (const each of ['online', 'pageshow']) dispatchEvent(new Event(each))")
    client.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    client.reload()
    client.expect_view("check")
    assert behind.line.sockets == asked, "the page that was replaced has asked for nothing"

    client.accept()
    client.button(client.words.exactly("session.takeover.here"), client.dialog("takeover")).click()
    client.expect_view("waiting")
    phone.expect_end("replaced")
    phone.button(phone.words.exactly("session.ended.replacedBack")).click()
    expect_place_of(phone, since)
