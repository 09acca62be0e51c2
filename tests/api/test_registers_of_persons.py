"""Who is in which register of another country, asked of a drawn graph both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
REGISTERED = """
MATCH (ada:Person {personId: 'P1'})
CREATE (ada)-[:REGISTERED_IN {number: '10000000011', status: 'unknown', printedAs: 'ADA QUILL',
    checkedOn: date('2025-01-15'), identityScore: 0.99, identityReasons: ['same town']}]->
  (:Register {registerId: 'FR rpps', name: 'rpps', country: 'FR'})
"""


@pytest.fixture
def registered(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a register abroad."""
    paid.execute_query(REGISTERED, database_=server.neo4j_database)
    return paid


def test_a_register_and_a_person_are_walked_both_ways(registered: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P1") { registers { edges { number status checkedOn identityReasons
      node { name country registrants { edges { number node { personId } } } } } } } }""")
    [edge] = said["person"]["registers"]["edges"]
    assert (edge["number"], edge["status"]) == ("10000000011", "unknown")
    assert edge["identityReasons"] == ["same town"]
    [back] = edge["node"]["registrants"]["edges"]
    assert back["node"]["personId"] == "P1"


def test_persons_are_filtered_by_the_country_of_their_register(
    registered: Driver, ask: Ask
) -> None:
    nodes = ask("""{ people(filter: {registers: {node: {country: {eq: "FR"}}}}) {
      nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P1"}]
