"""Does the database answer common questions from an index, never by looking at every node?

The plans of the compiled statements are read on a graph that is large enough for an index to pay.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase, Driver

from api.context import Context
from api.cursors import Cursors
from api.plans import Plan
from api.schema import schema
from graph import connection
from graph.constraints import constrain
from schema.settings import Settings

MANY = """
UNWIND range(1, 4000) AS i
CREATE (p:Person:Physician {personId: 'P' + i, npi: toString(1000000000 + i), name: 'N ' + i,
  lastName: 'L' + i, orcid: '0000-000' + i, specialty: 'S' + (i % 40), state: 'T' + (i % 50),
  influence: toFloat(i) / 4000, connector: toFloat(i % 97), emerging: toFloat(i % 89),
  isVisible: false, community: i % 100})
CREATE (x:Paper {pmid: toString(i), title: 'On ' + i, authors: 1, isRetracted: false, version: 1,
  publishedOn: date('2020-01-01')})
CREATE (p)-[:AUTHORED {position: 1, isFirst: true, isLast: true, printedAs: 'N', identityScore: 1.0,
  identityReasons: ['x']}]->(x)
CREATE (t:Topic {name: 'M' + i}) CREATE (x)-[:ABOUT {isMajor: true}]->(t)
CREATE (:Trial {nctId: 'NCT' + i, title: 'T', status: 'S' + (i % 90)})
CREATE (:Institution {institutionId: 'I' + i, name: 'I', country: 'C' + (i % 70)})
CREATE (:Company {companyId: 'C' + i, name: 'C'})
"""
QUESTIONS = {
    "a person": '{ person(id: "P7") { name } }',
    "a person by NPI": '{ person(npi: "1000000007") { name } }',
    "a person's ties": '{ person(id: "P7") { ties { edges { strength node { name } } } } }',
    "a paper and who wrote it": '{ paper(pmid: "7") { bylines { nodes { name } } } }',
    "a node by its global id": '{ node(id: "Trial:NCT7") { id } }',
    "the first of all": "{ influencers(first: 5) { nodes { name } } }",
    "the first of a specialty": """{ influencers(filter: {specialty: {eq: "S7"}}) {
      nodes { name } } }""",
    "connectors of a state": '{ connectors(filter: {state: {eq: "T7"}}) { nodes { name } } }',
    "who rises in a specialty": """{ emerging(filter: {specialty: {eq: "S7"}}) {
      nodes { name } } }""",
    "who writes about a topic": '{ people(filter: {topic: "M7"}) { nodes { name } } }',
    "who writes about a topic, of several conditions": """{ people(filter: {and: [
      {isPhysician: true}, {and: [{topic: "M7"}]}]}) { nodes { name } } }""",
    "the first of each state on a topic": """{ people(filter: {firstBy: {
      by: CONNECTOR, first: 1, each: STATE, filter: {topic: "M7"}}}) { nodes { name } } }""",
    "the first on a topic": """{ people(filter: {and: [{topic: "M7"}, {firstBy: {
      by: INFLUENCE, first: 5, filter: {and: [{topic: "M7"}, {isVisible: false}]}}}]}) {
      nodes { name } } }""",
    "who is in a circle": "{ people(filter: {community: {eq: 7}}) { nodes { name } } }",
    "trials by status": '{ trials(filter: {status: {eq: "S7"}}) { nodes { nctId } } }',
    "institutions of a country": """{ institutions(filter: {country: {eq: "C7"}}) {
      nodes { name } } }""",
}


@pytest.fixture(scope="module")
def many(server: Settings) -> Iterator[Driver]:
    with connection.driver(server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.neo4j_database)
        constrain(driver, server.neo4j_database)
        driver.execute_query(MANY, database_=server.neo4j_database)
        driver.execute_query("CALL db.resampleIndex('Person_specialty_influence')")
        driver.execute_query("CALL db.prepareForReplanning(60)")
        yield driver


def _plan(server: Settings, question: str) -> Plan:
    """How the question is compiled."""

    async def compiled() -> Plan:
        at = connection.address(server)
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            context = Context(driver, server.neo4j_database, Cursors(server.home / "cursor.key"))
            result = await schema.execute(question, context_value=context)
            assert result.errors is None
            (plan,) = context.plans.values()
            return plan  # type: ignore[no-any-return]

    return asyncio.run(compiled())


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


def _profile(many: Driver, plan: Plan) -> list[dict[str, Any]]:
    profiled = many.execute_query(f"PROFILE {plan.text}", plan.statement.bound({}))
    assert profiled.summary.profile is not None
    return list(_steps(profiled.summary.profile))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_looks_at_every_node(many: Driver, server: Settings, question: str) -> None:
    steps = _profile(many, _plan(server, question))
    kinds = {step["operatorType"].split("@")[0] for step in steps}
    assert not kinds & {"NodeByLabelScan", "AllNodesScan", "CartesianProduct"}
    assert any("Index" in kind for kind in kinds)


def test_a_page_of_a_specialty_reads_no_more_rows_than_it_has(
    many: Driver, server: Settings
) -> None:
    """Of a hundred persons in the specialty, ten and the one that tells that there are more."""
    question = '{ influencers(first: 10, filter: {specialty: {eq: "S7"}}) { nodes { name } } }'
    (seek,) = [
        step
        for step in _profile(many, _plan(server, question))
        if step["operatorType"].startswith("NodeIndexSeek")
    ]
    assert "Person(specialty, influence)" in seek["args"]["Details"]
    assert seek["rows"] <= 12
