"""Who leads which institution, asked of a drawn graph both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
LED = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (i:Institution {institutionId: 'ror:led', name: 'Ash University'}),
  (ada)-[:LEADS_AT {role: 'dean', term: 'dean', statedOn: date('2025-01-15')}]->(i),
  (bo)-[:LEADS_AT {role: 'department chair', department: 'Cardiology',
    term: 'department chair, Cardiology', statedOn: date('2025-01-15')}]->(i)
"""


@pytest.fixture
def led(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with an institution that two persons lead."""
    paid.execute_query(LED, database_=server.neo4j_database)
    return paid


def test_persons_are_filtered_by_what_they_lead(led: Driver, ask: Ask) -> None:
    nodes = ask("""{ people(filter: {leadershipRoles: {role: {eq: "dean"}}}) {
      nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P1"}]


def test_an_institution_and_a_person_are_walked_both_ways(led: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P2") { leadershipRoles { edges { role department node {
      name leaders { edges { role node { personId } } } } } } } }""")
    [edge] = said["person"]["leadershipRoles"]["edges"]
    assert (edge["role"], edge["department"]) == ("department chair", "Cardiology")
    assert edge["node"]["name"] == "Ash University"
    leaders = {(e["node"]["personId"], e["role"]) for e in edge["node"]["leaders"]["edges"]}
    assert leaders == {("P1", "dean"), ("P2", "department chair")}
