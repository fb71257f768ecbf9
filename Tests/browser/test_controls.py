"""What people do in a session, and how the others notice. All of it in one call, which each test leaves as it found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from make_y4m import CAMERAS
from playwright.sync_api import Locator, expect
from support.browsers import Browsers
from support.client_page import ClientPage
from support.host_page import HostPage
from support.media import expect_no_picture, expect_no_sound, expect_on_screen, expect_picture, on_screen
from support.people import People
from support.practice import Practice
from support.program import Program
from support.session_page import SessionPage
from support.wire import Wire

NAMES = {"client": "Nadia Okafor", "host": "Élise Gagnon"}


@dataclass
class Call:
    """A call between a clinician and Nadia, both with browsers that share their screen unasked."""

    host: HostPage
    client: ClientPage
    wire: Wire


@dataclass
class Side:
    """One of the two, and the one who watches and listens."""

    me: SessionPage
    other: SessionPage
    camera: str

    @property
    def tile(self) -> Locator:
        """Where the other sees me."""
        return self.other.tile(self.me.frames.participant)


@pytest.fixture(scope="module")
def people(browsers: Browsers, program: Program) -> Iterator[People]:
    seated = People(browsers, program.url)
    yield seated
    wrongs = seated.wrongs
    seated.leave()
    assert wrongs == [], "what pages complained of"


@pytest.fixture(scope="module")
def call(people: People, practice: Practice) -> Call:
    booking = practice.book(practice.add_staff(NAMES["host"]), practice.add_client(NAMES["client"]))
    host, client = people.host("sharing host"), people.client("sharing")
    wire = Wire(client)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    return Call(host, client, wire)


@pytest.fixture(params=["client", "host"])
def side(request: pytest.FixtureRequest, call: Call) -> Side:
    """Once from the client's side, once from the host's."""
    me, other = (call.client, call.host) if request.param == "client" else (call.host, call.client)
    me.hears_and_sees()
    other.hears_and_sees()
    return Side(me, other, request.param)


@pytest.fixture
def client(call: Call) -> ClientPage:
    call.client.hears_and_sees()
    return call.client


@pytest.fixture
def host(call: Call) -> HostPage:
    call.host.hears_and_sees()
    call.host.open_panel()
    return call.host


def test_whoever_mutes_is_no_longer_heard_and_then_is_again(side: Side) -> None:
    side.me.microphone.click()
    expect(side.me.microphone).to_have_attribute("aria-pressed", "false")
    expect(side.me.microphone).to_contain_text(side.me.words("session.toggle.micOff"))
    expect(side.tile.get_by_text(side.other.words("session.call.muted"))).to_be_visible()
    expect_no_sound(side.other.page)

    side.me.microphone.click()
    expect(side.tile.get_by_text(side.other.words("session.call.muted"))).to_be_hidden()
    side.other.hears_and_sees()


def test_whoever_turns_the_camera_off_is_no_longer_seen_and_then_is_again(side: Side) -> None:
    side.me.camera.click()
    expect(side.me.camera).to_have_attribute("aria-pressed", "false")
    off = side.other.words.pattern("session.call.cameraOff", name=NAMES[side.camera])
    expect(side.tile.get_by_text(off)).to_be_visible()
    expect_no_picture(side.other.page)

    side.me.camera.click()
    side.other.sees(side.me.frames.participant, side.camera)
    side.other.hears_and_sees()


def test_a_shared_screen_takes_the_camera_s_place_until_it_ends(side: Side) -> None:
    side.other.sees(side.me.frames.participant, side.camera)

    side.me.share.click()
    expect(side.me.control("call.sharing")).to_be_visible()
    expect(side.other.notice("call.startedShare", name=NAMES[side.camera])).to_be_attached()
    video = side.tile.locator("video")
    expect(video).to_have_attribute("aria-label", side.other.words.pattern("session.call.screenOf"))
    side.other.until(lambda: on_screen(video) != list(CAMERAS[side.camera]), "the camera's colours are gone")
    side.other.hears_and_sees()

    side.me.share.click()
    expect(side.me.control("call.share")).to_be_visible()
    side.other.sees(side.me.frames.participant, side.camera)


def test_the_self_view_can_be_hidden_and_shown(side: Side) -> None:
    self_view = side.me.control("call.selfView", "call.selfHidden")
    self_view.click()
    expect(side.me.own_picture).to_be_hidden()
    expect(self_view).to_have_attribute("aria-pressed", "false")
    side.other.sees(side.me.frames.participant, side.camera)

    self_view.click()
    expect_picture(side.me.own_picture, side.camera)
    expect_on_screen(side.me.own_picture, side.camera, mirrored=True)


def test_settings_offer_the_devices_and_close_again(side: Side) -> None:
    me = side.me
    me.control("toggle.settings").click()
    dialog = me.dialog("settings")
    expect(dialog.get_by_label(me.words.exactly("session.check.camera"))).to_be_visible()
    expect(dialog.get_by_label(me.words.exactly("session.check.mic"))).to_be_visible()
    me.button(me.words("session.settings.done"), dialog).click()
    expect(dialog).to_be_hidden()


def test_the_keyboard_mutes_and_unmutes(side: Side) -> None:
    side.me.view("session").get_by_role("heading", level=1).first.focus()
    side.me.page.keyboard.press("m")
    expect(side.me.microphone).to_have_attribute("aria-pressed", "false")
    side.me.page.keyboard.press("m")
    expect(side.me.microphone).to_have_attribute("aria-pressed", "true")


def test_somebody_whom_the_host_stops_is_told_by_whom_and_decides_alone_about_starting_again(
    client: ClientPage, host: HostPage
) -> None:
    host.mute("Nadia")
    expect(client.microphone).to_have_attribute("aria-pressed", "false")
    expect(client.notice("call.mutedBy", name=NAMES["host"])).to_be_visible()
    expect_no_sound(host.page)
    host.stop_camera("Nadia")
    expect(client.camera).to_have_attribute("aria-pressed", "false")
    expect(client.notice("call.cameraStoppedBy", name=NAMES["host"])).to_be_visible()
    expect_no_picture(host.page)

    host.ask_to_unmute("Nadia")
    expect(client.notice("call.askedToUnmute", name=NAMES["host"])).to_be_visible()
    expect(client.microphone).to_have_attribute("aria-pressed", "false")
    client.button(client.words("session.call.unmuteNow")).click()
    client.camera.click()
    host.hears_and_sees()


def test_a_screen_whose_sharing_the_host_stops_gives_the_camera_its_place_back(client: ClientPage, host: HostPage) -> None:
    client.share.click()
    expect(client.control("call.sharing")).to_be_visible()

    host.stop_share("Nadia")

    expect(client.notice("call.shareStoppedBy", name=NAMES["host"])).to_be_visible()
    expect(client.control("call.share")).to_be_visible()
    host.sees(client.frames.participant, "client")


def test_messages_go_both_ways_in_the_order_they_were_sent(client: ClientPage, host: HostPage) -> None:
    client.say("Can you hear me?")
    host.expect_message("Can you hear me?")
    host.say("Yes, <b>very</b> well.")
    client.expect_message("Yes, <b>very</b> well.")
    client.say("Good.")
    host.expect_message("Good.")
    texts = host.page.locator("#chat li .message__text").all_inner_texts()
    assert texts == ["Can you hear me?", "Yes, <b>very</b> well.", "Good."]


def test_a_browser_that_cannot_share_a_screen_says_so(client: ClientPage, host: HostPage) -> None:
    client.page.evaluate("() => { navigator.mediaDevices.getDisplayMedia = undefined }")
    client.share.click()
    expect(client.notice("call.noShare")).to_be_visible()
    host.hears_and_sees()
    client.page.evaluate("() => { delete navigator.mediaDevices.getDisplayMedia }")


def test_a_connection_that_drops_is_resumed_without_asking_and_without_a_new_call(
    call: Call, client: ClientPage, host: HostPage
) -> None:
    connected = call.wire.connections

    call.wire.cut()

    client.until(lambda: call.wire.connections > connected, "the page connects again")
    host.hears_and_sees()
    client.hears_and_sees()
    expect(host.waiting("Nadia")).to_have_count(0)
    expect(host.present("Nadia")).to_have_count(1)
