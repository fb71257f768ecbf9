"""What owners set up, and what everybody may read of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect
from support.host_page import HostPage
from support.picture import picture

from .walk import Shown, Stage, walk

SETTINGS = "/p/{practice}/staff/settings"


@walk(
    SETTINGS, f"{SETTINGS}/practice", f"{SETTINGS}/portal", f"{SETTINGS}/join", f"{SETTINGS}/mail", f"{SETTINGS}/profile",
)
def setting_up_a_practice(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    show(owner, stage)
    yield Shown("settings", owner)

    show(owner, stage, "practice")
    yield Shown("settings-practice", owner)
    owner.page.get_by_label(owner.words.exactly("settings.practice.name")).fill("")
    owner.page.get_by_label(owner.words.starting("settings.practice.telephone")).fill("call me")
    owner.page.get_by_label(owner.words.exactly("settings.practice.tax.name")).first.fill("TPS")
    save(owner, refused=True)
    yield Shown("settings-practice-wrong", owner)

    show(owner, stage, "portal")
    yield Shown("settings-portal", owner)
    owner.page.locator("[name=knownClients]").check()
    save(owner)
    yield Shown("settings-portal-conflict", owner)

    show(owner, stage, "join")
    yield Shown("settings-join", owner)
    owner.page.get_by_label(owner.words.exactly("settings.join.before")).fill("0")
    owner.page.get_by_label(owner.words.exactly("settings.join.after")).fill("0")
    save(owner, refused=True)
    yield Shown("settings-join-wrong", owner)

    show(owner, stage, "mail")
    yield Shown("settings-mail", owner)
    owner.field("settings.mail.invitation").fill("Bonjour,\n\nVoici le lien de notre séance.\nÀ bientôt!")
    owner.button(owner.words.exactly("settings.mail.preview")).click()
    expect(owner.page.locator(".sheet")).to_contain_text("Voici le lien")
    yield Shown("settings-mail-preview", owner)
    owner.field("settings.mail.practiceAlert").fill("-5-")
    save(owner, refused=True)
    expect(owner.page.locator(".sheet")).to_contain_text("Voici le lien")
    yield Shown("settings-mail-wrong", owner)
    stage.practice.set({"email": ""})
    show(owner, stage, "mail")
    yield Shown("settings-mail-unreachable", owner)

    show(owner, stage, "profile")
    yield Shown("settings-profile", owner)
    save(owner)
    yield Shown("settings-profile-saved", owner)

    clinician = stage.host()
    clinician.log_in(stage.practice.slug, stage.practice.add_staff("Élise Gagnon"))
    show(clinician, stage)
    yield Shown("settings-clinician", clinician)
    show(clinician, stage, "practice")
    yield Shown("settings-forbidden", clinician)


@walk(f"{SETTINGS}/branding", f"{SETTINGS}/texts", "/p/{practice}/terms", "/p/{practice}/privacy", "/p/{practice}")
def the_practice_s_looks_and_words(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    show(owner, stage, "branding")
    yield Shown("branding", owner)

    owner.page.get_by_label(owner.words.exactly("branding.own")).check()
    owner.page.get_by_label(owner.words.exactly("branding.colour")).fill("#e0a800")
    save(owner)
    yield Shown("branding-colour", owner)

    send(owner, b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    expect(owner.page.get_by_role("alert")).to_be_visible()
    yield Shown("branding-refused", owner)

    send(owner, picture(240, 80))
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("branding-logo", owner)

    show(owner, stage, "texts")
    yield Shown("settings-texts", owner)

    client = stage.client()
    for page in ("terms", "privacy", "login"):
        client.goto(f"/p/{stage.practice.slug}/{page}")
        yield Shown(f"branded-{page}", client)

    visitor = stage.visitor()
    visitor.open(stage.book(starts_in=timedelta(hours=3)).link())
    visitor.expect_view("early")
    yield Shown("branded-visitor", visitor)

    stage.practice.set({"login-links": "off"})
    client.goto(f"/p/{stage.practice.slug}")
    yield Shown("no-login", client)


@walk(
    f"{SETTINGS}/team", f"{SETTINGS}/team/new", f"{SETTINGS}/team/{{staff}}", f"{SETTINGS}/team/{{staff}}/deactivate",
)
def looking_after_the_team(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    clinician = stage.practice.add_staff("Élise Gagnon")
    stage.practice.add_staff("Paul Otis")
    stage.practice.book(clinician, stage.practice.add_client("Nadia Okafor"), starts_in=timedelta(days=1))
    show(owner, stage, "team/new")
    yield Shown("team-new", owner)
    owner.button(owner.words.exactly("team.send")).click()
    expect(owner.page.get_by_role("alert")).to_be_visible()
    yield Shown("team-new-wrong", owner)

    owner.page.get_by_label(owner.words.exactly("team.name")).fill("Zoé Lavoie")
    owner.page.get_by_label(owner.words.exactly("team.email")).fill("zoe@clinique.example")
    owner.button(owner.words.exactly("team.send")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("team", owner)

    owner.link("Zoé Lavoie").click()
    yield Shown("team-member-invited", owner)

    show(owner, stage, f"team/{clinician.id}")
    yield Shown("team-member", owner)
    owner.link(owner.words.exactly("team.deactivate")).click()
    yield Shown("team-leave", owner)
    owner.button(owner.words.exactly("team.deactivateConfirm")).click()
    expect(owner.page.get_by_role("alert")).to_be_visible()
    yield Shown("team-leave-wrong", owner)

    owner.page.get_by_role("combobox").select_option(label="Paul Otis")
    owner.button(owner.words.exactly("team.deactivateConfirm")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("team-member-former", owner)
    show(owner, stage, "team")
    owner.link("Odile Roy").click()
    yield Shown("team-member-last-owner", owner)


@walk(f"{SETTINGS}/services", f"{SETTINGS}/services/new", f"{SETTINGS}/services/{{service}}")
def services_and_fees(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    show(owner, stage, "services")
    yield Shown("services-empty", owner)

    owner.link(owner.words.exactly("services.new")).click()
    owner.page.get_by_label(owner.words.starting("services.minutes")).fill("4")
    save(owner, refused=True)
    yield Shown("service-wrong", owner)

    owner.page.get_by_label(owner.words.exactly("services.name")).fill("Thérapie individuelle")
    owner.page.get_by_label(owner.words.starting("services.minutes")).fill("50")
    owner.page.locator("#fee").fill("120")
    owner.page.locator("[name=taxed]").check()
    save(owner)
    yield Shown("services", owner)

    owner.link("Thérapie individuelle").click()
    owner.page.locator("[name=offered]").uncheck()
    yield Shown("service", owner)
    save(owner)
    yield Shown("services-former", owner)


def signed_in_owner(stage: Stage) -> HostPage:
    owner = stage.host()
    owner.log_in(stage.practice.slug, stage.practice.add_staff("Odile Roy", role="owner"))
    return owner


def show(staff: HostPage, stage: Stage, page: str = "") -> None:
    staff.goto(f"/p/{stage.practice.slug}/staff/settings/{page}".rstrip("/"))


def save(staff: HostPage, *, refused: bool = False) -> None:
    """Sends the form, and waits for what comes of it."""
    staff.button(staff.words.exactly("settings.save")).click()
    expect(staff.page.get_by_role("alert" if refused else "status")).to_be_visible()


def send(owner: HostPage, image: bytes) -> None:
    owner.page.locator("#logo").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": image})
    owner.button(owner.words.exactly("branding.send")).click()
