"""What came of an engagement is asked of it, by those who may read conversations."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
DEBRIEFED = """
MATCH (ada:Person {personId: 'P1'}), (oakol:Product {productId: 'drug oakol'})
CREATE (e:Engagement {engagementId: 'E1', heldOn: date('2025-01-15'), isCancelled: false}),
  (e)-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(ada),
  (e)-[:NOTED]->(:Debrief {engagementId: 'E1', objectives: ['Safety'], topic: 'dosing',
    isActionable: true, followOn: 'send literature', dueOn: date('2025-02-01'), satisfaction: 4}),
  (e)-[:DISCUSSED {printedAs: 'OAKOL'}]->(oakol),
  (:Engagement {engagementId: 'E2', heldOn: date('2025-01-16'), isCancelled: false})
"""


@pytest.fixture
def debriefed(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with an engagement that was debriefed, and one that was not."""
    paid.execute_query(DEBRIEFED, database_=server.neo4j_database)
    return paid


def test_open_follow_ons_are_one_question(debriefed: Driver, ask: Ask) -> None:
    found = ask("""{ engagements(filter: {debrief: {node: {followOn: {ne: "none"},
      doneOn: {isNull: true}}}}) { nodes { engagementId debrief { objectives topic isActionable
      dueOn satisfaction } products { edges { printedAs node { name } } } } } }""")["engagements"]
    assert found["nodes"] == [
        {
            "engagementId": "E1",
            "debrief": {"objectives": ["Safety"], "topic": "dosing", "isActionable": True}
            | {"dueOn": "2025-02-01", "satisfaction": 4},
            "products": {"edges": [{"printedAs": "OAKOL", "node": {"name": "Oakol"}}]},
        }
    ]


def test_an_engagement_without_a_debrief_has_none(debriefed: Driver, ask: Ask) -> None:
    found = ask("""{ engagements(filter: {engagementId: {eq: "E2"}}) { nodes { debrief { topic }
      products { totalCount } } } }""")["engagements"]["nodes"]
    assert found == [{"debrief": None, "products": {"totalCount": 0}}]


def test_a_debrief_is_found_by_its_own_topic(debriefed: Driver, ask: Ask) -> None:
    question = """query($topic: String!) {
      debriefs(filter: {and: [{topic: {eq: $topic}}]}) { nodes { engagementId } } }"""
    assert ask(question, topic="dosing")["debriefs"]["nodes"] == [{"engagementId": "E1"}]
    assert ask(question, topic="safety")["debriefs"]["nodes"] == []
