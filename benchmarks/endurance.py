"""Does the API bear a day's work? `python -m benchmarks.endurance --home HOME --minutes 30`.

A server of the graph of a home is asked a mix of questions over kept connections: profiles, lists
with filters, names typed, introductions with evidence, influence opened, groups. Then the graph is
refreshed in full beside it, and at last 200 callers ask for slow things at once. Told are errors,
how the process's memory grew after the first tenth, statements that are left behind, the 99th
percentile of reads idle and during the refresh, and how the overload is answered and ends.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from time import perf_counter

import numpy as np
import orjson
import psutil
from rich.console import Console
from rich.table import Table

from benchmarks.answers import PROFILE, TOP
from benchmarks.servers import answer_of, request_of, started
from graph import connection, embedded
from schema.environment import environment_of
from schema.settings import Settings

CONNECTIONS, FLOOD = 8, 200
IDLE_SECONDS, RECOVERY_SECONDS = 20.0, 10.0
NAMES = """query ($name: String!) { people(text: $name, first: 6) {
  edges { grade reason node { personId name specialty city } } } }"""
TOPIC = """query ($topic: String!) { people(filter: {topic: $topic}, first: 20) { totalCount
  nodes { name papers(first: 3) { nodes { title publishedOn } } } } }"""
GROUPS = """query ($id: String!) { person(id: $id) { payments(first: 5) {
  nodes { paymentId amountUsd } groups(by: [PAID_ON_YEAR]) { keys { value } count } } } }"""
INTRODUCTIONS = """query ($id: String!, $to: String!) { introductions(from: [$id], to: [$to]) {
  strength hops { to { name } strength evidence { title } } } }"""
INFLUENCE = """query ($id: String!) { influence(person: $id) { name
  dimensions { name score } } }"""
SLOW = """{ people(first: 100, filter: {ties: {count: {gt: 0}}}) { totalCount
  nodes { name ties(first: 50) { nodes { name papers(first: 5) { nodes { title } } } } } } }"""


@dataclass
class Seen:
    """Seconds by answer, and how many answers there were of each kind: a status, or the code of an
    error."""

    seconds: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def p99(self) -> float:
        """Milliseconds within which 99 in 100 came."""
        return float(np.percentile(self.seconds, 99)) * 1000

    def errors(self) -> int:
        """Answers that were none."""
        return self.kinds.total() - self.kinds["200"]


def questions(settings: Settings) -> list[bytes]:
    """Bodies of questions of every kind about forty persons of the graph."""
    with connection.driver(settings) as driver:
        rows = driver.execute_query(
            "MATCH (p:Person)-[:AUTHORED]->()-[:ABOUT]->(t:Topic) "
            "WHERE p.specialty IS NOT NULL AND p.influence IS NOT NULL "
            "WITH p, min(t.name) AS topic ORDER BY p.influence DESC LIMIT 40 "
            "RETURN p.personId AS id, p.name AS name, p.specialty AS specialty, topic"
        ).records
    mixed = []
    for place, row in enumerate(rows):
        values = row.data() | {"to": rows[(place * 7 + 3) % len(rows)]["id"]}
        for text in (PROFILE, TOP, NAMES, TOPIC, GROUPS, INTRODUCTIONS, INFLUENCE):
            asked = {name: value for name, value in values.items() if f"${name}:" in text}
            mixed.append(orjson.dumps({"query": text, "variables": asked}))
    return mixed


async def ask(port: int, bodies: Iterator[bytes], seen: Seen, until: Callable[[], bool]) -> None:
    """Ask over one connection until told to end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while not until():
        began = perf_counter()
        writer.write(request_of(port, next(bodies)))
        status, body = await answer_of(reader)
        seen.seconds.append(perf_counter() - began)
        errors = orjson.loads(body).get("errors")
        seen.kinds[errors[0]["extensions"]["code"] if errors else str(status)] += 1
    writer.close()


async def mix(port: int, bodies: list[bytes], until: Callable[[], bool]) -> Seen:
    """All connections at once."""
    seen = Seen()
    places = (len(bodies) * at // CONNECTIONS for at in range(CONNECTIONS))
    streams = (cycle([*bodies[at:], *bodies[:at]]) for at in places)
    await asyncio.gather(*(ask(port, stream, seen, until) for stream in streams))
    return seen


def for_seconds(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds are over."""
    end = perf_counter() + seconds
    return lambda: perf_counter() > end


async def growth(
    port: int, process: psutil.Process, bodies: list[bytes], seconds: float
) -> tuple[Seen, float]:
    """What was answered, and how much larger the process is at the end than after a tenth."""
    first = await mix(port, bodies, for_seconds(seconds / 10))
    before = process.memory_info().rss
    rest = await mix(port, bodies, for_seconds(seconds * 0.9))
    return (
        Seen(first.seconds + rest.seconds, first.kinds + rest.kinds),
        process.memory_info().rss / before - 1,
    )


async def beside_a_refresh(port: int, bodies: list[bytes], settings: Settings) -> Seen:
    """What was answered while the whole graph was refreshed by a command of its own."""
    command = [sys.executable, "-m", "cli", "refresh", "--force"]
    refresh = subprocess.Popen(
        command, env=os.environ | environment_of(settings), stdout=subprocess.DEVNULL
    )
    seen = await mix(port, bodies, lambda: refresh.poll() is not None)
    if refresh.returncode:
        raise RuntimeError("the refresh failed; see above")
    return seen


async def flood(port: int, bodies: list[bytes]) -> tuple[Seen, float]:
    """How 200 slow questions at once are answered, and seconds until an easy one is, afterwards."""
    seen, slow = Seen(), cycle([orjson.dumps({"query": SLOW})])
    await asyncio.gather(*(ask(port, slow, seen, _once()) for _ in range(FLOOD)))
    began = perf_counter()
    after = Seen()
    while not after.kinds["200"]:
        await ask(port, iter(bodies), after, _once())
    return seen, perf_counter() - began


def _once() -> Callable[[], bool]:
    answers = iter([False, True])
    return lambda: next(answers)


def left_behind(settings: Settings) -> int:
    """Statements that still run."""
    with connection.driver(settings) as driver:
        rows = driver.execute_query(
            "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' "
            "RETURN count(*) AS n"
        ).records
    return int(rows[0]["n"])


async def measured(settings: Settings, minutes: float, tell: Callable[[str], None]) -> Table:
    """The table; a server of its own is started and ended."""
    table = Table("what", "seen", "goal", "met")

    def row(what: str, seen: str, goal: str, is_met: bool) -> None:
        table.add_row(what, seen, goal, "yes" if is_met else "no")

    bodies = questions(settings)
    process, port = started("ours", settings)
    try:
        await mix(port, bodies, for_seconds(10))  # what is compiled on first use
        tell(f"{minutes:g} minutes of mixed questions")
        seen, grown = await growth(port, process, bodies, minutes * 60)
        row("answers", f"{len(seen.seconds):,}", "", True)
        row("errors", f"{seen.errors():,} {dict(seen.kinds)}", "0", seen.errors() == 0)
        row("memory growth", f"{grown:.1%}", "< 5 %", grown < 0.05)
        left = left_behind(settings)
        row("statements left", str(left), "0", left == 0)
        tell("reads while nothing else runs")
        idle = await mix(port, bodies, for_seconds(IDLE_SECONDS))
        tell("reads during a refresh of the whole graph")
        beside = await beside_a_refresh(port, bodies, settings)
        ratio = beside.p99() / idle.p99()
        row("p99 idle", f"{idle.p99():.0f} ms", "", True)
        row("p99 during a refresh", f"{beside.p99():.0f} ms", "≤ 2 x idle", ratio <= 2)
        row("errors during it", f"{beside.errors():,}", "0", beside.errors() == 0)
        tell(f"{FLOOD} slow questions at once")
        answers, seconds = await flood(port, bodies)
        others = set(answers.kinds) - {"200", "UNAVAILABLE", "RATE_LIMITED"}
        row("overload", str(dict(answers.kinds)), "429 or 503 at most", not others)
        row("recovery", f"{seconds:.1f} s", "≤ 10 s", seconds <= RECOVERY_SECONDS)
    finally:
        process.terminate()
        process.wait(20)
    return table


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home with a published graph")
    parser.add_argument("--minutes", type=float, default=30.0, help="of mixed questions")
    given = parser.parse_args()
    settings = Settings(home=given.home) if given.home else Settings()
    embedded.up(settings)
    notes = Console(stderr=True)
    table = asyncio.run(
        measured(settings, given.minutes, lambda text: notes.print(text, style="dim"))
    )
    Console(width=None if sys.stdout.isatty() else 130).print(table)


if __name__ == "__main__":
    main()
