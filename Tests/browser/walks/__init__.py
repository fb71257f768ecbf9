"""Walks past every page and every state of the session page, one after another, for whoever wants to look at them.

`test_accessibility.py` checks each, `screenshots.py` photographs each. A walk is a generator that brings a page into a
state and yields it with its name; `@walk` says which routes it passes. A page route that no walk passes fails a test.
"""

from __future__ import annotations

from .walk import WALKS, Shown, Walk
from . import host_session, portal, client_session, staff, visitor_session  # noqa: F401  (they register their walks)

__all__ = ["WALKS", "Shown", "Walk"]
