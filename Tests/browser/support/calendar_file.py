"""A calendar file with one event, read by the letter of RFC 5545."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)')
"""A name, parameters, a value (section 3.1)."""


@dataclass(frozen=True)
class CalendarFile:
    """What a calendar does with it: what to do, to which event, which version of it, and when the event is."""

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    status: str
    summary: str
    url: str
    organizer: str
    attendee: str

    @classmethod
    def read(cls, data: bytes) -> CalendarFile:
        """Fails where a line is too long, is no line, or stands there twice."""
        lines = data.split(b"\r\n")
        assert lines.pop() == b"", "the last line is ended"
        assert all(len(line) <= 75 and b"\n" not in line for line in lines), "lines of 75 octets at most"
        unfolded = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
        assert unfolded[0] == "BEGIN:VCALENDAR" and unfolded[-1] == "END:VCALENDAR"
        assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1
        found: dict[str, str] = {}
        for line in unfolded:
            parts = _LINE.fullmatch(line)
            assert parts, f"no line of a calendar: {line!r}"
            name, _, value = parts.groups()
            assert name in ("BEGIN", "END") or name not in found, f"{name} stands there twice"
            found[name] = value
        return cls(
            method=found["METHOD"], uid=found["UID"], sequence=int(found["SEQUENCE"]), starts_at=_moment(found["DTSTART"]),
            ends_at=_moment(found["DTEND"]), status=found["STATUS"], summary=_text(found["SUMMARY"]), url=found["URL"],
            organizer=found["ORGANIZER"], attendee=found["ATTENDEE"],
        )


def _moment(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _text(value: str) -> str:
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
