"""What people do in a session, and how the others notice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import expect_picture
from support.people import People
from support.practice import Book, Booking
from support.wire import Wire


@pytest.fixture
def call(book: Book, client: ClientPage, host: HostPage) -> Booking:
    """A call that is going on between a clinician and Nadia."""
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    return booking


def test_mute_and_camera_off_show_on_the_button_and_on_the_other_side(
    call: Booking, client: ClientPage, host: HostPage
) -> None:
    tile = host.tile(client.frames.participant)

    client.microphone.click()
    expect(client.microphone).to_have_attribute("aria-pressed", "false")
    expect(client.microphone).to_contain_text(client.words("session.toggle.micOff"))
    expect(tile.get_by_text(host.words("session.call.muted"))).to_be_visible()
    client.camera.click()
    expect(client.camera).to_have_attribute("aria-pressed", "false")
    expect(tile.get_by_text(host.words.pattern("session.call.cameraOff", name="Nadia Okafor"))).to_be_visible()

    client.microphone.click()
    client.camera.click()
    expect(tile.get_by_text(host.words("session.call.muted"))).to_be_hidden()
    host.sees(client.frames.participant, "client")
    host.hears_and_sees()


def test_the_keyboard_mutes_and_unmutes(call: Booking, client: ClientPage) -> None:
    client.view("session").get_by_role("heading", level=1).focus()
    client.page.keyboard.press("m")
    expect(client.microphone).to_have_attribute("aria-pressed", "false")
    client.page.keyboard.press("m")
    expect(client.microphone).to_have_attribute("aria-pressed", "true")


def test_somebody_muted_by_the_host_is_told_by_whom_and_can_unmute(
    call: Booking, client: ClientPage, host: HostPage
) -> None:
    host.mute("Nadia")
    expect(client.microphone).to_have_attribute("aria-pressed", "false")
    expect(client.notice("call.mutedBy", name="Élise Gagnon")).to_be_visible()

    host.stop_camera("Nadia")
    expect(client.camera).to_have_attribute("aria-pressed", "false")
    expect(client.notice("call.cameraStoppedBy", name="Élise Gagnon")).to_be_visible()

    client.microphone.click()
    client.camera.click()
    host.hears_and_sees()


def test_the_self_view_can_be_hidden_and_shown(call: Booking, client: ClientPage) -> None:
    self_view = client.control("call.selfView", "call.selfHidden")
    self_view.click()
    expect(client.own_picture).to_be_hidden()
    expect(self_view).to_have_attribute("aria-pressed", "false")
    self_view.click()
    expect_picture(client.own_picture, "client")


def test_messages_go_both_ways_in_the_order_they_were_sent(call: Booking, client: ClientPage, host: HostPage) -> None:
    client.say("Can you hear me?")
    host.expect_message("Can you hear me?")
    host.say("Yes, <b>very</b> well.")
    client.expect_message("Yes, <b>very</b> well.")
    client.say("Good.")
    host.expect_message("Good.")
    texts = host.page.locator("#chat li .message__text").all_inner_texts()
    assert texts == ["Can you hear me?", "Yes, <b>very</b> well.", "Good."]


def test_a_shared_screen_arrives_and_ends(book: Book, people: People, host: HostPage) -> None:
    booking = book("Nadia Okafor")
    sharer = people.client("sharing")
    host.enter(booking)
    sharer.come_to_waiting_room(booking)
    host.admit("Nadia")
    sharer.hears_and_sees()
    host.sees(sharer.frames.participant, "client")

    sharer.share.click()
    expect(host.notice("call.startedShare", name="Nadia Okafor")).to_be_attached()
    expect(sharer.control("call.sharing")).to_be_visible()
    tile = host.tile(sharer.frames.participant)
    expect(tile.locator("video")).to_have_attribute("aria-label", host.words.pattern("session.call.screenOf"))
    host.hears_and_sees()

    sharer.share.click()
    expect(sharer.control("call.share")).to_be_visible()
    host.sees(sharer.frames.participant, "client")


def test_a_browser_that_cannot_share_a_screen_says_so(call: Booking, client: ClientPage, host: HostPage) -> None:
    client.page.evaluate("() => { delete MediaDevices.prototype.getDisplayMedia }")
    client.share.click()
    expect(client.notice("call.noShare")).to_be_visible()
    host.hears_and_sees()


def test_settings_offer_the_devices_and_close_again(call: Booking, client: ClientPage) -> None:
    client.control("toggle.settings").click()
    dialog = client.dialog("settings")
    expect(dialog.get_by_label(client.words.exactly("session.check.camera"))).to_be_visible()
    expect(dialog.get_by_label(client.words.exactly("session.check.mic"))).to_be_visible()
    client.button(client.words("session.settings.done"), dialog).click()
    expect(dialog).to_be_hidden()


def test_a_connection_that_drops_is_resumed_without_asking_and_without_a_new_call(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client = people.client()
    wire = Wire(client)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    host.hears_and_sees()
    connected = wire.connections

    wire.cut()

    client.until(lambda: wire.connections > connected, "the page connects again")
    host.hears_and_sees()
    client.hears_and_sees()
    expect(host.waiting("Nadia")).to_have_count(0)
    expect(host.present("Nadia")).to_have_count(1)
