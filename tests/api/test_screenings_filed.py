"""What is filed is kept letter for letter, grows stale for a reason, and is the territory's own."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from neo4j import Driver
from sqlalchemy import update

from algorithms.screening.staleness import stale_because
from api.callers import LOCAL, Caller, Role
from schema.settings import Settings
from workspace.audit import entries
from workspace.screenings import FILED
from workspace.store import opened

Ask = Callable[..., Any]
FILE = """
mutation ($person: String!, $purpose: String!) {
  fileScreening(input: {person: $person, role: SPEAKER, company: "Acme", hours: 2, rateUsd: 350},
    purpose: $purpose) { filedScreening { number personId purpose filedBy outcome digest content
    isStale staleBecause screening { outcome checks { name outcome } } } } }"""
LIST = """
query ($person: String!, $first: Int = 20) { screenings(person: $person, first: $first) {
  number filedAt isStale staleBecause digest } }"""
ONE = "query ($number: Int!) { filedScreening(number: $number) { number personId } }"
LIAISON = Caller("l-1", Role.LIAISON, frozenset({"IL"}))


def _filed(as_caller: Ask, person: str = "P1", caller: Caller = LOCAL) -> Any:
    result = as_caller(caller, FILE, person=person, purpose="Symposium in June")
    assert result.errors is None, result.errors
    return result.data["fileScreening"]["filedScreening"]


@pytest.mark.usefixtures("graph", "invited")
def test_a_screening_is_filed_with_who_when_and_what_for(as_caller: Ask, kept_at: Settings) -> None:
    first = _filed(as_caller)
    assert (first["number"], first["personId"], first["filedBy"]) == (1, "P1", "local")
    assert first["digest"] == sha256(first["content"].encode()).hexdigest()
    content = json.loads(first["content"])
    assert (content["purpose"], content["filedBy"]) == ("Symposium in June", "local")
    assert content["outcome"] == "attention"
    assert first["screening"]["outcome"] == first["outcome"] == "ATTENTION"
    assert not first["isStale"]
    second = _filed(as_caller, caller=LIAISON)
    assert (second["number"], second["filedBy"]) == (2, "l-1")
    listed = as_caller(LOCAL, LIST, person="P1").data["screenings"]
    assert [one["number"] for one in listed] == [2, 1]
    [newest] = as_caller(LOCAL, LIST, person="P1", first=1).data["screenings"]
    assert newest["number"] == 2
    audited = [one for one in entries(kept_at) if one["kind"] == "change"]
    assert [(one["subject"], one["persons"]) for one in audited] == [
        ("local", ["P1"]),
        ("l-1", ["P1"]),
    ]


@pytest.mark.usefixtures("graph", "invited")
def test_a_liaison_reads_what_was_filed_of_the_own_territory(as_caller: Ask) -> None:
    _filed(as_caller, "P1")
    _filed(as_caller, "P2")
    assert as_caller(LIAISON, ONE, number=1).data["filedScreening"]["personId"] == "P1"
    for query, given in (
        (ONE, {"number": 2}),
        (LIST, {"person": "P2"}),
        (FILE, {"person": "P2", "purpose": "a talk"}),
    ):
        [error] = as_caller(LIAISON, query, **given).errors
        assert error.extensions["code"] == "FORBIDDEN", query
    [error] = as_caller(LOCAL, ONE, number=3).errors
    assert error.extensions["code"] == "NOT_FOUND"
    for query, given in (
        (ONE, {"number": 0}),
        (LIST, {"person": "P1", "first": 101}),
        (LIST, {"person": "P9"}),
        (FILE, {"person": "P1", "purpose": " "}),
        (FILE, {"person": "P1", "purpose": "x" * 501}),
    ):
        [error] = as_caller(LOCAL, query, **given).errors
        assert error.extensions["code"] == "BAD_USER_INPUT", query


def test_a_filed_one_grows_stale_by_age_or_by_a_newer_load(
    invited: Driver, as_caller: Ask, kept_at: Settings, server: Settings
) -> None:
    _filed(as_caller)
    long_ago = datetime.now(UTC) - timedelta(91)
    with opened(kept_at) as connection:
        connection.execute(update(FILED).values(at=long_ago))
    [one] = as_caller(LOCAL, LIST, person="P1").data["screenings"]
    # The sources of the drawing were loaded on 20 January 2025, before that.
    assert one["staleBecause"] == "Screen again: it is 91 days old, and holds for 90."
    invited.execute_query(
        "MATCH (s:Source {name: 'leie'}) SET s.loadedAt = datetime()",
        database_=server.neo4j_database,
    )
    [one] = as_caller(LOCAL, LIST, person="P1").data["screenings"]
    assert one["isStale"]
    assert one["staleBecause"].endswith("; loaded again since: LEIE.")


def test_staleness_begins_after_the_limit_and_with_a_later_load_alone() -> None:
    at = datetime(2025, 2, 1, tzinfo=UTC)
    assert stale_because(at, at + timedelta(90), {"LEIE": at}) is None
    assert stale_because(at, at + timedelta(91), {}) is not None
    said = stale_because(at, at, {"SAM": at + timedelta(seconds=1), "LEIE": at})
    assert said == "Screen again: loaded again since: SAM."
