"""What is asked of products: whose they are, for what, and what happens to them when."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
PRODUCTS = """
MATCH (oakol:Product {productId: 'drug oakol'}), (mill:Company {companyId: 'mill'})
SET mill.isCompetitor = true, mill.familyId = 'mill', oakol.molecule = 'oakinib'
MERGE (heart:Topic {name: 'Heart Failure'})
CREATE (oakol)-[:MADE_BY {namedAs: 'Mill, Inc.', checkedOn: date('2025-01-15')}]->(mill),
  (oakol)-[:DEVELOPED_FOR {phase: 'phase 3', checkedOn: date('2025-01-15')}]->(heart)
WITH oakol
UNWIND [['a', 'data readout', '2026-03-01', true], ['b', 'trial start', '2022-01-01', false]] AS m
CREATE (oakol)-[:HAS_MILESTONE]->(:Milestone {milestoneId: m[0], kind: m[1],
  happensOn: date(m[2]), isExpected: m[3], checkedOn: date('2025-01-15')})
"""


@pytest.fixture
def pipeline(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a competitor's product."""
    paid.execute_query(PRODUCTS, database_=server.neo4j_database)
    return paid


def test_what_competitors_await_is_one_question(pipeline: Driver, ask: Ask) -> None:
    nodes = ask("""{ milestones(filter: {isExpected: true, product: {node: {companies:
      {node: {isCompetitor: true}}}}}) { nodes { kind happensOn product { name molecule } } } }""")
    assert nodes["milestones"]["nodes"] == [
        {"kind": "data readout", "happensOn": "2026-03-01"}
        | {"product": {"name": "Oakol", "molecule": "oakinib"}}
    ]


def test_a_product_leads_to_company_condition_and_milestones(pipeline: Driver, ask: Ask) -> None:
    [said] = ask("""{ products(filter: {name: {eq: "Oakol"}}) { nodes {
      companies { edges { namedAs node { companyId } } }
      conditions { edges { phase node { name } } }
      milestones { nodes { kind } } } } }""")["products"]["nodes"]
    assert said["companies"]["edges"] == [{"namedAs": "Mill, Inc.", "node": {"companyId": "mill"}}]
    assert said["conditions"]["edges"] == [{"phase": "phase 3", "node": {"name": "Heart Failure"}}]
    assert [one["kind"] for one in said["milestones"]["nodes"]] == ["trial start", "data readout"]


def test_a_topic_and_a_company_lead_to_their_products(pipeline: Driver, ask: Ask) -> None:
    said = ask("""{ company(id: "mill") { products { nodes { name } } }
      topic(name: "Heart Failure") { products { edges { phase node { name } } } } }""")
    assert said["company"]["products"]["nodes"] == [{"name": "Oakol"}]
    assert said["topic"]["products"]["edges"] == [{"phase": "phase 3", "node": {"name": "Oakol"}}]
