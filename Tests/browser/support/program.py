"""The program, run as an operator runs it: `serve`, and the documented commands with `--json`."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .paths import ROOT, binary
from .polling import PATIENCE_SECONDS

READY_SECONDS = 30

PERSONAL = re.compile(
    r"@example\.test|@clinique\.example|correct horse battery|Nadia|Okafor|Zhao|Élise|Gagnon|Odile|eyJ[\w-]{10,}\.[\w-]+|/v/[\w-]+#|vestibule_[\w-]{20,}"
)
"""What belongs in no log, of the people in these tests: addresses, passwords, names, tokens, and the secrets of links."""


class CommandRefused(Exception):
    """A command that ended with another exit code than 0."""

    def __init__(self, arguments: tuple[str, ...], code: int, said: str) -> None:
        super().__init__(f"vestibule {' '.join(arguments)}: exit code {code}\n{said}")
        self.code = code
        self.said = said


class Program:
    """One data directory, and a server over it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self._environment = {
            key: value for key, value in os.environ.items() if not key.startswith("VESTIBULE_") or key.endswith("ISOLATED")
        } | settings
        self._log_path = data.parent / f"{data.name}.log"
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def command(self, *arguments: str, stdin: str | None = None) -> dict[str, Any]:
        """Runs a command and returns the JSON object that it prints. Raises CommandRefused."""
        ran = subprocess.run(
            [binary(), *arguments, "--json", "--data-dir", self.data],
            cwd=ROOT, env=self._environment, input=stdin, capture_output=True, text=True, timeout=60, check=False,
        )
        if ran.returncode != 0:
            raise CommandRefused(arguments, ran.returncode, ran.stdout + ran.stderr)
        return json.loads(ran.stdout)

    def give_up_messages(self) -> None:
        """Leaves what waits in the outbox as a mail server would that refuses it for good."""
        with closing(sqlite3.connect(self.data / "portal.sqlite", timeout=60)) as database, database:
            database.execute("UPDATE outbox SET state = 'failed', failure = 'refused', ended_at = created_at")

    def start(self, *, port: int = 0, under: Sequence[str | Path] = ()) -> None:
        """Starts the server and waits for its ready line: on a free port, or on the one that it had before. `under` is a command
        that runs the server in its own place, as strace(1) does with `-D`."""
        with self._log_path.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*under, binary(), "serve", "--host", "127.0.0.1", "--port", str(port), "--data-dir", self.data],
                cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True,
            )
        assert self._process.stdout is not None
        deadline = time.monotonic() + READY_SECONDS
        for line in self._process.stdout:
            if line.startswith('{"ready"'):
                self.url = json.loads(line)["url"].rstrip("/")
                return
            if time.monotonic() > deadline:
                break
        self._process.kill()
        raise AssertionError(f"the server did not say that it is ready; it said:\n{self.log()}")

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def sockets(self) -> str:
        """Where people's sockets are opened, without the room."""
        return self.url.replace("http", "ws", 1) + "/v1/ws"

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """Asks the server to end, and insists after 10 s."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None

    def signal(self) -> None:
        """Asks the server to end, and doesn't wait for it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def ended(self) -> int:
        """Waits for the end, and returns the exit code. Raises TimeoutExpired where it takes longer than any wait should."""
        assert self._process is not None
        code = self._process.wait(timeout=PATIENCE_SECONDS)
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None
        return code

    def kill(self) -> None:
        """Ends the server as a failing machine would: SIGKILL, at once, without a word to anybody."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._process = None

    def log(self) -> str:
        """What the server has written on standard error."""
        return self._log_path.read_text(encoding="utf-8", errors="replace") if self._log_path.exists() else ""

    def told(self) -> list[str]:
        """The lines of the log that hold what belongs in none."""
        return [line for line in self.log().splitlines() if PERSONAL.search(line)]

    def here(self, url: str) -> str:
        """The same address on this server: commands don't know which port `--port 0` has become."""
        parts, own = urlsplit(url), urlsplit(self.url)
        scheme = {"ws": "ws", "wss": "wss"}.get(parts.scheme, own.scheme)
        return urlunsplit(parts._replace(scheme=scheme, netloc=own.netloc))
