"""Where things are in the project."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "web"
LOCALES = WEB / "locales"
FIXTURES = ROOT / "Sources" / "SignalingProtocol" / "SignalingProtocol.docc" / "Fixtures"
BROWSER_TESTS = ROOT / "Tests" / "browser"


def binary() -> Path:
    """The program under test: `VESTIBULE_BINARY`, or the debug build."""
    return Path(os.environ.get("VESTIBULE_BINARY", ROOT / ".build" / "debug" / "vestibule")).resolve()
