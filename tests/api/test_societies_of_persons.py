"""Who belongs to which society, asked of a drawn graph both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
SOCIETIES = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (s:Society {societyId: 'lungsociety', name: 'Lung Society'}),
  (ada)-[:BELONGS_TO_SOCIETY {role: 'president', term: 'president',
    statedOn: date('2025-01-15')}]->(s),
  (bo)-[:BELONGS_TO_SOCIETY {role: 'committee member', committee: 'Panel',
    term: 'committee member, Panel', statedOn: date('2025-01-15')}]->(s)
"""


@pytest.fixture
def rolled(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a society."""
    paid.execute_query(SOCIETIES, database_=server.neo4j_database)
    return paid


def test_persons_are_filtered_by_their_role(rolled: Driver, ask: Ask) -> None:
    nodes = ask("""{ people(filter: {societies: {role: {eq: "president"}}}) {
      nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P1"}]


def test_a_society_and_a_person_are_walked_both_ways(rolled: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P2") { societies { edges { role committee node {
      name members { edges { role node { personId } } } } } } } }""")
    [edge] = said["person"]["societies"]["edges"]
    assert (edge["role"], edge["committee"]) == ("committee member", "Panel")
    assert edge["node"]["name"] == "Lung Society"
    members = {(e["node"]["personId"], e["role"]) for e in edge["node"]["members"]["edges"]}
    assert members == {("P1", "president"), ("P2", "committee member")}
