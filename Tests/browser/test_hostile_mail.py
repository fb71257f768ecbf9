"""Programs typed into every stored field, read in mails: shown as the text that they are, and never run."""

from __future__ import annotations

import email
import json
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page
from support.browsers import Browsers
from support.hostile import INJECTED, TURNS, fill
from support.polling import eventually
from support.practice import Practice
from support.program import Program

pytestmark = pytest.mark.pages

MARKUP = INJECTED.replace(" style,", " body style,")
"""A mail's own style stands in its head."""


class Mailroom:
    """A practice with something to tell everybody, and the mails that it writes: files, since there is no mail server."""

    def __init__(self, program: Program) -> None:
        self.program = program
        practice = Practice.create(program, locale="en")
        owner, client = practice.add_staff("Odile Roy", role="owner"), practice.add_client("Nadia Okafor")
        booking = practice.book(owner, client, starts_in=timedelta(minutes=90))
        cancelled = practice.book(owner, client, starts_in=timedelta(hours=5))
        cancelled.cancel()
        link = booking.link("--email", "lin@example.test", "--label", "Lin")
        prospect = practice.add_prospect("Petra Prospect")
        practice.verify(prospect)
        with closing(sqlite3.connect(self.database, timeout=60)) as db, db:
            (self.practice,) = db.execute("SELECT practice_id FROM practice").fetchone()
            for notice in (
                {"sessionMoved": {"_0": booking.id, "_1": client.id}}, {"directLink": {"_0": link.id}}, {"accountExists": {"_0": prospect.id}},
                {"prospectWaiting": {"_0": prospect.id, "for": owner.id}},
            ):
                db.execute(
                    "INSERT INTO outbox (practice_id, channel, notice, state, created_at, due_at) VALUES (?, 'mail', ?, 'due', 0, 0)",
                    (self.practice, json.dumps(notice)),
                )

    @property
    def database(self) -> Path:
        return self.program.data / "portal.sqlite"

    def write_again(self) -> list[str]:
        """Has everything told once more, and returns the mails' HTML."""
        folder = self.program.data / "outbox"
        for old in folder.glob("*.eml"):
            old.unlink()
        with closing(sqlite3.connect(self.database, timeout=60)) as db, db:
            db.execute("UPDATE outbox SET state = 'due', due_at = 1, attempts = 0, failure = NULL, ended_at = NULL")
        eventually(self.is_done, "everything is told", turn=lambda: time.sleep(0.05))
        with closing(sqlite3.connect(self.database, timeout=60)) as db:
            assert db.execute("SELECT notice, failure FROM outbox WHERE state = 'failed' OR failure IS NOT NULL").fetchall() == []
        mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]
        return [part.get_content() for mail in mails if (part := mail.get_body(("html",)))]

    def is_done(self) -> bool:
        with closing(sqlite3.connect(self.database, timeout=60)) as db:
            return db.execute("SELECT COUNT(*) FROM outbox WHERE state = 'due'").fetchone() == (0,)


def test_what_people_typed_is_never_run_by_a_mail(tmp_path: Path, browsers: Browsers) -> None:
    program = Program(tmp_path / "data")
    mailroom = Mailroom(program)
    context = browsers.get("client").new_context()
    reader = Reader(context.new_page())
    assert reader.read(["<p><img src=x onerror=alert(1)>"]) != [], "the reader notices"
    program.start()
    try:
        for turn in range(TURNS):
            fill(mailroom.database, mailroom.practice, turn)
            mails = mailroom.write_again()
            assert len(mails) >= 7, "confirmation, reminder, change, cancellation, link, account, prospect"
            assert any("alert(" in html for html in mails), "what was typed is in them"
            assert reader.read(mails) == [], f"turn {turn}"
    finally:
        program.stop()
        context.close()


class Reader:
    """Shows mails without any protection of its own."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrongs: list[str] = []
        page.on("dialog", self._asked)
        page.on("request", lambda request: self.wrongs.append(f"loads {request.url}"))

    def read(self, mails: list[str]) -> list[str]:
        """What they did, or brought in as markup."""
        self.wrongs = []
        for html in mails:
            self.page.set_content(html)
            self.wrongs += [f"markup: {found}" for found in self.page.locator(MARKUP).evaluate_all("all => all.map(e => e.outerHTML)")]
        return self.wrongs

    def _asked(self, dialog: Dialog) -> None:
        self.wrongs.append(f"dialog: {dialog.message}")
        dialog.dismiss()
