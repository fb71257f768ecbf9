"""Programs typed into every stored field: shown on every page as the text that they are, and never run."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, expect
from support.hostile import INJECTED, PAYLOADS, TURNS, fields, fill, unknown_columns
from support.people import People
from support.practice import Practice
from support.program import Program

pytestmark = pytest.mark.pages

ROWS = {
    "practice_text": "INSERT INTO practice_text (practice_id, name, text) VALUES (?1, 'terms', 'x'), (?1, 'privacy', 'x'), (?1, 'invitation', 'x')",
    "service": "INSERT INTO service (practice_id, service_id, name, minutes, fee, is_taxed, is_offered, created_at)"
    " VALUES (?1, 'service', 'x', 50, 100, 0, 1, 0)",
    "api_key": "INSERT INTO api_key (practice_id, key_id, name, key_hash, scopes, created_at)"
    " VALUES (?1, 'key-' || ?1, 'x', randomblob(32), 'clients:read', 0)",
}
"""Rows of tables that no command fills."""

PARTS = 2
"""In how many tests the turns are taken, so that two cores can share them."""


class House:
    """A practice with a row in every table that holds what people type, and its owner and a client at their browsers."""

    def __init__(self, program: Program, people: People) -> None:
        self.program = program
        self.practice = Practice.create(program)
        self.owner = self.practice.add_staff("Odile Roy", role="owner")
        self.client = self.practice.add_client("Nadia Okafor")
        self.prospect = self.practice.add_prospect("Petra Prospect")
        self.booking = self.practice.book(self.owner, self.client)
        self.paid = self.practice.book(self.owner, self.client, starts_in=timedelta(hours=-20))
        self.cancelled = self.practice.book(self.owner, self.client, starts_in=timedelta(hours=3))
        self.cancelled.cancel()
        self.link = self.booking.link()
        with sqlite3.connect(self.database, timeout=60) as db:
            self.id = db.execute("SELECT practice_id FROM practice WHERE slug = ?", (self.practice.slug,)).fetchone()[0]
            for table, sql in ROWS.items():
                if any(table == name for name, _ in fields(self.database)):
                    db.execute(sql, (self.id,))
        db.close()
        self.staff = people.host()
        self.staff.log_in(self.practice.slug, self.owner)
        self.pay()
        self.visitor = people.visitor()
        self.account = people.client()
        self.account.open_account(self.practice.slug, self.client)

    def pay(self) -> None:
        self.staff.goto(f"/p/{self.practice.slug}/staff/sessions/{self.paid.id}")
        page, words = self.staff.page, self.staff.words
        page.locator("summary").filter(has_text=words("payment.open")).click()
        page.get_by_label(words("payment.amount")).fill("120.50")
        page.get_by_label(words("payment.method")).select_option("transfer")
        self.staff.button(words.exactly("payment.submit")).click()
        expect(page.get_by_role("status")).to_contain_text(words("payment.done.paid"))

    @property
    def database(self) -> Path:
        return self.program.data / "portal.sqlite"

    def addresses(self, *, staff: bool) -> list[str]:
        """Every page of one door, as the route table has them, with everything in place of its parameters."""
        found = []
        for route in self.program.command("routes")["routes"]:
            path = route["path"]
            if route["method"] != "GET" or not route["page"] or not path.startswith("/p/"):
                continue
            if path.startswith("/p/{practice}/staff") == staff:
                found += [re.sub(r"\{(\w+)\}", lambda name: values[name[1]], path) for values in self.values(path)]
        return found

    def values(self, path: str) -> list[dict[str, str]]:
        known = {
            "practice": self.practice.slug, "booking": self.booking.id, "client": self.client.id, "account": self.prospect.id,
            "staff": self.owner.id, "link": self.link.id, "service": "service",
            "challenge": "nobody", "receipt": "nobody", "key": f"key-{self.id}", "webhook": "nobody", "series": "nobody",
        }
        missing = set(re.findall(r"\{(\w+)\}", path)) - set(known)
        assert not missing, f"{path}: a value for {missing} belongs into {__file__}"
        others = ([self.cancelled] if "{booking}" in path else []) + ([self.paid] if path.endswith("{booking}") else [])
        return [known, *(known | {"booking": other.id} for other in others)]


def test_every_column_with_text_is_known(program: Program) -> None:
    assert unknown_columns(program.data / "portal.sqlite") == []
    assert len(PAYLOADS) >= 30


@pytest.mark.parametrize("first", range(PARTS))
def test_what_people_typed_is_never_run(first: int, program: Program, people: People) -> None:
    house = House(program, people)
    ran: list[str] = []
    shown: set[int] = set()
    for tab in (house.staff, house.account, house.visitor):
        tab.page.on("dialog", lambda dialog: note(ran, dialog))
    visits = [(house.staff.page, path) for path in house.addresses(staff=True) if not path.endswith("/login")]
    visits += [(house.account.page, path) for path in house.addresses(staff=False) if not path.endswith("/login")]
    visits += [(house.visitor.page, f"/p/{house.practice.slug}/login"), (house.visitor.page, house.link.url)]
    assert len(visits) > 10
    for turn in range(first, TURNS, PARTS):
        fill(house.database, house.id, turn)
        for page, path in visits:
            answer = page.goto(path if path.startswith("http") else program.url + path, wait_until="domcontentloaded")
            assert answer is None or answer.status < 500, f"turn {turn}: {path} answers {answer.status}"
            html = page.content()
            shown |= {int(number) for number in re.findall(r"alert\((\d+)\)", html)}
            injected = page.locator(INJECTED)
            assert injected.count() == 0, f"turn {turn}: {path}: {injected.first.evaluate('e => e.outerHTML')}"
        assert ran == [], f"turn {turn}"
    names = [f"{table}.{column}" for table, column in fields(house.database)]
    assert [name for number, name in enumerate(names) if number not in shown] == [], "every field is shown somewhere"


def note(ran: list[str], dialog: Dialog) -> None:
    ran.append(f"{dialog.page.url if dialog.page else ''}: {dialog.message}")
    dialog.dismiss()
