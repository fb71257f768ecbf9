"""The second step at login, where the practice asks for it."""

from __future__ import annotations

from playwright.sync_api import expect
from support.challenges import app_code
from support.host_page import HostPage


def set_up_second_step(staff: HostPage) -> None:
    """Nothing else can be reached before it is set up."""
    words = staff.words
    expect(staff.page.get_by_text(words("twoStep.requiredLead"))).to_be_visible()
    staff.button(words.exactly("twoStep.begin")).click()
    secret = staff.page.locator(".key").inner_text()
    staff.field("twoStep.code").fill(app_code(secret))
    staff.button(words.exactly("twoStep.confirm")).click()
    expect(staff.page.get_by_role("list", name=words("recoveryCodes.list")).get_by_role("listitem")).to_have_count(10)
    staff.link(words.exactly("recoveryCodes.done")).click()
