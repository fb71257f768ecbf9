"""The client makes an account, and what it opens before and after it is confirmed and associated."""

from __future__ import annotations

from playwright.sync_api import expect
from support.client_page import ClientPage
from support.mail import Mail

from .forms import expect_done, open_section
from .party import NADIA, NAME, ODILE, SLUG, TELEPHONE, Party


def sign_up(party: Party, confirmation: Mail) -> None:
    """From the mail about the session, by its link to the portal (V3)."""
    client, words = party.client, party.words
    client.goto(confirmation.link)
    expect(client.page.get_by_role("banner").get_by_role("img", name=NAME)).to_be_visible()
    client.link(words.exactly("login.signUp")).click()
    client.field("signUp.name").fill(NADIA.name)
    client.field("login.email").fill(NADIA.email)
    client.field("login.password").fill(NADIA.password)
    client.field("signUp.terms").check()
    client.button(words.exactly("signUp.submit")).click()
    expect(client.heading(words.exactly("code.title"))).to_be_visible()


def prove_the_address(party: Party, session: str) -> None:
    """By the mail's code or link, or not at all: then staff vouch for it. Before, every session is refused, with the reasons."""
    client, words = party.client, party.words
    mail = party.mail(NADIA, "verifyEmail")
    mail.says(words("mail.verifyEmail.lead", practice=NAME))
    if party.way.proof == "code":
        client.field("code.label").fill(mail.code)
        client.button(words.exactly("code.submit")).click()
        expect_done(client, "account.confirmed")
        return
    client.link(words.exactly("code.laterSignIn")).click()
    client.open_account(SLUG, NADIA)
    expect(client.page.locator("main")).to_contain_text(words("reasons.email_not_verified.title"))
    _expect_refusal(client, session, "email_not_verified", ["done", "now", "later"])
    if party.way.proof == "link":
        client.goto(mail.link)
        if not party.way.script:
            client.field("confirm.code").fill(mail.code)
        client.button(words.exactly("confirm.submit")).click()
        expect_done(client, "account.confirmed")


def expect_not_associated(party: Party, session: str) -> None:
    """The address is confirmed, and that isn't enough (A11): My account and the session's page say what has to happen."""
    client = party.client
    client.goto(f"/p/{SLUG}/account")
    expect(client.page.locator("main")).to_contain_text(client.words("reasons.not_associated.title"))
    expect(client.join_link).to_have_count(0)
    _expect_refusal(client, session, "not_associated", ["done", "done", "now"])


def associate(party: Party) -> None:
    """An owner finds the sign-up among the prospects, and links it to the record. Clinicians don't see prospects (A12)."""
    owner, words = party.owner, party.words
    open_section(party.clinician, "clients.section")
    expect(party.clinician.link(words.starting("clients.prospectsTab"))).to_have_count(0)
    if party.way.proof == "staff":
        open_section(owner, "clients.section")
        owner.link(words.starting("clients.prospectsTab")).click()
        _tick(party)
        owner.button(words.exactly("prospects.verify")).click()
        expect_done(owner, "prospects.verifiedDone")
    else:
        owner.goto(party.mail(ODILE, "prospectWaiting").link)
    _tick(party)
    owner.button(words.exactly("prospects.associate")).click()
    owner.field("prospects.search").fill("LEGARE")
    if not party.way.script:
        owner.button(words.exactly("clients.find")).click()
    expect(owner.page.get_by_text(words("clients.oneMatch", text="LEGARE"))).to_be_visible()
    owner.page.get_by_role("radio", name=NADIA.name).check()
    owner.button(words.exactly("prospects.associateSubmit")).click()
    expect_done(owner, "client.associated")


def _tick(party: Party) -> None:
    party.owner.page.get_by_label(party.words("prospects.choose", name=NADIA.name)).check()


def _expect_refusal(client: ClientPage, session: str, reason: str, steps: list[str]) -> None:
    """The session's page says no: why, what has to happen next and what after that, and how to reach the practice (V4)."""
    words = client.words
    client.goto(session)
    expect(client.heading(words.exactly(f"reasons.{reason}.title"))).to_be_visible()
    main = client.page.locator("main")
    for part in ("detail", "next"):
        expect(main).to_contain_text(words(f"reasons.{reason}.{part}"))
    listed = client.page.get_by_role("list").filter(has_text=words("refusal.created")).get_by_role("listitem")
    expect(listed).to_have_count(len(steps))
    for item, state in zip(listed.all(), steps, strict=True):
        expect(item).to_have_attribute("data-state", state)
    expect(listed.last).to_contain_text(words("refusal.associate"))
    client.expect_ways_to_reach(TELEPHONE)
