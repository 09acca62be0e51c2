"""What an operation costs, who reads it, and what happens once the hour's points are spent."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from graphql import ExecutionResult, GraphQLError
from neo4j import AsyncGraphDatabase
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.bodies import Bounded
from api.callers import Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.endpoint import Endpoint
from api.limits import LIMITS
from api.points import Points, points_of
from api.schema import schema
from schema.settings import Settings

VIEWER = Caller("v1", Role.VIEWER)
BALANCE = "{ rateLimit { limit cost remaining resetAt } }"


def _together(cursors: Path, points: Points, caller: Caller, asked: list[str]) -> Any:
    """The answers to questions that are asked at once."""

    async def answers() -> list[ExecutionResult]:
        async with AsyncGraphDatabase.driver("bolt://127.0.0.1:1") as driver:
            made = Cursors(cursors / "cursor.key")
            contexts = [Context(driver, "neo4j", made, points=points, caller=caller) for _ in asked]
            return await asyncio.gather(
                *(
                    schema.execute(text, context_value=context)
                    for text, context in zip(asked, contexts, strict=True)
                )
            )

    return asyncio.run(answers())


def test_an_operation_tells_what_it_cost_and_what_is_left(tmp_path: Path) -> None:
    """1 for each operation, 25 for the introduction to one person: 5,000 - 1 - 26 - 1 = 4,972."""
    points = Points()
    dear = '{ introductions(from: "P1", to: "P2") { strength } }'
    first, _, last = _together(tmp_path, points, VIEWER, [BALANCE, dear, BALANCE])
    assert first.data["rateLimit"]["limit"] == LIMITS[Role.VIEWER].points_an_hour == 5_000
    assert (first.data["rateLimit"]["cost"], first.data["rateLimit"]["remaining"]) == (1, 4_999)
    assert last.data["rateLimit"]["remaining"] == 4_972
    reset = datetime.fromisoformat(last.data["rateLimit"]["resetAt"])
    assert timedelta() < reset - datetime.now(UTC) <= timedelta(hours=1, seconds=1)


def test_of_twenty_at_once_with_one_point_left_exactly_one_passes(tmp_path: Path) -> None:
    points = Points()
    asyncio.run(points.spend(VIEWER, 4_999))
    answers = _together(tmp_path, points, VIEWER, ["{ __typename }"] * 20)
    assert sum(answer.errors is None for answer in answers) == 1
    for answer in answers:
        for error in answer.errors or ():
            assert error.extensions["code"] == "RATE_LIMITED"
            assert (error.extensions["limit"], error.extensions["remaining"]) == (5_000, 0)
            assert 0 < error.extensions["retryAfter"] <= 3_600


def test_what_is_refused_costs_nothing_and_others_have_their_own(tmp_path: Path) -> None:
    points = Points()
    refused = [
        "{ nothing }",
        "{",
        "{ people(first: 100) { nodes { ties(first: 100) { nodes { name } } } } }",
    ]
    _together(tmp_path, points, VIEWER, refused)
    asyncio.run(points.spend(Caller("v2", Role.VIEWER), 100))
    (answer,) = _together(tmp_path, points, VIEWER, [BALANCE])
    assert answer.data["rateLimit"]["remaining"] == 4_999


def test_processes_on_one_postgresql_count_together(workspace: Settings) -> None:
    """Each of two keeps its own points on SQLite, and both have the same on PostgreSQL."""
    one, other = points_of(workspace), points_of(workspace)
    asyncio.run(one.spend(VIEWER, 4_999))
    left = asyncio.run(other.spend(VIEWER, 1)).remaining
    assert left == (0 if workspace.workspace else 4_999)


def test_of_many_processes_with_one_point_left_one_passes_at_most(
    postgres: sqlalchemy.Engine, tmp_path: Path
) -> None:
    with postgres.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE points")
    url = postgres.url.set(database="points").render_as_string(hide_password=False)
    processes = [points_of(Settings(home=tmp_path, workspace=url)) for _ in range(8)]
    asyncio.run(processes[0].spend(VIEWER, 4_999))

    async def together() -> list[object]:
        asked = (points.spend(VIEWER, 1) for points in processes)
        return await asyncio.gather(*asked, return_exceptions=True)

    answers = asyncio.run(together())
    refused = [answer for answer in answers if isinstance(answer, GraphQLError)]
    assert len(refused) >= len(processes) - 1
    assert {error.extensions["code"] for error in refused} == {"RATE_LIMITED"}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_analysts_stewards_and_admins_read_the_cost_of_every_answer(
    tmp_path: Path, role: Role
) -> None:
    (answer,) = _together(tmp_path, Points(), Caller("s1", role), ["{ __typename }"])
    left = LIMITS[role].points_an_hour - 1
    tuning = role in (Role.ANALYST, Role.STEWARD, Role.ADMIN)
    assert answer.extensions == ({"cost": {"points": 1, "remaining": left}} if tuning else {})


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_over_http_spent_points_are_429_with_a_time(tmp_path: Path, accept: str) -> None:
    driver = AsyncGraphDatabase.driver("bolt://127.0.0.1:1")
    points = Points()
    asyncio.run(points.spend(VIEWER, 5_000))
    context = Context(driver, "neo4j", Cursors(tmp_path / "cursor.key"), points=points)
    endpoint = Bounded(Endpoint(schema, context))

    class Signed:
        """Who asks is the viewer."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("state", {})["caller"] = VIEWER
            await endpoint(scope, receive, send)

    with TestClient(Starlette(routes=[Route("/graphql", Signed())])) as client:
        answer = client.post("/graphql", json={"query": BALANCE}, headers={"accept": accept})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 3_600
    assert "data" not in answer.json()
