"""Getting an account, coming back to it, and looking after it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.challenges import app_code, newest_challenge

from .walk import Shown, Stage, walk


@walk("/p/{practice}/sign-up", "/p/{practice}/code", "/p/{practice}/confirm/{challenge}")
def signing_up(stage: Stage) -> Iterator[Shown]:
    client = stage.client()
    words = client.words
    place = f"/p/{stage.practice.slug}"
    client.goto(f"{place}/login")
    client.link(words.exactly("login.signUp")).click()
    yield Shown("sign-up", client)

    client.button(words.exactly("signUp.submit")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("sign-up-wrong", client)

    client.page.get_by_label(words.exactly("signUp.name")).fill("Rosa Roy")
    client.page.get_by_label(words.exactly("login.email")).fill("rosa.roy@example.test")
    client.page.get_by_label(words.exactly("login.password")).fill("correct horse battery")
    client.page.get_by_label(words.exactly("signUp.terms")).check()
    client.button(words.exactly("signUp.submit")).click()
    expect(client.heading(words.exactly("code.title"))).to_be_visible()
    yield Shown("code", client)

    for _ in range(4):
        client.page.get_by_label(words.exactly("code.label")).fill("12 345")
        client.button(words.exactly("code.submit")).click()
        expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("code-wrong", client)

    link = f"{place}/confirm/{newest_challenge(stage.practice, 'verify_email')}"
    client.goto(link)
    expect(client.page.get_by_label(words.exactly("confirm.code"))).to_be_visible()
    expect(client.page.get_by_label(words.exactly("newPassword.label"))).to_have_count(0)
    yield Shown("confirm-by-code", client)

    telephone = stage.client()
    telephone.goto(f"{link}#not-all-of-the-secret")
    expect(telephone.page.get_by_label(words.exactly("newPassword.label"))).to_be_visible()
    yield Shown("confirm-elsewhere", telephone)

    telephone.button(words.exactly("confirm.submit")).click()
    expect(telephone.page.get_by_role("alert")).to_be_visible()
    yield Shown("confirm-elsewhere-wrong", telephone)

    client.goto(f"{place}/login")
    client.goto(f"{link}#not-all-of-the-secret")
    expect(client.page.get_by_label(words.exactly("confirm.code"))).to_be_hidden()
    yield Shown("confirm", client)

    client.button(words.exactly("confirm.submit")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("confirm-wrong", client)

    client.goto(f"{place}/code")
    client.page.get_by_label(words.exactly("code.label")).fill("12 345")
    client.button(words.exactly("code.submit")).click()
    expect(client.heading(words.exactly("code.overTitle"))).to_be_visible()
    yield Shown("code-over", client)

    client.goto(link)
    expect(client.heading(words.exactly("confirm.deadTitle"))).to_be_visible()
    yield Shown("confirm-dead", client)


@walk(
    "/p/{practice}/forgot", "/p/{practice}/reset/{challenge}", "/p/{practice}/account/security", "/p/{practice}/staff/forgot",
    "/p/{practice}/staff/reset/{challenge}", "/p/{practice}/staff/invitation/{challenge}",
)
def passwords(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    omar = stage.practice.add_prospect("Omar Haddad")
    clinician = stage.practice.add_staff("Élise Gagnon")
    client = stage.client()
    words = client.words
    place = f"/p/{stage.practice.slug}"
    client.goto(f"{place}/login")
    client.link(words.exactly("login.forgot")).click()
    yield Shown("forgot", client)

    client.button(words.exactly("forgot.submit")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("forgot-wrong", client)

    client.page.get_by_label(words.exactly("login.email")).fill(nadia.email)
    client.button(words.exactly("forgot.submit")).click()
    expect(client.heading(words.exactly("forgot.sentTitle"))).to_be_visible()
    yield Shown("forgot-sent", client)

    client.goto(f"{place}/reset/{newest_challenge(stage.practice, 'reset_password')}")
    yield Shown("reset", client)

    client.button(words.exactly("reset.submit")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("reset-wrong", client)

    client.goto(f"{place}/staff/forgot")
    client.page.get_by_label(words.exactly("login.email")).fill(clinician.email)
    client.button(words.exactly("forgot.submit")).click()
    expect(client.heading(words.exactly("forgot.sentTitle"))).to_be_visible()
    client.goto(f"{place}/staff/reset/{newest_challenge(stage.practice, 'reset_password')}")
    yield Shown("staff-reset", client)

    client.goto(f"{place}/staff/invitation/nobody-was-sent-this")
    yield Shown("invitation-dead", client)

    client.open_account(stage.practice.slug, omar)
    yield Shown("account-unconfirmed", client)

    client.link(words.exactly("own.pages.security")).click()
    yield Shown("security", client)

    client.button(words.exactly("security.changePassword")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("security-wrong", client)

    client.page.get_by_label(words.exactly("security.current")).fill(omar.password)
    client.page.get_by_label(words.exactly("newPassword.label")).fill("quite another password")
    client.button(words.exactly("security.changePassword")).click()
    expect(client.page.get_by_role("status")).to_be_visible()
    yield Shown("security-done", client)


@walk("/p/{practice}/staff/security", "/p/{practice}/staff/security/two-step", "/p/{practice}/staff/second-step")
def the_second_step(stage: Stage) -> Iterator[Shown]:
    clinician = stage.practice.add_staff("Élise Gagnon")
    staff = stage.host()
    words = staff.words
    place = f"/p/{stage.practice.slug}/staff"
    staff.log_in(stage.practice.slug, clinician)
    staff.goto(f"{place}/security")
    yield Shown("staff-security", staff)

    staff.link(words.exactly("security.twoStepSetUp")).click()
    yield Shown("two-step-off", staff)

    staff.button(words.exactly("twoStep.begin")).click()
    yield Shown("two-step-set-up", staff)

    staff.button(words.exactly("twoStep.confirm")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("two-step-wrong", staff)

    secret = staff.page.locator(".key").inner_text()
    staff.page.get_by_label(words.exactly("twoStep.code")).fill(app_code(secret))
    staff.button(words.exactly("twoStep.confirm")).click()
    expect(staff.page.locator(".recovery-codes li")).to_have_count(10)
    recovery = staff.page.locator(".recovery-codes li").first.inner_text()
    yield Shown("recovery-codes", staff)

    staff.goto(f"{place}/security/two-step")
    yield Shown("two-step-on", staff)

    staff.button(words.exactly("layout.signOut")).click()
    staff.sign_in(f"{place}/login", clinician.email, clinician.password)
    expect(staff.heading(words.exactly("secondStep.title"))).to_be_visible()
    yield Shown("second-step", staff)

    staff.page.get_by_label(words.exactly("secondStep.code")).fill("12345")
    staff.button(words.exactly("login.submit")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("second-step-wrong", staff)

    staff.page.get_by_label(words.exactly("secondStep.code")).fill(recovery)
    staff.button(words.exactly("login.submit")).click()
    expect(staff.heading(words.exactly("today.title"))).to_be_visible()

    owner = stage.host()
    owner.log_in(stage.practice.slug, stage.practice.add_staff("Odile Roy", role="owner"))
    owner.goto(f"{place}/settings/team/{clinician.id}")
    yield Shown("team-member-second-step", owner)

    owner.button(words.exactly("team.resetTwoStepSubmit")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    # Her page hears of it by its socket, and leaves by itself.
    expect(staff.button(words.exactly("login.submit"))).to_be_visible()
