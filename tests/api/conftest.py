"""A graph of six nodes, and a function that asks it."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import AsyncGraphDatabase, AsyncSession, Driver, Query

from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from graph.constraints import constrain
from schema.settings import Settings
from schema.spellings import name_keys, part_keys

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
def execute(server: Settings, tmp_path: Path) -> Callable[..., ExecutionResult]:
    """A function that asks the schema and gives data and errors; `database` and `uri` lead it
    elsewhere."""
    at = connection.address(server)

    def run(
        query: str, database: str = server.neo4j_database, uri: str = at.uri, **variables: Any
    ) -> ExecutionResult:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(uri, auth=(at.user, at.password)) as driver:
                context = Context(driver, database, Cursors(tmp_path / "cursor.key"))
                return await schema.execute(query, variable_values=variables, context_value=context)

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
