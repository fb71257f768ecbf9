"""My account's pages beside the sessions, and the payment of a session that they show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from playwright.sync_api import expect

from .walk import Shown, Stage, walk


@walk(
    "/p/{practice}/account/history", "/p/{practice}/account/profile", "/p/{practice}/account/receipts",
    "/p/{practice}/account/data",
)
def my_account(stage: Stage) -> Iterator[Shown]:
    nadia = stage.practice.add_client("Nadia Okafor")
    clinician = stage.practice.add_staff("Élise Gagnon")
    client = stage.client()
    client.open_account(stage.practice.slug, nadia)
    account = f"/p/{stage.practice.slug}/account"
    for page in ("history", "receipts"):
        client.goto(f"{account}/{page}")
        yield Shown(f"account-{page}-empty", client)

    booking = stage.practice.book(clinician, nadia, starts_in=timedelta(hours=-20))
    stage.practice.book(clinician, nadia, starts_in=timedelta(hours=-22)).cancel()
    client.goto(f"{account}/history")
    yield Shown("account-history", client)

    staff = stage.host()
    staff.log_in(stage.practice.slug, clinician)
    staff.goto(f"/p/{stage.practice.slug}/staff/sessions/{booking.id}")
    words = staff.words
    staff.page.locator("summary").filter(has_text=words("payment.open")).click()
    yield Shown("payment-form", staff)

    staff.button(words.exactly("payment.submit")).click()
    expect(staff.page.get_by_role("alert")).to_be_visible()
    yield Shown("payment-empty", staff)

    staff.page.get_by_label(words("payment.amount")).fill("120,50")
    staff.page.get_by_label(words("payment.method")).select_option("transfer")
    staff.button(words.exactly("payment.submit")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(words("payment.done.paid"))
    yield Shown("payment-paid", staff)

    client.goto(f"{account}/receipts")
    with client.page.expect_download() as downloaded:
        client.link(words.starting("receipt.download")).click()
    assert downloaded.value.suggested_filename.endswith("-00001.pdf")
    client.goto(f"{account}/receipts")
    yield Shown("account-receipts", client)

    staff.page.locator("summary").filter(has_text=words("payment.void")).click()
    staff.page.get_by_label(words("payment.reason")).fill("Wrong amount")
    staff.button(words.starting("payment.voidConfirm")).click()
    expect(staff.page.get_by_role("status")).to_contain_text(words("payment.done.receiptVoided"))
    yield Shown("payment-void", staff)
    client.reload()
    yield Shown("account-receipts-void", client)

    client.goto(f"{account}/profile")
    yield Shown("account-profile", client)
    client.page.get_by_label(client.words("own.profile.name")).fill("")
    client.button(client.words.exactly("own.profile.submit")).click()
    expect(client.page.get_by_role("alert")).to_be_visible()
    yield Shown("account-profile-wrong", client)

    client.goto(f"{account}/data")
    yield Shown("account-data", client)
    with client.page.expect_download() as file:
        client.button(client.words.exactly("own.data.submit")).click()
    assert file.value.suggested_filename.endswith(".json")
