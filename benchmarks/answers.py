"""How near is the API to the database? `python -m benchmarks.answers --home HOME`, on a graph.

The API, a floor that sends the database one statement written by hand for each question, and
`@neo4j/graphql` are asked the same over connections that are kept, alone and sixteen at a time, in
rounds that take turns. Told are requests a second, as a ratio to the floor's and to the peer's, and
processor time a request as a ratio to the floor's; the first answers are not counted.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.servers import NAMES, Load, started
from graph import connection, embedded
from schema.settings import Settings

ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, (1, 16)


@dataclass(frozen=True)
class Question:
    """The same question three times: in our GraphQL, in the peer's, and as a statement whose one
    record is a list of rows; what it is asked of; and the goals at one and at sixteen connections,
    of the floor and of the peer, and on processor time."""

    name: str
    query: str
    peer: str
    statement: str
    variables: dict[str, Any]
    goals: tuple[float, float]
    peer_goals: tuple[float, float] | None = None
    processor: float | None = None

    def bodies(self) -> dict[str, bytes]:
        """What each server is sent."""
        texts = zip(NAMES, (self.query, self.statement, self.peer), strict=True)
        return {
            which: orjson.dumps({"query": text, "variables": self.variables})
            for which, text in texts
        }


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
PROFILE_PEER = """query ($id: String!) { people(where: {personId: {eq: $id}}) {
  personId name specialty state influence
  tiesConnection(first: 20, sort: [{edge: {strength: DESC}}]) {
    edges { properties { strength papers trials lastOn } node { personId name specialty } } }
  institutionsConnection(first: 20, sort: [{edge: {lastOn: DESC}}]) {
    edges { properties { firstOn lastOn records } node { institutionId name city } } } } }"""
TOP = """query ($specialty: String!) { influencers(first: 50,
  filter: {specialty: {eq: $specialty}}) { nodes { personId name state influence connector } } }"""
TOP_FLOOR = """MATCH (p:Person) WHERE p.specialty = $specialty AND p.influence IS NOT NULL
  WITH p ORDER BY p.influence DESC, p.personId LIMIT 50
  RETURN collect([p.personId, p.name, p.state, p.influence, p.connector])"""
TOP_PEER = """query ($specialty: String!) { people(limit: 50, sort: [{influence: DESC}],
  where: {specialty: {eq: $specialty}, influence: {gte: 0}}) {
  personId name state influence connector } }"""
ROWS = """query ($number: Int!) { people(first: 10, filter: {community: {eq: $number}}) {
  nodes { name papers(first: 100) { nodes { pmid title publishedOn authors } } } } }"""
ROWS_FLOOR = """MATCH (p:Person {community: $number})
  WITH p ORDER BY coalesce(p.influence, -1.0) DESC, p.personId LIMIT 10
  RETURN collect([p.name, COLLECT { MATCH (p)-[:AUTHORED]->(x:Paper)
    WITH x ORDER BY coalesce(toString(x.publishedOn), '') DESC, x.pmid LIMIT 100
    RETURN [x.pmid, x.title, toString(x.publishedOn), x.authors] }])"""

ROWS_PEER = """query ($number: Int!) { people(limit: 10, sort: [{influence: DESC}],
  where: {community: {eq: $number}, influence: {gte: 0}}) {
  name papers(limit: 100, sort: [{publishedOn: DESC}]) { pmid title publishedOn authors } } }"""


def questions(settings: Settings) -> list[Question]:
    """The questions, asked of the most influential person, specialty and circle of the graph."""
    with connection.driver(settings) as driver:
        ((id, specialty, community),) = driver.execute_query(
            "MATCH (p:Person) WHERE p.specialty IS NOT NULL AND p.community IS NOT NULL "
            "RETURN p.personId, p.specialty, p.community ORDER BY p.influence DESC LIMIT 1"
        ).records
    asked = (
        ("one person, 20 ties, institutions", PROFILE, PROFILE_PEER, PROFILE_FLOOR),
        ("top 50 in a specialty", TOP, TOP_PEER, TOP_FLOOR),
        ("1,000 rows", ROWS, ROWS_PEER, ROWS_FLOOR),
    )
    profile, top, rows = asked
    return [
        Question(*profile, {"id": id}, (0.9, 0.75), (3, 2)),
        Question(*top, {"specialty": specialty}, (0.8, 0.65), (3, 2)),
        Question(*rows, {"number": community}, (0.85, 0.65), processor=1.6),
    ]


def measured(settings: Settings, seconds: float, tell: Callable[[str], None]) -> Table:
    """The table of all questions."""
    columns = ("requests/s", "of the floor", "goal", "of the peer", "goal", "processor", "goal")
    table = Table("question", "connections", *columns)
    servers = {which: started(which, settings) for which in NAMES}
    try:
        for question in questions(settings):
            bodies = question.bodies()
            loads = {which: Load(port, bodies[which]) for which, (_, port) in servers.items()}
            for load in loads.values():
                load.rate(4, seconds)
            for at, connections in enumerate(CONNECTIONS):
                tell(f"{question.name}, {connections}")
                rates, costs = _rounds(servers, loads, connections, seconds)
                table.add_row(
                    question.name,
                    str(connections),
                    f"{statistics.median(rates['ours']):,.0f}",
                    f"{_ratio(rates, 'floor'):.2f}",
                    f"≥ {question.goals[at]}",
                    f"{_ratio(rates, 'peer'):.1f}",
                    f"≥ {question.peer_goals[at]}" if question.peer_goals else "",
                    f"{_ratio(costs, 'floor'):.2f}",
                    f"≤ {question.processor}" if question.processor else "",
                )
    finally:
        for process, _ in servers.values():
            process.terminate()
            process.wait(20)
    return table


def _ratio(all_: dict[str, list[float]], other: str) -> float:
    """Ours to another's, the median of the rounds."""
    return statistics.median(a / b for a, b in zip(all_["ours"], all_[other], strict=True))


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
    given = parser.parse_args()
    settings = Settings(home=given.home) if given.home else Settings()
    embedded.up(settings)
    notes = Console(stderr=True)
    table = measured(settings, given.seconds, lambda text: notes.print(text, style="dim"))
    Console(width=None if sys.stdout.isatty() else 130).print(table)


if __name__ == "__main__":
    main()
