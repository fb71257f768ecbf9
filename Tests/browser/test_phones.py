"""What is different on a phone: two cameras, and sound that waits for a tap."""

from __future__ import annotations

from playwright.sync_api import expect
from support.host_page import HostPage
from support.media import expect_on_screen, expect_picture
from support.people import People
from support.practice import Book

PHONE: dict[str, object] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

TWO_CAMERAS = """(() => {
  const { enumerateDevices, getUserMedia } = MediaDevices.prototype
  globalThis.askedFor = []
  MediaDevices.prototype.enumerateDevices = async function () {
    const all = await enumerateDevices.call(this)
    return [...all, ...all.filter(({ kind }) => kind === "videoinput")]
  }
  MediaDevices.prototype.getUserMedia = function (wanted) {
    askedFor.push(wanted.video?.facingMode?.ideal)
    return getUserMedia.call(this, wanted)
  }
})()"""
"""The browser's one camera counts as two, and what is asked of them is kept."""

REFUSE_TO_PLAY_ONCE = """(() => {
  let refused = false
  HTMLVideoElement.prototype.play = function () {
    if (refused || this.dataset.kind !== "remote") return HTMLMediaElement.prototype.play.call(this)
    refused = true
    this.autoplay = false
    this.pause()
    return Promise.reject(new DOMException("", "NotAllowedError"))
  }
})()"""
"""What Safari does on a phone that nobody has touched yet."""


def test_the_rear_camera_of_a_phone_can_be_chosen_and_is_not_mirrored(book: Book, people: People) -> None:
    client = people.client(**PHONE)
    client.page.add_init_script(TWO_CAMERAS)
    client.come_to_check(book("Nadia Okafor"))
    client.turn_on_devices()
    picture = client.view("check").locator('video[data-kind="self"]')
    expect_on_screen(picture, "client", mirrored=True)

    client.view("check").get_by_label(client.words("session.check.facing")).select_option(
        label=client.words("session.check.rear")
    )

    expect_on_screen(picture, "client")
    assert client.page.evaluate("askedFor") == ["user", "environment"]
    expect(client.view("check").get_by_label(client.words.exactly("session.check.camera"))).to_be_hidden()


def test_a_browser_that_plays_only_after_a_tap_is_given_something_to_tap(
    book: Book, people: People, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client = people.client(**PHONE)
    client.page.add_init_script(REFUSE_TO_PLAY_ONCE)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    tap = client.button(client.words("session.call.tapToPlay"))
    expect(tap).to_be_visible()
    assert client.others.first.evaluate("(video) => video.paused")

    tap.tap()

    expect(tap).to_be_hidden()
    expect_picture(client.others.first, "host")
