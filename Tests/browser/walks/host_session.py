"""The session page, as the host works in it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.client_page import ClientPage

from .walk import Shown, Stage, walk


@walk("/p/{practice}/staff/sessions/{booking}/join", dialog="note deny remove end", panel="people")
def a_host_at_work(stage: Stage) -> Iterator[Shown]:
    booking = stage.book("Nadia Okafor", "Lin Zhao")
    nadia, lin = stage.people.seat(ClientPage, "client"), stage.people.seat(ClientPage, "third")
    host = stage.host()
    host.open_room(booking)
    yield Shown("host-check", host)

    host.accept()
    host.expect_view("session")
    yield Shown("host-alone", host)

    nadia.come_to_waiting_room(booking, name="Nadia")
    lin.come_to_waiting_room(booking, booking.clients[1], name="Lin")
    host.open_panel()
    expect(host.panel.locator("[data-waiting]")).to_have_count(2)
    yield Shown("host-two-waiting", host)

    host.waiting("Nadia").locator("summary").click()
    yield Shown("host-note-menu", host)

    host.button(host.words("session.people.noteWrite"), host.waiting("Nadia")).click()
    dialog = host.dialog("note")
    yield Shown("host-note", host)

    host.button(host.words.exactly("session.leave.cancel"), dialog).click()
    host.button(host.words.starting("session.people.deny"), host.waiting("Lin")).click()
    host.dialog("deny")
    yield Shown("host-denying", host)

    host.button(host.words.exactly("session.people.deny"), host.dialog("deny")).click()
    host.lock_room()
    host.reopen_entry()
    yield Shown("host-locked-and-reopened", host)

    host.lock.click()
    host.admit("Nadia")
    nadia.hears_and_sees()
    host.hears_and_sees()
    expect(host.kept_out("Lin")).to_be_visible()
    yield Shown("host-in-call", host)

    host.present("Nadia").locator("summary").click()
    yield Shown("host-more", host)

    host.button(host.words.starting("session.people.remove"), host.present("Nadia")).click()
    dialog = host.dialog("remove")
    yield Shown("host-removing", host)

    host.button(host.words.exactly("session.leave.cancel"), dialog).click()
    host.button(host.words.exactly("session.people.endAll"), host.panel).click()
    dialog = host.dialog("end")
    yield Shown("host-ending", host)

    host.button(host.words.exactly("session.leave.cancel"), dialog).click()
    host.button(host.words("session.people.close")).click()
    yield Shown("host-panel-closed", host)

    host.control("call.leave").click()
    dialog = host.dialog("leave")
    yield Shown("host-leaving", host)

    host.button(host.words.exactly("session.leave.leave"), dialog).click()
    host.expect_end("left")
    yield Shown("host-left", host)
