"""A graph of six nodes, and a function that asks it."""

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from changing import namesakes, office
from graphql import ExecutionResult
from invited import as_caller, invited, kept_at
from neo4j import AsyncGraphDatabase, AsyncSession, Driver, Query
from visited import visited

from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from graph.constraints import constrain
from schema.settings import Settings
from schema.spellings import name_keys, part_keys

__all__ = ["as_caller", "invited", "kept_at", "namesakes", "office", "visited"]
Ask = Callable[..., Any]
Know = Callable[[list[tuple[str, str, str]]], None]

#   Ada ── 0.5 ── Bo ── 0.25 ── Cy        Dee
#     └── paper 101 ──┘ └── trial ──┘
DRAW = """
CREATE (ada:Person:Physician {personId: 'P1', name: 'Ada Quill', npi: '1999000015',
  orcid: '0000-0009-9912-3452', state: 'IL', specialty: 'Cardiology', otherNames: ['A. Quill'],
  paperCount: 1, trialCount: 0, influence: 1.0, community: 0, source: 'nppes, pubmed', record: '1',
  knownFrom: datetime('2026-03-01T12:30:00Z'), enumeratedOn: date('2006-05-23')})
CREATE (bo:Person:Physician {personId: 'P2', name: 'Bo Marsh', npi: '1999000023', state: 'DE',
  specialty: 'Cardiology', paperCount: 1, trialCount: 1, influence: 0.5, connector: 0.75,
  community: 0, source: 'pubmed'})
CREATE (cy:Person {personId: 'P3', name: 'Cy Quill', paperCount: 0, trialCount: 1, influence: 0.25,
  community: 0, source: 'clinical-trials'})
CREATE (dee:Person {personId: 'P4', name: 'Dee Ames', paperCount: 0, trialCount: 0})
CREATE (paper:Paper {pmid: '101', title: 'On hearts', publishedOn: date('2024-02-29'), authors: 2,
  isRetracted: false, version: 1, source: 'pubmed', knownFrom: datetime('2026-03-01T12:30:00Z')})
CREATE (trial:Trial {nctId: 'NCT00000001', title: 'Hearts', startedOn: date('2020-01-01'),
  source: 'clinical-trials'})
CREATE (ada)-[:AUTHORED {position: 1, isFirst: true, isLast: false, printedAs: 'Ada Quill',
  identityScore: 0.5, identityReasons: ['ORCID']}]->(paper)
CREATE (bo)-[:AUTHORED {position: 2, isFirst: false, isLast: true, printedAs: 'Bo Marsh',
  identityScore: 0.5, identityReasons: ['name']}]->(paper)
CREATE (bo)-[:INVESTIGATES {role: 'STUDY_CHAIR', printedAs: 'Bo Marsh', identityScore: 1.0,
  identityReasons: ['name']}]->(trial)
CREATE (cy)-[:INVESTIGATES {role: 'PRINCIPAL_INVESTIGATOR', printedAs: 'Cy Quill',
  identityScore: 1.0, identityReasons: ['name']}]->(trial)
CREATE (ada)-[:CONNECTED_TO {strength: 0.5, paperStrength: 0.5, paperLastOn: date('2024-02-29'),
  papers: 1,  trials: 0, firstOn: date('2024-02-29'), lastOn: date('2024-02-29'),
  strengthReasons: ['1 joint paper']}]->(bo)
CREATE (bo)-[:CONNECTED_TO {strength: 0.25, trialStrength: 0.25, trialLastOn: date('2020-01-01'),
  papers: 0,  trials: 1, firstOn: date('2020-01-01'), lastOn: date('2020-01-01'),
  strengthReasons: ['1 joint trial']}]->(cy)
"""

#  payment  amount   day         nature       recipient       company  product
#  a        10.10    2023-02-01  Food         Ada             Firm     Oakol
#  b        20.20    2023-05-01  Food         Ada             Firm     Oakol, Ashol
#  c        100      2024-01-01  Speaking     Ada (twice)     Firm
#  d        5        2024-01-02  Food         Bo              Mill
#  e        none     2024-03-01  Speaking     Bo              Mill
#  f        7        none        none         Cy              Mill
#  g        1000     2024-12-31  Travel       Ada, Bo         Mill
PAYMENTS = """
CREATE (firm:Company {companyId: 'firm', name: 'Firm'}), (mill:Company {companyId: 'mill',
  name: 'Mill'}), (oakol:Product {productId: 'drug oakol', name: 'Oakol'}),
  (ashol:Product {productId: 'drug ashol', name: 'Ashol'})
WITH {firm: firm, mill: mill} AS companies, {oakol: oakol, ashol: ashol} AS products
UNWIND [
  ['a', 10.10, '2023-02-01', 'Food', [['P1', 'recipient']], 'firm', ['oakol']],
  ['b', 20.20, '2023-05-01', 'Food', [['P1', 'recipient']], 'firm', ['oakol', 'ashol']],
  ['c', 100.0, '2024-01-01', 'Speaking', [['P1', 'recipient'], ['P1', 'principal investigator']],
    'firm', []],
  ['d', 5.0, '2024-01-02', 'Food', [['P2', 'recipient']], 'mill', []],
  ['e', null, '2024-03-01', 'Speaking', [['P2', 'recipient']], 'mill', []],
  ['f', 7.0, null, null, [['P3', 'recipient']], 'mill', []],
  ['g', 1000.0, '2024-12-31', 'Travel', [['P1', 'recipient'], ['P2', 'recipient']], 'mill', []]
] AS row
CREATE (p:Payment {paymentId: row[0], kind: 'general', programYear: 2024, amountUsd: row[1],
  paidOn: date(row[2]), nature: row[3], source: 'open-payments', record: row[0]})
WITH *
CALL (p, row, companies) { WITH companies[row[5]] AS c CREATE (p)-[:PAID_BY]->(c) }
CALL (p, row, products) {
  UNWIND row[6] AS product WITH p, products[product] AS q CREATE (p)-[:CONCERNS]->(q) }
CALL (p, row) {
  UNWIND row[4] AS to MATCH (person:Person {personId: to[0]})
  CREATE (person)-[:RECEIVED {role: to[1], identityScore: 1.0, identityReasons: ['NPI']}]->(p) }
"""
TOPICS = """
CREATE (all:Topic {name: 'Diseases'}), (heart:Topic {name: 'Heart Diseases'}),
  (failure:Topic {name: 'Heart Failure'}), (lung:Topic {name: 'Lung Diseases'})
CREATE (failure)-[:BROADER]->(heart)-[:BROADER]->(all)<-[:BROADER]-(lung)
WITH failure MATCH (paper:Paper {pmid: '101'}) CREATE (paper)-[:ABOUT {isMajor: true}]->(failure)
CREATE (campus:Institution {institutionId: 'ror:1', name: 'Campus'}),
  (clinic:Institution {institutionId: 'ror:2', name: 'Clinic'}) CREATE (clinic)-[:PART_OF]->(campus)
WITH clinic MATCH (bo:Person {personId: 'P2'})
CREATE (bo)-[:AFFILIATED_WITH {records: 1, lastOn: date('2024-01-01')}]->(clinic)
"""


@pytest.fixture
def know(driver: Driver, server: Settings) -> Know:
    """A function that makes persons, by id, findable by first and last name."""

    def known(names: list[tuple[str, str, str]]) -> None:
        rows = [
            {"id": id, "fore": fore, "last": last, "keys": name_keys(last, fore, "")}
            | {"parts": part_keys(last, fore)}
            for id, fore, last in names
        ]
        driver.execute_query(
            "UNWIND $rows AS row MERGE (p:Person {personId: row.id}) "
            "SET p.name = row.fore + ' ' + row.last, p.lastName = row.last, "
            "p.foreName = row.fore, p.nameKeys = row.keys, p.otherNameKeys = row.parts",
            rows=rows,
            database_=server.neo4j_database,
        )
        driver.execute_query(
            "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
            database_=server.neo4j_database,
        )

    return known


@pytest.fixture
def graph(driver: Driver, server: Settings, know: Know) -> Driver:
    """A driver at the drawn graph, indexes in place."""
    constrain(driver, server.neo4j_database)
    driver.execute_query(DRAW, database_=server.neo4j_database)
    names = [("P1", "Ada", "Quill"), ("P2", "Bo", "Marsh"), ("P3", "Cy", "Quill")]
    know([*names, ("P4", "Dee", "Ames")])
    return driver


@pytest.fixture
def paid(graph: Driver, server: Settings) -> Driver:
    """The drawn graph with payments, topics and institutions."""
    for text in (PAYMENTS, TOPICS):
        graph.execute_query(text, database_=server.neo4j_database)
    return graph


@pytest.fixture
def execute(server: Settings, tmp_path: Path) -> Callable[..., ExecutionResult]:
    """A function that asks the schema and gives data and errors; `database` and `uri` lead it
    elsewhere, `home` is one with a tie index."""
    at, kept = connection.address(server), OrderedDict[Any, Any]()

    def run(
        query: str,
        database: str = server.neo4j_database,
        uri: str = at.uri,
        operation_name: str | None = None,
        home: Path | None = None,
        **variables: Any,
    ) -> ExecutionResult:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(uri, auth=(at.user, at.password)) as driver:
                cursors = Cursors(tmp_path / "cursor.key")
                context = Context(driver, database, cursors, home, plans=kept)
                return await schema.execute(
                    query,
                    variable_values=variables,
                    context_value=context,
                    operation_name=operation_name,
                )

        return asyncio.run(asked())  # type: ignore[no-any-return]

    return run


@pytest.fixture
def ask(graph: Driver, execute: Callable[..., ExecutionResult]) -> Ask:
    """A function that asks the drawn graph and gives the data; there must be no error."""

    def asked(query: str, **variables: Any) -> Any:
        result = execute(query, **variables)
        assert result.errors is None, result.errors
        return result.data

    return asked


@pytest.fixture
def refused(graph: Driver, execute: Callable[..., ExecutionResult]) -> Ask:
    """A function that asks what must be refused and gives the one error."""

    def asked(query: str, **variables: Any) -> Any:
        result = execute(query, **variables)
        assert result.errors is not None, result.data
        assert len(result.errors) == 1
        return result.errors[0]

    return asked


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements sent since; the real ones, listened to on their way."""
    sent: list[str] = []
    run = AsyncSession.run

    async def listened(self: AsyncSession, query: Any, parameters: Any = None, **rest: Any) -> Any:
        sent.append(str(query.text if isinstance(query, Query) else query))
        return await run(self, query, parameters, **rest)

    monkeypatch.setattr(AsyncSession, "run", listened)
    return sent


@pytest.fixture
def unused_port() -> int:
    """A port of this machine at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
