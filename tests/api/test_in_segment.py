"""Whoever asks for persons may name a segment, and reads of those who are in it."""

from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from schema.settings import Settings

SAVE = """mutation($levels: [SegmentLevelInput!]!, $shared: Boolean!) {
  saveSegment(name: "Writers", levels: $levels, isShared: $shared) { segment { id } } }"""
# Both of Oak have three papers, both of Elm two.
TWO = [{"enters": {"paperCount": {"gte": 3}}}, {"enters": {"paperCount": {"gte": 2}}}]
PEOPLE = """query($filter: PersonFilter) {
  people(filter: $filter) { totalCount nodes { personId } } }"""
TRIED = "query($rule: PersonFilter) { segmentDryRun(rule: $rule) { persons clauses } }"
BOARD = """query($rule: PersonFilter) { advisoryBoard(rule: $rule, seats: 1) { candidates } }"""


@pytest.fixture
def writers(office: Office) -> str:
    """The id of a segment of two levels, shared by its owner."""
    found = office.data(SAVE, levels=TWO, shared=True)["saveSegment"]["segment"]["id"]
    assert isinstance(found, str)
    return found


def _people(office: Office, filter: Any, **how: Any) -> set[str]:
    found = office.data(PEOPLE, filter=filter, **how)["people"]
    ids = {one["personId"] for one in found["nodes"]}
    assert len(ids) == found["totalCount"]
    return ids


def test_a_filter_by_a_segment_keeps_its_members_or_those_of_a_level(
    office: Office, writers: str
) -> None:
    assert len(_people(office, {"inSegment": {"segments": [writers]}})) == 4
    first = _people(office, {"inSegment": {"segments": [f"Segment:{writers}"], "level": 1}})
    assert office.oak in first and office.elm not in first and len(first) == 2
    second = {"inSegment": {"segments": writers, "level": 2}}
    assert _people(office, second | {"personId": {"eq": office.elm}}) == {office.elm}
    assert _people(office, {"inSegment": {"segments": [writers], "level": 3}}) == set()
    assert _people(office, {"not": second}) == first
    literal = f'{{ people(filter: {{inSegment: {{segments: "{writers}", level: 2}}}}) {{'
    found = office.data(f"{literal} nodes {{ personId }} }} }}")["people"]["nodes"]
    assert office.elm in {one["personId"] for one in found}


def test_the_members_are_those_of_now_for_a_question_asked_before(
    office: Office, writers: str, driver: Driver, server: Settings
) -> None:
    asked = {"inSegment": {"segments": [writers], "level": 1}}
    assert office.elm not in _people(office, asked)
    driver.execute_query(
        "MATCH (p:Person {personId: $id}) SET p.paperCount = 3",
        {"id": office.elm},
        database_=server.neo4j_database,
    )
    office.data(SAVE, levels=TWO, shared=True)
    assert office.elm in _people(office, asked)


def test_rules_that_are_tried_and_boards_may_name_a_segment(office: Office, writers: str) -> None:
    rule = {"inSegment": {"segments": [writers], "level": 1}, "state": {"eq": "IL"}}
    tried = office.data(TRIED, rule=rule)["segmentDryRun"]
    assert tried["persons"] == 2
    assert f'inSegment: {{segments: ["{writers}"], level: 1}}' in tried["clauses"]
    assert office.data(BOARD, rule=rule)["advisoryBoard"]["candidates"] == 2


def test_a_rule_that_is_kept_names_no_segment(office: Office, writers: str) -> None:
    for enters in (
        {"inSegment": {"segments": [writers]}},
        {"or": [{"not": {"inSegment": {"segments": [writers]}}}]},
        {"papers": {"node": {"bylines": {"node": {"inSegment": {"segments": [writers]}}}}}},
    ):
        [error] = office.ask(SAVE, levels=[{"enters": enters}], shared=False).errors or []
        assert error.extensions == {"code": "BAD_USER_INPUT"}
        assert "the rule of a segment takes no `inSegment`" in error.message


def test_what_another_keeps_alone_is_nobodys_to_filter_by(office: Office) -> None:
    own = office.data(SAVE, levels=TWO, shared=False)["saveSegment"]["segment"]["id"]
    asked = {"inSegment": {"segments": [own]}}
    assert len(_people(office, asked)) == 4
    [error] = office.ask(PEOPLE, filter=asked, subject="u-2", role="analyst").errors or []
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    assert f"`inSegment` names {own}; no segment of that id is yours or shared" in error.message


def test_a_liaison_reads_of_members_in_the_own_territory_and_a_viewer_of_none(
    office: Office, writers: str
) -> None:
    asked = {"inSegment": {"segments": [writers]}}
    mine = _people(office, asked, role="liaison", subject="MSL-01", territory=("IL",))
    assert office.oak in mine and office.elm not in mine
    assert office.codes(PEOPLE, filter=asked, role="viewer") == ["FORBIDDEN"]


def test_who_is_suppressed_is_in_no_segment(office: Office, writers: str) -> None:
    out = 'mutation($who: String!) { suppress(person: $who, why: "asked") { takesEffect } }'
    office.data(out, who=office.oak)
    assert office.oak not in _people(office, {"inSegment": {"segments": [writers]}})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "`inSegment` needs `segments`"),
        ({"segments": None}, "`inSegment` needs `segments`"),
        ({"segments": []}, "`inSegment` names 0 segments; give 1 to 20"),
        ({"segments": ["1"] * 21}, "`inSegment` names 21 segments"),
        ({"segments": [""]}, "`segment` is ''; an id is a number"),
        ({"segments": ["Person:1"]}, "`segment` is 'Person:1'; an id is a number"),
        ({"segments": ["-1"]}, "`segment` is '-1'; an id is a number"),
        ({"segments": ["9" * 5000]}, "; an id is a number"),
        ({"segments": ["²"]}, "; an id is a number"),
        ({"segments": ["999999999"]}, "no segment of that id is yours or shared"),
        ({"segments": ["1"], "level": 0}, "`level` is 0; give 1 to 9"),
        ({"segments": ["1"], "level": 2**31 - 1}, "give 1 to 9"),
    ],
    ids=str,
)
def test_what_is_no_segment_is_refused_by_its_name(office: Office, given: Any, said: str) -> None:
    [error] = office.ask(PEOPLE, filter={"inSegment": given}).errors or []
    assert (error.extensions or {})["code"] == "BAD_USER_INPUT"
    assert said in error.message
