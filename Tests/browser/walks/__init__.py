"""Walks past every page and every state of the session page, one after another, for whoever wants to look at them.

`test_accessibility.py` checks each, `screenshots.py` photographs each. A walk is a generator that brings a page into a
state and yields it with its name; `@walk` says which routes it passes and which states it stops at. A page route that no
walk passes, or a state of a page that none stops at, fails a test.
"""

from __future__ import annotations

from .walk import WALKS, Shown, Walk
from . import (  # noqa: F401  (they register their walks)
    account_pages, accounts, afterwards, audit, calendar, client_session, clients, devices, ends, host_session, links,
    portal, programs, settings, staff, together, visitor_session,
)

__all__ = ["WALKS", "Shown", "Walk"]
