"""The JSON API of the running program, asked everything that its own document allows, and much that it doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from support.practice import Booking, Practice
from support.program import Program

SCOPES = (
    "practice:read", "clients:read", "clients:write", "sessions:read", "sessions:write", "webhooks:write", "audit:read",
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {schemathesis.GenerationMode.POSITIVE: 10, schemathesis.GenerationMode.NEGATIVE: 5}
"""How many requests are made of each operation."""


@dataclass(frozen=True)
class Office:
    """A practice with a program's key, and things that its requests may name."""

    url: str
    key: str
    things: dict[str, list[str]]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def get(self, path: str, headers: dict[str, str] | None = None) -> requests.Response:
        return requests.get(self.url + path, headers=self.headers if headers is None else headers, timeout=60)


@pytest.fixture(scope="module")
def office(program: Program) -> Office:
    practice = Practice.create(program, name="Clinique Mercier")
    clinicians = [practice.add_staff(name) for name in ("Élise Gagnon", "Odile Roy")]
    clients = [practice.add_client(name) for name in ("Nadia Okafor", "Lin Zhao")]
    prospect = practice.add_prospect("Nadia Zhao")
    sessions: list[Booking] = [
        practice.book(clinicians[0], *clients, starts_in=timedelta(hours=hours)) for hours in (-1, 2, 48)
    ]
    links = [session.link() for session in sessions]
    made = program.command("api-key", "create", "--practice", practice.slug, "--name", "Agenda", "--scopes", *SCOPES)
    return Office(
        program.url, made["secret"], {
            "client": [client.id for client in clients], "account": [prospect.id], "session": [session.id for session in sessions],
            "link": [link.id for link in links], "clinician": [clinician.id for clinician in clinicians],
            "room": [session.room for session in sessions],
        },
    )


def at_home(office: Office, case: schemathesis.Case, choose: st.DataObject) -> None:
    """Makes half of the requests name things that are there: ids made up at random never are."""
    if not choose.draw(st.booleans()):
        return

    def one(kind: str) -> str:
        return choose.draw(st.sampled_from(office.things[kind]))

    for name in case.path_parameters or {}:
        if name in office.things:
            case.path_parameters[name] = one(name)
    body: Any = case.body
    if not isinstance(body, dict):
        return
    if isinstance(body.get("clinician"), str):
        body["clinician"] = one("clinician")
    if isinstance(body.get("clients"), list):
        body["clients"] = [one("client")]


@pytest.mark.parametrize("mode", EXAMPLES, ids=["as the document says", "otherwise"])
def test_whatever_is_asked_is_answered_as_the_document_says(office: Office, mode: schemathesis.GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{office.url}/openapi.json")
    session = requests.Session()
    answered: dict[str, set[int]] = {}

    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is schemathesis.GenerationMode.NEGATIVE and not operation.body and not operation.query and not operation.path_parameters:
            continue  # There is nothing that could be said wrongly.

        @settings(
            max_examples=EXAMPLES[mode], deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), choose=st.data())
        def ask(case: schemathesis.Case, choose: st.DataObject) -> None:
            at_home(office, case, choose)
            answer = case.call_and_validate(session=session, headers=office.headers, checks=CHECKS)
            answered.setdefault(operation.label, set()).add(answer.status_code)

        ask()

    assert len(answered) > 30
    if mode is schemathesis.GenerationMode.POSITIVE:
        done = [label for label, statuses in answered.items() if any(status < 300 for status in statuses)]
        assert len(done) > len(answered) / 2, f"few requests were such that they could be done: {answered}"


def test_nobody_gets_in_without_a_key(office: Office) -> None:
    assert office.get("/v1/practice").json()["name"] == "Clinique Mercier"
    for headers in ({}, {"Authorization": "Bearer vestibule_wrong"}, {"Authorization": f"Basic {office.key}"}):
        answer = office.get("/v1/practice", headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["requestId"] == answer.headers["X-Request-Id"]


def test_the_document_is_for_everybody_and_cached(office: Office) -> None:
    answer = office.get("/openapi.json", {})
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert office.get("/openapi.json", {"If-None-Match": answer.headers["ETag"]}).status_code == 304
