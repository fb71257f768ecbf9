"""Client records and prospects, as the people who work at the practice see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect
from support.host_page import HostPage
from support.practice import Person

from .walk import Shown, Stage, walk


@walk(
    "/p/{practice}/staff/clients", "/p/{practice}/staff/clients/new", "/p/{practice}/staff/clients/{client}",
    "/p/{practice}/staff/clients/{client}/edit", "/p/{practice}/staff/clients/{client}/sessions",
)
def client_records(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    clients = f"/p/{stage.practice.slug}/staff/clients"
    staff.goto(clients)
    yield Shown("clients-none", staff)

    clinician = stage.practice.add_staff("Élise Gagnon")
    nadia = stage.practice.add_client("Nadia Okafor")
    for name in ("Élodie Côté-Roy", "Maya Bernstein-Delacroix", "Patrick O’Neil", "Zoé Œuvrard"):
        stage.practice.add_client(name, portal=name.startswith("Maya"))
    stage.practice.book(clinician, nadia, starts_in=timedelta(days=2))
    stage.practice.book(clinician, nadia, starts_in=timedelta(hours=-20))
    staff.reload()
    expect(staff.link("Nadia Okafor")).to_be_visible()
    yield Shown("clients", staff)

    search = staff.page.get_by_label(staff.words("clients.search"))
    search.press_sequentially("oeuv")
    expect(staff.page.locator("#results tbody tr")).to_have_count(1)
    yield Shown("clients-found", staff)

    search.fill("xyz")
    expect(staff.page.locator("#results .empty")).to_be_visible()
    yield Shown("clients-not-found", staff)

    staff.goto(f"{clients}/new")
    yield Shown("client-new", staff)

    staff.page.get_by_label(staff.words("client.email")).fill("nadia@")
    staff.page.get_by_label(staff.words("client.birthDate")).fill("2090-01-01")
    staff.button(staff.words.exactly("client.add")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("client-new-wrong", staff)

    staff.goto(f"{clients}/new")
    staff.page.get_by_label(staff.words("client.name"), exact=True).fill("nadia OKAFOR")
    staff.button(staff.words.exactly("client.add")).click()
    expect(staff.page.get_by_role("checkbox")).to_be_visible()
    yield Shown("client-new-twice", staff)

    staff.goto(f"{clients}/{nadia.id}/edit")
    staff.page.get_by_label(staff.words("client.telephone")).fill("514 555-0142")
    staff.page.get_by_label(staff.words("client.birthDate")).fill("1984-05-17")
    staff.page.get_by_label(staff.words("client.address")).fill("12, rue de l’Église, app. 3\nMontréal (Québec)  H2X 1Y4")
    yield Shown("client-edit", staff)

    staff.button(staff.words.exactly("client.save")).click()
    expect(staff.page.get_by_role("status").filter(has_text=staff.words("client.changed"))).to_be_visible()
    yield Shown("client", staff)

    staff.goto(f"{clients}/{nadia.id}/sessions")
    staff.button(staff.words.starting("client.unassign")).first.click()
    expect(staff.button(staff.words.starting("client.assignAll", email=nadia.email))).to_be_visible()
    yield Shown("client-sessions", staff)

    staff.goto(f"{clients}/{nadia.id}")
    staff.page.locator("summary").click()
    yield Shown("client-archiving", staff)

    staff.button(staff.words.exactly("client.archiveConfirm")).click()
    expect(staff.button(staff.words.exactly("client.restore"))).to_be_visible()
    yield Shown("client-archived", staff)


@walk("/p/{practice}/staff/clients/{client}/account")
def a_client_s_account(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    zoe = stage.practice.add_client("Zoé Œuvrard", portal=False)
    sophie = stage.practice.add_client("Sophie Tremblay")
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    page = f"/p/{stage.practice.slug}/staff/clients/{zoe.id}/account"
    staff.goto(page)
    yield Shown("client-account-none", staff)

    open_portal(staff, sophie)
    expect(staff.page.get_by_label(staff.words("access.existing"))).to_be_visible()
    yield Shown("client-account-taken", staff)

    staff.goto(page)
    open_portal(staff, zoe)
    expect(staff.page.get_by_text(staff.words("access.opened"))).to_be_visible()
    yield Shown("client-account", staff)

    staff.page.get_by_label(staff.words("access.mobile")).fill("911")
    staff.button(staff.words.exactly("access.mobileSave")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    for summary in staff.page.locator(".login summary").all():
        summary.click()
    yield Shown("client-account-wrong", staff)


def tick(staff: HostPage, name: str) -> None:
    """Ticks or unticks a prospect."""
    staff.page.get_by_label(staff.words("prospects.choose", name=name)).click()


def open_portal(staff: HostPage, person: Person) -> None:
    """Gives somebody a starter password for their address."""
    staff.page.get_by_label(staff.words("access.email")).fill(person.email)
    staff.page.get_by_label(staff.words("access.password"), exact=True).fill("correct horse battery")
    staff.button(staff.words.exactly("access.open")).click()


@walk(
    "/p/{practice}/staff/clients/prospects", "/p/{practice}/staff/clients/prospects/associate",
    "/p/{practice}/staff/clients/prospects/client", "/p/{practice}/staff/clients/prospects/dismiss",
)
def prospects(stage: Stage) -> Iterator[Shown]:
    owner = stage.practice.add_staff("Odile Roy", role="owner")
    staff = stage.host()
    staff.log_in(stage.practice.slug, owner)
    page = f"/p/{stage.practice.slug}/staff/clients/prospects"
    staff.goto(page)
    yield Shown("prospects-none", staff)

    stage.practice.add_client("Owen P. Fraser")
    people = [stage.practice.add_prospect(name) for name in ("Étienne Roy", "Maya Bernstein-Delacroix", "Owen Fraser")]
    stage.practice.verify(people[1])
    staff.reload()
    yield Shown("prospects", staff)

    tick(staff, "Owen Fraser")
    expect(staff.page.get_by_text(staff.words("prospects.match", name="Owen P. Fraser"))).to_be_visible()
    yield Shown("prospects-one", staff)

    tick(staff, "Étienne Roy")
    expect(staff.button(staff.words.exactly("prospects.associate"))).to_be_hidden()
    yield Shown("prospects-several", staff)

    tick(staff, "Étienne Roy")
    staff.button(staff.words.exactly("prospects.associate")).click()
    expect(staff.page.get_by_role("radio")).to_have_count(1)
    yield Shown("prospect-associate", staff)

    staff.page.get_by_label(staff.words("prospects.search")).press_sequentially("zzz")
    expect(staff.page.get_by_role("radio")).to_have_count(0)
    yield Shown("prospect-associate-nobody", staff)

    staff.goto(page)
    tick(staff, "Maya Bernstein-Delacroix")
    staff.button(staff.words.exactly("prospects.create")).click()
    expect(staff.page.get_by_label(staff.words("client.name"), exact=True)).to_have_value("Maya Bernstein-Delacroix")
    yield Shown("prospect-client", staff)

    staff.goto(page)
    tick(staff, "Étienne Roy")
    staff.button(staff.words.exactly("prospects.dismiss")).click()
    yield Shown("prospects-dismissing", staff)

    staff.button(staff.words.exactly("prospects.dismissOne")).click()
    expect(staff.button(staff.words.exactly("prospects.undo"))).to_be_visible()
    yield Shown("prospects-dismissed", staff)
