"""Where the way in stands, on phones and on desks."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.people import People
from support.practice import Practice

pytestmark = pytest.mark.pages

SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_q3_log_in_stands_at_the_top_right(practice: Practice, people: People, screen: str) -> None:
    visitor = people.client(viewport=SCREENS[screen])
    visitor.goto(f"/p/{practice.slug}/sign-up")

    login = visitor.link(visitor.words.exactly("login.submit"), visitor.page.get_by_role("banner"))

    box, width = login.bounding_box(), SCREENS[screen]["width"]
    assert box and box["y"] + box["height"] <= 80, "at the top"
    assert width - 40 <= box["x"] + box["width"] <= width, "at the right edge, but for its margin"
    login.click()
    expect(visitor.heading(visitor.words.exactly("login.title"))).to_be_visible()
