"""A room in which people come and go without end, and what its people were told for certain."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field, replace

from websockets.exceptions import ConnectionClosed, InvalidMessage

from .other_platform import OtherPlatform
from .seat import Frame, Refused, Seat

GONE = (ConnectionError, ConnectionClosed, InvalidMessage, OSError)
UNTOLD = 0
"""Since when somebody waits who was sent back and hasn't heard of it: their earlier wait says nothing of this one."""


@dataclass(eq=False)
class Person:
    """A client, and where the last acknowledged word put them."""

    seat: Seat
    subject: str
    place: str = "waiting"
    waiting_since: int = UNTOLD


@dataclass
class Doubt:
    """What was asked and not answered when the server died: it may have happened or not. `person` is whom it was about, `place`
    where they would be; neither for the lock."""

    locked: bool | None = None
    person: Person | None = None
    place: str = ""


@dataclass
class LivelyRoom:
    platform: OtherPlatform
    sockets: str
    name: str
    host: Seat = field(init=False)
    people: list[Person] = field(default_factory=list)
    """Whoever was told to be in or to wait."""
    denied: list[Person] = field(default_factory=list)
    is_locked: bool = False
    doubt: Doubt = field(default_factory=Doubt)
    _made: int = 0

    @property
    def seats(self) -> list[Seat]:
        return [self.host, *(person.seat for person in self.people)]

    def seat(self, name: str, subject: str = "") -> Seat:
        """Somebody who has a token and hasn't come yet: the clinician, where there is no subject."""
        token = self.platform.token(self.name, name, host=not subject, subject=subject)
        return Seat(self.sockets, self.name, token, name)

    async def fill(self) -> None:
        """A clinician, one who is in, and one who waits."""
        self.host = self.seat("Dr. Gagnon")
        await self.host.join()
        for _ in range(2):
            await self._come()
        await self._put(self.people[0], "admitted")

    async def live(self, dice: random.Random) -> None:
        """Goes on until the server is gone: people come, drop, are let in, sent back and refused, and the door is locked and opened.
        One thing after the other, so that one thing at most is in doubt."""
        try:
            while True:
                await self.change(dice)
        except GONE:
            return

    def twin(self, sockets: str = "") -> LivelyRoom:
        """The same people with what they know now, who can come back by themselves: to another server, if there is one."""
        twin = LivelyRoom(self.platform, sockets or self.sockets, self.name, is_locked=self.is_locked)
        twin.host = self.host.twin(sockets)
        twin.people = [replace(person, seat=person.seat.twin(sockets)) for person in self.people]
        twin.denied = [replace(person, seat=person.seat.twin(sockets)) for person in self.denied]
        return twin

    async def come_back(self) -> None:
        """Everybody resumes. What was in doubt is known then; all else has to be as it was told."""
        doubt, self.doubt = self.doubt, Doubt()
        await self.host.come_back()
        assert self.host.ok["resumed"] and self.host.ok["state"] == "admitted"
        state = await self.host.first("room.state")
        assert state["room"]["locked"] in (self.is_locked, self.is_locked if doubt.locked is None else doubt.locked), self.name
        self.is_locked = state["room"]["locked"]
        for person in list(self.people):
            await self._return(person, doubt)
        if doubt.person and doubt.person.place == "":
            await self._say_hello_again(doubt.person)
        state = await self.host.look()
        self._compare(state)
        await asyncio.gather(*(self._is_shut_out(person) for person in self.denied))

    async def leave(self) -> None:
        """Everybody's connection ends."""
        await asyncio.gather(*(seat.drop() for seat in self.seats))

    async def change(self, dice: random.Random) -> None:
        """One thing happens, if it can, and everybody it is about has heard of it."""
        waiting = [person for person in self.people if person.place == "waiting"]
        inside = [person for person in self.people if person.place == "admitted"]
        match dice.randrange(6):
            case 0 if len(self.people) < 6:
                await self._come()
            case 1 if waiting:
                await self._put(dice.choice(waiting), "admitted")
            case 2:
                await self._lock(not self.is_locked)
            case 3 if len(waiting) > 1:
                await self._put(waiting[-1], "denied")
            case 4 if len(inside) > 1:
                await self._put(inside[-1], "waiting")
            case 5:
                await self._drop(dice.choice(self.people))

    async def _come(self) -> None:
        self._made += 1
        subject = f"platform:{self.name}-{self._made}"
        person = Person(self.seat(f"Client {self._made}", subject), subject, place="")
        self.doubt = Doubt(person=person, place="waiting")
        await person.seat.join()
        await self._waits(person)
        self.people.append(person)
        self.doubt = Doubt()

    async def _put(self, person: Person, place: str) -> None:
        """The host decides about somebody, who hears of it."""
        self.doubt = Doubt(person=person, place=place)
        one = person.seat.id
        if place == "admitted":
            answer = await self.host.ask("waiting.admit", ids=[one])
            assert answer["admitted"] == [one]
        elif place == "denied":
            await self.host.ask("waiting.deny", id=one, block=True)
            self.people.remove(person)
            self.denied.append(person)
        else:
            await self.host.ask("participant.remove", id=one, toWaiting=True)
        # It is on disk from here on, whatever becomes of the word to the one it is about.
        person.place, self.doubt = place, Doubt()
        if place == "waiting":
            person.waiting_since = UNTOLD
            await person.seat.next("waiting.entered")
            person.waiting_since = (await person.seat.next("waiting.status"))["waitingSince"]
        else:
            await person.seat.next(place)

    async def _lock(self, locked: bool) -> None:
        self.doubt = Doubt(locked=locked)
        await self.host.ask("room.lock", locked=locked)
        self.is_locked, self.doubt = locked, Doubt()

    async def _drop(self, person: Person) -> None:
        await person.seat.drop()
        await person.seat.come_back()
        assert person.seat.ok["state"] == person.place

    async def _waits(self, person: Person) -> None:
        assert person.seat.ok["state"] == "waiting"
        person.waiting_since = (await person.seat.first("waiting.status"))["waitingSince"]
        person.place = "waiting"

    async def _return(self, person: Person, doubt: Doubt) -> None:
        possible = {person.place} | ({doubt.place} if doubt.person is person else set())
        if person.seat.heard_of(doubt.place) and doubt.person is person:
            possible = {doubt.place}
        try:
            await person.seat.come_back()
        except Refused as refused:
            assert "denied" in possible, (self.name, possible, refused)
            self.people.remove(person)
            self.denied.append(person)
            person.place = "denied"
            return
        assert person.seat.ok["resumed"]
        assert person.seat.ok["state"] in possible, (self.name, possible)
        was, person.place = person.place, person.seat.ok["state"]
        if person.place == "waiting":
            since = (await person.seat.first("waiting.status"))["waitingSince"]
            assert was != "waiting" or person.waiting_since in (UNTOLD, since), self.name
            person.waiting_since = since

    async def _say_hello_again(self, person: Person) -> None:
        """Somebody whose hello was never answered: with a new token they are themselves, once, whether it was on disk or not."""
        person.seat = self.seat(person.seat.name, person.subject)
        await person.seat.join()
        await self._waits(person)
        self.people.append(person)

    def _compare(self, state: Frame) -> None:
        """The host's picture holds those who were told so, each once, in the order in which they came."""
        inside = sorted(one["id"] for one in state["participants"])
        assert inside == sorted([self.host.id, *(p.seat.id for p in self.people if p.place == "admitted")]), self.name
        waiting = sorted((p for p in self.people if p.place == "waiting"), key=lambda p: p.waiting_since)
        assert [one["waitingSince"] for one in state["waiting"]] == [p.waiting_since for p in waiting], self.name
        assert sorted(one["id"] for one in state["waiting"]) == sorted(p.seat.id for p in waiting), self.name
        assert {one["presence"] for one in state["waiting"]} <= {"online"}, self.name

    async def _is_shut_out(self, person: Person) -> None:
        for by in (person.seat.come_back, person.seat.join):
            try:
                await by()
            except (Refused, *GONE):
                continue
            raise AssertionError(f"{self.name}: whoever was denied is back by {by.__name__}")
