"""The states that pages have, read from the pages' own sources, and the states that a page is in.

A state is an attribute and its value, as the page carries it: `view=waiting`, `dialog=leave`, `end=removed`.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page

from .paths import WEB

_TEMPLATES = ["pages/session.mustache", "pages/countdown.mustache", "parts/session-*.mustache"]
_ATTRIBUTES = {"view", "dialog", "panel", "browser", "shown"}
"""`data-…` attributes of which each value is a state; `data-end` gets its values from the script."""

_SEEN = """(attributes) => attributes.flatMap((name) =>
  [...document.querySelectorAll(`[data-${name}]`)].filter((each) => each.checkVisibility())
    .flatMap((each) => each.dataset[name].split(" ").map((value) => `${name}=${value}`)))"""


def all_states() -> set[str]:
    """Every state that the templates and the session page's script know."""
    return _in_templates() | _ends()


def states_of(page: Page) -> set[str]:
    """The states that can be seen on a page now."""
    return set(page.evaluate(_SEEN, sorted(_ATTRIBUTES | {"end"})))


def _in_templates() -> set[str]:
    files = [file for pattern in _TEMPLATES for file in (WEB / "templates").glob(pattern)]
    found = [
        re.findall(rf'data-({"|".join(_ATTRIBUTES)})="([a-zA-Z ]+)"', file.read_text(encoding="utf-8")) for file in files
    ]
    return {f"{name}={value}" for each in found for name, values in each for value in values.split()}


def _ends() -> set[str]:
    """`EndKind` of close-codes.js."""
    script = (WEB / "js" / "session" / "close-codes.js").read_text(encoding="utf-8")
    declared = re.search(r"@typedef \{([^}]+)\} EndKind", script)
    assert declared, "close-codes.js declares EndKind"
    return {f"end={kind}" for kind in re.findall(r'"(\w+)"', declared.group(1))}
