"""Cameras that are blocked, missing or turned off, and what the page says and offers then."""

from __future__ import annotations

from playwright.sync_api import expect
from support.host_page import HostPage
from support.media import expect_media
from support.people import People
from support.practice import Book


def test_a_refused_camera_is_explained_in_this_browser_s_words_and_one_can_join_without(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client = people.client(granted=False)
    host.enter(booking)
    client.come_to_check(booking)

    client.ask_for_devices()

    check = client.view("check")
    expect(check).to_contain_text(client.words("session.check.cameraBlockedTitle"))
    expect(check).to_contain_text(client.words.pattern("session.help.chrome"))
    expect(check).to_contain_text(client.words("session.help.chrome1"))
    expect(client.join_button).to_have_text(client.words("session.check.joinNothing"))
    client.join_button.click()
    client.expect_view("waiting")
    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.cameraBlocked"))

    host.admit("Nadia")
    expect_media(client.page)
    tile = host.tile(client.frames.participant)
    expect(tile.get_by_text(host.words.pattern("session.call.cameraOff", name="Nadia Okafor"))).to_be_visible()


def test_a_camera_allowed_after_a_refusal_is_found_by_trying_again(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.client(granted=False)
    client.come_to_check(booking)
    client.ask_for_devices()
    expect(client.view("check")).to_contain_text(client.words("session.check.cameraBlockedTitle"))

    client.page.context.grant_permissions(["camera", "microphone"])
    client.button(client.words("session.help.retry")).first.click()

    expect(client.view("check").locator('video[data-kind="self"]')).to_be_visible()
    expect(client.join_button).to_have_text(client.words("session.check.join"))


def test_where_there_is_no_camera_the_page_says_so_and_one_can_join_without(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client = people.client("no camera")
    host.enter(booking)
    client.come_to_check(booking)

    client.ask_for_devices()

    expect(client.view("check")).to_contain_text(client.words("session.check.cameraNoneTitle"))
    client.join_button.click()
    client.expect_view("waiting")
    expect(host.waiting("Nadia")).to_contain_text(host.words("session.people.cameraNone"))
    host.admit("Nadia")
    expect_media(client.page)


def test_somebody_may_join_with_the_camera_off_and_turn_it_on_in_the_session(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client = people.client()
    host.enter(booking)
    client.come_to_check(booking)
    client.turn_on_devices()
    client.button(client.words("session.toggle.cameraOn"), client.view("check")).click()
    expect(client.join_button).to_have_text(client.words("session.check.joinNoCamera"))
    client.join_button.click()
    host.admit("Nadia")
    client.expect_view("session")

    client.camera.click()

    host.sees(client.frames.participant, "client")
    host.hears_and_sees()


def test_the_microphone_is_metered_and_can_be_listened_to_before_entering(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.client()
    client.come_to_check(booking)
    client.turn_on_devices()
    meter = client.view("check").get_by_role("meter", name=client.words("session.check.level"))
    client.until(lambda: int(meter.get_attribute("aria-valuenow") or 0) > 0, "the meter moves")

    client.button(client.words("session.check.hear")).click()
    expect(client.view("check").get_by_text(client.words("session.check.heard"))).to_be_visible()


def test_a_name_is_asked_for_and_checked(book: Book, people: People) -> None:
    booking = book("Nadia Okafor")
    client = people.client()
    client.come_to_check(booking)
    expect(client.name_field).to_have_value("Nadia Okafor")
    client.turn_on_devices()

    client.name_field.fill("   ")
    client.join_button.click()

    expect(client.view("check")).to_contain_text(client.words("session.errors.nameMissing"))
    expect(client.name_field).to_have_attribute("aria-invalid", "true")
    client.expect_view("check")


def test_nobody_can_take_the_name_of_another_participant(book: Book, people: People, host: HostPage) -> None:
    booking = book("Nadia Okafor", "Lin Zhao")
    client, lin = people.client(), people.client("third")
    host.enter(booking)
    client.come_to_waiting_room(booking, name="Nadia")
    lin.come_to_check(booking, booking.clients[1])

    lin.accept("nadia")

    lin.expect_view("waiting")
    expect(host.waiting("nadia 2")).to_be_visible()
