"""The session page, as a visitor by direct link meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect

from .walk import Shown, Stage, walk


@walk("/v/{link}", view="early", end="refused lost revoked")
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

    link = booking.link()
    visitor.page.route("**/open", lambda route: route.abort())
    visitor.open(link)
    visitor.expect_end("lost")
    yield Shown("visitor-lost", visitor)

    visitor.page.unroute_all()
    visitor.button(visitor.words("session.ended.lostBack")).click()
    visitor.expect_view("check")
    yield Shown("visitor-check", visitor)

    visitor.accept_and_wait("Grace, interpreter")
    yield Shown("visitor-waiting", visitor)

    booking.revoke(link)
    visitor.expect_end("revoked")
    yield Shown("ended-revoked", visitor)
