"""What pages say once a session was held, handed over, or can't be heard of."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.wire import Wire

from .walk import Shown, Stage, walk


@walk("/p/{practice}", "/p/{practice}/staff/sessions/{booking}")
def what_a_session_leaves_behind(stage: Stage) -> Iterator[Shown]:
    slug = stage.practice.slug
    booking = stage.book()
    host, client = stage.host(), stage.client()
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.expect_view("session")
    host.end_for_all()
    client.expect_end("ended")

    client.goto(f"/p/{slug}")
    yield Shown("account-after-a-session", client)

    host.goto(f"/p/{slug}/staff/sessions/{booking.id}")
    yield Shown("booking-over", host)


@walk("/p/{practice}/sessions/{booking}", "/p/{practice}/staff/today")
def a_session_that_is_handed_over(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    stage.practice.add_staff("Marc Roy")
    host, client = stage.host(), stage.client()
    client.come_to_waiting_room(booking)
    wire = Wire(host, "/v1/staff")
    host.log_in(booking.practice.slug, booking.clinician)
    host.hand_over(booking, to="Marc Roy")
    expect(host.page.get_by_text(host.words("today.nobody"))).to_be_visible()
    yield Shown("today-handed-over", host)

    expect(client.view("waiting").get_by_text(client.words("session.call.handedOver", name="Marc Roy"))).to_be_visible()
    yield Shown("waiting-handed-over", client)

    wire.go_down()
    expect(host.page.get_by_text(host.words("today.lost"))).to_be_visible()
    yield Shown("today-no-connection", host)
