"""The faults of networks that take their time: `make soak` runs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from support.behind_line import BehindLine, count_restarts, restarts
from support.far_network import FarNetwork
from test_networks import behind, far

__all__ = ["behind", "far"]

FAULTS: dict[str, Callable[[FarNetwork], None]] = {
    "UDP is blocked": FarNetwork.block_udp,
    "nothing passes, and nobody is told": FarNetwork.fall_silent,
    "the cable is pulled": FarNetwork.unplug,
}

FAULT_SECONDS = 45
"""Long enough for ICE to give up, and for the server to count a silent socket as gone; not for anybody to count as left."""


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_call_comes_back_by_itself_when(behind: BehindLine, far: FarNetwork, fault: Callable[[FarNetwork], None]) -> None:
    booking = behind.book()
    client, host = behind.people.client("far"), behind.people.host("near")
    count_restarts(client, host)
    host.enter(booking)
    client.come_to_waiting_room(booking)
    host.admit("Nadia")
    client.hears_and_sees()
    me = client.frames.participant

    fault(far)
    expect(host.tile(me)).to_contain_text(host.words.pattern("session.call.away", name="Nadia Okafor"))
    client.page.wait_for_timeout(FAULT_SECONDS * 1_000)
    far.plug_in()
    far.heal()

    client.hears_and_sees()
    host.hears_and_sees()
    host.sees(client.frames.participant, "client")
    assert restarts(client) + restarts(host) > 0
    expect(host.waiting("Nadia")).to_have_count(0)
