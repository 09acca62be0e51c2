"""Documents made to cost much: refused in little time, in few words, before the database hears.

The driver's address is one where nothing listens: an operation that got as far as a statement would
be told as UNAVAILABLE.
"""

import asyncio
import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import ExecutionResult, get_introspection_query
from neo4j import AsyncGraphDatabase

from api.callers import LOCAL, Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.limits import LIMITS
from api.schema import schema

NOWHERE = "bolt://127.0.0.1:1"
SECONDS = 0.25  # of CPU: five times what is seen, for a machine that others share


@pytest.fixture(scope="module", autouse=True)
def settled() -> Iterator[None]:
    """What is alive stays, as in a server: full collections would walk the schema again, and count
    for whichever document is asked then."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module")
def cursors(tmp_path_factory: pytest.TempPathFactory) -> Cursors:
    return Cursors(tmp_path_factory.mktemp("cursors") / "cursor.key")


def _ask(
    cursors: Cursors, query: str, caller: Caller = LOCAL, **variables: Any
) -> tuple[ExecutionResult, float]:
    """The answer, and the seconds of CPU that it took."""

    async def asked() -> Any:
        async with AsyncGraphDatabase.driver(NOWHERE) as driver:
            context = Context(driver, "neo4j", cursors, caller=caller)
            begun = time.process_time()
            result = await schema.execute(query, variable_values=variables, context_value=context)
            return result, time.process_time() - begun

    return asyncio.run(asked())  # type: ignore[no-any-return]


def _chain(fragments: int, spread: str) -> str:
    """Fragments of which each spreads the next as `spread` says."""
    links = (
        f"fragment f{n} on Source {{ {spread.format(next=f'f{n + 1}')} }}" for n in range(fragments)
    )
    return "\n".join(
        ("{ sources { ...f0 } }", *links, f"fragment f{fragments} on Source {{ name }}")
    )


def _as(role: Role) -> Caller:
    return Caller("s1", role)


HOSTILE = {
    "laughs of 20": (_chain(20, "...{next} ...{next}"), "BAD_USER_INPUT"),
    "laughs of 60": (_chain(60, "...{next} ...{next}"), "BAD_USER_INPUT"),
    "laughs of 200": (_chain(200, "...{next} ...{next}"), "BAD_USER_INPUT"),
    "1,000 nested fragments": (_chain(1000, "...{next}"), "BAD_USER_INPUT"),
    "a circle of two": (
        "{ sources { ...a } } fragment a on Source { ...b } fragment b on Source { ...a }",
        "BAD_USER_INPUT",
    ),
    "a circle of itself": ("{ sources { ...a } } fragment a on Source { ...a }", "BAD_USER_INPUT"),
    "circles through circles": (
        "{ sources { ...f0 } }"
        + "".join(
            f" fragment f{n} on Source {{ ...f{(n + 1) % 20} ...f{(n + 7) % 20} }}"
            for n in range(20)
        ),
        "BAD_USER_INPUT",
    ),
    "depth 3,000": ("{a" * 3000 + "}" * 3000, "BAD_USER_INPUT"),
    "depth 100": ("{ sources " + "{ name " * 100 + "}" * 101, "BAD_USER_INPUT"),
    "a list 20,000 deep": (
        "{ people(first: " + "[" * 20_000 + "]" * 20_000 + ") { totalCount } }",
        "BAD_USER_INPUT",
    ),
    "an object 20,000 deep": (
        "{ people(filter: " + "{text: " * 20_000 + "}" * 20_000 + ") { totalCount } }",
        "BAD_USER_INPUT",
    ),
    "3,000 directives": ("{ sources { name " + "@aa " * 3000 + "} }", "BAD_USER_INPUT"),
    "900 directives": ("{ sources { name " + "@aa " * 900 + "} }", "BAD_USER_INPUT"),
    "3,000 fields": ("{ sources { " + "name " * 3000 + "} }", "BAD_USER_INPUT"),
    "1,000 fields": ("{ sources { " + "name " * 1000 + "} }", "BAD_USER_INPUT"),
    "10,000 aliases": (
        "{ sources { " + " ".join(f"a{n}: name" for n in range(10_000)) + " } }",
        "BAD_USER_INPUT",
    ),
    "500 aliases": (
        "{ sources { " + " ".join(f"a{n}: name" for n in range(500)) + " } }",
        "BAD_USER_INPUT",
    ),
    "330 aliases of the schema": (
        "{ " + " ".join(f"a{n}: __schema {{ queryType {{ name }} }}" for n in range(330)) + " }",
        "BAD_USER_INPUT",
    ),
    "the schema through itself": (
        "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } }",
        "BAD_USER_INPUT",
    ),
    "the schema many times": (
        "{ "
        + " ".join(f"a{n}: __schema {{ types {{ fields {{ name }} }} }}" for n in range(30))
        + " }",
        "COST_EXCEEDED",
    ),
    "100 nested 100 nested 100": (
        "{ people(first: 100) { nodes { ties(first: 100) { nodes { ties(first: 100) { "
        "nodes { name } } } } } } }",
        "COST_EXCEEDED",
    ),
    "many counts": (
        "{ people(first: 100) { nodes { ties(first: 10) { nodes { ties { totalCount } } } } } }",
        "COST_EXCEEDED",
    ),
    "unknown fields": ("{ " + " ".join(f"x{n}" for n in range(400)) + " }", "BAD_USER_INPUT"),
    "a long unknown field": ("{ " + "a" * 90_000 + " }", "BAD_USER_INPUT"),
    "300 operations": (
        " ".join(f"query q{n} {{ sources {{ name }} }}" for n in range(300)),
        "BAD_USER_INPUT",
    ),
    "a lone surrogate": (r'{ person(id: "\uD800") { name } }', "BAD_USER_INPUT"),
    "an unknown escape": (r'{ person(id: "\q") { name } }', "BAD_USER_INPUT"),
    "an unended string": ('{ person(id: "', "BAD_USER_INPUT"),
    "a NUL": ("{ sources { \0name } }", "BAD_USER_INPUT"),
    "a fragment on a scalar": (
        "{ sources { ...a } } fragment a on String { length }",
        "BAD_USER_INPUT",
    ),
    "a fragment on nothing known": (
        "{ sources { ...a } } fragment a on Nothing { name }",
        "BAD_USER_INPUT",
    ),
    "a number of 3,000 digits": (
        "{ people(first: " + "9" * 3000 + ") { totalCount } }",
        "BAD_USER_INPUT",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.VIEWER], ids=lambda role: role.value)
def test_a_hostile_document_is_refused_in_little_time_and_few_words(
    cursors: Cursors, name: str, role: Role
) -> None:
    query, code = HOSTILE[name]
    result, seconds = _ask(cursors, query, _as(role))
    assert result.data is None
    assert 1 <= len(result.errors or ()) <= 5
    codes = {(error.extensions or {})["code"] for error in result.errors or ()}
    if role is Role.ADMIN or "schema" not in name:
        assert code in codes
    assert codes <= {"BAD_USER_INPUT", "COST_EXCEEDED", "FORBIDDEN"}
    assert seconds <= SECONDS


def test_the_cost_of_many_aliases_is_their_sum(cursors: Cursors) -> None:
    """One point, 100 times 25, and 300 rows at 100 a point: 1 + 2,500 + 3 = 2,504."""
    asked = " ".join(
        f'a{n}: introductions(from: "P1", to: "P2") {{ strength }}' for n in range(100)
    )
    result, _ = _ask(cursors, f"{{ {asked} }}")
    (error,) = result.errors or ()
    limit = LIMITS[Role.ADMIN].cost
    assert error.extensions == {"code": "COST_EXCEEDED", "limit": limit, "asked": 2504}
    assert "2504" in error.message


def test_an_introduction_costs_for_each_goal(cursors: Cursors) -> None:
    """One point and 25 for each of 30 goals, whether they are written out or in a variable."""
    goals = [f"P{n}" for n in range(30)]
    written = ", ".join(f'"{goal}"' for goal in goals)
    texts = (
        f'{{ introductions(from: "P1", to: [{written}]) {{ strength }} }}',
        'query ($goals: [String!]!) { introductions(from: "P1", to: $goals) { strength } }',
    )
    for text in texts:
        result, _ = _ask(cursors, text, _as(Role.LIAISON), goals=goals)
        (error,) = result.errors or ()
        assert error.extensions == {"code": "COST_EXCEEDED", "limit": 600, "asked": 751}


def test_a_variable_for_first_counts_with_its_value_else_as_the_most(cursors: Cursors) -> None:
    """10 times 10 times 10 is 1,110 rows with those above, 100 instead of each 10 is 1,010,100."""
    text = """query ($n: Int! = 10) { people(first: $n) { nodes { ties(first: $n) {
      nodes { ties(first: $n) { nodes { name } } } } } } }"""
    result, _ = _ask(cursors, text, _as(Role.ANALYST), n=10)
    assert [(error.extensions or {})["code"] for error in result.errors or ()] == ["UNAVAILABLE"]
    for variables in ({}, {"n": 100}, {"n": 10**30}):
        result, _ = _ask(cursors, text, _as(Role.ANALYST), **variables)
        told = [error.extensions for error in result.errors or ()]
        assert {"code": "COST_EXCEEDED", "limit": 50_000, "asked": 1_010_100} in told


@pytest.mark.parametrize("first", [-1, 101, 100_000])
def test_a_page_of_a_size_that_there_is_not_is_told_so(cursors: Cursors, first: int) -> None:
    result, _ = _ask(cursors, f"{{ people(first: {first}) {{ totalCount }} }}")
    (error,) = result.errors or ()
    assert error.message == f"`first` is {first}; give 0 to 100, and `after` for more"
    assert error.extensions == {"code": "BAD_USER_INPUT"}


def test_of_several_operations_one_must_be_named(cursors: Cursors) -> None:
    text = "query a { sources { name } } query b { sources { name } }"
    result, _ = _ask(cursors, text)
    (error,) = result.errors or ()
    assert error.message == "there are 2 operations to run; name one of them"


@pytest.mark.parametrize(
    "text",
    [
        "{ peeple { totalCount } }",
        "{ people(frist: 1) { totalCount } }",
        "{ sources { nam } }",
        "{ people(filter: {stat: 1}) { totalCount } }",
        '{ introductions(from: "P1", to: "P2", kinds: [PAPERS]) { strength } }',
        "query ($filter: PersonFilter) { people(filter: $filter) { totalCount } }",
        "{ ... on Qery { sources { name } } }",
    ],
)
def test_only_who_may_ask_for_the_schema_reads_names_of_it(cursors: Cursors, text: str) -> None:
    variables = {"filter": {"stat": "IL"}}
    result, _ = _ask(cursors, text, _as(Role.ANALYST), **variables)
    assert any("Did you mean" in error.message for error in result.errors or ())
    for role in (Role.VIEWER, Role.LIAISON):
        result, _ = _ask(cursors, text, _as(role), **variables)
        assert result.errors
        assert not any("Did you mean" in error.message for error in result.errors)


def test_the_schema_is_for_roles_that_may_ask_for_it(cursors: Cursors) -> None:
    for role in Role:
        for text in (get_introspection_query(), '{ __type(name: "Person") { name } }'):
            result, _ = _ask(cursors, text, _as(role))
            codes = [(error.extensions or {})["code"] for error in result.errors or ()]
            assert codes == ([] if LIMITS[role].introspection else ["FORBIDDEN"])
        result, _ = _ask(cursors, "{ __typename }", _as(role))
        assert result.data == {"__typename": "Query"}


@pytest.mark.parametrize("filter", [{"asOf": "0001-01-01"}, {"asOf": "9999-12-31"}])
@pytest.mark.parametrize(
    "instant",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "9999-12-31T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "",
        "now",
    ],
)
def test_a_day_or_an_instant_out_of_all_time_is_the_callers_to_mend(
    cursors: Cursors, instant: str, filter: dict[str, str]
) -> None:
    text = """query ($filter: IntroductionFilterInput!) {
      introductions(from: "P1", to: "P2", filter: $filter) { strength } }"""
    for given in ({**filter, "knownBy": instant}, {"asOf": "2026-01-01", "knownBy": instant}):
        result, _ = _ask(cursors, text, filter=given)
        (error,) = result.errors or ()
        assert (error.extensions or {})["code"] == "BAD_USER_INPUT", error.message
