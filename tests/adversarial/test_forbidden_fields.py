"""Case 10: a field above the role is forbidden on every way to it, and no Cypher runs for it."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import AsyncGraphDatabase

from api.callers import Caller, Function, Role
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from schema.settings import Settings

VIEWER = Caller("u-1", Role.VIEWER)
LIAISON = Caller("u-2", Role.LIAISON, frozenset({"IL"}))
AUDITOR = Caller("u-3", Role.AUDITOR)
PERSON = '{ person(id: "P1")'
# Each with the field that it is refused for.
WAYS = {
    PERSON + " { receivedUsd } }": "Person.receivedUsd",
    PERSON + " { name: receivedUsd } }": "Person.receivedUsd",
    PERSON + " { ...F } } fragment F on Person { ...G } fragment G on Person { receivedUsd }": (
        "Person.receivedUsd"
    ),
    PERSON + " { ... on Person { ... { receivedUsd } } } }": "Person.receivedUsd",
    PERSON + " { receivedUsd @include(if: false) } }": "Person.receivedUsd",
    PERSON + " { ...F @skip(if: true) } } fragment F on Person { pageRank }": "Person.pageRank",
    PERSON + " { payments { totalCount } } }": "Person.payments",
    PERSON + " { payments { __typename } } }": "Person.payments",
    "{ people(orderBy: {field: K_CORE}) { totalCount } }": "PersonOrderField.K_CORE",
    "{ people(filter: {payments: {count: {gte: 1}}}) { totalCount } }": "PersonFilter.payments",
    "{ people(filter: {firstBy: {by: CONNECTOR, first: 9}}) { totalCount } }": (
        "PersonScore.CONNECTOR"
    ),
    "{ people { groups(by: [INFLUENCE_COHORT]) { count } } }": "PersonGroupKey.INFLUENCE_COHORT",
    PERSON + " { engagements { totalCount } } }": "Person.engagements",
    PERSON + " { papers { edges { identityReasons } } } }": "PaperAuthorshipEdge.identityReasons",
    '{ node(id: "Person:P1") { ... on Person { receivedUsd } } }': "Person.receivedUsd",
    '{ node(id: "Person:P1") { ... on Node { ... on Person { kCore } } } }': "Person.kCore",
    '{ node(id: "Payment:1") { id } }': "Payment.id",
    '{ node(id: "Payment:1") { __typename } }': "Payment.id",
    '{ a: node(id: "Paper:1") { id } b: node(id: "Engagement:1") { id } }': "Engagement.id",
    '{ companies(text: "a") { nodes { payments { totalCount } } } }': "Company.payments",
    "{ connectors { totalCount } }": "Query.connectors",
    "{ emerging { nodes { name } } }": "Query.emerging",
    '{ influence(person: "P1") { personId } }': "Query.influence",
    '{ introductions(from: ["L1"], to: ["P1"]) { strength } }': "Query.introductions",
    "{ liaisons { totalCount } }": "Query.liaisons",
    '{ paper(pmid: "101") { bylines { nodes { ties { edges { strength } } } } } }': "Person.ties",
    "query A { sources { name } } query B { liaisons { totalCount } }": "Query.liaisons",
}


def _asked(query: str, caller: Caller, operation: str | None = None, **variables: Any) -> Any:
    """The answer of a schema whose database is nowhere: whatever asked it would fail otherwise."""

    async def run() -> ExecutionResult:
        async with AsyncGraphDatabase.driver("bolt://127.0.0.1:1") as driver:
            context = Context(driver, "neo4j", Cursors(Path(variables.pop("home"))), caller=caller)
            return await schema.execute(  # type: ignore[return-value]
                query, variables, context, operation_name=operation
            )

    return asyncio.run(run())


def _codes(result: Any) -> set[str]:
    return {error.extensions["code"] for error in result.errors}


@pytest.mark.parametrize("query", WAYS)
@pytest.mark.parametrize("caller", [VIEWER, AUDITOR], ids=["viewer", "auditor"])
def test_a_field_above_the_role_is_forbidden_on_every_way(
    query: str, caller: Caller, tmp_path: Path
) -> None:
    operation = "B" if "query B" in query else None
    result = _asked(query, caller, operation, home=tmp_path / "key")
    assert result.data is None
    assert _codes(result) == {"FORBIDDEN"}
    fields = {error.extensions["field"]: error for error in result.errors}
    error = fields[WAYS[query]]
    assert caller.role.value not in error.extensions["roles"]
    assert WAYS[query] in error.message
    assert " admin " in error.message or "admin or" in error.message


@pytest.mark.parametrize(
    ("query", "variables", "field"),
    [
        ("query($i: ID!) { node(id: $i) { id } }", {"i": "Payment:1"}, "Payment.id"),
        (
            'query($f: IntroductionFilterInput) { introductions(from: ["a"], to: [], filter: $f) '
            "{ strength } }",
            {"f": {"industryTies": False}},
            "IntroductionFilterInput.industryTies",
        ),
        (
            'query($f: IntroductionFilterInput = {minStrength: 0.5}) { introductions(from: ["a"], '
            "to: [], filter: $f) { strength } }",
            {},
            "IntroductionFilterInput.minStrength",
        ),
        (
            'query($k: [TieKind!]) { evidence(from: "a", to: "b", kinds: $k) { totalCount } }',
            {"k": ["PAYMENT"]},
            "TieKind.PAYMENT",
        ),
        (
            '{ evidence(from: "a", to: "b", kinds: [PAYMENT]) { totalCount } }',
            {},
            "TieKind.PAYMENT",
        ),
        (
            'query($w: [IndicatorWeightInput!]) { influence(person: "a", weights: $w) { cohort } }',
            {"w": [{"dimension": "d", "indicator": "i", "weight": 1}]},
            "IndicatorWeightInput.weight",
        ),
    ],
)
def test_filters_orderings_and_variables_are_ways_too(
    query: str, variables: dict[str, Any], field: str, tmp_path: Path
) -> None:
    result = _asked(query, VIEWER, home=tmp_path / "key", **variables)
    assert result.data is None
    assert field in {error.extensions["field"] for error in result.errors}


@pytest.mark.parametrize(
    "query",
    [
        '{ node(id: "Payment:1") { id } }',
        '{ node(id: "Engagement:1") { id } }',
        '{ node(id: "Exclusion:1") { id } }',
        '{ companies(text: "a") { nodes { payments { totalCount } } } }',
    ],
)
def test_no_way_of_a_liaison_leads_round_the_territory(query: str, tmp_path: Path) -> None:
    assert _codes(_asked(query, LIAISON, home=tmp_path / "key")) == {"FORBIDDEN"}


@pytest.mark.parametrize(
    ("caller", "query"),
    [
        (VIEWER, PERSON + " { name papers { nodes { title } } } }"),
        (VIEWER, '{ node(id: "Paper:101") { id ... on Paper { title } } __typename }'),
        (VIEWER, '{ people(filter: {state: {eq: "IL"}}) { totalCount } }'),
        (VIEWER, '{ person(id: "P1") { ...F } } fragment F on Person { name influence }'),
        (LIAISON, PERSON + " { receivedUsd } }"),
        (Caller("u-4", Role.ANALYST), "{ connectors { totalCount } }"),
        (Caller("u-5", Role.ADMIN), "{ liaisons { nodes { engagements { totalCount } } } }"),
    ],
    ids=str,
)
def test_what_the_role_may_read_reaches_the_database(
    caller: Caller, query: str, tmp_path: Path
) -> None:
    # It is not there: to be told so is to have been let through.
    result = _asked(query, caller, home=tmp_path / "key")
    assert _codes(result) == {"UNAVAILABLE"}


def test_only_the_operation_that_runs_is_looked_at(tmp_path: Path) -> None:
    query = '{ person(id: "P1") { name } }'
    both = f"query A {query} query B {{ liaisons {{ totalCount }} }}"
    assert _codes(_asked(both, VIEWER, "A", home=tmp_path / "key")) == {"UNAVAILABLE"}


def test_at_most_five_errors_are_told(tmp_path: Path) -> None:
    fields = "pageRank kCore eigenvector harmonic betweenness constraint effectiveSize"
    result = _asked(f"{PERSON} {{ {fields} }} }}", VIEWER, home=tmp_path / "key")
    assert len(result.errors) == 5


def test_fragments_that_spread_each_other_twice_are_looked_at_once(tmp_path: Path) -> None:
    size = 60
    parts = [f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}" for n in range(size)]
    last = f"fragment F{size} on Person {{ receivedUsd }}"
    document = " ".join([PERSON + " { ...F0 } }", *parts, last])
    from graphql import parse

    from api.permitting import refusals
    from api.selected import selected

    parsed = parse(document)
    began = time.process_time()
    found = selected(schema._schema, parsed, None)
    errors = refusals(schema._schema, found, VIEWER, {}, Function.MEDICAL)
    assert time.process_time() - began < 0.05
    assert [error.extensions["field"] for error in errors] == ["Person.receivedUsd"]


def test_a_required_purpose_must_be_given_for_persons_alone(tmp_path: Path) -> None:
    at = Settings(home=tmp_path, purpose_required=True)

    async def run(query: str, purpose: str) -> set[str]:
        async with AsyncGraphDatabase.driver("bolt://127.0.0.1:1") as driver:
            caller = Caller("u-1", Role.ADMIN, purpose=purpose)
            context = Context(
                driver, "neo4j", Cursors(tmp_path / "key"), caller=caller, settings=at
            )
            return _codes(await schema.execute(query, {}, context))

    person = PERSON + " { name } }"
    assert asyncio.run(run(person, "")) == {"BAD_USER_INPUT"}
    for roundabout in (
        '{ paper(pmid: "1") { bylines { totalCount nodes { name } } } }',
        '{ influence(person: "P1") { cohort } }',
        '{ evidence(from: "a", to: "b") { totalCount } }',
    ):
        assert asyncio.run(run(roundabout, "")) == {"BAD_USER_INPUT"}
    assert asyncio.run(run(person, "congress")) == {"UNAVAILABLE"}
    assert asyncio.run(run('{ paper(pmid: "1") { title } }', "")) == {"UNAVAILABLE"}
