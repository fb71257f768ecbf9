"""Fixtures: the server, the practice, the browsers, and people sitting at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright
from support.browsers import Browsers
from support.client_page import ClientPage
from support.host_page import HostPage
from support.paths import ROOT, binary
from support.people import People
from support.polling import PATIENCE_SECONDS
from support.practice import Book, Booking, Practice
from support.program import Program
from support.visitor_page import VisitorPage

expect.set_options(timeout=PATIENCE_SECONDS * 1000)

Report = pytest.TestReport


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that skips itself has tested nothing: it fails. A failed one keeps what its pages looked like."""
    report: Report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as failed: {report.longrepr}"
    people = getattr(item, "funcargs", {}).get("people")
    if report.failed and isinstance(people, People):
        report.sections += people.evidence(ROOT / ".build" / "browser-failures", item.name)
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browsers(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    all_browsers = Browsers(playwright, tmp_path_factory.mktemp("films"))
    yield all_browsers
    all_browsers.close()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A running server over an empty data directory. In the end its log may hold nothing personal."""
    assert binary().exists(), f"{binary()} is not built: `make test` builds it"
    running = Program(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()
    assert running.told() == [], "what the log of all these tests holds of people"


@pytest.fixture(scope="session")
def practice(program: Program) -> Practice:
    """One practice with the default settings. Each test adds its own people to it."""
    return Practice.create(program, slug="laurier")


@pytest.fixture
def book(practice: Practice) -> Book:
    """Makes a clinician, the named clients, and a session of theirs that starts now."""

    def make(*clients: str, starts_in: timedelta = timedelta(), clinician: str = "Élise Gagnon", minutes: int = 50) -> Booking:
        people = [practice.add_client(name) for name in clients or ("Nadia Okafor",)]
        return practice.book(practice.add_staff(clinician), *people, starts_in=starts_in, minutes=minutes)

    return make


@pytest.fixture
def people(browsers: Browsers, program: Program) -> Iterator[People]:
    """Seats people at browsers. In the end no page may have thrown, been blocked, or asked another host."""
    seated = People(browsers, program.url)
    yield seated
    wrongs = seated.wrongs
    seated.leave()
    assert wrongs == [], "what pages complained of"


@pytest.fixture
def host(people: People) -> HostPage:
    return people.host()


@pytest.fixture
def client(people: People) -> ClientPage:
    return people.client()


@pytest.fixture
def waiting(book: Book, client: ClientPage, host: HostPage) -> Booking:
    """The clinician is in, Nadia waits."""
    booking = book("Nadia Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    return booking


@pytest.fixture
def call(waiting: Booking, client: ClientPage, host: HostPage) -> Booking:
    """The clinician and Nadia see and hear each other."""
    host.admit("Nadia")
    client.hears_and_sees()
    host.hears_and_sees()
    return waiting


@pytest.fixture
def lin(people: People) -> ClientPage:
    """A second client's browser."""
    return people.client("third")


@pytest.fixture
def both_waiting(book: Book, client: ClientPage, lin: ClientPage, host: HostPage) -> Booking:
    """The clinician is in, Nadia and Lin wait."""
    booking = book("Nadia Okafor", "Lin Okafor")
    host.enter(booking)
    client.come_to_waiting_room(booking)
    lin.come_to_waiting_room(booking, booking.clients[1])
    return booking


@pytest.fixture
def visitor(people: People) -> VisitorPage:
    return people.visitor()
