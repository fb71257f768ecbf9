"""The session page with several people on it, and with lines that fail."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.visitor_page import VisitorPage
from support.wire import Wire

from .walk import Shown, Stage, walk

PHONE = {"width": 390, "height": 844}
REFUSE_TO_PLAY = """(() => {
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("", "NotAllowedError"))
})()"""
"""What Safari on a phone does with sound before the first tap."""


@walk("/p/{practice}/sessions/{booking}", "/p/{practice}/staff/sessions/{booking}/join")
def three_people_and_their_lines(stage: Stage) -> Iterator[Shown]:
    booking = stage.book("Nadia Okafor", "Lin Zhao")
    host = stage.host()
    # The browser that shares its screen without a question.
    nadia = stage.subject(ClientPage, "sharing")
    lin = stage.people.seat(ClientPage, "third")
    wire = Wire(nadia)
    host.enter(booking)
    nadia.come_to_waiting_room(booking, name="Nadia")
    lin.come_to_waiting_room(booking, booking.clients[1], name="Lin")

    wire.go_down()
    expect(nadia.view("waiting")).to_contain_text(nadia.words("session.outage.waiting"))
    yield Shown("waiting-reconnecting", nadia)
    expect(host.waiting("Nadia")).to_contain_text(host.words.pattern("session.people.awaySince"))
    yield Shown("host-waiting-away", host)

    wire.come_up()
    expect(host.waiting("Nadia")).not_to_contain_text(host.words.pattern("session.people.awaySince"))
    host.admit_all(2)
    nadia.hears_and_sees(others=2)
    host.hears_and_sees(others=2)
    yield Shown("session-three", nadia)
    yield Shown("host-three", host)
    lin.leave()

    nadia.press("call.share")
    expect(host.tile(nadia.frames.participant)).to_have_attribute("data-screen", "")
    yield Shown("session-sharing", nadia)
    yield Shown("host-shared-with", host)

    host.stop_share("Nadia")
    expect(nadia.notice("call.shareStoppedBy", name="Élise Gagnon")).to_be_visible()
    nadia.page.evaluate("() => { delete MediaDevices.prototype.getDisplayMedia }")
    nadia.press("call.share")
    expect(nadia.notice("call.noShare")).to_be_visible()
    yield Shown("session-no-share", nadia)

    host.mute("Nadia")
    host.ask_to_unmute("Nadia")
    expect(nadia.notice("call.askedToUnmute", name="Élise Gagnon")).to_be_visible()
    yield Shown("session-asked-to-unmute", nadia)

    nadia.page.set_viewport_size(PHONE)
    nadia.control("call.more").click()
    expect(nadia.page.locator("#more")).to_be_visible()
    yield Shown("session-more", nadia)

    wire.go_down()
    expect(nadia.notice("outage.media")).to_be_visible()
    yield Shown("session-reconnecting", nadia)
    expect(host.present("Nadia")).to_contain_text(host.words("session.people.reconnecting"))
    yield Shown("host-somebody-reconnects", host)

    wire.come_up()
    expect(host.present("Nadia")).not_to_contain_text(host.words("session.people.reconnecting"))
    nadia.page.add_init_script(REFUSE_TO_PLAY)
    nadia.reload()
    expect(nadia.button(nadia.words("session.call.tapToPlay"))).to_be_visible()
    yield Shown("session-tap-to-play", nadia)


@walk("/p/{practice}/staff/sessions/{booking}/join")
def two_visitors_on_one_link(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    link = booking.link()
    host = stage.host()
    host.enter(booking)
    stage.people.seat(VisitorPage, "third").come_to_waiting_room(link, "Grace")
    stage.people.seat(VisitorPage, "client").come_to_waiting_room(link, "Somebody else")
    expect(host.waiting("Somebody else")).to_contain_text(host.words("session.people.duplicate", name="Grace"))
    yield Shown("host-duplicate", host)
