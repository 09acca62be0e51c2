"""Case 11: what reads persons is written down before it is answered, by ids alone."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import strawberry
from neo4j import AsyncGraphDatabase, Driver
from sqlalchemy import text
from strawberry.types import ExecutionResult

from api.callers import Caller, Role
from api.checked import Checked
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from schema.settings import Settings
from workspace import store
from workspace.audit import entries, verify

DRAW = """
CREATE (a:Person {personId: 'P1', name: 'Ada Quill', state: 'IL', paperCount: 1, trialCount: 0})
CREATE (b:Person {personId: 'P2', name: 'Bo Marsh', state: 'DE', paperCount: 1, trialCount: 0})
CREATE (p:Paper {pmid: '101', title: 'On hearts', authors: 2, isRetracted: false, version: 1})
CREATE (a)-[:AUTHORED {position: 1}]->(p)<-[:AUTHORED {position: 2}]-(b)
"""
CALLER = Caller("u-7", Role.ANALYST, purpose="congress", request="request-0001")


@pytest.fixture
def at(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, workspace=None)


@pytest.fixture
def ask(driver: Driver, server: Settings, at: Settings) -> Callable[..., ExecutionResult]:
    """A function that asks the drawn graph, audited in the workspace of `at`."""
    driver.execute_query(DRAW, database_=server.neo4j_database)
    there = connection.address(server)

    def asked(query: str, caller: Caller = CALLER, **other: Any) -> ExecutionResult:
        async def run() -> ExecutionResult:
            auth = (there.user, there.password)
            async with AsyncGraphDatabase.driver(there.uri, auth=auth) as database:
                context = Context(database, server.neo4j_database, Cursors(at.home / "cursor.key"))
                settings = at.model_copy(update=other)
                context = replace(context, caller=caller, settings=settings)
                return await schema.execute(query, {}, context)

        return asyncio.run(run())

    return asked


def _away(at: Settings) -> None:
    with store.opened(at) as opened:
        opened.execute(text("ALTER TABLE audit RENAME TO audit_away"))


def test_a_read_of_persons_is_written_down_by_ids(
    ask: Callable[..., ExecutionResult], at: Settings
) -> None:
    query = (
        'query Bylines { paper(pmid: "101") { bylines { nodes { name key: personId } } } '
        'one: person(id: "P9") { name } }'
    )
    assert ask(query).errors is None
    (entry,) = entries(at)
    wanted = {"subject": "u-7", "role": "analyst", "kind": "read", "operation": "Bylines"}
    wanted |= {"purpose": "congress", "request": "request-0001", "persons_count": 3}
    assert {name: entry[name] for name in wanted} == wanted
    assert entry["persons"] == ["P1", "P2", "P9"]
    assert entry["roots"] == ["paper", "person"]
    assert "Quill" not in str(entry)
    assert "hearts" not in str(entry)
    assert verify(at)[0] == 1


def test_what_speaks_of_nobody_is_not_written_down(
    ask: Callable[..., ExecutionResult], at: Settings
) -> None:
    assert ask('{ paper(pmid: "101") { title } }').errors is None
    assert ask("{ __schema { queryType { name } } }").errors is None
    refused = ask("{ liaisons { totalCount } }", replace(CALLER, role=Role.VIEWER))
    assert refused.data is None
    assert entries(at) == []


def test_in_production_nothing_is_read_that_cannot_be_written_down(
    ask: Callable[..., ExecutionResult], at: Settings
) -> None:
    query = '{ person(id: "P1") { name } }'
    assert ask(query, production=True).data == {"person": {"name": "Ada Quill"}}
    _away(at)
    refused = ask(query, production=True)
    assert refused.data is None
    assert [error.extensions["code"] for error in refused.errors or []] == ["UNAVAILABLE"]
    assert ask(query).data == {"person": {"name": "Ada Quill"}}
    assert ask('{ paper(pmid: "101") { title } }', production=True).errors is None


def test_a_change_that_cannot_be_written_down_is_refused_anywhere(at: Settings) -> None:
    done = []

    @strawberry.type
    class Question:
        one: int = 1

    @strawberry.type
    class Change:
        @strawberry.mutation
        def erase(self, person: str) -> bool:
            # What stands in the log by now was written before the change.
            done.append((person, [entry["kind"] for entry in entries(at)]))
            return True

    changing = Checked(Question, Change)
    nowhere: Any = None
    caller = Caller("u-1", Role.ADMIN)
    context = Context(nowhere, "neo4j", Cursors(at.home / "key"), caller=caller, settings=at)

    def ask_to_erase() -> ExecutionResult:
        return asyncio.run(changing.execute('mutation { erase(person: "P1") }', {}, context))

    assert ask_to_erase().errors is None
    assert done == [("P1", ["change"])]
    assert entries(at)[0]["persons"] == ["P1"]
    _away(at)
    assert [e.extensions["code"] for e in ask_to_erase().errors or []] == ["UNAVAILABLE"]
    assert len(done) == 1
