"""Https without a proxy, with the certificate that `make run TLS=1` makes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browsers import Browsers
from support.paths import ROOT
from support.people import People
from support.practice import Practice
from support.program import Program


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Program]:
    """A server of its own, with the self-signed pair."""
    pair = tmp_path / "tls"
    subprocess.run([ROOT / "Sources/vestibule/Deployment/self-signed", pair, "0"], check=True, capture_output=True)
    running = Program(
        tmp_path / "data",
        VESTIBULE_TLS_CERTIFICATE=str(pair / "certificate.pem"), VESTIBULE_TLS_KEY=str(pair / "key.pem"),
    )
    running.start()
    yield running
    running.stop()


def test_over_https_a_client_logs_in_with_a_bound_cookie_and_waits_on_an_encrypted_socket(
    encrypted: Program, browsers: Browsers
) -> None:
    assert encrypted.url.startswith("https://")
    practice = Practice.create(encrypted)
    booking = practice.book(practice.add_staff("Élise Gagnon"), practice.add_client("Nadia Okafor"))
    people = People(browsers, encrypted.url)
    client = people.client(ignore_https_errors=True)
    sockets: list[str] = []
    client.page.on("websocket", lambda socket: sockets.append(socket.url))

    client.come_to_waiting_room(booking)

    cookies = client.page.context.cookies()
    assert cookies
    for cookie in cookies:
        assert cookie["name"].startswith("__Host-")
        assert cookie["secure"] and cookie["httpOnly"] and cookie["path"] == "/"
    assert [address.split("?")[0] for address in sockets] == [encrypted.url.replace("https", "wss") + "/v1/ws"]
    assert people.wrongs == []
    people.leave()
