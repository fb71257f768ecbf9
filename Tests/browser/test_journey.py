"""A practice's whole way, on real mail: set up, a clinician invited, a session booked, an account, the session, a receipt.

Made four times: in French and English, on a phone and a desktop, with JavaScript and, up to Join, without. Whatever any page
on the way complains of fails it (fixture `people`), and so does a mail that nobody expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from journey.account import associate, expect_not_associated, prove_the_address, sign_up
from journey.booking import (
    add_the_client, book, book_series, cancel, cancel_from, confirmation_of, expect_later_version, expect_listed, move, session_of,
)
from journey.party import SLUG, ZONE, Party, Way
from journey.payment import download_the_receipt, expect_receipt, mark_as_attended_and_paid
from journey.session import come_to_join, hold_the_session
from journey.setting_up import make_the_practice, set_it_up
from journey.team import accept_the_invitation, invite_the_clinician
from support.mail_server import MailServer
from support.people import People
from support.program import Program

WAYS = [
    Way("fr", "desktop", script=True, proof="link", two_step=True),
    Way("en", "phone", script=True, proof="code", two_step=False),
    Way("fr", "phone", script=False, proof="link", two_step=False),
    Way("en", "desktop", script=False, proof="staff", two_step=True),
]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[MailServer]:
    """In the end it holds no mail that nobody waited for."""
    server = MailServer(tmp_path)
    yield server
    server.stop()
    assert server.left == []


@pytest.fixture
def program(tmp_path: Path, post: MailServer) -> Iterator[Program]:
    """A server over an empty database that sends its mail by SMTP, in place of the one that other tests share."""
    running = Program(tmp_path / "data", **post.settings)
    running.start()
    yield running
    running.stop()
    assert running.told() == [], "what the log holds of people"


@pytest.mark.parametrize("way", [pytest.param(way, marks=[] if way.script else pytest.mark.pages) for way in WAYS], ids=str)
def test_from_an_empty_database_to_a_receipt(
    way: Way, program: Program, people: People, post: MailServer, tmp_path: Path
) -> None:
    party = Party(way, program, people, post)
    make_the_practice(party)
    set_it_up(party)
    invite_the_clinician(party)
    accept_the_invitation(party)

    start = datetime.now(ZONE).replace(second=0, microsecond=0)
    add_the_client(party)
    staff_page = book(party, start)
    client_page = f"/p/{SLUG}/sessions/{staff_page.rpartition('/')[2]}"
    confirmation = confirmation_of(party, start)

    sign_up(party, confirmation)
    prove_the_address(party, client_page)
    if way.proof != "staff":
        expect_not_associated(party, client_page)
    associate(party)
    come_to_join(party)
    if way.script:
        hold_the_session(party)

    mark_as_attended_and_paid(party, staff_page)
    expect_receipt(party, download_the_receipt(party, tmp_path), start)

    later = datetime.combine(start.date() + timedelta(days=8), datetime.min.time(), ZONE).replace(hour=14)
    staff_page = book(party, later)
    first = confirmation_of(party, later).calendar
    later += timedelta(hours=25, minutes=30)
    moved = move(party, staff_page, later).calendar
    expect_later_version(moved, first)
    expect_listed(party, later)
    cancelled = cancel(party, staff_page, later, "Élise Gagnon est malade.").calendar
    expect_later_version(cancelled, moved)
    expect_listed(party, later, cancelled=True)

    booked = book_series(party, later + timedelta(days=1), times=3)
    moved = move(party, session_of(booked[2]), later + timedelta(days=16)).calendar
    expect_later_version(moved, booked[2])
    for newer, older in zip(cancel_from(party, booked[1]), [booked[1], moved], strict=True):
        expect_later_version(newer, older)
