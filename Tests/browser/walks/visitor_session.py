"""The session page, as a visitor by direct link meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect

from .walk import Shown, Stage, walk


@walk("/v/{link}")
def a_visitor_by_direct_link(stage: Stage) -> Iterator[Shown]:
    visitor = stage.visitor()
    visitor.open(stage.book(starts_in=timedelta(hours=3)).link())
    visitor.expect_view("early")
    yield Shown("visitor-early", visitor)

    visitor.open(stage.book(starts_in=timedelta(minutes=-45), minutes=90).link())
    visitor.expect_view("ended")
    yield Shown("visitor-closed", visitor)

    booking = stage.book()
    revoked = booking.link()
    booking.revoke(revoked)
    visitor.open(revoked)
    expect(visitor.view("ended")).to_contain_text(visitor.words("reasons.link_revoked.title"))
    yield Shown("visitor-revoked", visitor)

    visitor.open(booking.link())
    visitor.expect_view("check")
    yield Shown("visitor-check", visitor)

    visitor.accept_and_wait("Grace, interpreter")
    yield Shown("visitor-waiting", visitor)
