"""An owner makes a practice of an empty database, and sets it up."""

from __future__ import annotations

from playwright.sync_api import expect
from support.host_page import HostPage
from support.picture import picture

from .forms import open_settings, save
from .party import EMAIL, NAME, ODILE, SLUG, TELEPHONE, ZONE, Party
from .second_step import set_up_second_step

TAXES = {
    "fr": [("TPS", "5", "123456789 RT0001"), ("TVQ", "9,975", "1234567890 TQ0001")],
    "en": [("GST", "5", "123456789 RT0001"), ("QST", "9.975", "1234567890 TQ0001")],
}
"""Name, percentage, registration number."""
SERVICE = {"fr": "Thérapie individuelle", "en": "Individual therapy"}
ADDRESS = ["1250, rue de l’Église, bureau 4", "Montréal (Québec)  H2J 1H1"]


def make_the_practice(party: Party) -> None:
    """The two commands of the README that everything begins with."""
    command = party.program.command
    command(
        "practice", "create", "--slug", SLUG, "--name", NAME, "--time-zone", str(ZONE), "--locale", party.way.locale
    )
    command(
        "staff", "create", "--practice", SLUG, "--email", ODILE.email, "--name", ODILE.name, "--role", "owner",
        "--password-stdin", stdin=ODILE.password,
    )
    party.owner.log_in(SLUG, ODILE)
    expect(party.owner.link(party.words("today.contact"))).to_be_visible()


def set_it_up(party: Party) -> None:
    """Contact details and taxes, a service, how clients get in, looks, and who needs a second step."""
    owner = party.owner
    _contact_and_taxes(owner)
    _service(owner)
    _portal(owner)
    _looks(owner)
    if party.way.two_step:
        _second_step_for_everyone(owner)


def _contact_and_taxes(owner: HostPage) -> None:
    open_settings(owner, "settings.practice")
    group = "settings.practice"
    owner.field(f"{group}.telephone").fill(TELEPHONE)
    owner.field(f"{group}.email").fill(EMAIL)
    owner.field(f"{group}.address").fill("\n".join(ADDRESS))
    for position, (name, rate, number) in enumerate(TAXES[owner.words.locale]):
        for part, value in {"name": name, "rate": rate, "number": number}.items():
            owner.page.locator(f"#tax{position + 1}-{part}").fill(value)
    save(owner)


def _service(owner: HostPage) -> None:
    open_settings(owner, "services")
    owner.link(owner.words.exactly("services.new")).click()
    owner.field("services.name").fill(SERVICE[owner.words.locale])
    owner.field("services.minutes").fill("50")
    owner.page.get_by_label(owner.words.pattern("services.fee")).fill("120")
    owner.choice("services.taxed").check()
    save(owner)
    expect(owner.page.locator("main")).to_contain_text(SERVICE[owner.words.locale])


def _portal(owner: HostPage) -> None:
    """Accounts are linked to clients, and clients alone choose their passwords."""
    open_settings(owner, "settings.portal")
    owner.choice("settings.portal.presets.association.title").check()
    owner.button(owner.words.exactly("settings.portal.usePreset")).click()
    expect(owner.page.get_by_role("status")).to_contain_text(owner.words("settings.done.saved"))
    owner.choice("settings.portal.staffPasswords").uncheck()
    owner.button(owner.words.exactly("settings.save")).click()
    own = owner.words("settings.portal.presets.own.title")
    expect(owner.page.get_by_text(owner.words("settings.portal.now", way=own))).to_be_visible()
    expect(owner.choice("settings.portal.signUp")).to_be_checked()


def _looks(owner: HostPage) -> None:
    open_settings(owner, "branding")
    owner.choice("branding.own").check()
    owner.field("branding.colour").fill("#7a3b6a")
    save(owner)
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": picture(240, 80)}
    owner.page.locator("#logo").set_input_files(logo)
    owner.button(owner.words.exactly("branding.send")).click()
    expect(owner.page.get_by_role("status")).to_contain_text(owner.words("settings.done.logoSaved"))
    expect(owner.page.get_by_role("banner").get_by_role("img", name=NAME)).to_be_visible()


def _second_step_for_everyone(owner: HostPage) -> None:
    """The owner is the first whom it concerns."""
    open_settings(owner, "team")
    owner.choice("team.twoSteps.everyone").check()
    owner.button(owner.words.exactly("settings.save")).click()
    set_up_second_step(owner)
