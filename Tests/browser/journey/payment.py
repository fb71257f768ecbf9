"""The session took place and is paid: the client has a receipt."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect
from support.pdf import text_of

from .forms import expect_done
from .party import EMAIL, ELISE, NADIA, NAME, TELEPHONE, Party
from .setting_up import ADDRESS, SERVICE, TAXES
from .team import LICENCE, TITLE

NET, TAX_AMOUNTS = Decimal("120.00"), [Decimal("6.00"), Decimal("11.97")]
TOTAL = NET + sum(TAX_AMOUNTS)


def mark_as_attended_and_paid(party: Party, session: str) -> None:
    """The form already has the service's fee, with the practice's taxes."""
    clinician, words = party.clinician, party.words
    clinician.goto(session)
    clinician.button(words.exactly("change.attended")).click()
    expect_done(clinician, "change.attendance")
    expect(clinician.button(words.exactly("change.attended"))).to_have_attribute("aria-pressed", "true")
    clinician.page.locator("summary").filter(has_text=words("payment.open")).click()
    expect(clinician.field("payment.amount")).to_have_value(party.spoken.amount(NET))
    expect(clinician.page.get_by_label(words.pattern("payment.taxed"))).to_be_checked()
    clinician.field("payment.method").select_option("transfer")
    clinician.button(words.exactly("payment.submit")).click()
    expect_done(clinician, "payment.done.paid")


def download_the_receipt(party: Party, folder: Path) -> str:
    """From My account. Returns every word in it."""
    client, words = party.client, party.words
    bar = client.page.get_by_role("navigation", name=words("account.title"))
    client.link(words.exactly("own.pages.receipts"), bar).click()
    expect(client.page.locator("main")).to_contain_text(party.spoken.amount(TOTAL))
    with client.page.expect_download() as downloaded:
        client.link(words.starting("receipt.download")).click()
    file = folder / downloaded.value.suggested_filename
    downloaded.value.save_as(file)
    return text_of(file)


def expect_receipt(party: Party, text: str, start: datetime) -> None:
    """Number, practice, dates, amounts and taxes, each as it is written in that language, accents and all."""
    words, spoken = party.words, party.spoken
    today = spoken.date(party.today)
    taxes = [f"{name} {rate}" for name, rate, _ in TAXES[party.way.locale]]
    wanted = [
        words("receipt.title", number=f"{party.today.year}-00001"), NAME, *ADDRESS, TELEPHONE, EMAIL,
        words("receipt.client"), NADIA.name, words("receipt.session"), spoken.date(start.date()),
        f"{ELISE.name}, {TITLE[party.way.locale]}, {words('receipt.licence', number=LICENCE)}",
        words("receipt.service", service=SERVICE[party.way.locale], minutes=50), spoken.amount(NET),
        *taxes, *(number for _, _, number in TAXES[party.way.locale]), *(spoken.amount(tax) for tax in TAX_AMOUNTS),
        words("receipt.total"), spoken.amount(TOTAL), words("receipt.paid", day=today, method=words("receipt.by.transfer")),
    ]
    for each in wanted:
        assert " ".join(each.split()) in text, f"{each!r} is not in the receipt:\n{text}"
