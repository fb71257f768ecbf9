"""A camera or a microphone that is taken away in the middle of a call, and comes back."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.practice import Booking

TELEPHONE_CALL = """(taken) => {
  const track = peerConnections[0].getSenders().find(({ track }) => track?.kind === "audio").track
  Object.defineProperty(track, "muted", { value: taken, configurable: true })
  track.dispatchEvent(new Event(taken ? "mute" : "unmute"))
}"""
"""What browsers do to the microphone when the telephone rings; no computer's browser can be made to do it."""


def test_devices_taken_away_in_a_call_are_told_to_both_sides_and_used_again_when_they_are_back(
    call: Booking, client: ClientPage, host: HostPage
) -> None:
    me = client.frames.participant
    notices = client.page.locator(".notices .notice:not([data-ref])")
    ask = host.button(host.words.starting("session.people.askUnmute"), host.present("Nadia"))
    dark = host.tile(me).get_by_text(host.words.pattern("session.call.cameraOff", name="Nadia Okafor"))

    client.page.context.clear_permissions()
    expect(notices.filter(has_text=client.words("session.call.micGone"))).to_be_visible()
    expect(notices.filter(has_text=client.words("session.call.cameraGone"))).to_be_visible()
    expect(client.control("toggle.micGone")).to_be_visible()
    expect(ask).to_be_visible()
    expect(dark).to_be_visible()
    client.page.context.grant_permissions(["camera", "microphone"])
    expect(notices).to_have_count(0)
    expect(client.microphone).to_have_attribute("aria-pressed", "true")
    expect(ask).to_be_hidden()
    expect(dark).to_be_hidden()

    client.page.evaluate(TELEPHONE_CALL, True)
    expect(notices.filter(has_text=client.words("session.call.micHeld"))).to_be_visible()
    expect(ask).to_be_visible()
    client.page.evaluate(TELEPHONE_CALL, False)
    expect(notices).to_have_count(0)
    expect(ask).to_be_hidden()

    host.hears_and_sees()
    host.sees(me, "client")
    client.hears_and_sees()
