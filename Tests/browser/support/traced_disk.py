"""What a server asked the kernel to write, taken down by strace(1), and what a power cut at some instant would have left of it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"^(?P<thread>\d+) +(?P<at>\d+\.\d+) (?P<said>.*)$")
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(?P<rest>.*)$")
_DONE = re.compile(r"^(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+).*?(?:<(?P<took>[\d.]+)>)?$")
_ON_FILE = re.compile(r"^\d+<(?P<path>[^>]*)>(?:\(deleted\))?(?:, (?P<rest>.*))?$")
_BYTES = re.compile(r'^"(?P<hex>[^"]*)", \d+(?:, (?P<offset>\d+))?$')


@dataclass(frozen=True)
class _Call:
    name: str
    path: Path
    began: float
    ended: float
    data: bytes = b""
    at: int = 0


class TracedDisk:
    """A data directory whose server runs under strace."""

    def __init__(self, data: Path, trace: Path) -> None:
        self._data, self._trace = data, trace

    @property
    def command(self) -> list[str | Path]:
        """What the server is to be started under."""
        paths = [path for one in (self._data.parent, self._data, *self._databases()) for path in ("-P", one)]
        return [
            "strace", "-D", "-f", "--seccomp-bpf", "-y", "-ttt", "-T", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}",
            "-o", self._trace, *paths,
        ]

    def after_cut(self, at: float, into: Path, dice: random.Random | None = None) -> None:
        """Makes a data directory as it would be found after a cut at an instant (as time.time() tells it): what was synced before is
        there; of the rest nothing, or what the dice say: the disk may have written it in any order."""
        calls = list(self._calls(at))
        assert any(self._is_sync(call, self._data.parent) for call in calls), "the folder's own name was never synced"
        into.mkdir()
        for path in self._databases():
            named = next((call for call in calls if self._is_sync(call, self._data) and call.began >= self._first(calls, path)), None)
            if named or dice:
                (into / path.name).write_bytes(self._content(path, calls, dice))

    def _content(self, path: Path, calls: list[_Call], dice: random.Random | None) -> bytes:
        own = [call for call in calls if call.path == path]
        synced_at = max((call.began for call in own if self._is_sync(call, path)), default=0.0)
        content = bytearray()
        for call in own:
            if call.ended > synced_at and (dice is None or dice.random() < 0.5):
                continue
            match call.name:
                case "pwrite64" | "write":
                    content.extend(bytes(max(0, call.at + len(call.data) - len(content))))
                    content[call.at : call.at + len(call.data)] = call.data
                case "ftruncate":
                    del content[call.at :]
                    content.extend(bytes(call.at - len(content)))
                case "unlink":
                    content.clear()
        return bytes(content)

    def _calls(self, until: float) -> Iterator[_Call]:
        """What ended before an instant, in the order in which it began, and what was under way then."""
        begun: dict[str, tuple[float, str]] = {}
        for line in self._trace.read_text(encoding="ascii", errors="replace").splitlines():
            found = _LINE.match(line)
            if not found:
                continue
            thread, said, began = found["thread"], found["said"], float(found["at"])
            ended = None
            if said.endswith("<unfinished ...>"):
                begun[thread] = (began, said.removesuffix("<unfinished ...>"))
                continue
            if resumed := _RESUMED.match(said):
                ended, (began, start) = began, begun.pop(thread)
                said = start.rstrip() + resumed["rest"]
            call = _parse(said, began, ended)
            if call and call.began <= until and not (call.name in ("fsync", "fdatasync") and call.ended > until):
                yield call

    def _databases(self) -> list[Path]:
        return [self._data / f"{name}.sqlite{suffix}" for name in ("portal", "rooms") for suffix in ("", "-wal")]

    @staticmethod
    def _first(calls: list[_Call], path: Path) -> float:
        return min((call.began for call in calls if call.path == path), default=float("inf"))

    @staticmethod
    def _is_sync(call: _Call, path: Path) -> bool:
        return call.name in ("fsync", "fdatasync") and call.path == path


def _parse(said: str, began: float, ended: float | None) -> _Call | None:
    done = _DONE.match(said)
    if not done or int(done["result"]) < 0:
        return None
    name = done["call"]
    end = ended if ended is not None else began + float(done["took"] or 0)
    if name == "unlink":
        return _Call(name, _path(done["arguments"].strip('"')), began, end)
    target = _ON_FILE.match(done["arguments"])
    if not target:
        return None
    path, rest = _path(target["path"]), target["rest"] or ""
    if name == "ftruncate":
        return _Call(name, path, began, end, at=int(rest))
    if name in ("fsync", "fdatasync"):
        return _Call(name, path, began, end)
    written = _BYTES.match(rest)
    assert written and (written["offset"] or name == "write"), said[:200]
    return _Call(name, path, began, end, _bytes(written["hex"]), int(written["offset"] or 0))


def _path(text: str) -> Path:
    return Path(_bytes(text).decode()) if text.startswith("\\x") else Path(text)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
