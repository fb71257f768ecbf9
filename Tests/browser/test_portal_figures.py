"""The tool that measures pages measures them all: what `make load` prints is of pages that were there."""

from __future__ import annotations

from pathlib import Path

import pytest
from portal_figures import figures
from support.crowd import Crowd

pytestmark = pytest.mark.pages


def test_every_hot_page_is_measured(tmp_path: Path) -> None:
    rows = figures(tmp_path, Crowd(clients=120, sessions=900, clinicians=4, prospects=60), times=3)

    assert len(rows) > 20
    for row in rows:
        assert len(row.milliseconds) == 3 and row.percentile(95) > 0, row.page
        assert 0 < row.document <= row.cold, row.page
    print("\n".join(f"{row.page}: {row.document} bytes, {row.cold} with what it names" for row in rows))
