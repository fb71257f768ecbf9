"""What owners set up for other programs: keys and webhooks."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from support.host_page import HostPage

from .settings import SETTINGS, show, signed_in_owner
from .walk import Shown, Stage, walk


@walk(f"{SETTINGS}/api", f"{SETTINGS}/api/new")
def keys_for_programs(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    show(owner, stage, "api")
    yield Shown("api-keys-empty", owner)

    owner.link(owner.words.exactly("apiKeys.new")).click()
    yield Shown("api-key-new", owner)
    make = owner.button(owner.words.exactly("apiKeys.make"))
    make.click()
    expect(owner.page.get_by_role("alert")).to_be_visible()
    yield Shown("api-key-wrong", owner)

    owner.page.get_by_label(owner.words.exactly("apiKeys.name")).fill("Facturation")
    for scope in ("clients:read", "sessions:read", "sessions:write"):
        owner.page.locator(f"[name='{scope}']").check()
    make.click()
    secret = owner.page.get_by_label(owner.words.exactly("apiKeys.secret"))
    assert secret.input_value().startswith("vestibule_")
    expect(owner.page.locator("[data-module=copy]")).to_be_visible()
    yield Shown("api-key-made", owner)

    owner.link(owner.words.exactly("apiKeys.kept")).click()
    yield Shown("api-keys", owner)
    owner.page.locator("summary", has_text=owner.words.starting("apiKeys.revoke")).click()
    yield Shown("api-key-revoke", owner)
    owner.button(owner.words.starting("apiKeys.revokeConfirm")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("api-keys-revoked", owner)


@walk(f"{SETTINGS}/webhooks", f"{SETTINGS}/webhooks/new")
def webhooks_for_programs(stage: Stage) -> Iterator[Shown]:
    owner = signed_in_owner(stage)
    show(owner, stage, "webhooks")
    yield Shown("webhooks-empty", owner)

    owner.link(owner.words.exactly("webhooks.new")).click()
    address = owner.page.get_by_label(owner.words.exactly("webhooks.url"))
    address.fill("http://programme.example/webhooks")
    add = owner.button(owner.words.exactly("webhooks.add"))
    add.click()
    expect(owner.page.get_by_role("alert")).to_be_visible()
    yield Shown("webhook-wrong", owner)

    # A name of this machine's own is never called: what comes of it is known at once, whatever network this runs in.
    address.fill("https://programme.localhost/hooks/vestibule?practice=clinique&purpose=billing-and-calendar")
    for event in ("session.created", "session.cancelled", "participant.waiting"):
        owner.page.locator(f"[name='{event}']").check()
    add.click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("webhooks", owner)

    owner.button(owner.words.starting("webhooks.test")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    owner.until(lambda: refused(owner, stage), "the test is given up")
    yield Shown("webhooks-given-up", owner)

    owner.page.locator("summary", has_text=owner.words.starting("webhooks.secret")).click()
    yield Shown("webhook-secret", owner)
    owner.button(owner.words.starting("webhooks.renew")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    owner.goto(f"/p/{stage.practice.slug}/staff/outbox")
    yield Shown("outbox-webhook", owner)

    show(owner, stage, "webhooks")
    owner.page.locator("summary", has_text=owner.words.starting("webhooks.remove")).click()
    yield Shown("webhook-remove", owner)
    owner.button(owner.words.starting("webhooks.removeConfirm")).click()
    expect(owner.page.get_by_role("status")).to_be_visible()
    yield Shown("webhooks-removed", owner)
    show(owner, stage)
    yield Shown("settings-programs", owner)


def refused(owner: HostPage, stage: Stage) -> bool:
    """Loads the page again, and looks whether the webhook's last message was given up."""
    show(owner, stage, "webhooks")
    return owner.page.locator(".badge[data-tone=danger]").count() == 1
