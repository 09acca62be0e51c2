"""What a person does online, asked of a drawn graph both ways, with its proof."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
ACTIVITIES = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (e:Activity {activityId: 'podcast|hearttalk|one|2024-01-05', platform: 'podcast',
    channel: 'Heart Talk', title: 'One', fromOn: date('2024-01-05'), toOn: date('2024-01-05'),
    activities: 1, reach: 320, reachOf: 'audience', reachOn: date('2024-02-01')}),
  (e)-[:DISCUSSES]->(:Topic {name: 'Pulse'}),
  (ada)-[:CONTRIBUTED_TO {role: 'hosting', proof: 'programme', isVerified: true,
    isLatestReach: false, checkedOn: date('2024-02-01')}]->(e),
  (bo)-[:CONTRIBUTED_TO {role: 'episode', handle: 'bo', proof: 'vendor', isVerified: false,
    isLatestReach: false, checkedOn: date('2024-02-01')}]->(e)
"""


@pytest.fixture
def heard(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with an episode of a podcast."""
    paid.execute_query(ACTIVITIES, database_=server.neo4j_database)
    return paid


def test_persons_are_filtered_by_what_is_verified_of_them(heard: Driver, ask: Ask) -> None:
    nodes = ask("""{ people(filter: {activities: {isVerified: true, node: {
      platform: {eq: "podcast"}, topics: {node: {name: {eq: "Pulse"}}}}}}) {
      nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P1"}]


def test_an_activity_and_a_person_are_walked_both_ways(heard: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P2") { activities { edges { role handle proof isVerified node {
      channel reach reachOn topics { nodes { name } }
      people { edges { role node { personId } } } } } } } }""")
    [edge] = said["person"]["activities"]["edges"]
    assert (edge["role"], edge["handle"], edge["proof"], edge["isVerified"]) == (
        *("episode", "bo", "vendor", False),
    )
    activity = edge["node"]
    assert (activity["channel"], activity["reach"], activity["reachOn"]) == (
        *("Heart Talk", 320, "2024-02-01"),
    )
    assert activity["topics"] == {"nodes": [{"name": "Pulse"}]}
    people = {(e["node"]["personId"], e["role"]) for e in activity["people"]["edges"]}
    assert people == {("P1", "hosting"), ("P2", "episode")}
