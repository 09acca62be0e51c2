"""Who took part in which session of a congress, asked of a drawn graph both ways."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
CONGRESSES = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (s:Session {sessionId: 'ehc|2024|s1', title: 'New drugs', type: 'symposium',
    congressName: 'Heart Congress', heldOn: date('2024-08-31'), participants: 3}),
  (s)-[:PART_OF]->(:Congress {congressId: 'ehc|2024', name: 'Heart Congress',
    fromOn: date('2024-08-30'), country: 'CH'}),
  (s)-[:ADDRESSES]->(:Topic {name: 'Pulse'}),
  (ada)-[:TOOK_PART_IN {role: 'chair', part: 'chair', heldOn: date('2024-08-31'),
    checkedOn: date('2024-08-01')}]->(s),
  (bo)-[:TOOK_PART_IN {role: 'speaker', part: 'speaker, A talk', title: 'A talk',
    heldOn: date('2024-08-31'), checkedOn: date('2024-08-01')}]->(s)
"""


@pytest.fixture
def held(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a session of a congress."""
    paid.execute_query(CONGRESSES, database_=server.neo4j_database)
    return paid


def test_persons_are_filtered_by_their_role_in_a_session_and_its_congress(
    held: Driver, ask: Ask
) -> None:
    nodes = ask("""{ people(filter: {sessions: {role: {eq: "chair"}, node: {
      congress: {node: {country: {eq: "CH"}}}, topics: {node: {name: {eq: "Pulse"}}}}}}) {
      nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P1"}]


def test_a_session_and_a_person_are_walked_both_ways(held: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P2") { sessions { edges { role title heldOn node {
      title participants congress { name sessions { nodes { sessionId } } }
      topics { nodes { name sessions { nodes { sessionId } } } }
      people { edges { role node { personId } } } } } } } }""")
    [edge] = said["person"]["sessions"]["edges"]
    assert (edge["role"], edge["title"], edge["heldOn"]) == ("speaker", "A talk", "2024-08-31")
    session, whole = edge["node"], {"nodes": [{"sessionId": "ehc|2024|s1"}]}
    assert (session["title"], session["participants"]) == ("New drugs", 3)
    assert session["congress"] == {"name": "Heart Congress", "sessions": whole}
    assert session["topics"] == {"nodes": [{"name": "Pulse", "sessions": whole}]}
    people = {(e["node"]["personId"], e["role"]) for e in session["people"]["edges"]}
    assert people == {("P1", "chair"), ("P2", "speaker")}
