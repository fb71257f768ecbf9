"""Cameras and microphones that cannot be used, and what the page advises in each browser."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from .walk import Shown, Stage, walk

USER_AGENTS = {
    "firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "safari": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "ios": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "android": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "other": "NetSurf/3.11 (Linux; x86_64)",
}
"""How browsers name themselves."""

IN_USE = "() => navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))"
INSECURE = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"


@walk("/p/{practice}/sessions/{booking}", browser="chrome firefox safari ios android other")
def cameras_that_cannot_be_used(stage: Stage) -> Iterator[Shown]:
    """One browser that calls itself by other browsers' names; a camera in use and a page without encryption are played."""
    booking = stage.book()
    client = stage.client(granted=False)
    client.come_to_check(booking)
    check = client.view("check")
    client.ask_for_devices()
    expect(check).to_contain_text(client.words("session.check.cameraBlockedTitle"))
    yield Shown("check-blocked", client)

    naming = client.page.context.new_cdp_session(client.page)
    for browser, user_agent in USER_AGENTS.items():
        naming.send("Emulation.setUserAgentOverride", {"userAgent": user_agent})
        client.reload()
        client.ask_for_devices()
        expect(check.get_by_text(client.words(f"session.help.{browser}1"))).to_be_visible()
        yield Shown(f"check-blocked-{browser}", client)

    client.reload()
    client.expect_view("check")
    client.page.evaluate(IN_USE)
    client.ask_for_devices()
    expect(check).to_contain_text(client.words("session.check.cameraBusyTitle"))
    yield Shown("check-busy", client)

    client.page.add_init_script(INSECURE)
    client.reload()
    expect(check).to_contain_text(client.words("session.help.insecureNote"))
    yield Shown("check-insecure", client)

    without = stage.subject(type(client), "no camera")
    without.come_to_check(booking)
    without.ask_for_devices()
    expect(without.view("check")).to_contain_text(without.words("session.check.cameraNoneTitle"))
    yield Shown("check-no-camera", without)
