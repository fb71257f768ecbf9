"""Fills a practice with as many clients and sessions as a large clinic has after years, straight into the database."""

from __future__ import annotations

import random
import secrets
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Toronto")
FIRST = "Nadia Élise Marc Zoé Olivier Chloé Émile Inès Jérôme Maïté Noël Rosalie Søren Théo Wassim Yun".split()
LAST = "Tremblay Gagnon Lévesque Okafor Roy Bélanger Nguyễn Côté Haddad Fraser Zhao Ouellet Prud’homme Œuvrard".split()
MINUTES = 50
HOUR = 3_600_000


@dataclass(frozen=True)
class Crowd:
    """How many of everything."""

    clients: int = 5_000
    sessions: int = 50_000
    clinicians: int = 20
    prospects: int = 120


def fill(database: Path, slug: str, crowd: Crowd, *, client: str, clinician: str) -> None:
    """Adds a crowd to a practice while no server runs on it, in one transaction.

    A fifth of the sessions are to come. `client` and `clinician`, who are there already, take part like the others, so that
    somebody can log in as either. The audit log grows with it; its hashes are made up, since only the program has the key.
    """
    dice = random.Random(crowd.sessions)
    with closing(sqlite3.connect(database)) as db, db:
        (practice,) = db.execute("SELECT practice_id FROM practice WHERE slug = ?", (slug,)).fetchone()
        now = int(datetime.now(UTC).timestamp() * 1000)
        staff = [clinician, *(new_id() for _ in range(crowd.clinicians - 1))]
        db.executemany(
            "INSERT INTO staff (practice_id, staff_id, role, name, email, is_active, created_at) VALUES (?, ?, 'clinician', ?, ?, 1, ?)",
            [(practice, one, name(dice), f"staff.{number}@example.test", now) for number, one in enumerate(staff) if number],
        )
        clients = [client, *(new_id() for _ in range(crowd.clients - 1))]
        add_clients(db, practice, clients[1:], dice, now)
        add_sessions(db, practice, staff, clients, crowd.sessions, dice, now)
        db.executemany(
            "INSERT INTO account (practice_id, account_id, email, name, created_at, verified_at, origin, is_associated)"
            " VALUES (?, ?, ?, ?, ?, ?, 'sign_up', 0)",
            [(practice, new_id(), f"prospect.{number}@example.test", name(dice), now - number, now) for number in range(crowd.prospects)],
        )
        add_audit(db, practice, now, crowd.sessions)
        db.execute("ANALYZE")


def add_clients(db: sqlite3.Connection, practice: str, clients: list[str], dice: random.Random, now: int) -> None:
    """Clients, half of them with an account."""
    people = [(one, name(dice)) for one in clients]
    db.executemany(
        "INSERT INTO client (practice_id, client_id, name, search_key, email, created_at, telephone) VALUES (?, ?, ?, ?, ?, ?, '514 555-0142')",
        [(practice, one, called, folded(called), f"client.{number}@example.test", now) for number, (one, called) in enumerate(people)],
    )
    accounts = [(new_id(), one, called, number) for number, (one, called) in enumerate(people) if number % 2]
    db.executemany(
        "INSERT INTO account (practice_id, account_id, email, name, created_at, verified_at, is_associated) VALUES (?, ?, ?, ?, ?, ?, 1)",
        [(practice, account, f"client.{number}@example.test", called, now, now) for account, _, called, number in accounts],
    )
    db.executemany(
        "INSERT INTO account_client (practice_id, account_id, client_id, created_at) VALUES (?, ?, ?, ?)",
        [(practice, account, one, now) for account, one, _, _ in accounts],
    )


def add_sessions(
    db: sqlite3.Connection, practice: str, staff: list[str], clients: list[str], count: int, dice: random.Random, now: int
) -> None:
    """Sessions on working days, at the full hours from 8 to 17, one clinician after the other: four fifths are over."""
    a_day = len(staff) * 2
    first = date.today() - timedelta(days=count * 4 // 5 // a_day * 7 // 5)
    bookings, taken = [], []
    day = first
    while len(bookings) < count:
        if day.weekday() < 5:
            for place in range(min(a_day, count - len(bookings))):
                clinician, hour = staff[place % len(staff)], 8 + (place * 3 + day.toordinal()) % 10
                local = datetime.combine(day, time(hour, 0), ZONE)
                start, booking = int(local.timestamp() * 1000), new_id()
                over = start < now
                bookings.append((
                    practice, booking, new_id(), clinician, start, start + MINUTES * 60_000, "America/Toronto", f"{local:%Y-%m-%dT%H:%M}",
                    MINUTES, 1, int(dice.random() < 0.05), min(start, now) - HOUR, ("attended" if over else None),
                ))
                # Everybody comes to the same clinician; the first client comes often.
                number = dice.randrange(len(clients) // len(staff)) * len(staff) + place % len(staff)
                taken.append((practice, booking, clients[number], clinician))
        day += timedelta(days=1)
    db.executemany(
        "INSERT INTO booking (practice_id, booking_id, room_id, clinician_id, starts_at, ends_at, time_zone, local_start, minutes, revision,"
        " is_cancelled, created_at, attendance) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bookings,
    )
    db.executemany(
        "INSERT INTO booking_client (practice_id, booking_id, client_id, position) VALUES (?, ?, ?, 0)", [one[:3] for one in taken]
    )
    db.executemany(
        "INSERT OR IGNORE INTO client_clinician (practice_id, client_id, staff_id) VALUES (?, ?, ?)", [(p, c, s) for p, _, c, s in taken]
    )
    db.execute(
        "INSERT OR IGNORE INTO booking_account (practice_id, booking_id, client_id, account_id, cause, created_at)"
        " SELECT practice_id, booking_id, client_id, account_id, 'address', ? FROM booking_client JOIN account_client"
        " USING (practice_id, client_id) WHERE practice_id = ?",
        (now, practice),
    )


def add_audit(db: sqlite3.Connection, practice: str, now: int, count: int) -> None:
    """An entry for each session, after those that are there."""
    (last,) = db.execute("SELECT MAX(number) FROM audit WHERE practice_id = ?", (practice,)).fetchone()
    booked = db.execute("SELECT booking_id, clinician_id, created_at FROM booking WHERE practice_id = ? LIMIT ?", (practice, count))
    db.executemany(
        "INSERT INTO audit (practice_id, number, happened_at, actor, act, object, address, hash)"
        " VALUES (?, ?, ?, ?, 'booking.created', ?, '192.0.2.7', ?)",
        [
            (practice, number, made, f"staff:{clinician}", booking, secrets.token_bytes(32))
            for number, (booking, clinician, made) in enumerate(booked.fetchall(), start=last + 1)
        ],
    )
    (trigger,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_head_moves_on'").fetchone()
    db.execute("DROP TRIGGER audit_head_moves_on")
    db.execute(
        "UPDATE audit_head SET (number, hash) = (SELECT number, hash FROM audit WHERE practice_id = ?1 ORDER BY number DESC LIMIT 1)"
        " WHERE practice_id = ?1",
        (practice,),
    )
    db.execute(trigger)


def new_id() -> str:
    """An id as the program makes them: 128 bits."""
    return secrets.token_urlsafe(16)


def name(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}-{dice.choice(LAST)}"


def folded(text: str) -> str:
    """A name as it is searched: no accents, small letters, words alone."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
