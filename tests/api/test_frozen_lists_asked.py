"""Frozen lists in the API: how right they were, and who is on them, as far as the caller may."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from graphql import ExecutionResult
from neo4j import Driver

from algorithms.emerging.frozen import digest, write
from algorithms.emerging.outcomes import PAPERS
from api.callers import LOCAL, Caller, Role
from schema.claims import Retired
from schema.settings import Settings

AT = datetime(2021, 3, 1, tzinfo=UTC)
LISTS = """{ frozenLists { id isWhole fault asOf frozenAt isInHindsight outcome sha256 persons
  judgeableAfter unjudged judgement { judgedAt knownUntil candidates risen base
    parts { first rose unknown precision lift } } } }"""
PERSONS = """query($list: ID!, $first: Int, $after: String) {
  frozenPersons(list: $list, first: $first, after: $after) { totalCount
    pageInfo { hasNextPage endCursor }
    edges { place chance rose unknown node { personId state influence } }
    nodes { personId } } }"""
# Ada, Pold who became Bo, somebody who is gone, Cy, and Dee.
ON_IT = ["P1 0.900000", "Pold 0.800000", "Pgone 0.700000", "P3 0.600000", "P4 0.500000"]
AsCaller = Callable[..., ExecutionResult]


def _frozen(at: Settings, year: int = 2020, lines: list[str] = ON_IT) -> str:
    """A list as it is frozen; its id."""
    as_of = date(year, 12, 31)
    sha256 = digest(as_of, AT, PAPERS, lines)
    name = f"emerging-{year}-{sha256[:12]}.json"
    content = {"list": "emerging", "as_of": str(as_of), "frozen_at": AT.isoformat()}
    content |= {"outcome": PAPERS, "sha256": sha256, "persons": lines}  # type: ignore[dict-item]
    write(at.home / "frozen" / name, content)
    return name


def _judged(at: Settings, name: str, letters: str) -> None:
    """The list's judgement as a refresh keeps it: of 40 candidates 2 rose."""
    whole = orjson.loads((at.home / "frozen" / name).read_bytes())
    content = {"sha256": whole["sha256"], "judged_at": AT.isoformat(), "known_until": "2024-12-28"}
    content |= {"candidates": 40, "risen": 2, "letters": letters}
    write(at.home / "frozen" / "judged" / name, content)


@pytest.fixture
def listed(graph: Driver, kept_at: Settings) -> str:
    """A judged list, on which one has another id now; its id."""
    name = _frozen(kept_at)
    _judged(kept_at, name, "+-g-+")
    (kept_at.home / "claims").mkdir()
    became = [{"person_id": "Pold", "now": "P2"}]
    table = pa.Table.from_pylist(became, Retired.columns())
    pq.write_table(table, kept_at.home / "claims" / "Retired.parquet")
    return name


def _data(found: ExecutionResult) -> Any:
    assert found.errors is None, found.errors
    return found.data


def _codes(found: ExecutionResult) -> list[str]:
    return [str((error.extensions or {}).get("code")) for error in found.errors or []]


def test_a_list_is_told_with_how_right_it_was(as_caller: AsCaller, listed: str) -> None:
    [found] = _data(as_caller(LOCAL, LISTS))["frozenLists"]
    assert found["judgement"].pop("parts") == [
        # Two of the four who are known rose; by chance 2 of 40 do.
        {"first": 5, "rose": 2, "unknown": 1, "precision": 2 / 4, "lift": 0.5 / 0.05}
    ]
    assert found == {
        "id": listed,
        "isWhole": True,
        "fault": None,
        "asOf": "2020-12-31",
        "frozenAt": "2021-03-01T00:00:00Z",
        "isInHindsight": False,
        "outcome": "PAPERS_AND_TIES",
        "sha256": digest(date(2020, 12, 31), AT, PAPERS, ON_IT),
        "persons": 5,
        "judgeableAfter": "2023-12-31",
        "unjudged": None,
        "judgement": {
            "judgedAt": "2021-03-01T00:00:00Z",
            "knownUntil": "2024-12-28",
            "candidates": 40,
            "risen": 2,
            "base": 2 / 40,
        },
    }


def test_the_persons_come_in_the_lists_order_and_those_who_are_gone_are_said(
    as_caller: AsCaller, listed: str
) -> None:
    found = _data(as_caller(LOCAL, PERSONS, list=listed))["frozenPersons"]
    told = [
        (edge["place"], edge["chance"], edge["rose"], edge["node"] and edge["node"]["personId"])
        for edge in found["edges"]
    ]
    assert told == [
        (1, 0.9, True, "P1"),
        (2, 0.8, False, "P2"),  # by the id of today
        (3, 0.7, None, None),
        (4, 0.6, False, "P3"),
        (5, 0.5, True, "P4"),
    ]
    assert found["totalCount"] == 5
    assert [one["personId"] for one in found["nodes"]] == ["P1", "P2", "P3", "P4"]
    unknown = {edge["place"]: edge["unknown"] for edge in found["edges"]}
    assert unknown.pop(3) == "no paper of this person is known now"
    assert set(unknown.values()) == {None}


def test_pages_go_on_where_the_last_one_ended(as_caller: AsCaller, listed: str) -> None:
    seen, after = [], None
    for size in (2, 2, 1):
        page = _data(as_caller(LOCAL, PERSONS, list=listed, first=2, after=after))["frozenPersons"]
        assert len(page["edges"]) == size
        seen += [edge["place"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert seen == [1, 2, 3, 4, 5]
    assert not page["pageInfo"]["hasNextPage"]
    assert _codes(as_caller(LOCAL, PERSONS, list=listed, first=101)) == ["BAD_USER_INPUT"]
    assert _codes(as_caller(LOCAL, PERSONS, list=listed, after="x")) == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_list_is_none_of_this(
    as_caller: AsCaller, listed: str, kept_at: Settings
) -> None:
    other = _frozen(kept_at, 2019)
    page = _data(as_caller(LOCAL, PERSONS, list=listed, first=1))["frozenPersons"]
    after = page["pageInfo"]["endCursor"]
    assert _codes(as_caller(LOCAL, PERSONS, list=other, after=after)) == ["BAD_USER_INPUT"]


def test_a_liaison_reads_of_the_own_territory_alone_in_the_places_of_the_list(
    as_caller: AsCaller, listed: str
) -> None:
    liaison = Caller("l-1", Role.LIAISON, frozenset({"DE"}))
    found = _data(as_caller(liaison, PERSONS, list=listed))["frozenPersons"]
    assert [(one["place"], one["node"]["personId"]) for one in found["edges"]] == [(2, "P2")]
    assert found["totalCount"] == 1
    # How right the list was is of nobody, and the same for all.
    [one] = _data(as_caller(liaison, LISTS))["frozenLists"]
    assert one["judgement"]["candidates"] == 40
    nobody = Caller("l-2", Role.LIAISON, frozenset({"AK"}))
    found = _data(as_caller(nobody, PERSONS, list=listed))["frozenPersons"]
    assert (found["edges"], found["totalCount"]) == ([], 0)


def test_whom_no_answer_may_show_is_told_as_gone(
    as_caller: AsCaller, listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.context.hidden", lambda _: frozenset({"P1", "P2"}))
    found = _data(as_caller(LOCAL, PERSONS, list=listed))["frozenPersons"]
    assert [edge["node"] is None for edge in found["edges"]] == [True, True, True, False, False]
    assert [one["personId"] for one in found["nodes"]] == ["P3", "P4"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_who_may_not_ask_for_emerging_experts_may_not_ask_for_frozen_ones(
    as_caller: AsCaller, listed: str, role: Role
) -> None:
    caller = Caller("v-1", role)
    assert set(_codes(as_caller(caller, "{ frozenLists { id } }"))) == {"FORBIDDEN"}
    asked = '{ frozenPersons(list: "x") { totalCount } }'
    assert set(_codes(as_caller(caller, asked))) == {"FORBIDDEN"}


def test_a_list_that_was_changed_is_named_and_never_shown(
    as_caller: AsCaller, listed: str, kept_at: Settings
) -> None:
    place = kept_at.home / "frozen" / listed
    place.write_bytes(place.read_bytes().replace(b"P3 0.6", b"P9 0.6"))
    whole = _frozen(kept_at, 2019)
    first, changed = _data(as_caller(LOCAL, LISTS))["frozenLists"]
    assert (first["id"], first["isWhole"]) == (whole, True)
    assert {name: value for name, value in changed.items() if value is not None} == {
        "id": listed,
        "isWhole": False,
        "fault": "it was changed: its SHA-256 is another than the file says",
    }
    found = as_caller(LOCAL, PERSONS, list=listed)
    assert _codes(found) == ["BAD_USER_INPUT"]
    assert f"{listed} is not shown: it was changed" in str(found.errors)


@pytest.mark.parametrize(
    ("list", "code"),
    [
        ("", "BAD_USER_INPUT"),
        ("../../lake", "BAD_USER_INPUT"),
        ("é" * 9_999, "BAD_USER_INPUT"),
        ("emerging-2020-0123456789ab.json", "NOT_FOUND"),
    ],
)
def test_a_list_that_is_not_there_is_not_found(
    as_caller: AsCaller, graph: Driver, list: str, code: str
) -> None:
    found = as_caller(LOCAL, PERSONS, list=list)
    assert _codes(found) == [code]
    assert len(str(found.errors)) < 400


def test_without_any_list_there_is_none(as_caller: AsCaller, graph: Driver) -> None:
    assert _data(as_caller(LOCAL, LISTS)) == {"frozenLists": []}
    for first in (0, 101):
        asked = f"{{ frozenLists(first: {first}) {{ id }} }}"
        assert _codes(as_caller(LOCAL, asked)) == ["BAD_USER_INPUT"]


def test_a_list_of_years_to_come_says_from_when_it_can_be_judged(
    as_caller: AsCaller, graph: Driver, kept_at: Settings
) -> None:
    name = _frozen(kept_at, 9000)
    [found] = _data(as_caller(LOCAL, LISTS))["frozenLists"]
    assert (found["judgement"], found["judgeableAfter"]) == (None, "9003-12-31")
    assert found["unjudged"] == "it can be judged after the end of 9003"
    page = _data(as_caller(LOCAL, PERSONS, list=name))["frozenPersons"]
    assert {(edge["rose"], edge["unknown"]) for edge in page["edges"]} == {(None, None)}
