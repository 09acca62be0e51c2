"""Persons by county: filtered, grouped and refused as by state, asked of a drawn graph."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from api.rights import RULES
from schema.settings import Settings

Ask = Callable[..., Any]
PLACED = """
UNWIND [['P1', '17031', 'Cook County', 0.75], ['P2', '10003', 'New Castle County', 1.0],
  ['P3', '17031', 'Cook County', null]] AS row
MATCH (p:Person {personId: row[0]})
SET p.county = row[1], p.countyName = row[2], p.countyShare = row[3]
"""


@pytest.fixture
def placed(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with the counties of three of four persons."""
    paid.execute_query(PLACED, database_=server.neo4j_database)
    return paid


@pytest.mark.parametrize(
    ("filter", "ids"),
    [
        ('{county: {eq: "17031"}}', "P1 P3"),
        ('{county: {in: ["17031", "10003"]}, state: {eq: "IL"}}', "P1"),
        ('{countyName: {eq: "New Castle County"}}', "P2"),
        ("{county: {isNull: true}}", "P4"),
        ('{county: {eq: "17031"}, countyShare: {isNull: true}}', "P3"),
    ],
)
def test_a_filter_on_the_county_keeps_those_in_it(
    placed: Driver, ask: Ask, filter: str, ids: str
) -> None:
    people = ask(f"{{ people(filter: {filter}) {{ totalCount nodes {{ personId }} }} }}")["people"]
    assert sorted(one["personId"] for one in people["nodes"]) == ids.split()


def test_persons_are_grouped_by_county_and_who_is_in_none_is_counted(
    placed: Driver, ask: Ask
) -> None:
    groups = ask("""{ people { groups(by: [COUNTY, COUNTY_NAME]) {
      count keys { value } } } }""")["people"]["groups"]
    told = {tuple(key["value"] for key in one["keys"]): one["count"] for one in groups}
    assert told == {
        ("17031", "Cook County"): 2,
        ("10003", "New Castle County"): 1,
        (None, None): 1,
    }


@pytest.mark.parametrize(
    ("filter", "nearest"),
    [
        ('{county: {eq: "17032"}}', "'17031'"),
        ('{countyName: {eq: "Cok County"}}', "'Cook County'"),
    ],
)
def test_a_county_that_nobody_is_in_is_refused_with_the_nearest(
    placed: Driver, refused: Ask, filter: str, nearest: str
) -> None:
    error = refused(f"{{ people(filter: {filter}) {{ totalCount }} }}")
    assert f"the nearest are {nearest}" in error.message


def test_whoever_reads_the_state_reads_the_county() -> None:
    rules = RULES["Person"]
    assert {rules[name] for name in ("county", "countyName", "countyShare")} == {rules["state"]}


def test_a_share_of_land_is_no_score_of_a_person(placed: Driver, refused: Ask) -> None:
    error = refused("{ people(filter: {firstBy: {by: COUNTY_SHARE, first: 1}}) { totalCount } }")
    assert "COUNTY_SHARE" in error.message
