"""A real mail server: the one of the delivery tests, in a process of its own, with STARTTLS and a login."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from .mail import Mail
from .paths import ROOT
from .polling import PATIENCE_SECONDS

SENDER = "portail@clinique.example"
_LOGIN = "portail:correct%20horse%20battery%20staple"
_SCRIPT = ROOT / "Tests" / "DeliveryTests" / "Support" / "smtp_server.py"


class MailServer:
    """Takes every mail, and hands each to whoever waits for it."""

    def __init__(self, folder: Path) -> None:
        pair = folder / "tls"
        subprocess.run([ROOT / "Sources/vestibule/Deployment/self-signed", pair, "0"], check=True, capture_output=True)
        self._certificate = pair / "certificate.pem"
        self._process = subprocess.Popen(
            [
                sys.executable, _SCRIPT, "--tls", "starttls", "--certificate", self._certificate, "--key", pair / "key.pem",
                "--login", _LOGIN.replace("%20", " "),
            ],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        assert self._process.stdout
        self._port = json.loads(self._process.stdout.readline())["port"]
        self._arrival = threading.Condition()
        self._waiting: list[Mail] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def settings(self) -> dict[str, str]:
        """What an operator writes so that the program sends its mail here."""
        return {
            "VESTIBULE_SMTP_URL": f"smtp://{_LOGIN}@localhost:{self._port}?starttls=required",
            "VESTIBULE_SMTP_CA": str(self._certificate),
            "VESTIBULE_MAIL_FROM": SENDER,
        }

    @property
    def left(self) -> list[str]:
        """The mails that nobody has taken."""
        with self._arrival:
            return [str(mail) for mail in self._waiting]

    def take(self, to: str, subject: re.Pattern[str]) -> Mail:
        """Waits for a mail to that address with that subject. Each is handed out once."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._arrival:
            while True:
                for mail in self._waiting:
                    if mail.to == to and subject.fullmatch(mail.subject):
                        self._waiting.remove(mail)
                        return mail
                if not self._arrival.wait(deadline - time.monotonic()):
                    raise AssertionError(f"no mail to {to} with a subject like {subject.pattern!r}; there are {self._waiting}")

    def stop(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._reader.join(timeout=60)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            mail = Mail.taken(json.loads(line))
            with self._arrival:
                self._waiting.append(mail)
                self._arrival.notify_all()
