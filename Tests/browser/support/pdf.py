"""PDF files, read back by poppler."""

from __future__ import annotations

import subprocess
from pathlib import Path


def text_of(file: Path) -> str:
    """Every word in the file, in the order in which it stands there, blanks as one space."""
    read = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", file, "-"], capture_output=True, text=True, check=True)
    return " ".join(read.stdout.split())
