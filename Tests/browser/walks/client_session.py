"""The session page, as a client lives through it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.host_page import HostPage

from .walk import Shown, Stage, walk


@walk("/p/{practice}/sessions/{booking}")
def a_client_in_a_session(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    host = stage.people.seat(HostPage, "host")
    client = stage.client()
    client.come_to_check(booking)
    yield Shown("check", client)

    client.turn_on_devices()
    yield Shown("check-devices", client)

    client.name_field.fill("")
    client.join_button.click()
    expect(client.name_field).to_have_attribute("aria-invalid", "true")
    yield Shown("check-no-name", client)

    client.accept_and_wait("Nadia")
    yield Shown("waiting", client)

    host.enter(booking)
    host.send_note("Nadia")
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.hostHere", name="Élise Gagnon"))
    yield Shown("waiting-note", client)

    host.lock_room()
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.locked", name="Élise Gagnon"))
    yield Shown("waiting-locked", client)

    host.admit("Nadia")
    client.hears_and_sees()
    yield Shown("session", client)

    host.mute("Nadia")
    host.camera.click()
    expect(client.notice("call.mutedBy", name="Élise Gagnon")).to_be_visible()
    yield Shown("session-muted", client)

    client.microphone.click()
    host.camera.click()
    host.say("Can you hear me?")
    client.expect_message("Can you hear me?")
    client.say("Yes, very well, thank you.")
    host.expect_message("Yes, very well, thank you.")
    yield Shown("session-chat", client)

    client.button(client.words("session.chat.close")).click()
    client.press("toggle.settings")
    yield Shown("session-settings", client)

    client.button(client.words("session.settings.done"), client.dialog("settings")).click()
    client.control("call.leave").click()
    client.dialog("leave")
    yield Shown("session-leaving", client)

    client.button(client.words.exactly("session.leave.stay"), client.dialog("leave")).click()
    host.open_panel()
    host.send_back("Nadia")
    client.expect_view("waiting")
    yield Shown("waiting-sent-back", client)

    host.admit("Nadia")
    client.hears_and_sees()
    client.leave()
    yield Shown("ended-left", client)


@walk("/p/{practice}/sessions/{booking}")
def how_a_session_can_end(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    host = stage.people.seat(HostPage, "host")
    client = stage.client()
    host.enter(booking)
    client.come_to_waiting_room(booking, name="Nadia")
    host.deny("Nadia", reason="Please telephone first.")
    client.expect_end("denied")
    yield Shown("ended-denied", client)

    host.undo("Nadia")
    client.goto_session(booking)
    client.accept_and_wait("Nadia")
    client.button(client.words("session.waiting.leave")).click()
    client.expect_end("leftWaiting")
    yield Shown("ended-left-waiting", client)

    client.goto_session(booking)
    client.accept_and_wait("Nadia")
    host.admit("Nadia")
    client.expect_view("session")
    second = stage.people.another_tab(client)
    second.goto_session(booking)
    second.accept("Nadia")
    second.dialog("takeover")
    yield Shown("takeover", second)

    second.button(second.words.exactly("session.takeover.here"), second.dialog("takeover")).click()
    client.expect_end("replaced")
    yield Shown("ended-replaced", client)

    second.expect_view("session")
    host.remove("Nadia", reason="Not today.")
    second.expect_end("removed")
    yield Shown("ended-removed", second)

    host.undo("Nadia")
    client.goto_session(booking)
    client.accept_and_wait("Nadia")
    host.end_for_all()
    client.expect_end("ended")
    yield Shown("ended-for-all", client)

    other = stage.book("Lin Zhao")
    lin = stage.client()
    lin.come_to_waiting_room(other)
    other.cancel()
    lin.expect_end("cancelled")
    yield Shown("ended-cancelled", lin)


@walk("/p/{practice}/sessions/{booking}")
def cameras_that_cannot_be_used(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    client = stage.client(granted=False)
    client.come_to_check(booking)
    client.ask_for_devices()
    expect(client.view("check")).to_contain_text(client.words("session.check.cameraBlockedTitle"))
    yield Shown("check-blocked", client)

    without = stage.subject(type(client), "no camera")
    without.come_to_check(booking)
    without.ask_for_devices()
    expect(without.view("check")).to_contain_text(without.words("session.check.cameraNoneTitle"))
    yield Shown("check-no-camera", without)
