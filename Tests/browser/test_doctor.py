"""`vestibule doctor`, over an installation where all is well, and over what can go wrong with it, one thing at a time."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.certificates import self_signed
from support.mail_server import MailServer
from support.paths import ROOT, binary
from support.practice import Practice
from support.program import Program
from support.turn_server import SECRET, TurnServer

SUBJECTS = ["portal database", "rooms database", "disk", "clock", "mail", "relay", "certificate", "server"]


@dataclass
class Report:
    """What it said, and how it ended."""

    code: int
    outcomes: dict[str, str]
    words: str

    def finds(self, subject: str, outcome: str, words: str) -> None:
        """That this one thing is said to be wrong, and no other."""
        assert self.outcomes[subject] == outcome, self.words
        assert words in self.words
        others = {other: found for other, found in self.outcomes.items() if other not in (subject, "disk")}
        assert set(others.values()) <= {"ok"}, self.words
        assert self.code == (1 if outcome == "failed" else 0)


class Clinic:
    """An installation that has everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mail = MailServer(folder)
        self.relay = TurnServer(folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.settings = self.mail.settings | self_signed(folder / "https") | {
            "VESTIBULE_PUBLIC_URL": f"https://localhost:{self.port}", "VESTIBULE_TURN_URLS": self.relay.url,
            "VESTIBULE_TURN_SECRET": SECRET, "VESTIBULE_WEB_DIR": str(ROOT / "web"),
        }
        self.program = Program(folder / "data", **self.settings)
        self.program.start(port=self.port)
        Practice.create(self.program)

    def close(self) -> None:
        self.program.stop()
        self.relay.stop()
        self.mail.stop()

    def report(self, *, data: Path | None = None, under: tuple[str, ...] = (), **settings: str) -> Report:
        """What is said with these settings in the place of the good ones."""
        ran = subprocess.run(
            [*under, binary(), "doctor", "--json", "--data-dir", data or self.program.data], env=self.settings | settings,
            capture_output=True, text=True, timeout=120, check=False,
        )
        assert ran.stderr == ""
        said = json.loads(ran.stdout)
        assert said["healthy"] == (ran.returncode == 0)
        outcomes = {finding["subject"]: finding["outcome"] for finding in said["findings"]}
        return Report(ran.returncode, outcomes, ran.stdout)

    def copy(self, name: str) -> Path:
        """The data directory once more, for a test to harm."""
        copied = self.folder / name
        copied.mkdir()
        for database in ("portal.sqlite", "rooms.sqlite"):
            with closing(sqlite3.connect(self.program.data / database)) as whole:
                whole.execute("VACUUM INTO ?", (str(copied / database),))
        return copied

    def everything(self) -> list[str]:
        """What both databases hold, but for the day's own work of the server."""
        held = []
        for database in ("portal.sqlite", "rooms.sqlite"):
            with closing(sqlite3.connect(self.program.data / database)) as open_database:
                held += list(open_database.iterdump())
        return held


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    made = Clinic(tmp_path_factory.mktemp("clinic"))
    yield made
    made.close()


def test_where_all_is_well_it_says_so_line_by_line_and_leaves_nothing_behind(clinic: Clinic) -> None:
    before = clinic.everything()
    report = clinic.report()
    assert report.code == 0, report.words
    assert list(report.outcomes) == SUBJECTS
    assert {outcome for subject, outcome in report.outcomes.items() if subject != "disk"} == {"ok"}, report.words
    assert report.outcomes["disk"] in ("ok", "warning")
    assert clinic.everything() == before
    assert sorted(path.name for path in clinic.program.data.iterdir() if path.name.startswith("doctor")) == []
    assert clinic.mail.left == []

    plain = subprocess.run(
        [binary(), "doctor", "--data-dir", clinic.program.data], env=clinic.settings, capture_output=True, text=True, timeout=120,
        check=True,
    )
    assert [line.split(maxsplit=1)[1].split(":")[0] for line in plain.stdout.splitlines()] == SUBJECTS


def test_a_mail_server_that_is_gone_or_refuses_the_login_is_found(clinic: Clinic) -> None:
    good = clinic.settings["VESTIBULE_SMTP_URL"]
    clinic.report(VESTIBULE_SMTP_URL=good.replace("portail:", "portail:not")).finds("mail", "failed", "refuses our login")
    # Without STARTTLS this server hears of no login, and takes no mail.
    clinic.report(VESTIBULE_SMTP_URL=good.replace("?starttls=required", "")).finds("mail", "failed", "asks for TLS or a login first")
    gone = f"smtp://localhost:{closed_port()}?starttls=required"
    clinic.report(VESTIBULE_SMTP_URL=gone).finds("mail", "failed", "nobody answers at localhost")
    other = self_signed(clinic.folder / "other")["VESTIBULE_TLS_CERTIFICATE"]
    clinic.report(VESTIBULE_SMTP_CA=other).finds("mail", "failed", "isn't trusted")
    clinic.report(VESTIBULE_SMTP_URL="").finds("mail", "warning", "there is no mail server")


def test_a_relay_that_is_gone_or_has_another_secret_is_found(clinic: Clinic) -> None:
    clinic.report(VESTIBULE_TURN_SECRET="quite another secret").finds("relay", "failed", "refuses our credentials")
    good = clinic.relay.url.split("?")[0]
    clinic.report(VESTIBULE_TURN_URLS=f"{good}?transport=tcp").finds("relay", "ok", "gives an address")
    for transport in ("udp", "tcp"):
        gone = f"turn:127.0.0.1:{closed_port()}?transport={transport}"
        clinic.report(VESTIBULE_TURN_URLS=gone).finds("relay", "failed", "nobody answers")
    clinic.report(VESTIBULE_TURN_URLS="").finds("relay", "warning", "there is none")


def test_a_certificate_that_ends_soon_has_ended_or_is_another_hosts_is_found(clinic: Clinic) -> None:
    # The server goes on with the one that it started with: trusted by no browser, and here because it is the settings' own.
    def look(name: str, **kind: float | str) -> Report:
        return clinic.report(**self_signed(clinic.folder / name, **kind))

    for name, kind, outcome, words in (
        ("soon", {"days": 13.9}, "warning", "it ends on"), ("late", {"days": -1}, "failed", "it ended on"),
        ("elsewhere", {"host": "elsewhere.example"}, "failed", "it isn't for localhost"),
    ):
        report = look(name, **kind)
        assert report.outcomes["certificate"] == outcome, report.words
        assert words in report.words
        assert "isn't trusted here" in report.words


def test_a_server_that_is_gone_or_has_another_key_is_found(clinic: Clinic) -> None:
    gone = f"https://localhost:{closed_port()}"
    clinic.report(VESTIBULE_PUBLIC_URL=gone).finds("server", "failed", "nobody answers at")
    elsewhere = Program(clinic.folder / "elsewhere", VESTIBULE_WEB_DIR=str(ROOT / "web"))
    Practice.create(elsewhere)
    clinic.report(data=elsewhere.data).finds("server", "failed", "use another VESTIBULE_DATA_DIR?")


def test_a_database_that_is_missing_damaged_newer_or_another_programs_is_found(clinic: Clinic) -> None:
    for name, harm, words in (
        ("missing", lambda file: file.unlink(), "there is no"),
        ("damaged", damage, "is damaged"),
        ("newer", lambda file: run(file, "INSERT INTO grdb_migrations VALUES ('9999 times to come')"), "newer version"),
        ("another", lambda file: (file.unlink(), run(file, "CREATE TABLE song (title TEXT)")), "another program's"),
    ):
        data = clinic.copy(name)
        harm(data / "rooms.sqlite")
        report = clinic.report(data=data)
        assert report.outcomes["rooms database"] == "failed", report.words
        assert words in report.words
        assert report.outcomes["portal database"] == "ok"
        assert report.code == 1


def test_a_folder_that_may_not_be_looked_into_is_named_as_that(clinic: Clinic) -> None:
    data = clinic.copy("closed")
    data.chmod(0)
    report = clinic.report(data=data, under=("setpriv", "--bounding-set", "-dac_override,-dac_read_search"))
    for database in ("portal database", "rooms database"):
        assert report.outcomes[database] == "failed", report.words
    assert "can't be looked into" in report.words
    assert "there is no" not in report.words


def test_a_certificate_of_another_host_at_the_public_address_is_named(clinic: Clinic) -> None:
    by_number = f"https://127.0.0.1:{clinic.port}"
    report = clinic.report(VESTIBULE_PUBLIC_URL=by_number)
    assert report.outcomes["server"] == "failed", report.words
    assert "is another host's" in report.words


def test_a_database_of_an_older_version_is_named_and_left_as_it_is(clinic: Clinic) -> None:
    data = clinic.copy("older")
    run(data / "rooms.sqlite", "DELETE FROM grdb_migrations WHERE identifier = (SELECT MAX(identifier) FROM grdb_migrations)")
    before = (data / "rooms.sqlite").read_bytes()
    clinic.report(data=data).finds("rooms database", "warning", "is of an older version")
    assert (data / "rooms.sqlite").read_bytes() == before


def test_a_clock_that_was_set_back_is_found(clinic: Clinic) -> None:
    data = clinic.copy("back")
    with closing(sqlite3.connect(data / "portal.sqlite")) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE audit SET happened_at = happened_at + 3600000")
    clinic.report(data=data).finds("clock", "failed", "before the newest entry")


def test_a_disk_without_room_is_found(clinic: Clinic) -> None:
    data = clinic.copy("full")
    mount = f'cp -r {data} {data}-kept && mount -t tmpfs -o size=6m small-disk {data} && cp {data}-kept/* {data} && exec "$@"'
    report = clinic.report(data=data, under=("unshare", "--mount", "--propagation", "private", "sh", "-c", mount, "sh"))
    report.finds("disk", "failed", "make room")


def closed_port() -> int:
    """One where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def damage(file: Path) -> None:
    """Overwrites all but the first page."""
    size = file.stat().st_size
    with file.open("r+b") as database:
        database.seek(4096)
        database.write(b"\xff" * (size - 4096))


def run(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(sql)
