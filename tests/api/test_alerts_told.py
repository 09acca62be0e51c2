"""An alert is told over a stream as it is raised, to its owner alone."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from listening import listening
from neo4j import Driver

from algorithms.alerts.kinds import says
from api import alerts as questions
from api.app import application
from api.schema import schema
from graph import connection
from schema.settings import Settings
from workspace import alerts, keys
from workspace.store import opened

ASKED = """subscription($since: ID) {
  alerted(since: $since) { id says person { name } records { record } } }"""


@pytest.fixture
def at(server: Settings, tmp_path: Path, driver: Driver) -> Settings:
    """Settings with a home of their own, and a graph of two persons."""
    driver.execute_query(
        "CREATE (:Person {personId: 'P1', name: 'Ada', state: 'IL'}), "
        "(:Person {personId: 'P2', name: 'Bo', state: 'DE'})",
        database_=server.neo4j_database,
    )
    there = connection.address(server)
    words = {"neo4j_uri": there.uri, "neo4j_user": there.user, "home": tmp_path, "workspace": None}
    password = Settings(NEO4J_PASSWORD=there.password).neo4j_password
    return server.model_copy(update=words | {"neo4j_password": password, "sign_in": "required"})


@pytest.fixture
def address(at: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the application listens; it looks for alerts at once."""
    monkeypatch.setattr(questions, "LOOK_SECONDS", 0.05)
    with listening(application(at, schema)) as address:
        yield address


def _raise(at: Settings, owner: str, person: str, event: str) -> int:
    record = alerts.AlertRecord(event, event, "On hearts", "pubmed", date(2025, 1, 1), None)
    one = alerts.Alert(
        0, owner, 1, "mine", person, person, "PAPER", False, "s", None, datetime.now(UTC),
        records=[record],
    )  # fmt: skip
    with opened(at) as work:
        return alerts.keep(work, [one], says)[0].number


def test_an_alert_is_told_as_it_is_raised_to_its_owner_within_the_territory(
    at: Settings, address: str
) -> None:
    key = keys.create(at, "l-1", "liaison", ["IL"], documents_only=False)[0]
    known = _raise(at, "l-1", "P1", "1")
    headers = {"authorization": f"Bearer {key}", "accept": "text/event-stream"}
    body = {"query": ASKED, "variables": {"since": str(known)}}
    with httpx.stream("POST", f"{address}/graphql", headers=headers, json=body, timeout=30) as told:
        assert told.status_code == 200, told.read()
        _raise(at, "l-1", "P2", "2")  # of another territory
        _raise(at, "l-2", "P1", "3")  # of another user
        last = _raise(at, "l-1", "P1", "4")
        lines = (line for line in told.iter_lines() if line.startswith("data: {"))
        found = json.loads(next(lines).removeprefix("data: "))
    assert found["data"]["alerted"] == {
        "id": str(last),
        "says": "a new paper",
        "person": {"name": "Ada"},
        "records": [{"record": "4"}],
    }


def test_who_may_not_read_of_persons_is_told_nothing(at: Settings, address: str) -> None:
    key = keys.create(at, "v-1", "viewer")[0]
    headers = {"authorization": f"Bearer {key}", "accept": "text/event-stream"}
    answer = httpx.post(f"{address}/graphql", headers=headers, json={"query": ASKED}, timeout=30)
    assert "FORBIDDEN" in answer.text


def test_an_id_that_is_none_is_refused(at: Settings, address: str) -> None:
    key = keys.create(at, "a-1", "analyst")[0]
    headers = {"authorization": f"Bearer {key}", "accept": "text/event-stream"}
    body = {"query": ASKED, "variables": {"since": "; drop"}}
    answer = httpx.post(f"{address}/graphql", headers=headers, json=body, timeout=30)
    assert "BAD_USER_INPUT" in answer.text
