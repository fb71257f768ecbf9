"""What a walk is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from support.client_page import ClientPage
from support.host_page import HostPage
from support.people import People
from support.practice import Booking, Practice
from support.tab import Tab
from support.visitor_page import VisitorPage

Seated = TypeVar("Seated", bound=Tab)


class Shown(NamedTuple):
    """A page in a state worth looking at."""

    name: str
    tab: Tab


@dataclass
class Stage:
    """A practice of one's own, and people. Whoever is looked at (`subject`) has the wanted language and screen."""

    people: People
    practice: Practice
    locale: str = "en"
    options: dict[str, object] = field(default_factory=dict)

    def subject(self, kind: type[Seated], camera: str, **options: object) -> Seated:
        return self.people.seat(kind, camera, locale=self.locale, **(self.options | options))

    def client(self, **options: object) -> ClientPage:
        return self.subject(ClientPage, "client", **options)

    def host(self, **options: object) -> HostPage:
        return self.subject(HostPage, "host", **options)

    def visitor(self, **options: object) -> VisitorPage:
        return self.subject(VisitorPage, "third", **options)

    def book(self, *clients: str, **when: object) -> Booking:
        booked = [self.practice.add_client(name) for name in clients or ("Nadia Okafor",)]
        return self.practice.book(self.practice.add_staff("Élise Gagnon"), *booked, **when)


Steps = Callable[[Stage], Iterator[Shown]]


@dataclass(frozen=True)
class Walk:
    """A walk, the page routes that it passes, as the program's route table spells them, and the states (support/states.py)."""

    name: str
    routes: tuple[str, ...]
    states: frozenset[str]
    steps: Steps


WALKS: list[Walk] = []


def walk(*routes: str, **states: str) -> Callable[[Steps], Steps]:
    """Registers a walk. `view="check waiting"` says that it stops at the states `view=check` and `view=waiting`."""
    named = frozenset(f"{name}={value}" for name, values in states.items() for value in values.split())

    def register(steps: Steps) -> Steps:
        WALKS.append(Walk(steps.__name__, routes, named, steps))
        return steps

    return register
