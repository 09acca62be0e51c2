"""What a board says of a licence, asked of a drawn graph: unknown is a standing of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
LICENCES = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (ada)-[:HOLDS]->(:Licence {licenceId: 'MA L1', number: 'L1', state: 'MA',
    status: 'suspended', action: 'suspension', actionOn: date('2024-11-30'),
    checkedOn: date('2025-01-15')}),
  (bo)-[:HOLDS]->(:Licence {licenceId: 'MA L2', number: 'L2', state: 'MA', status: 'active',
    action: 'none', expiresOn: date('2026-06-30'), checkedOn: date('2025-01-15')}),
  (bo)-[:HOLDS]->(:Licence {licenceId: 'NY L3', number: 'L3', state: 'NY', status: 'unknown'})
"""


@pytest.fixture
def licensed(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with licences."""
    paid.execute_query(LICENCES, database_=server.neo4j_database)
    return paid


def test_persons_are_filtered_by_the_standing_of_a_licence(licensed: Driver, ask: Ask) -> None:
    found = {}
    for status in ("suspended", "active", "unknown"):
        question = """query($s: String!) { people(filter: {licences: {node: {status: {eq: $s}}}}) {
          nodes { personId } } }"""
        nodes = ask(question, s=status)["people"]["nodes"]
        found[status] = [one["personId"] for one in nodes]
    assert found == {"suspended": ["P1"], "active": ["P2"], "unknown": ["P2"]}


def test_what_no_board_has_said_is_unknown_and_its_days_absent(licensed: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P2") { licences { nodes {
      licenceId status action expiresOn checkedOn } } } }""")
    nodes = {one.pop("licenceId"): one for one in said["person"]["licences"]["nodes"]}
    nothing = {"action": None, "expiresOn": None, "checkedOn": None}
    assert nodes["NY L3"] == {"status": "unknown"} | nothing
    assert nodes["MA L2"] == {"status": "active", "action": "none"} | {
        "expiresOn": "2026-06-30",
        "checkedOn": "2025-01-15",
    }
