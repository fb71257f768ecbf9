"""The ways a session can end for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.host_page import HostPage
from support.wire import Wire

from .walk import Shown, Stage, walk


@walk(
    "/p/{practice}/sessions/{booking}",
    dialog="takeover", end="denied blocked leftWaiting taken replaced removed ended cancelled",
)
def how_a_session_can_end(stage: Stage) -> Iterator[Shown]:
    booking = stage.book()
    host = stage.people.seat(HostPage, "host")
    client = stage.client()
    wire = Wire(client)
    client.page.clock.install()
    host.enter(booking)
    client.come_to_waiting_room(booking, name="Nadia")
    wire.go_down()
    expect(client.view("waiting")).to_contain_text(client.words("session.outage.waiting"))
    client.page.clock.fast_forward("03:00")
    expect(client.heading(client.words("session.outage.title"))).to_be_visible()
    yield Shown("waiting-no-connection", client)

    wire.come_up()
    expect(client.heading(client.words("session.waiting.title"))).to_be_visible()
    second = stage.people.another_tab(client)
    second.goto_session(booking)
    second.expect_view("check")
    host.deny("Nadia", reason="Please telephone first.")
    client.expect_end("denied")
    yield Shown("ended-denied", client)

    second.join_button.click()
    expect(second.view("ended")).to_contain_text(second.words("reasons.blocked.title"))
    yield Shown("ended-blocked", second)

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
    second.goto_session(booking)
    second.accept("Nadia")
    dialog = second.dialog("takeover")
    yield Shown("takeover", second)

    second.button(second.words.exactly("session.takeover.not"), dialog).click()
    second.expect_end("taken")
    yield Shown("ended-taken", second)

    second.button(second.words.exactly("session.ended.takenBack")).click()
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


@walk("/p/{practice}/sessions/{booking}", end="over withdrawn handedOver closed notOpen forbidden notFound failed full")
def ends_that_a_clock_or_a_fault_brings(stage: Stage) -> Iterator[Shown]:
    """Nobody waits for the hard end, fills a room or breaks the protocol here: the socket is answered in the server's place."""
    client = stage.client()
    wire = Wire(client)
    wire.hold()
    client.come_to_check(stage.book())
    client.join_button.click()
    wire.end(4410, reason="hard_end")
    client.expect_end("over")
    yield Shown("ended-over", client)

    client.reload()
    client.join_button.click()
    wire.end(4403, reason="revoked")
    client.expect_end("withdrawn")
    yield Shown("ended-withdrawn", client)

    host = stage.host()
    wire_of_host = Wire(host)
    wire_of_host.hold()
    host.open_room(stage.book("Lin Zhao"))
    host.join_button.click()
    wire_of_host.end(4403, reason="host_changed")
    host.expect_end("handedOver")
    yield Shown("ended-handed-over", host)

    for code, kind in {4412: "closed", 4411: "notOpen", 4403: "forbidden", 4404: "notFound", 4400: "failed"}.items():
        client.reload()
        client.join_button.click()
        wire.end(code)
        client.expect_end(kind)
        yield Shown(f"ended-{kind}", client)

    client.reload()
    client.join_button.click()
    wire.refuse("room_full")
    client.expect_end("full")
    yield Shown("ended-full", client)
