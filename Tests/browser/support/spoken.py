"""Dates, times and amounts as the pages say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from .words import Words


@dataclass(frozen=True)
class Spoken:
    """One language's way, from the same words as the pages."""

    words: Words

    def time(self, moment: datetime) -> str:
        """"14 h 30", "14:30"."""
        key = "dates.time" if moment.minute else "dates.timeSharp"
        return self.words(key, hour=moment.hour, minute=f"{moment:%M}")

    def hours(self, start: datetime, length: timedelta) -> str:
        """"de 14 h à 14 h 50", "14:00 – 14:50"."""
        return self.words("dates.span", start=self.time(start), end=self.time(start + length))

    def day(self, day: date, today: date) -> str:
        """"mardi 24 novembre", "Tuesday 24 November", with the year where it isn't this one."""
        key = "dates.long" if day.year == today.year else "dates.longYear"
        weekday = self.words.listed("dates.weekdays")[day.isoweekday() % 7]
        return self.words(key, weekday=weekday, day=self._number(day), month=self._month(day), year=day.year)

    def date(self, day: date) -> str:
        """As receipts have it: "24 novembre 2026"."""
        return self.words("receipt.date", day=self._number(day), month=self._month(day), year=day.year)

    def amount(self, dollars: Decimal) -> str:
        """Canadian dollars: "137,97 $", "$137.97"."""
        return f"{dollars:.2f}\N{NO-BREAK SPACE}$".replace(".", ",") if self.words.locale == "fr" else f"${dollars:.2f}"

    def _number(self, day: date) -> str:
        return self.words("dates.first") if day.day == 1 else str(day.day)

    def _month(self, day: date) -> str:
        return self.words.listed("dates.months")[day.month - 1]
