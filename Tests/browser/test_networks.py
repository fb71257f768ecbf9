"""A call over a network with faults: each browser in a network of its own, the line and the cable between them in the test's hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.behind_line import BehindLine, Returns, count_restarts, restarts
from support.browsers import Browsers
from support.far_network import NEAR, FarNetwork

DOWN_SECONDS = 12
"""How long the link is down: longer than ICE takes to notice, not so long that anybody counts as gone."""


@pytest.fixture
def far(tmp_path: Path) -> Iterator[FarNetwork]:
    network = FarNetwork(tmp_path)
    yield network
    network.close()


@pytest.fixture
def behind(browsers: Browsers, far: FarNetwork, tmp_path: Path) -> Iterator[BehindLine]:
    place = BehindLine(browsers, tmp_path, host=NEAR)
    browsers.add("far", "client", executable=str(far.browser), trusted=place.line.url)
    browsers.add("near", "host", trusted=place.line.url)
    yield place
    wrongs = place.wrongs()
    place.close()
    browsers.remove("far", "near")
    assert wrongs == [], "what pages complained of"
    assert place.program.told() == [], "what the log holds of people"


def test_a_call_goes_on_however_its_sockets_end_and_through_a_link_that_is_down_for_12_s(
    behind: BehindLine, far: FarNetwork
) -> None:
    booking = behind.book()
    client, host = behind.people.client("far"), behind.people.host("near")
    count_restarts(client, host)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    me = client.frames.participant
    returns = Returns(client, host)

    behind.line.reset_sockets()
    returns.expect_after("a reset")
    behind.line.end_sockets()
    returns.expect_after("a FIN without a close frame")
    behind.line.close_sockets(1001)
    returns.expect_after("a proxy's restart")
    behind.line.lose_answers()
    behind.line.reset_sockets()
    client.until(lambda: behind.line.answers_lost >= 2, "both hello.ok are lost")
    behind.line.lose_answers(False)
    behind.line.reset_sockets()
    returns.expect_after("a lost hello.ok")

    behind.program.kill()
    banner = client.view("session").get_by_text(client.words("session.outage.media"))
    expect(banner).to_be_visible()
    expect(client.tile(host.frames.participant)).not_to_contain_text(client.words.pattern("session.call.away"))
    behind.program.start(port=behind.line.server_port)
    returns.expect_after("a killed server")
    expect(banner).to_be_hidden()
    client.hears_and_sees()
    assert [restarts(client), restarts(host)] == [0, 0], "nothing was wrong with picture and sound"

    for fault in (far.block_udp, far.fall_silent):
        fault()
        expect(host.tile(me)).to_contain_text(host.words.pattern("session.call.away", name="Nadia Okafor"))
        far.plug_in()
        far.heal()
        expect(host.tile(me)).not_to_contain_text(host.words.pattern("session.call.away", name="Nadia Okafor"))
        client.hears_and_sees()
        host.hears_and_sees()

    far.unplug()
    up_again = time.monotonic() + DOWN_SECONDS
    expect(client.view("session").get_by_text(client.words("session.outage.offline"))).to_be_visible()
    expect(host.tile(me)).to_contain_text(host.words.pattern("session.call.away", name="Nadia Okafor"))
    client.page.wait_for_timeout(max(0, up_again - time.monotonic()) * 1_000)
    far.plug_in()
    client.hears_and_sees()
    host.hears_and_sees()
    assert restarts(client) + restarts(host) > 0, "what was broken was negotiated again"

    far.lose(10)
    client.hears_and_sees()
    host.sees(me, "client")
    assert client.frames.participant == me
    assert [each.page.evaluate("peerConnections.length") for each in (client, host)] == [1, 1], "the same connection all along"
    expect(host.waiting("Nadia")).to_have_count(0)
