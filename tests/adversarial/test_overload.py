"""Many slow questions at once, and clients that leave: who is told to wait, and what stays behind?

Slow is a real statement on the real database, asked by a root field that only these tests have.
"""

import asyncio
import json
import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPResponse

import httpx
import pytest
import strawberry
from listening import listening
from neo4j import Driver
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

from api import queueing
from api.answering import Answering
from api.app import application
from api.checked import Checked
from api.context import Context
from api.queries import Query
from api.queueing import RUNNING, WAITING
from api.scalars import SCALARS
from schema.settings import Settings

SLOW = "UNWIND range(1, 4_000_000_000) AS n WITH n WHERE n % 7 = 8 RETURN count(n) AS n"
MARK = "range(1, 4_000_000_000)"
WAIT = {"query": "{ slow }"}
QUICK = {"query": "{ sources { name } }"}


@strawberry.type
class Slow(Query):
    """The questions, and one that does not end."""

    @strawberry.field
    async def slow(self, info: Info[Context, None]) -> int:
        (row,) = await Answering(info).rows(SLOW, {})
        return int(row["n"])


@pytest.fixture(scope="module")
def address(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application with the slow question, on the tests' database."""
    home = tmp_path_factory.mktemp("home") if server.neo4j_uri else server.home
    schema = Checked(Slow, config=StrawberryConfig(scalar_map=SCALARS))
    settings = server.model_copy(update={"home": home})
    with listening(application(settings, schema)) as address:
        yield address


def _slow_statements(driver: Driver) -> int:
    rows = driver.execute_query(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $mark "
        "AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS n",
        mark=MARK,
    ).records
    return int(rows[0]["n"])


def _until(driver: Driver, slow: int, seconds: float) -> float:
    """How long it takes until so many slow statements run."""
    begun = time.monotonic()
    while _slow_statements(driver) != slow:
        assert time.monotonic() - begun < seconds, f"{_slow_statements(driver)} still run"
        time.sleep(0.02)
    return time.monotonic() - begun


def test_a_statement_ends_when_its_caller_leaves(address: str, driver: Driver) -> None:
    async def leave() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            asked = asyncio.ensure_future(client.post("/graphql", json=WAIT))
            await asyncio.to_thread(_until, driver, 1, 20)
            asked.cancel()

    asyncio.run(leave())
    assert _until(driver, 0, 5) <= 1.0


def test_a_flood_is_told_to_come_back_and_health_answers(address: str, driver: Driver) -> None:
    """Of 200 at once, so many run, and the others are refused at once or after two seconds."""
    asked = 200
    assert asked > RUNNING + WAITING
    with httpx.Client(base_url=address, timeout=30) as probe, ExitStack() as flood:
        probe.get("/health")
        waiting = [flood.enter_context(_asked(address)) for _ in range(asked)]
        refusals, seconds = [], []
        while len(refusals) < asked - RUNNING:
            begun = time.monotonic()
            assert probe.get("/health").status_code == 200
            seconds.append(time.monotonic() - begun)
            for one in select.select(waiting, [], [], 0.02)[0]:
                refusals.append(_answer(one))
                waiting.remove(one)
            assert time.monotonic() - begun < 30
        assert all(len(select.select([one], [], [], 0)[0]) == 0 for one in waiting)
    left = time.monotonic()
    assert set(refusals) == {(503, "2", "UNAVAILABLE")}
    assert sorted(seconds)[len(seconds) // 2] < 0.1
    assert sorted(seconds)[int(len(seconds) * 0.99)] < 1.0  # with a database at full load beside
    answer = httpx.post(f"{address}/graphql", json=QUICK, timeout=30)
    assert answer.json()["data"] == {"sources": []}
    assert _until(driver, 0, 5) <= 5
    assert time.monotonic() - left < 5


def _asked(address: str) -> socket.socket:
    """A connection at which the slow question has been asked."""
    host, _, port = address.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=30)
    body = json.dumps(WAIT)
    connection.sendall(
        f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    return connection


def _answer(connection: socket.socket) -> tuple[int, str | None, str]:
    """The status, when to come back, and the error's code."""
    response = HTTPResponse(connection)
    response.begin()
    (error,) = json.loads(response.read())["errors"]
    return response.status, response.getheader("retry-after"), error["extensions"]["code"]


def test_hostile_documents_do_not_hold_up_health(address: str, driver: Driver) -> None:
    """Two callers who send nothing else for two seconds; each document takes some ten
    milliseconds to refuse."""
    links = "".join(f" fragment f{n} on Source {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60))
    hostile = (
        f"{{ sources {{ ...f0 }} }}{links} fragment f60 on Source {{ name }}",
        "{ sources { " + "name " * 3_000 + "} }",
        "{ sources { " + "@aa " * 3_000 + "} }",
    )
    ends = time.monotonic() + 2

    def send() -> int:
        sent = 0
        with httpx.Client(base_url=address, timeout=30) as client:
            while time.monotonic() < ends:
                answer = client.post("/graphql", json={"query": hostile[sent % len(hostile)]})
                assert "data" not in answer.json()
                sent += 1
        return sent

    seconds = []
    with ThreadPoolExecutor(2) as callers, httpx.Client(base_url=address, timeout=30) as probe:
        sending = [callers.submit(send) for _ in range(2)]
        while time.monotonic() < ends:
            begun = time.monotonic()
            assert probe.get("/health").status_code == 200
            seconds.append(time.monotonic() - begun)
            time.sleep(0.01)
        assert all(one.result() > 5 for one in sending)
    assert sorted(seconds)[len(seconds) // 2] < 0.1
    assert sorted(seconds)[int(len(seconds) * 0.99)] < 0.5


def test_an_operation_ends_after_its_time(
    address: str, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in queueing.SHARES:
        monkeypatch.setitem(queueing.SHARES, role, queueing.Share(8, 1.0))  # type: ignore[index]
    begun = time.monotonic()
    answer = httpx.post(f"{address}/graphql", json=WAIT, timeout=30)
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["message"] == (
        "The operation took longer than 1 s; ask for less."
    )
    assert time.monotonic() - begun < 5
    assert _until(driver, 0, 5) <= 1.0
