"""A mail as its reader's program understands it."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from typing import Any

from .calendar_file import CalendarFile


@dataclass(frozen=True)
class Mail:
    """What a mail server took."""

    to: str
    message: EmailMessage

    @classmethod
    def taken(cls, said: dict[str, Any]) -> Mail:
        """From what the server of the delivery tests says of it. It came encrypted, to one address, and without a flaw."""
        assert said["tls"] and said["login"], "the mail came over an encrypted line, from somebody who is logged in"
        (to,) = said["recipients"]
        message = message_from_bytes(base64.b64decode(said["data"]), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert not message.defects
        return cls(to, message)

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    @property
    def link(self) -> str:
        """The address that the mail wants opened: alone on its line, and in the HTML too."""
        (found,) = re.findall(r"(?m)^https?://\S+$", self.text)
        assert f'href="{found}"' in unescape(self.html)
        return found

    @property
    def code(self) -> str:
        """The six digits, as they are shown."""
        (found,) = re.findall(r"(?m)^\d{3}\s\d{3}$", self.text)
        assert found in self.html
        return found

    @property
    def calendar(self) -> CalendarFile:
        """The one calendar file. Its method also stands on the part that carries it (RFC 6047, section 2.4)."""
        (part,) = [part for part in self.message.walk() if part.get_content_type() == "text/calendar"]
        file = CalendarFile.read(part.get_payload(decode=True))
        assert part.get_param("method") == file.method
        return file

    @property
    def calendars(self) -> list[CalendarFile]:
        """All that are attached, one for each session. The first is what the mail's own form of text holds."""
        attached = [part for part in self.message.iter_attachments() if part.get_content_type() == "application/ics"]
        files = [CalendarFile.read(part.get_payload(decode=True)) for part in attached]
        assert files[0] == self.calendar
        assert len({part.get_filename() for part in attached}) == len(files)
        return files

    def says(self, *words: str) -> None:
        """Both versions of the mail hold these words, whatever blanks they are set with."""
        for version in (self.text, unescape(re.sub(r"<[^>]+>", " ", self.html))):
            for word in words:
                assert _plain(word) in _plain(version), f"{word!r} is not in:\n{version}"

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part, f"{self} has no {kind} version"
        return str(part.get_content()).replace("\r\n", "\n")

    def __str__(self) -> str:
        return f"{self.subject!r} to {self.to}"

    __repr__ = __str__


def _plain(text: str) -> str:
    return " ".join(text.split())
