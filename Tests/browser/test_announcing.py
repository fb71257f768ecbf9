"""A client who waits is announced until somebody has seen it (H8)."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect
from support.client_page import ClientPage
from support.host_page import HostPage
from support.hostile import PAYLOADS
from support.people import People
from support.practice import Book, Booking
from support.program import Program

BROWSER = """
(() => {
  const heard = { rings: [], badge: 0, notices: [] }
  window.heard = heard
  window.looks = true
  Document.prototype.hasFocus = () => window.looks
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...all) {
    if (this.frequency.value === 659) heard.rings.push(Date.now())
    return start.apply(this, all)
  }
  navigator.setAppBadge = async (count) => { heard.badge = count }
  navigator.clearAppBadge = async () => { heard.badge = 0 }
  const Shown = window.Notification
  window.Notification = class extends Shown {
    constructor(title, options) {
      super(title, options)
      heard.notices.push({ title, body: options.body, tag: options.tag })
    }
  }
})()
"""
"""Writes down what reaches people beyond the page: notes that sound, the app's badge, and notifications, which are shown for
real. Whether the page is looked at is the test's to say: a browser without a screen calls every page looked at."""


KNOCK_SECONDS = 15
"""How long nobody rings twice."""


@pytest.fixture
def host(people: People) -> HostPage:
    host = people.host()
    host.page.context.grant_permissions(["camera", "microphone", "notifications"])
    host.page.context.add_init_script(BROWSER)
    return host


@pytest.fixture
def entered(book: Book, host: HostPage) -> Iterator[Booking]:
    """A session with its host in, and nobody else."""
    booking = book("Nadia Okafor", "Lin Okafor")
    host.enter(booking)
    yield booking


def part(host: HostPage) -> Locator:
    return host.page.locator("[data-announcing]")


def seen(host: HostPage) -> Locator:
    return host.button(host.words.exactly("announcing.seen"))


def heard(host: HostPage, what: str) -> Any:
    return host.page.evaluate(f"heard.{what}")


def rings(*hosts: HostPage) -> list[int]:
    """When each page has rung, in milliseconds since 1970."""
    return [at for host in hosts for at in heard(host, "rings")]


def icon(host: HostPage) -> str:
    return host.page.locator('link[rel="icon"]').get_attribute("href") or ""


def test_somebody_who_waits_rings_and_counts_until_a_host_has_seen_it(
    entered: Booking, client: ClientPage, host: HostPage
) -> None:
    assert "data:" not in icon(host)
    client.come_to_waiting_room(entered)

    expect(seen(host)).to_be_visible()
    expect(host.page).to_have_title(re.compile(r"^\(1 "))
    host.until(lambda: rings(host) and heard(host, "badge") == 1, "it rings, and the badge counts")
    assert "data:image/svg+xml" in icon(host)

    seen(host).press("Enter")
    expect(seen(host)).to_be_hidden()
    expect(part(host).locator("summary")).to_be_focused()
    expect(host.page).to_have_title(re.compile(r"^\(1 "))

    before = len(rings(host))
    client.button(client.words("session.waiting.ring")).click()
    expect(seen(host)).to_be_visible()
    host.until(lambda: len(rings(host)) > before, "who rings is heard once more")
    host.admit("Nadia")
    expect(seen(host)).to_be_hidden()
    host.until(lambda: heard(host, "badge") == 0, "nobody waits any more")
    expect(host.page).not_to_have_title(re.compile(r"^\("))
    assert "data:" not in icon(host)
    assert host.wrongs == []


def test_the_bell_stays_off_once_it_is_turned_off(entered: Booking, client: ClientPage, host: HostPage) -> None:
    part(host).locator("summary").click()
    bell = part(host).get_by_role("checkbox", name=host.words("announcing.bell"))
    expect(bell).to_be_checked()
    bell.uncheck()
    client.come_to_waiting_room(entered)
    expect(seen(host)).to_be_visible()
    assert rings(host) == []

    host.reload()
    host.expect_view("session")
    host.open_panel()
    expect(host.waiting("Nadia")).to_be_visible()
    part(host).locator("summary").click()
    expect(bell).not_to_be_checked()
    assert rings(host) == []


def test_whoever_looks_elsewhere_gets_a_notification_that_names_nobody_once(
    entered: Booking, people: People, client: ClientPage, host: HostPage
) -> None:
    host.page.evaluate("looks = false")
    client.come_to_waiting_room(entered, name=PAYLOADS[0].replace("%", "1"))
    host.until(lambda: len(heard(host, "notices")) == 1, "the browser notifies")
    said = {"title": host.words("announcing.title"), "body": host.words("announcing.text"), "tag": "vestibule-waiting"}
    assert heard(host, "notices") == [said]

    lin = people.client("third")
    lin.come_to_waiting_room(entered, entered.clients[1])
    host.until(lambda: len(heard(host, "notices")) == 2, "for the next one too")
    assert heard(host, "notices[1]") == said
    expect(host.page).to_have_title(re.compile(r"^\(2 "))
    assert host.page.locator("script:not([src])").count() == 0


def test_permission_is_asked_for_by_a_press_and_what_the_browser_says_is_put_into_words(
    entered: Booking, people: People, book: Book, host: HostPage
) -> None:
    part(host).locator("summary").click()
    expect(part(host).get_by_text(host.words("announcing.granted"))).to_be_visible()
    expect(host.button(host.words("announcing.ask"), part(host))).to_be_hidden()

    other = people.host(camera="third", locale="fr")
    other.page.context.add_init_script("""
      const asked = []
      window.asked = asked
      window.Notification = class { static permission = "default" }
      Notification.requestPermission = async () => { asked.push(1); Notification.permission = "denied" }
    """)
    other.enter(book("Ada Okafor"))
    ask = other.button(other.words("announcing.ask"), part(other))
    expect(ask).to_be_visible()
    assert other.page.evaluate("asked.length") == 0
    ask.click()
    expect(ask).to_be_hidden()
    part(other).locator("summary").click()
    expect(part(other).get_by_text(other.words("announcing.denied"))).to_be_visible()
    assert other.page.evaluate("asked.length") == 1

    without = people.host(camera="third")
    without.page.context.add_init_script("delete window.Notification")
    without.enter(book("Eva Okafor"))
    part(without).locator("summary").click()
    expect(part(without).get_by_text(without.words("announcing.unsupported"))).to_be_visible()


def test_what_is_seen_on_today_is_seen_in_the_room_and_one_page_rings_for_both(
    entered: Booking, people: People, client: ClientPage, host: HostPage
) -> None:
    today = people.another_tab(host)
    today.goto(f"/p/{entered.practice.slug}/staff/today")
    today.heading(today.words.exactly("today.title")).click()
    expect(today.page.get_by_text(today.words("today.nobody"))).to_be_visible()

    client.come_to_waiting_room(entered)

    for page in (host, today):
        expect(seen(page)).to_be_visible()
        expect(page.page).to_have_title(re.compile(r"^\(1"))
    host.until(lambda: rings(host, today), "one of them rings")
    seen(today).click()
    expect(seen(today)).to_be_hidden()
    expect(seen(host)).to_be_hidden()
    times = sorted(rings(host, today))
    assert all(later - earlier > 1_000 for earlier, later in itertools.pairwise(times)), "never both at once"


def test_whoever_rings_at_an_empty_room_is_told_so_and_heard_on_today(
    book: Book, people: People, client: ClientPage, host: HostPage
) -> None:
    booking = book("Nadia Okafor")
    client.come_to_waiting_room(booking)
    ring = client.button(client.words("session.waiting.ring"))
    ring.click()
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.rangUnheard"))

    host.log_in(booking.practice.slug, booking.clinician)
    seen(host).click()
    expect(seen(host)).to_be_hidden()
    client.page.wait_for_timeout(KNOCK_SECONDS * 1_000)
    ring.click()
    expect(client.view("waiting")).to_contain_text(client.words("session.waiting.rang"))
    expect(seen(host)).to_be_visible()
    client.goto(f"/p/{booking.practice.slug}")
    expect(host.page.locator("[data-people]")).to_contain_text(host.words("today.away"))


def test_without_a_host_the_clinician_is_alerted_by_mail_and_who_waits_reads_when(
    book: Book, program: Program, client: ClientPage
) -> None:
    booking = book("Nadia Okafor")
    client.come_to_waiting_room(booking)
    alerted = client.view("waiting").get_by_text(client.words.pattern("session.waiting.alerted"))
    expect(alerted).to_be_hidden()

    client.until(lambda: due_now(program, booking), "the clinician's mail is in the outbox")

    expect(alerted).to_be_visible()
    now = datetime.now(UTC).astimezone(ZoneInfo("America/Toronto"))
    minute = re.search(r"\d:(\d\d)", alerted.inner_text())
    assert minute and (now.minute - int(minute[1])) % 60 <= 1
    client.page.goto("about:blank")
    program.kill()
    program.start(port=program.port)
    client.goto_session(booking)
    client.expect_view("waiting")
    expect(alerted).to_be_visible()


def due_now(program: Program, booking: Booking) -> bool:
    """Has the minute be over: the mail to the clinician is due at once. Whether there is one yet."""
    with closing(sqlite3.connect(program.data / "portal.sqlite", timeout=60)) as database, database:
        changed = database.execute(
            "UPDATE outbox SET due_at = 1 WHERE booking_id = ? AND state = 'due' AND notice LIKE '{\"clientWaiting\"%'", [booking.id]
        )
        return changed.rowcount > 0
