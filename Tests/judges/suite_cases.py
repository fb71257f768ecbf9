"""The cases of the Autobahn test suite, made to run on today's Python.

The suite is Python 2. A string there holds bytes, so its files are read as Latin-1: each string then has one character to each byte it
had, and `latin-1` is the encoding that brings the bytes back.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fissix.refactor import RefactoringTool, get_fixers_from_package

#: What 2to3 leaves as it was, and means something else now.
REPAIRS = {
    "binascii.b2a_hex": "repr",
    "(object, Case, )": "(Case, )",
    "from zope.interface import implements": "",
    "implements(interfaces.IPushProducer)": "pass",
    "v.validate(vss[:i])": "v.validate(vss[:i].encode('latin-1'))",
    "len(self.payload) / self.p": "len(self.payload) // self.p",
}
#: Compression, which the server doesn't offer; and a case that the suite itself leaves out.
LEFT_OUT = re.compile(r"case(12|13)_|case9_9_1|__init__")


class Suite:
    """All cases by number, such as `6.4.1`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.cases = {number(case): case for case in self._load(Path(self._folder.name))}

    def sections(self, wanted: Iterable[str]) -> list[str]:
        """The numbers of the cases in some sections, in the suite's order."""
        chosen = set(wanted)
        return [one for one in sorted(self.cases, key=order) if one.split(".")[0] in chosen]

    @staticmethod
    def _load(folder: Path) -> Iterator[type[Any]]:
        package = folder / "suite"
        package.mkdir()
        (package / "__init__.py").touch()
        names = []
        tool = RefactoringTool(get_fixers_from_package("fissix.fixes"))
        for source in sorted(source_folder().glob("case*.py")):
            if not LEFT_OUT.match(source.name):
                text = str(tool.refactor_string(source.read_bytes().decode("latin-1") + "\n", source.name))
                for old, new in REPAIRS.items():
                    text = text.replace(old, new)
                (package / source.name).write_text(re.sub(r"^from case", "from .case", text, flags=re.MULTILINE), encoding="utf-8")
                names.append(source.stem)
        sys.path.insert(0, str(folder))
        for name in names:
            for value in vars(importlib.import_module(f"suite.{name}")).values():
                yield from (one for one in (value if isinstance(value, list) else [value]) if is_case(one))


def source_folder() -> Path:
    """Where the suite is installed. It is found, not imported: that would run it."""
    found = importlib.util.find_spec("autobahntestsuite")
    assert found and found.origin, "autobahntestsuite is missing: `make test` installs it"
    return Path(found.origin).parent / "case"


def is_case(value: object) -> bool:
    return isinstance(value, type) and re.fullmatch(r"Case\d+(_\d+)+", value.__name__) is not None


def number(case: type[Any]) -> str:
    return case.__name__.removeprefix("Case").replace("_", ".")


def order(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]
