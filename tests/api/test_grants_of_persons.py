"""Who leads which grant, what it cost and to whom it was awarded, asked of a drawn graph."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
GRANTS = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
CREATE (g:Grant {grantId: 'R01HL099123', number: 'R01HL099123', title: 'Beats of the heart',
    fiscalYears: [2023, 2024], costsUsd: [350000.0, 0.0 / 0.0], startedOn: date('2023-07-01')}),
  (ada)-[:LEADS_GRANT {role: 'contact', fromOn: date('2023-07-01'), toOn: date('2025-06-30'),
    fiscalYears: [2023, 2024], printedAs: 'QUILL, ADA', identityScore: 0.98,
    identityReasons: ['same NIH profile']}]->(g),
  (bo)-[:LEADS_GRANT {role: 'co-investigator', fromOn: date('2024-07-01'),
    toOn: date('2025-06-30'), fiscalYears: [2024], printedAs: 'REED, BO', identityScore: 0.9,
    identityReasons: ['same grant']}]->(g),
  (g)-[:AWARDED_TO {fiscalYears: [2023, 2024]}]->
    (:Institution {institutionId: 'ror:grantee', name: 'Oak University'})
"""


@pytest.fixture
def funded(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a grant."""
    paid.execute_query(GRANTS, database_=server.neo4j_database)
    return paid


def test_a_grant_and_its_investigators_are_walked_both_ways(funded: Driver, ask: Ask) -> None:
    said = ask("""{ person(id: "P1") { grants { edges { role toOn fiscalYears identityReasons node {
      title costsUsd institutions { edges { fiscalYears node { name } } }
      investigators { edges { role node { personId } } } } } } } }""")
    [edge] = said["person"]["grants"]["edges"]
    assert (edge["role"], edge["toOn"]) == ("contact", "2025-06-30")
    assert edge["identityReasons"] == ["same NIH profile"]
    # A cost that is not known is null, and no zero.
    assert edge["node"]["costsUsd"] == [350000.0, None]
    [award] = edge["node"]["institutions"]["edges"]
    assert award["node"]["name"] == "Oak University"
    leads = {(e["node"]["personId"], e["role"]) for e in edge["node"]["investigators"]["edges"]}
    assert leads == {("P1", "contact"), ("P2", "co-investigator")}


def test_persons_are_filtered_by_a_grant_and_grants_by_words(funded: Driver, ask: Ask) -> None:
    nodes = ask("""{ people(filter: {grants: {role: {eq: "co-investigator"},
      node: {startedOn: {gte: "2023-01-01"}}}}) { nodes { personId } } }""")["people"]["nodes"]
    assert nodes == [{"personId": "P2"}]
    found = ask('{ grants(text: "beats") { nodes { grantId } } }')["grants"]["nodes"]
    assert found == [{"grantId": "R01HL099123"}]
