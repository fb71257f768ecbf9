"""Every page and every state, looked at by axe with no rule switched off and by an HTML checker; none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.html_checker import HtmlChecker
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

AXE = Axe().axe_script


@pytest.fixture(scope="module")
def html_checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HtmlChecker]:
    checker = HtmlChecker(tmp_path_factory.mktemp("html-checker") / "log")
    yield checker
    checker.close()


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.name)
def test_every_stop_of_a_walk_is_accessible_and_valid_html(
    walk: Walk, people: People, program: Program, html_checker: HtmlChecker
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
            found += [f"{name}, {wrong}" for wrong in html_checker.errors(tab.document.body())]
    assert found == []
    assert set(walk.routes) - passed == set(), "the walk passes what it says"
    assert walk.states - seen == set(), "the walk stops where it says"


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
    page.evaluate(AXE)
    # The rule that reads style sheets (css-orientation-lock) says the same in both dresses: once is enough.
    for size, scheme, reads_sheets in ((DESKTOP, "light", True), (PHONE, "dark", False)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        options = {"resultTypes": ["violations"], "preload": reads_sheets}
        for violation in page.evaluate("async options => (await axe.run(options)).violations", options):
            nodes = "; ".join(f"{node['target']} {node.get('failureSummary', '')}" for node in violation["nodes"][:3])
            wrong.append(f"{scheme}: {violation['id']} ({violation['help']}): {nodes}")
    page.set_viewport_size(NARROW)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        wrong.append(f"{width} px wide on a screen of {NARROW['width']}")
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return wrong


def route_of(path: str, routes: tuple[str, ...]) -> str:
    """Which of the routes a path belongs to, the most literal first."""
    for route in sorted(routes, key=lambda route: route.count("{")):
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route)), path):
            return route
    return path


def normal(route: str) -> str:
    """A route with its parameters unnamed: `{slug}`, `:slug` and `{practice}` are one."""
    return re.sub(r"\{\w+\}|:\w+", "{}", route)
