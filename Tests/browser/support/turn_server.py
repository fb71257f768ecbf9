"""coturn with the configuration that is shipped, on an address that looks public, in the tests' own network."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path

from aioice import stun

from .paths import ROOT
from .polling import PATIENCE_SECONDS

CONFIGURATION = ROOT / "Sources/vestibule/Deployment/turnserver.conf"
SECRET = "the tests share this secret"
PUBLIC = "93.184.215.14"
PUBLIC6 = "2606:2800:21f:cb07::14"
"""Addresses of the internet that this machine answers to, for as long as its network namespace lives."""


class TurnServer:
    def __init__(self, folder: Path) -> None:
        for address in (f"{PUBLIC}/32", f"{PUBLIC6}/128"):
            subprocess.run(["ip", "address", "replace", address, "dev", "lo"], check=True)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind((PUBLIC, 0))
            self.port = int(free.getsockname()[1])
        self._log = (folder / "turnserver.log").open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [
                "turnserver", "-c", CONFIGURATION, f"--static-auth-secret={SECRET}", f"--listening-ip={PUBLIC}",
                f"--listening-port={self.port}", f"--relay-ip={PUBLIC}", f"--relay-ip={PUBLIC6}", "--no-tls", "--no-dtls",
                f"--pidfile={folder / 'pid'}", f"--userdb={folder / 'users'}", "--log-file=stdout", "--simple-log",
            ],
            cwd=folder, stdout=self._log, stderr=self._log,
        )
        self._wait()

    @property
    def url(self) -> str:
        return f"turn:{PUBLIC}:{self.port}?transport=udp"

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_SECONDS)
        self._log.close()

    def _wait(self) -> None:
        """Until it answers a binding request (RFC 8489) by UDP and a connection by TCP: it opens them in no fixed order."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self._ask_where_we_are()
                socket.create_connection((PUBLIC, self.port), timeout=1).close()
                return
            except OSError as error:
                assert self._process.poll() is None, f"coturn ended; see {self._log.name}"
                assert time.monotonic() < deadline, f"coturn does not answer: {error}"
                time.sleep(0.05)

    def _ask_where_we_are(self) -> None:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(1)
            line.connect((PUBLIC, self.port))
            line.send(bytes(request))
            line.recv(4096)
