"""The relay: a call that goes through nothing else, and a way into nobody's network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browsers import Browsers
from support.people import People
from support.practice import Practice
from support.program import Program
from support.turn_client import FORBIDDEN, UNAUTHORIZED, TurnClient, credentials, version
from support.turn_server import PUBLIC, PUBLIC6, SECRET, TurnServer


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnServer]:
    server = TurnServer(tmp_path_factory.mktemp("turn"))
    yield server
    server.stop()


def allocate(turn: TurnServer, address: str) -> TurnClient:
    """An allocation of the kind of address that is to be reached."""
    client = TurnClient((PUBLIC, turn.port), *credentials(SECRET), version=version(address))
    assert client.error is None and client.relayed
    return client


INSIDE = {
    "unspecified": "0.0.0.0",
    "this network": "0.1.2.3",
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.255.254",
    "private 10/8": "10.0.0.1",
    "private 172.16/12": "172.31.255.255",
    "private 192.168/16": "192.168.1.1",
    "link-local, where clouds keep their secrets": "169.254.169.254",
    "carriers' NAT, first": "100.64.0.1",
    "carriers' NAT, last": "100.127.255.255",
    "protocol assignments": "192.0.0.8",
    "benchmarks": "198.18.0.1",
    "documentation": "203.0.113.7",
    "6to4 relays": "192.88.99.1",
    "multicast": "224.0.0.251",
    "multicast, last": "239.255.255.255",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "loopback 6": "::1",
    "compatible loopback": "::127.0.0.1",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped private": "::ffff:10.0.0.1",
    "mapped public": f"::ffff:{PUBLIC}",
    "NAT64": "64:ff9b::7f00:1",
    "local NAT64": "64:ff9b:1::a00:1",
    "discard": "100::1",
    "Teredo": "2001::1",
    "documentation 6": "2001:db8::1",
    "6to4 of a private address": "2002:a00:1::1",
    "unique local fc": "fc00::1",
    "unique local fd": "fd12:3456:789a::1",
    "link-local 6": "fe80::1",
    "site-local": "fec0::1",
    "multicast 6": "ff02::1",
    "multicast 6, global": "ff0e::1",
}

OUTSIDE = {
    "an address of the internet": PUBLIC,
    "beside private 10/8": "11.0.0.1",
    "beside private 172.16/12": "172.32.0.1",
    "below carriers' NAT": "100.63.255.255",
    "above carriers' NAT": "100.128.0.1",
    "below multicast": "223.255.255.254",
    "an address of the internet 6": PUBLIC6,
    "a large network's": "2a00:1450:4007::1",
    "beside documentation 6": "2001:db7:ffff::1",
}


@pytest.mark.parametrize("address", INSIDE.values(), ids=INSIDE.keys())
def test_an_address_inside_is_refused_and_gets_nothing(turn: TurnServer, address: str) -> None:
    client = allocate(turn, address)
    try:
        assert client.permit(address) == FORBIDDEN
        assert client.bind(address, 9) == FORBIDDEN
    finally:
        client.close()


@pytest.mark.parametrize("address", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_an_address_of_the_internet_is_served(turn: TurnServer, address: str) -> None:
    client = allocate(turn, address)
    try:
        assert client.permit(address) is None
    finally:
        client.close()


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC6])
def test_data_goes_there_and_back(turn: TurnServer, address: str) -> None:
    with socket.socket(socket.AF_INET if version(address) == 4 else socket.AF_INET6, socket.SOCK_DGRAM) as peer:
        peer.bind((address, 0))
        peer.settimeout(60)

        def echo() -> None:
            data, sender = peer.recvfrom(4096)
            peer.sendto(data[::-1], sender)

        answering = threading.Thread(target=echo)
        answering.start()
        client = allocate(turn, address)
        port = peer.getsockname()[1]
        assert client.permit(address) is None
        client.send(address, port, b"there")
        assert client.receive() == (address, port, b"ereht")
        answering.join()
        client.close()


def test_what_is_sent_to_an_address_inside_without_asking_never_arrives(turn: TurnServer) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as inside, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outside:
        inside.bind(("127.0.0.1", 0))
        inside.setblocking(False)
        outside.bind((PUBLIC, 0))
        outside.settimeout(60)
        client = allocate(turn, PUBLIC)
        assert client.permit(PUBLIC) is None
        client.send("127.0.0.1", inside.getsockname()[1], b"in")
        # What was sent after it has arrived: so would it.
        client.send(PUBLIC, outside.getsockname()[1], b"out")
        assert outside.recv(16) == b"out"
        with pytest.raises(BlockingIOError):
            inside.recv(16)
        client.close()


@pytest.mark.parametrize(
    ("user", "password"),
    [credentials("another secret, also long"), credentials(SECRET, seconds=-1), ("participant", "password"), (credentials(SECRET)[0], "")],
    ids=["another secret", "expired", "made up", "no password"],
)
def test_nobody_without_credentials_of_this_hour_gets_a_relay(turn: TurnServer, user: str, password: str) -> None:
    client = TurnClient((PUBLIC, turn.port), user, password)
    assert client.error == UNAUTHORIZED and client.relayed is None
    client.close()


RELAY_ONLY = """
const Connection = globalThis.RTCPeerConnection;
globalThis.connections = [];
globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration) {
        super({ ...configuration, iceTransportPolicy: "relay" });
        globalThis.connections.push(this);
    }
};
"""

PAIRS = """
async () => (await Promise.all(connections.map(async connection => {
    const stats = [...(await connection.getStats()).values()];
    const pair = stats.find(entry => entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded");
    const kind = id => stats.find(entry => entry.id === id)?.candidateType;
    return pair && [kind(pair.localCandidateId), kind(pair.remoteCandidateId)];
}))).filter(pair => pair)
"""


def test_a_call_goes_through_the_relay_alone(turn: TurnServer, browsers: Browsers, tmp_path: Path) -> None:
    program = Program(tmp_path / "data", VESTIBULE_TURN_URLS=turn.url, VESTIBULE_TURN_SECRET=SECRET)
    program.start()
    people = People(browsers, program.url)
    try:
        practice = Practice.create(program)
        clinician, nadia = practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor")
        booking = practice.book(clinician, nadia)
        host, client = people.host(), people.client()
        for tab in (host, client):
            tab.page.context.add_init_script(RELAY_ONLY)
        host.enter(booking)
        client.come_to_waiting_room(booking)
        host.admit("Nadia")
        client.hears_and_sees()
        host.hears_and_sees()
        client.sees(host.frames.participant, "host")
        host.sees(client.frames.participant, "client")
        for tab in (host, client):
            assert tab.page.evaluate(PAIRS) == [["relay", "relay"]]
        assert people.wrongs == []
    finally:
        people.leave()
        program.stop()
