"""A clinician is invited by mail, and comes."""

from __future__ import annotations

from playwright.sync_api import expect

from .forms import expect_done, open_settings, save
from .party import ELISE, NAME, Party
from .second_step import set_up_second_step

TITLE = {"fr": "psychologue", "en": "psychologist"}
LICENCE = "12345-26"


def invite_the_clinician(party: Party) -> None:
    owner, words = party.owner, party.words
    open_settings(owner, "team")
    owner.link(words.exactly("team.invite")).click()
    owner.field("team.name").fill(ELISE.name)
    owner.field("team.email").fill(ELISE.email)
    owner.choice("team.roles.clinician").check()
    owner.button(words.exactly("team.send")).click()
    expect_done(owner, "settings.done.invited")
    expect(owner.page.locator("main")).to_contain_text(words("team.invited"))


def accept_the_invitation(party: Party) -> None:
    """The mail's link, a password of one's own, the second step where it is asked for, and what receipts are to say."""
    clinician, words = party.clinician, party.words
    mail = party.mail(ELISE, "staffInvitation", practice=NAME)
    mail.says(words("mail.staffInvitation.lead", practice=NAME, role=words("mail.staffInvitation.clinician")))
    clinician.goto(mail.link)
    expect(clinician.page.locator("main")).to_contain_text(ELISE.name)
    if not party.way.script:
        clinician.field("confirm.code").fill(mail.code)
    clinician.field("newPassword.label").fill(ELISE.password)
    clinician.button(words.exactly("invitation.submit")).click()
    expect_done(clinician, "login.done.joined")

    clinician.field("login.email").fill(ELISE.email)
    clinician.field("login.password").fill(ELISE.password)
    clinician.button(words.exactly("login.submit")).click()
    if party.way.two_step:
        set_up_second_step(clinician)
    open_settings(clinician, "settings.profile")
    clinician.field("settings.profile.staffTitle").fill(TITLE[party.way.locale])
    clinician.field("settings.profile.licence").fill(LICENCE)
    save(clinician)
