"""Prints how long the portal's pages take and how much of them goes over the wire, in a practice with 5,000 clients and 50,000
sessions: `make load`. Nothing is asserted; the goal is 50 ms at the server for 95 of 100, and less than 100 KB.

    VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh .venv/bin/python Tests/browser/portal_figures.py
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
from support.crowd import Crowd, fill
from support.paths import binary
from support.practice import Booking, Person, Practice
from support.program import Program

TIMES = 200
"""How often each page is asked for, one request after the other on one connection: the time is the server's, and the loop's."""


@dataclass(frozen=True)
class Figure:
    """What one page took."""

    page: str
    milliseconds: list[float]
    document: int
    """Bytes of the page itself, as they came."""
    cold: int
    """Bytes of the page and of all scripts, styles and pictures that it names, for a browser that has none of them. Modules that
    scripts import come on top, where the page doesn't name them."""

    def percentile(self, of: int) -> float:
        return sorted(self.milliseconds)[min(len(self.milliseconds) * of // 100, len(self.milliseconds) - 1)]


@dataclass(frozen=True)
class Clinic:
    """A practice with a crowd in it, and those who look at it."""

    program: Program
    practice: Practice
    owner: Person
    clinician: Person
    client: Person
    booking: Booking

    @classmethod
    def make(cls, folder: Path, crowd: Crowd) -> Clinic:
        """In `folder`, by the program's own commands but for the crowd. The server isn't running."""
        program = Program(folder / "data")
        practice = Practice.create(program, slug="laurier")
        owner, clinician = practice.add_staff("Odile Roy", role="owner"), practice.add_staff("Élise Gagnon")
        client = practice.add_client("Nadia Okafor")
        booking = practice.book(clinician, client, starts_in=timedelta(minutes=10))
        fill(program.data / "portal.sqlite", practice.slug, crowd, client=client.id, clinician=clinician.id)
        return cls(program, practice, owner, clinician, client, booking)

    def pages(self, crowd: Crowd, browsers: ExitStack) -> list[tuple[str, httpx.Client, str]]:
        """Each page that is looked at often: what it is called, who looks, and its address. `browsers` closes theirs."""
        root = f"/p/{self.practice.slug}"
        staff, last = f"{root}/staff", (crowd.clients + 49) // 50
        stranger, client = self.browser(browsers), self.logged_in(browsers, f"{root}/login", self.client)
        owner, clinician = (self.logged_in(browsers, f"{staff}/login", person) for person in (self.owner, self.clinician))
        session = f"{staff}/sessions/{self.booking.id}"
        return [
            ("login", stranger, f"{root}/login"),
            ("sign-up", stranger, f"{root}/sign-up"),
            ("Today, owner", owner, f"{staff}/today"),
            ("Today, clinician", clinician, f"{staff}/today"),
            ("calendar, week, owner", owner, f"{staff}/calendar?view=week"),
            ("calendar, week, clinician", clinician, f"{staff}/calendar?view=week"),
            ("calendar, day, owner", owner, f"{staff}/calendar?view=day"),
            ("clients, first page", owner, f"{staff}/clients"),
            ("clients, last page", owner, f"{staff}/clients?page={last}"),
            ("clients, search", owner, f"{staff}/clients?q=lev"),
            ("clients, search in vain", owner, f"{staff}/clients?q=xyzzy"),
            ("clients, clinician", clinician, f"{staff}/clients"),
            ("client search as one types", owner, f"{staff}/client-search?q=na"),
            ("client record", owner, f"{staff}/clients/{self.client.id}"),
            ("client's sessions", owner, f"{staff}/clients/{self.client.id}/sessions"),
            ("session", owner, session),
            ("why can't they join", owner, f"{session}/why"),
            ("new session", owner, f"{staff}/sessions/new"),
            ("prospects", owner, f"{staff}/clients/prospects"),
            ("team", owner, f"{staff}/settings/team"),
            ("audit log", owner, f"{staff}/audit"),
            ("audit log, one act", owner, f"{staff}/audit?act=booking.created"),
            ("audit log, last page", owner, f"{staff}/audit?page={crowd.sessions // 50}"),
            ("My account", client, f"{root}/account"),
            ("history", client, f"{root}/account/history"),
            ("receipts", client, f"{root}/account/receipts"),
            ("session page", client, f"{root}/sessions/{self.booking.id}"),
        ]

    def browser(self, browsers: ExitStack) -> httpx.Client:
        headers = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "fr-CA"}
        return browsers.enter_context(httpx.Client(base_url=self.program.url, headers=headers, timeout=60))

    def logged_in(self, browsers: ExitStack, path: str, person: Person) -> httpx.Client:
        browser = self.browser(browsers)
        token = re.search(r'name="csrf" value="([^"]+)"', browser.get(path).text)
        assert token
        form = {"csrf": token[1], "email": person.email, "password": person.password}
        answer = browser.post(path, data=form, headers={"Origin": self.program.url})
        assert answer.status_code == 303, f"{path}: {answer.status_code}"
        return browser


def wire(answer: httpx.Response) -> int:
    """The bytes of an answer's body as they came, compressed or not."""
    return answer.num_bytes_downloaded


def measure(page: str, browser: httpx.Client, path: str, times: int) -> Figure:
    """Asks for a page again and again, and once for what it names."""
    first = browser.get(path)
    assert first.status_code == 200, f"{path}: {first.status_code}"
    names = set(re.findall(r'(?:href|src)="(/assets/[^"#]+|/p/[^"#]+(?:brand\.css|logo)[^"#]*)', first.text))
    cold = wire(first) + sum(wire(browser.get(name.replace("&amp;", "&"))) for name in sorted(names))
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        browser.get(path)
        spent.append((time.perf_counter() - started) * 1000)
    return Figure(page, spent, wire(first), cold)


def figures(folder: Path, crowd: Crowd, times: int = TIMES) -> list[Figure]:
    """Fills a practice, starts the program on it, and measures each page."""
    clinic = Clinic.make(folder, crowd)
    clinic.program.start()
    try:
        with ExitStack() as browsers:
            return [measure(page, browser, path, times) for page, browser, path in clinic.pages(crowd, browsers)]
    finally:
        clinic.program.stop()


def main() -> None:
    crowd = Crowd()
    with tempfile.TemporaryDirectory() as folder:
        rows = figures(Path(folder), crowd)
    kind = "a release build" if "release" in binary().parts else "no release build: several times slower than one"
    print(f"\n{crowd.clients:,} clients, {crowd.sessions:,} sessions, each page {TIMES} times, {kind}\n")
    print(f"{'page':<28} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'page KB':>8} {'cold KB':>8}")
    for row in rows:
        percentiles = " ".join(f"{row.percentile(of):>8.1f}" for of in (50, 95, 99))
        print(f"{row.page:<28} {percentiles} {row.document / 1000:>8.1f} {row.cold / 1000:>8.1f}")
    write(rows)


def write(rows: list[Figure]) -> None:
    """Adds the figures to .build/load.json."""
    path = Path(__file__).resolve().parents[2] / ".build" / "load.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []
    kept = [row for row in kept if not row["figure"].startswith("page ")]
    for row in rows:
        kept.append({"figure": f"page p95, {row.page}", "value": row.percentile(95), "unit": "ms", "floor": 50})
        kept.append({"figure": f"page size, {row.page}", "value": row.document, "unit": "bytes"})
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"rows": kept}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
