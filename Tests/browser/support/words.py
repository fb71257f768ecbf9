"""The words of the pages, read from the files that the pages read, so that no test spells a button twice."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from .paths import LOCALES


class Words:
    """One language's words: `words("session.check.join")`."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._tree: dict[str, Any] = {}
        for file in sorted((LOCALES / locale).glob("*.json")):
            self._tree |= json.loads(file.read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        """The word at a dotted path, `{placeholders}` filled in. Fails on a path that doesn't exist."""
        branch = self._at(key)
        if not isinstance(branch, str):
            raise KeyError(f"{key} is a group of words")
        for name, value in values.items():
            branch = branch.replace("{" + name + "}", str(value))
        return branch

    def listed(self, key: str) -> list[str]:
        """The words of a list, such as the months."""
        branch = self._at(key)
        if not isinstance(branch, list):
            raise KeyError(f"{key} is no list of words")
        return branch

    def pattern(self, key: str, **values: object) -> re.Pattern[str]:
        """Like calling, but what is not filled in may be anything, and any white space is as good as another."""
        return re.compile(_loosely(self(key, **values)))

    def starting(self, key: str, **values: object) -> re.Pattern[str]:
        """Matches a name that begins with these words and goes on with others ("Admit" of "Admit Lin")."""
        return re.compile(rf"^\s*{_loosely(self(key, **values))}(?!\w)")

    def among(self, key: str, **values: object) -> re.Pattern[str]:
        """Matches a name that has these words in it, whole ("Chat" of "1 unread Chat")."""
        return re.compile(rf"(?<!\w){_loosely(self(key, **values))}(?!\w)")

    def exactly(self, key: str, **values: object) -> re.Pattern[str]:
        """Matches these words and nothing beside them, single-letter keyboard hints apart."""
        return re.compile(rf"^\s*{_loosely(self(key, **values))}(?:\s*\b[A-Z])?\s*$")

    def _at(self, key: str) -> Any:
        branch: Any = self._tree
        for step in key.split("."):
            branch = branch[step]
        return branch


def _loosely(text: str) -> str:
    parts = re.split(r"(\{\w+\}|\s+)", text)
    return "".join(".*" if part.startswith("{") else r"\s*" if part.isspace() else re.escape(part) for part in parts)


@cache
def words(locale: str) -> Words:
    return Words(locale)
