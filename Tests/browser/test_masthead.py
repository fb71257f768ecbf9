"""The sections of the staff's pages have room, on every width between a phone's and a wall's, in both languages."""

from __future__ import annotations

import pytest
from support.host_page import HostPage
from support.people import People
from support.practice import Practice
from support.program import Program

pytestmark = pytest.mark.pages

WIDTHS = [320, 390, 600, 768, 820, 1024, 1100, 1152, 1280, 1600]

OVERLAPS = """() => {
  const box = (element) => element.getBoundingClientRect();
  const links = [...document.querySelectorAll(".sections a, .masthead .tool, .brand")].filter((link) => box(link).width > 0);
  const wrongs = links.filter((link) => link.scrollWidth > link.clientWidth + 1).map((link) => `${link.textContent.trim()} sticks out`);
  for (const one of links) {
    for (const other of links.slice(links.indexOf(one) + 1)) {
      const [a, b] = [box(one), box(other)];
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      if (!apart) wrongs.push(`${one.textContent.trim()} lies over ${other.textContent.trim()}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wrongs.push("the page is wider than the window");
  return wrongs;
}"""

LINES = """(name) => {
  const text = document.createRange();
  text.selectNodeContents(name);
  return text.getClientRects().length;
}"""


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_sections_have_room_at_every_width(program: Program, people: People, locale: str) -> None:
    practice = Practice.create(program, name="Clinique interdisciplinaire du Plateau-Mont-Royal")
    owner = practice.add_staff("Odile Roy", role="owner")
    staff = people.seat(HostPage, "host", locale=locale)
    staff.log_in(practice.slug, owner)
    staff.goto(f"/p/{practice.slug}/staff/settings")

    wrongs: dict[int, list[str]] = {}
    for width in WIDTHS:
        staff.page.set_viewport_size({"width": width, "height": 800})
        if found := staff.page.evaluate(OVERLAPS):
            wrongs[width] = found

    assert wrongs == {}


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_short_name_stays_on_its_line_whatever_is_below_it(program: Program, people: People, locale: str) -> None:
    practice = Practice.create(program)
    owner = practice.add_staff("Odile Roy", role="owner")
    staff = people.seat(HostPage, "host", locale=locale)
    staff.log_in(practice.slug, owner)
    staff.page.set_viewport_size({"width": 1280, "height": 800})
    lines = {}
    for section in ("today", "calendar", "clients", "settings"):
        staff.goto(f"/p/{practice.slug}/staff/{section}")
        lines[section] = staff.page.locator(".brand span").evaluate(LINES)
    assert lines == dict.fromkeys(lines, 1)
