"""Text that would be a program where somebody forgot to escape it, and the stored fields that people can put it into."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

PAYLOADS = [
    "<script>alert(%)</script>",
    '"><script>alert(%)</script>',
    "'><script>alert(%)</script>",
    "</title><script>alert(%)</script>",
    "</textarea><script>alert(%)</script>",
    "</script><script>alert(%)</script>",
    "--><script>alert(%)</script><!--",
    "<img src=x onerror=alert(%)>",
    '"><img src=x onerror=alert(%)>',
    "<svg onload=alert(%)>",
    "<svg><script>alert(%)</script></svg>",
    '" autofocus onfocus=alert(%) x="',
    "' autofocus onfocus=alert(%) x='",
    '<iframe srcdoc="<script>alert(%)</script>"></iframe>',
    "<iframe src=javascript:alert(%)></iframe>",
    "<a href=javascript:alert(%)>a</a>",
    "javascript:alert(%)",
    "<body onload=alert(%)>",
    "<details open ontoggle=alert(%)>",
    "<video src=x onerror=alert(%)>",
    "<input autofocus onfocus=alert(%)>",
    "<object data=javascript:alert(%)></object>",
    "<math><mtext><img src=x onerror=alert(%)>",
    "<style>@import'//evil.example'</style>alert(%)",
    "{{#words}}alert(%){{/words}}",
    "${alert(%)}",
    "<!--><img src=x onerror=alert(%)>-->",
    "&lt;script&gt;alert(%)&lt;/script&gt;",
    "<template shadowrootmode=open><img src=x onerror=alert(%)></template>",
    "<base href=//evil.example>alert(%)",
    '<meta http-equiv=refresh content="0;url=javascript:alert(%)">',
    "<form action=//evil.example><button>alert(%)",
]
"""`%` stands for the field's number: what runs tells where it came from."""

_NAME_LENGTH = 80
"""The longest name, in characters."""


def _together(payloads: list[str]) -> list[str]:
    """Few texts, none longer than a name may be, that hold each payload once: what breaks out of the text or the attribute that
    it stands in does so wherever it stands. An address has to begin with what makes it a program."""
    texts: list[str] = []
    for payload in sorted(payloads, key=lambda payload: (not payload.startswith("javascript:"), -len(payload))):
        for number, text in enumerate(texts):
            longer = f"{text} {payload}"
            if len(longer.replace("%", "00")) <= _NAME_LENGTH:
                texts[number] = longer
                break
        else:
            texts.append(payload)
    return texts


_TOGETHER = _together(PAYLOADS)
TURNS = len(_TOGETHER)

INJECTED = ", ".join([
    "[onerror]", "[onload]", "[onfocus]", "[ontoggle]", "iframe", "object", "base", "math", "style", "[href^='javascript:']",
    "[src^='javascript:']", "[src=x]", "[action*='evil']", "[http-equiv=refresh]", "[shadowrootmode]",
])
"""What no page of ours has: it would be a payload that became markup."""

TYPED = {
    "practice": ["name", "hours"],
    "staff": ["name", "title", "licence"],
    "client": ["name"],
    "account": ["name"],
    "booking": ["cancel_reason"],
    "link": ["label"],
    "practice_text": ["text"],
    "service": ["name"],
    "api_key": ["name"],
    "receipt": ["void_reason"],
}
"""The columns that hold what somebody typed freely, as it was typed."""

VOID_RECEIPT = """
INSERT INTO receipt (
    practice_id, receipt_id, year, number, booking_id, client_id, document, issued_at, voided_at, void_reason
) SELECT practice_id, receipt_id || '-' || :turn, year, (SELECT max(number) + 1 FROM receipt WHERE practice_id = :practice),
    booking_id, client_id, document, issued_at, issued_at, :reason
FROM receipt WHERE practice_id = :practice AND voided_at IS NULL
"""
"""A receipt that counts, once more, as a void one: what a receipt says is never changed."""

STRICT = {
    "practice": "slug time_zone telephone email join_count_from host_absence address currency taxes brand_colour logo two_step",
    "staff": "email",
    "client": "search_key email telephone birth_date address",
    "account": "email mobile",
    "booking": "time_zone local_start",
    "link": "email message",
    "password": "phc",
    "challenge": "email browser",
    "login_attempt": "attempt_key",
    "outbox": "notice failure",
    "room_command": "command",
    "receipt": "document",
    "api_key": "scopes made_by",
    "webhook": "url events",
    "server_secret": "name",
    "audit": "actor act object detail address",
    "grdb_migrations": "identifier",
}
"""The other columns with text: words, ids, addresses, numbers, or values whose parts are read by rules of their own, so that what
doesn't follow the rules isn't shown but refused (a 500 would be the answer to what only somebody with the file can write)."""


def unknown_columns(database: Path) -> list[str]:
    """Columns with text that are in neither list: a new one is put into one of them on purpose."""
    unknown = []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        for table, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})"):
                is_closed = column.endswith("_id") or re.search(rf"CHECK \({column} IN \(", sql)
                known = column in TYPED.get(table, []) or column in STRICT.get(table, "").split()
                if kind == "TEXT" and not is_closed and not known:
                    unknown.append(f"{table}.{column}")
    return unknown


def fields(database: Path) -> list[tuple[str, str]]:
    """The columns that are to be filled, those that this version of the schema has."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        columns = {
            (table, row[1])
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for row in db.execute(f"PRAGMA table_info({table})")
        }
    return [(table, column) for table, names in TYPED.items() for column in names if (table, column) in columns]


def fill(database: Path, practice: str, turn: int) -> None:
    """Fills every field of a practice, each with other payloads; after turns 0 to `TURNS` each had all."""
    with sqlite3.connect(database, timeout=60) as db:
        for number, (table, column) in enumerate(fields(database)):
            payload = _TOGETHER[(number + turn) % TURNS].replace("%", str(number))
            only = " AND is_cancelled = 1" if column == "cancel_reason" else ""
            if table == "receipt":
                db.execute(VOID_RECEIPT, {"turn": turn, "reason": payload, "practice": practice})
            else:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE practice_id = ?{only}", (payload, practice))
    db.close()
