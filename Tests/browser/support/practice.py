"""People, sessions and links, made by the documented commands."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .program import Program

TELEPHONE = "514 555-0142"

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody with a record and, where there is a password, a login."""

    id: str
    name: str
    email: str
    password: str = ""


@dataclass(frozen=True)
class Link:
    id: str
    url: str


@dataclass
class Practice:
    """One practice of the installation."""

    program: Program
    slug: str
    name: str

    @classmethod
    def create(cls, program: Program, slug: str = "", name: str = "Clinique Laurier", locale: str = "en") -> Practice:
        slug = slug or f"practice-{next(_numbers)}"
        program.command(
            "practice", "create", "--slug", slug, "--name", name, "--time-zone", "America/Toronto", "--locale", locale
        )
        practice = cls(program, slug, name)
        practice.set({"telephone": TELEPHONE, "email": "accueil@clinique.example"})
        return practice

    def set(self, settings: dict[str, str]) -> None:
        pairs = [f"{key}={value}" for key, value in settings.items()]
        self.program.command("practice", "set", "--slug", self.slug, *pairs)

    def add_staff(self, name: str, role: str = "clinician") -> Person:
        email, password = _login(name)
        made = self.program.command(
            "staff", "create", "--practice", self.slug, "--email", email, "--name", name, "--role", role, "--password-stdin",
            stdin=password,
        )
        return Person(made["staff"]["id"], name, email, password)

    def add_client(self, name: str, *, portal: bool = True) -> Person:
        email, password = _login(name)
        given = ["--portal-password-stdin"] if portal else []
        made = self.program.command(
            "client", "create", "--practice", self.slug, "--name", name, "--email", email, *given,
            stdin=password if portal else None,
        )
        return Person(made["client"]["id"], name, email, password if portal else "")

    def add_prospect(self, name: str) -> Person:
        email, password = _login(name)
        made = self.program.command(
            "account", "create", "--practice", self.slug, "--email", email, "--name", name, "--password-stdin", stdin=password
        )
        return Person(made["account"]["id"], name, email, password)

    def verify(self, prospect: Person) -> None:
        """Staff vouch for a prospect's e-mail address."""
        self.program.command("account", "verify", "--practice", self.slug, "--account", prospect.id)

    def book(self, clinician: Person, *clients: Person, starts_in: timedelta = timedelta(), minutes: int = 50) -> Booking:
        starts_at = datetime.now(UTC) + starts_in
        made = self.program.command(
            "booking", "create", "--practice", self.slug, *itertools.chain(*(("--client", client.id) for client in clients)),
            "--clinician", clinician.id, "--starts-at", starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"), "--minutes", str(minutes),
        )
        return Booking(self, made["booking"]["id"], made["booking"]["room"], clinician, list(clients), starts_at)


@dataclass
class Booking:
    """A video session, with who is to be in it."""

    practice: Practice
    id: str
    room: str
    clinician: Person
    clients: list[Person] = field(default_factory=list)
    starts_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def client(self) -> Person:
        return self.clients[0]

    def link(self, *options: str) -> Link:
        program = self.practice.program
        made = program.command("link", "create", "--booking", self.id, *options)
        return Link(made["link"]["id"], program.here(made["link"]["url"]))

    def revoke(self, link: Link) -> None:
        self.practice.program.command("link", "revoke", "--link", link.id)

    def move(self, by: timedelta) -> None:
        self.starts_at += by
        self.practice.program.command(
            "booking", "move", "--booking", self.id, "--starts-at", self.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        )

    def cancel(self) -> None:
        self.practice.program.command("booking", "cancel", "--booking", self.id)

    def token(self, role: str = "client", client: Person | None = None, name: str = "") -> dict[str, Any]:
        """A token as the portal would issue it. Raises CommandRefused where the portal would refuse."""
        arguments = ["token", "issue", "--booking", self.id, "--as", role]
        if client:
            arguments += ["--client", client.id]
        if name:
            arguments += ["--name", name]
        issued = self.practice.program.command(*arguments)
        return issued | {"endpoint": self.practice.program.here(issued["endpoint"])}


Book = Callable[..., Booking]
"""What the fixture `book` is: names of clients in, a session with all of them out."""


def _login(name: str) -> tuple[str, str]:
    number = next(_numbers)
    first = name.split()[0].encode("ascii", "ignore").decode().lower() or "person"
    return f"{first}.{number}@example.test", f"correct horse battery {number}"
