"""The portal's pages, as clients and prospects see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect

from .walk import Shown, Stage, walk


@walk("/p/{practice}", "/p/{practice}/login", "/p/{practice}/account")
def signing_in(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    clinician = stage.practice.add_staff("Élise Gagnon")
    client = stage.client()
    client.goto(f"/p/{stage.practice.slug}")
    yield Shown("login", client)

    client.sign_in(client.page.url, nadia.email, "not the password")
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("login-refused", client)

    client.sign_in(f"/p/{stage.practice.slug}/login", "", "")
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("login-empty", client)

    client.open_account(stage.practice.slug, nadia)
    yield Shown("account-empty", client)

    stage.practice.book(clinician, nadia, starts_in=timedelta(days=2))
    client.reload()
    yield Shown("account-early", client)

    stage.practice.book(clinician, nadia)
    stage.practice.book(clinician, nadia, starts_in=timedelta(hours=-20))
    client.reload()
    expect(client.join_link.first).to_be_visible()
    yield Shown("account-open", client)


@walk("/p/{practice}/sessions/{booking}", shown="early open closed")
def sessions_that_cannot_be_entered(stage: Stage) -> Iterator[Shown]:
    early = stage.book(starts_in=timedelta(hours=3))
    nadia, clinician = early.client, early.clinician
    client = stage.client()
    client.open_account(stage.practice.slug, nadia)
    client.goto_session(early)
    yield Shown("countdown", client)

    # The three hours to the session, and the time in it, pass on the page's own clock.
    open_now = {"state": "open", "serverTime": int(early.starts_at.timestamp() * 1000)}
    client.page.route("**/v1/rooms/*/status", lambda route: route.fulfill(json=open_now))
    client.page.clock.install()
    client.reload()
    client.page.clock.fast_forward("03:00:00")
    expect(client.join_link).to_be_visible()
    yield Shown("countdown-open", client)

    client.page.clock.fast_forward("02:00:00")
    expect(client.heading(client.words.exactly("countdown.closedTitle"))).to_be_visible()
    yield Shown("countdown-closed", client)

    late = stage.practice.book(clinician, nadia, starts_in=timedelta(minutes=-45), minutes=90)
    client.goto_session(late)
    yield Shown("refusal-closed", client)

    cancelled = stage.practice.book(clinician, nadia, starts_in=timedelta(days=1))
    cancelled.cancel()
    client.goto_session(cancelled)
    yield Shown("refusal-cancelled", client)

    client.goto_session(stage.book("Lin Zhao"))
    yield Shown("refusal-not-yours", client)

    client.goto(f"/p/{stage.practice.slug}/no-such-page")
    yield Shown("not-found", client)

    prospect = stage.client()
    omar = stage.practice.add_prospect("Omar Haddad")
    prospect.open_account(stage.practice.slug, omar)
    yield Shown("account-prospect", prospect)
    prospect.goto_session(early)
    yield Shown("refusal-not-verified", prospect)
    stage.practice.verify(omar)
    prospect.reload()
    yield Shown("refusal-not-associated", prospect)


@walk("/p/{practice}/sign-up", "/p/{practice}/forgot")
def doors_that_are_closed(stage: Stage) -> Iterator[Shown]:
    client = stage.client()
    stage.practice.set({"sign-up": "off"})
    client.goto(f"/p/{stage.practice.slug}/sign-up")
    yield Shown("sign-up-closed", client)
    stage.practice.set({"identity": "codes", "sign-up": "off"})
    client.goto(f"/p/{stage.practice.slug}/forgot")
    yield Shown("forgot-closed", client)
