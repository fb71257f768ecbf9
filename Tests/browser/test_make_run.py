"""`make run`: its own output is read, and the logins in it are driven through a call."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.browsers import Browsers
from support.client_page import ClientPage
from support.host_page import HostPage
from support.paths import ROOT
from support.people import People
from support.visitor_page import VisitorPage

READY_SECONDS = 300
"""Includes making sure that the debug build is up to date."""


class Demo:
    """What `make run` printed: a line each with a label, an address, a login."""

    def __init__(self, printed: str) -> None:
        self.printed = printed

    def address(self, label: str) -> str:
        found = re.search(rf"(?im)^\s*{re.escape(label)}\b[^\n]*?(https?://\S+)", self.printed)
        assert found, f"`make run` printed no address for {label}:\n{self.printed}"
        return found.group(1)

    def login(self, label: str) -> tuple[str, str]:
        """E-mail address and password."""
        found = re.search(rf"(?im)^\s*{re.escape(label)}\b\s*(\S+@\S+)\s+(\S+)", self.printed)
        assert found, f"`make run` printed no login for {label}:\n{self.printed}"
        return found.group(1), found.group(2)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """Runs the very command that a newcomer types, with the debug build, a free port and a folder of its own."""
    process = subprocess.Popen(
        ["make", "run", "CONFIGURATION=debug", "PORT=0", f"DEMO_DIR={tmp_path / 'demo'}"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        env={key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))},
    )
    lines: list[str] = []
    ready = threading.Event()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if '{"ready":true' in line:
                ready.set()
        ready.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    began = time.monotonic()
    try:
        assert ready.wait(READY_SECONDS) and process.poll() is None, f"`make run` did not get ready:\n{''.join(lines)}"
        print(f"make run was ready after {time.monotonic() - began:.1f} s")
        yield Demo("".join(lines))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)
        reader.join(timeout=5)
        if process.stdout:
            process.stdout.close()


def test_the_addresses_and_logins_that_make_run_prints_lead_into_a_two_way_call(demo: Demo, browsers: Browsers) -> None:
    portal = demo.address("Portal")
    base, slug = re.fullmatch(r"(https?://[^/]+)/p/([^/]+).*", portal).groups()
    people = People(browsers, base)
    host, client, visitor = people.seat(HostPage, "host"), people.seat(ClientPage, "client"), people.seat(VisitorPage, "third")

    email, password = demo.login("Clinician")
    host.sign_in(f"/p/{slug}/staff/login", email, password)
    host.link(host.words.starting("today.open")).first.click()
    host.go_in()

    client.goto(portal)
    client.sign_in(client.page.url, *demo.login("Client"))
    client.click_join()
    client.accept_and_wait("Demo client")
    host.admit("Demo client")
    client.hears_and_sees()
    host.hears_and_sees()
    host.sees(client.frames.participant, "client")
    client.sees(host.frames.participant, "host")

    visitor.goto(demo.address("Direct link"))
    visitor.accept_and_wait("Demo visitor")
    expect(host.waiting("Demo visitor")).to_be_visible()
    assert people.wrongs == []
    people.leave()


def test_the_owner_s_login_that_make_run_prints_opens_today(demo: Demo, browsers: Browsers) -> None:
    base, slug = re.fullmatch(r"(https?://[^/]+)/p/([^/]+).*", demo.address("Portal")).groups()
    people = People(browsers, base)
    owner = people.seat(HostPage, "host")

    owner.sign_in(f"/p/{slug}/staff/login", *demo.login("Owner"))

    expect(owner.heading(owner.words.exactly("today.title"))).to_be_visible()
    people.leave()
