"""A drawn graph of persons who may be invited, and a function that asks it as some caller."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import AsyncGraphDatabase, Driver
from pydantic import SecretStr

from api import screening
from api.callers import Caller
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from schema.settings import Settings

TODAY = date(2025, 2, 1)
# Acme owns Acmed and competes with Rival, which owns Rivulet. Ada is paid by all of them, Bo by
# none; Ada's paper is about Heart Failure. Cy was excluded once, Dee has neither NPI nor state.
DRAWN = """
CREATE (acme:Company {companyId: 'acme', familyId: 'acme', name: 'Acme', source: 'companies'}),
  (acmed:Company {companyId: 'acmed', familyId: 'acme', name: 'Acmed', source: 'companies'}),
  (rival:Company {companyId: 'rival', familyId: 'rival', name: 'Rival', source: 'companies'}),
  (rivulet:Company {companyId: 'rivulet', familyId: 'rival', name: 'Rivulet'}),
  (acmed)-[:COMPETES_WITH {isCurrent: true}]->(rival)
WITH {acmed: acmed, rivulet: rivulet} AS companies
MATCH (ada:Person {personId: 'P1'})
UNWIND [
  ['s1', 'acmed', 'Honoraria', 3000.10, '2024-05-01'],
  ['s2', 'acmed', 'Honoraria', 2000, '2024-06-01'],
  ['s3', 'rivulet', 'Consulting Fee', 900, '2024-07-01'],
  ['s4', 'rivulet', 'Food and Beverage', null, '2024-08-01']] AS row
CREATE (p:Payment {paymentId: row[0], kind: 'general', nature: row[2], amountUsd: row[3],
  programYear: 2024, paidOn: date(row[4]), source: 'open-payments', record: row[0]})
WITH *, companies[row[1]] AS payer
CREATE (p)-[:PAID_BY]->(payer), (ada)-[:RECEIVED {role: 'recipient'}]->(p)
WITH DISTINCT ada
MATCH (bo:Person {personId: 'P2'}), (cy:Person {personId: 'P3'}), (trial:Trial)
MATCH (rivulet:Company {companyId: 'rivulet'})
SET cy.npi = '1999000031', cy.state = 'IL'
CREATE (ada)-[:HOLDS]->(:Licence {licenceId: 'IL L1', number: 'L1', state: 'IL', status: 'active',
    action: 'none', expiresOn: date('2026-06-30'), checkedOn: date('2025-01-15'),
    source: 'licences', record: 'r1'}),
  (bo)-[:HOLDS]->(:Licence {licenceId: 'DE L2', number: 'L2', state: 'DE', status: 'unknown',
    source: 'nppes', record: 'r2'}),
  (bo)-[:EXCLUDED_BY]->(:Exclusion {exclusionId: 'x1', isCurrent: true, type: '1128a1',
    excludedOn: date('2015-03-20'), listedOn: date('2025-01-10'), source: 'leie', record: 'x1'}),
  (cy)-[:EXCLUDED_BY]->(:Exclusion {exclusionId: 'x2', isCurrent: false, type: '1128b4',
    excludedOn: date('2010-03-20'), reinstatedOn: date('2012-01-20'), source: 'leie, sam',
    listedOn: date('2011-12-10'), samListedOn: date('2025-01-15'), record: 'x2'}),
  (:Exclusion {exclusionId: 'x3', isCurrent: true, name: 'AMES, DEE R', state: 'OH', type: '1128a1',
    excludedOn: date('2016-03-20'), listedOn: date('2025-01-10'), source: 'leie', record: 'x3'}),
  (trial)-[:SPONSORED_BY {isLead: true}]->(rivulet)
WITH bo
UNWIND ['leie', 'sam', 'licences', 'nppes', 'open-payments', 'companies', 'clinical-trials',
  'pubmed', 'congresses', 'societies', 'leadership'] AS name
CREATE (:Source {name: name, title: toUpper(name), loadedAt: datetime('2025-01-20T00:00:00Z'),
  toldUntil: date('2024-12-31'), files: 1})
"""


@pytest.fixture
def invited(paid: Driver, server: Settings, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """The drawn graph with what a screening reads; the day is 1 February 2025."""
    paid.execute_query("MATCH (p:Payment) DETACH DELETE p", database_=server.neo4j_database)
    paid.execute_query(DRAWN, database_=server.neo4j_database)
    monkeypatch.setattr(screening, "today", lambda: TODAY)
    return paid


@pytest.fixture
def kept_at(server: Settings, tmp_path: Path) -> Settings:
    """Settings with an empty workspace of their own, beside the server's database."""
    at = connection.address(server)
    reached = {"neo4j_uri": at.uri, "neo4j_user": at.user}
    secret = {"neo4j_password": SecretStr(at.password)}
    return server.model_copy(update={"home": tmp_path, "workspace": None, **reached, **secret})


@pytest.fixture
def as_caller(
    server: Settings, kept_at: Settings, tmp_path: Path
) -> Callable[..., ExecutionResult]:
    """A function that asks the schema as a caller, with a workspace, and gives data and errors."""
    at = connection.address(server)

    def run(caller: Caller, query: str, **variables: Any) -> ExecutionResult:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
                cursors = Cursors(tmp_path / "cursor.key")
                context = Context(driver, server.neo4j_database, cursors, caller=caller)
                context = replace(context, settings=kept_at)
                return await schema.execute(query, variable_values=variables, context_value=context)

        return asyncio.run(asked())  # type: ignore[no-any-return]

    return run
