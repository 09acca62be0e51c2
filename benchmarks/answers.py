"""How near is the API to the database? `python -m benchmarks.answers --home HOME`, on a graph.

The floor is a server of a few lines that sends one Cypher statement, written by hand for each
question, and encodes its rows. Both servers are asked the same over connections that are kept,
alone and sixteen at a time, in rounds that take turns. Told are requests a second and processor
time a request, each as a ratio to the floor's; the first answers are not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
import psutil
import uvicorn
from neo4j import READ_ACCESS
from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph import connection, embedded
from schema.settings import Settings

ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, (1, 16)


@dataclass(frozen=True)
class Question:
    """The same question twice: in GraphQL, and as a statement whose one record is a list of rows;
    what it is asked of; and the goals at one and at sixteen connections and on processor time."""

    name: str
    query: str
    statement: str
    variables: dict[str, Any]
    goals: tuple[float, float]
    processor: float | None = None


PROFILE = """query ($id: String!) { person(id: $id) { personId name specialty state influence
  ties(first: 20) { edges { strength papers trials lastOn node { personId name specialty } } }
  institutions(first: 20) {
    edges { firstOn lastOn records node { institutionId name city } } } } }"""
PROFILE_FLOOR = """MATCH (p:Person {personId: $id})
  RETURN [p.personId, p.name, p.specialty, p.state, p.influence,
  COLLECT { MATCH (p)-[e:CONNECTED_TO]-(q:Person) WITH e, q
    ORDER BY e.strength DESC, q.personId LIMIT 20
    RETURN [e.strength, e.papers, e.trials, toString(e.lastOn), q.personId, q.name, q.specialty] },
  COLLECT { MATCH (p)-[e:AFFILIATED_WITH]->(i:Institution) WITH e, i
    ORDER BY coalesce(toString(e.lastOn), '') DESC, i.institutionId LIMIT 20
    RETURN [toString(e.firstOn), toString(e.lastOn), e.records, i.institutionId, i.name, i.city]
  }]"""
TOP = """query ($specialty: String!) { influencers(first: 50,
  filter: {specialty: {eq: $specialty}}) { nodes { personId name state influence connector } } }"""
TOP_FLOOR = """MATCH (p:Person) WHERE p.specialty = $specialty AND p.influence IS NOT NULL
  WITH p ORDER BY p.influence DESC, p.personId LIMIT 50
  RETURN collect([p.personId, p.name, p.state, p.influence, p.connector])"""
ROWS = """query ($number: Int!) { people(first: 10, filter: {community: {eq: $number}}) {
  nodes { name papers(first: 100) { nodes { pmid title publishedOn authors } } } } }"""
ROWS_FLOOR = """MATCH (p:Person {community: $number})
  WITH p ORDER BY coalesce(p.influence, -1.0) DESC, p.personId LIMIT 10
  RETURN collect([p.name, COLLECT { MATCH (p)-[:AUTHORED]->(x:Paper)
    WITH x ORDER BY coalesce(toString(x.publishedOn), '') DESC, x.pmid LIMIT 100
    RETURN [x.pmid, x.title, toString(x.publishedOn), x.authors] }])"""


def questions(settings: Settings) -> list[Question]:
    """The questions, asked of the most influential person, specialty and circle of the graph."""
    with connection.driver(settings) as driver:
        ((id, specialty, community),) = driver.execute_query(
            "MATCH (p:Person) WHERE p.specialty IS NOT NULL AND p.community IS NOT NULL "
            "RETURN p.personId, p.specialty, p.community ORDER BY p.influence DESC LIMIT 1"
        ).records
    return [
        Question(
            "one person, 20 ties, institutions", PROFILE, PROFILE_FLOOR, {"id": id}, (0.9, 0.75)
        ),
        Question("top 50 in a specialty", TOP, TOP_FLOOR, {"specialty": specialty}, (0.8, 0.65)),
        Question("1,000 rows", ROWS, ROWS_FLOOR, {"number": community}, (0.85, 0.65), 1.6),
    ]


def floor(settings: Settings) -> Starlette:
    """The server that there cannot be much less of."""
    driver = connection.async_driver(settings)

    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        async with driver.session(default_access_mode=READ_ACCESS) as session:
            record = await (await session.run(asked["query"], asked["variables"])).single()
        return Response(orjson.dumps(record[0]), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


class Load:
    """Asks one server over kept connections; each answer must be the first one's length."""

    def __init__(self, port: int, body: bytes) -> None:
        head = f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json"
        self.port, self.request = (
            port,
            f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body,
        )

    def rate(self, connections: int, seconds: float) -> tuple[float, int]:
        """Requests a second, and their number."""
        return asyncio.run(self._rate(connections, seconds))

    async def _rate(self, connections: int, seconds: float) -> tuple[float, int]:
        began = perf_counter()
        counts = await asyncio.gather(*(self._ask(began + seconds) for _ in range(connections)))
        return sum(counts) / (perf_counter() - began), sum(counts)

    async def _ask(self, until: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        count = 0
        while perf_counter() < until:
            writer.write(self.request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            body = await reader.readexactly(length)
            if not head.startswith(b"HTTP/1.1 200") or b'"errors"' in body[-2000:]:
                raise RuntimeError(f"{head.decode()}{body[:500].decode()}")
            count += 1
        writer.close()
        return count


def serve(which: str, port: int, settings: Settings) -> None:
    """Serve ours or the floor at a port; in a process of its own."""
    if which == "floor":
        app: Any = floor(settings)
    else:
        from api.app import application
        from api.schema import schema

        app = application(settings, schema)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", port))
    listening.listen(256)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([listening])


def _started(which: str, settings: Settings) -> tuple[psutil.Process, int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.answers", "--serve", which, "--port", str(port)],
        env=os.environ | settings.environment(),
    )
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return psutil.Process(process.pid), port
        except OSError:
            continue
    raise RuntimeError(f"{which} did not start")


def measured(settings: Settings, seconds: float, tell: Callable[[str], None]) -> Table:
    """The table of all questions."""
    table = Table("question", "connections", "requests/s", "floor", "ratio", "goal", "processor")
    servers = {which: _started(which, settings) for which in ("ours", "floor")}
    try:
        for question in questions(settings):
            bodies = {
                "ours": orjson.dumps({"query": question.query, "variables": question.variables}),
                "floor": orjson.dumps(
                    {"query": question.statement, "variables": question.variables}
                ),
            }
            loads = {which: Load(port, bodies[which]) for which, (_, port) in servers.items()}
            for load in loads.values():
                load.rate(4, seconds)
            for connections, goal in zip(CONNECTIONS, question.goals, strict=True):
                tell(f"{question.name}, {connections}")
                rates, costs = _rounds(servers, loads, connections, seconds)
                ratio, processor = (
                    statistics.median(
                        a / b for a, b in zip(all_["ours"], all_["floor"], strict=True)
                    )
                    for all_ in (rates, costs)
                )
                table.add_row(
                    question.name,
                    str(connections),
                    f"{statistics.median(rates['ours']):,.0f}",
                    f"{statistics.median(rates['floor']):,.0f}",
                    f"{ratio:.2f}",
                    f"≥ {goal}",
                    f"{processor:.2f}"
                    + (f" (≤ {question.processor})" if question.processor else ""),
                )
    finally:
        for process, _ in servers.values():
            process.terminate()
            process.wait(20)
    return table


def _rounds(
    servers: dict[str, tuple[psutil.Process, int]],
    loads: dict[str, Load],
    connections: int,
    seconds: float,
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Requests a second and processor seconds a request, of each server by round."""
    rates: dict[str, list[float]] = {which: [] for which in loads}
    costs: dict[str, list[float]] = {which: [] for which in loads}
    for _ in range(ROUNDS):
        for which, load in loads.items():
            before = sum(servers[which][0].cpu_times()[:2])
            rate, count = load.rate(connections, seconds)
            costs[which].append((sum(servers[which][0].cpu_times()[:2]) - before) / count)
            rates[which].append(rate)
    return rates, costs


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home with a published graph")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each round")
    parser.add_argument("--serve", choices=("ours", "floor"), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    settings = Settings(home=given.home) if given.home else Settings()
    if given.serve:
        serve(given.serve, given.port, settings)
        return
    embedded.up(settings)
    notes = Console(stderr=True)
    table = measured(settings, given.seconds, lambda text: notes.print(text, style="dim"))
    Console(width=None if sys.stdout.isatty() else 130).print(table)


if __name__ == "__main__":
    main()
