"""Who is on the way, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from support.client_page import ClientPage
from support.devices import DEVICES
from support.host_page import HostPage
from support.mail import Mail
from support.mail_server import MailServer
from support.people import People
from support.practice import Person
from support.program import Program
from support.spoken import Spoken
from support.tab import Tab
from support.words import words

Seated = TypeVar("Seated", bound=Tab)

ZONE = ZoneInfo("America/Toronto")
SLUG = "laurier"
NAME = "Clinique Laurier"
TELEPHONE = "514 555-0142"
EMAIL = "accueil@clinique.example"
SESSION_MINUTES = 50

ODILE = Person("", "Odile Roy", "odile.roy@example.test", "correct horse battery owner")
ELISE = Person("", "Élise Gagnon", "elise.gagnon@example.test", "correct horse battery clinician")
NADIA = Person("", "Nadia Okafor-Légaré", "nadia.okafor@example.test", "correct horse battery client")


@dataclass(frozen=True)
class Way:
    """One of the ways that the same journey is made."""

    locale: str
    device: str
    script: bool
    proof: str
    """How the client's address is confirmed: by the `link` or the `code` of the mail, or by `staff`."""
    two_step: bool
    """Whether the practice asks everybody who works there for a second step."""

    def __str__(self) -> str:
        return f"{self.locale}, {self.device}, {'with' if self.script else 'without'} JavaScript"


class Party:
    """The owner, the clinician and the client, each at a browser of the same kind, and their mail."""

    def __init__(self, way: Way, program: Program, people: People, post: MailServer) -> None:
        self.way = way
        self.program = program
        self.words = words(way.locale)
        self.spoken = Spoken(self.words)
        self._post = post
        options = DEVICES[way.device] | {"java_script_enabled": way.script}
        self.owner = people.seat(HostPage, "host", locale=way.locale, **options)
        self.clinician = people.seat(HostPage, "host", locale=way.locale, **options)
        self.client = people.seat(ClientPage, "client", locale=way.locale, **options)

    def mail(self, to: Person, subject: str, **values: object) -> Mail:
        """Waits for the mail to somebody whose subject is these words; placeholders without a value may be anything."""
        return self._post.take(to.email, self.words.pattern(f"mail.{subject}.subject", **values))

    @property
    def portal(self) -> str:
        """The address that mails and pages give of the portal."""
        return f"{self.program.url}/p/{SLUG}"

    @property
    def today(self) -> date:
        """On the practice's clocks."""
        return datetime.now(ZONE).date()

    def when(self, start: datetime) -> str:
        """A session as mails name it: "Mardi 24 novembre, de 14 h à 14 h 50 (heure de Toronto)"."""
        day = self.spoken.day(start.date(), self.today)
        hours = self.spoken.hours(start, timedelta(minutes=SESSION_MINUTES))
        return self.words("mail.moment", day=day[0].upper() + day[1:], hours=hours, zone="Toronto")
