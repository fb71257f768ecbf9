"""The session itself: from Join to one another's pictures, or to where a page says that it needs JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from .forms import open_section
from .party import NADIA, SLUG, Party


def come_to_join(party: Party) -> None:
    """My account has the session with its Join button."""
    client = party.client
    client.goto(f"/p/{SLUG}/account")
    expect(client.join_link.first).to_be_visible()
    if not party.way.script:
        client.join_link.first.click()
        said = client.page.locator("main noscript .lead")
        expect(said).to_be_visible()
        expect(said).to_have_text(client.words("session.noScript"))
        client.page.go_back()


def hold_the_session(party: Party) -> None:
    """The clinician goes in from Today, the client looks at the camera, waits, is admitted; they see and hear each other."""
    clinician, client, words = party.clinician, party.client, party.words
    open_section(clinician, "today.title")
    clinician.link(words.starting("today.open")).click()
    clinician.expect_view("check")
    clinician.go_in()

    client.click_join()
    client.turn_on_devices()
    client.accept_and_wait("Nadia")
    expect(clinician.waiting("Nadia")).to_contain_text(words("session.people.record", name=NADIA.name))
    expect(clinician.waiting("Nadia")).to_contain_text(words("session.people.verified"))

    clinician.admit("Nadia")
    clinician.close_panel()
    client.hears_and_sees()
    clinician.hears_and_sees()
    client.sees(clinician.frames.participant, "host")
    clinician.sees(client.frames.participant, "client")
    client.leave()
    client.link(words("session.ended.account")).click()
    clinician.leave()
