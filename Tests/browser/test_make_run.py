"""`make run`: its own output is read, and the logins in it are driven through a call."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect
from support.browsers import Browsers
from support.client_page import ClientPage
from support.host_page import HostPage
from support.paths import ROOT
from support.people import People
from support.practice import Practice
from support.program import Program
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


    @property
    def base(self) -> str:
        return self._portal[1]

    @property
    def slug(self) -> str:
        return self._portal[2]

    @property
    def _portal(self) -> re.Match[str]:
        found = re.fullmatch(r"(https?://[^/]+)/p/([^/]+).*", self.address("Portal"))
        assert found, "the portal's address names a practice"
        return found


@contextmanager
def make_run(folder: Path, *more: str) -> Iterator[Demo]:
    """Runs the very command that a newcomer types, with the debug build, a free port and a folder of its own."""
    process = subprocess.Popen(
        ["make", "run", "CONFIGURATION=debug", "PORT=0", f"DEMO_DIR={folder}", *more],
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
        process.wait(timeout=60)
        reader.join(timeout=60)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps its data, for all tests here: one after another."""
    return tmp_path_factory.mktemp("make-run") / "demo"


@pytest.fixture
def demo(folder: Path) -> Iterator[Demo]:
    with make_run(folder) as running:
        yield running


def test_the_addresses_and_logins_that_make_run_prints_lead_into_a_two_way_call(demo: Demo, browsers: Browsers) -> None:
    portal = demo.address("Portal")
    people = People(browsers, demo.base)
    host, client, visitor = people.seat(HostPage, "host"), people.seat(ClientPage, "client"), people.seat(VisitorPage, "third")

    email, password = demo.login("Clinician")
    host.sign_in(f"/p/{demo.slug}/staff/login", email, password)
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


def test_the_owner_s_and_the_prospect_s_logins_lead_to_what_each_may_see(demo: Demo, browsers: Browsers) -> None:
    people = People(browsers, demo.base)
    owner, prospect = people.seat(HostPage, "host"), people.seat(ClientPage, "client")

    owner.sign_in(f"/p/{demo.slug}/staff/login", *demo.login("Owner"))
    expect(owner.heading(owner.words.exactly("today.title"))).to_be_visible()

    prospect.sign_in(f"/p/{demo.slug}/login", *demo.login("Prospect"))
    expect(prospect.heading(prospect.words.exactly("account.title"))).to_be_visible()
    expect(prospect.page.locator("main")).to_contain_text(prospect.words("reasons.email_not_verified.title"))
    expect(prospect.join_link.or_(prospect.join_not_yet)).to_have_count(0)
    people.leave()


def test_a_second_start_keeps_what_was_made_and_offers_a_session_that_can_be_joined_and_reset_forgets(
    folder: Path, browsers: Browsers
) -> None:
    with make_run(folder) as first:
        kept = Practice(Program(folder), first.slug, "").add_client("Kept Client")

    with make_run(folder) as second:
        assert second.login("Client") == first.login("Client")
        assert second.address("Direct link").split("/v/")[1] != first.address("Direct link").split("/v/")[1]
        people = People(browsers, second.base)
        people.seat(ClientPage, "client").open_account(second.slug, kept)
        client = people.seat(ClientPage, "client")
        client.sign_in(f"/p/{second.slug}/login", *second.login("Client"))
        client.click_join()
        client.accept_and_wait()
        people.leave()

    with make_run(folder, "RESET=1") as third:
        assert third.login("Client") != first.login("Client")
        people = People(browsers, third.base)
        refused = people.seat(ClientPage, "client")
        refused.sign_in(f"/p/{third.slug}/login", kept.email, kept.password)
        expect(refused.page.get_by_role("alert")).to_contain_text(refused.words.pattern("login.refused"))
        people.leave()
