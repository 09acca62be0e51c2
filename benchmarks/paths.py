"""How fast are introductions found on a large network, and how large is the index?

`python -m benchmarks.paths [--persons 300000] [--papers 1500000]` makes a network of circles with
some papers across them, imports it into an embedded server of its own, builds the tie index from
the same tables, and asks pairs drawn at random, with a filter of kinds and of age: the strongest
chain, the five strongest, five different introducers, without a limit of hops and with one; then
whole introductions with evidence through GraphQL. Beside them, in the same run: igraph's and GDS's
Dijkstra, GDS's Yen, and Cypher's SHORTEST, which counts hops and not strength.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import igraph
import numpy as np
import orjson
from neo4j import Driver

from algorithms.introductions import tie_index, tie_indexing
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter
from algorithms.paths.searcher import Searcher
from algorithms.ties.tables import look
from api.app import context_of
from api.schema import schema
from benchmarks.network import UNTIL, Network, draw, network
from graph import bulk_import, connection, embedded
from graph.constraints import constrain
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from graph.marks import Mark
from schema.settings import Settings
from schema.ties import PAPER, TRIAL

# How many, hops, different introducers, and the goal in milliseconds at the 95th percentile.
ASKED: dict[str, tuple[int, int | None, bool, float | None]] = {
    "best": (1, None, False, 5.0),
    "five": (5, None, False, 14.0),
    "five different introducers": (5, None, True, 22.0),
    "best, 4 hops": (1, 4, False, 5.0),
    "five, 4 hops": (5, 4, False, 14.0),
    "five different introducers, 4 hops": (5, 4, True, 22.0),
    "five, 6 hops": (5, 6, False, None),
    "five different introducers, 6 hops": (5, 6, True, None),
}
WARM = 100
SINCE = tie_index.day(UNTIL.replace(year=2008))
GRAPHQL = """query ($from: [String!]!, $to: [String!]!, $filter: IntroductionFilterInput) {
  introductions(from: $from, to: $to, first: 5, kinds: [PAPER, TRIAL], filter: $filter) {
    strength introducer { name } ifDeclined { strength introducer { name } } flags { about }
    hops { from { name } to { name } strength reasons evidenceCount
      evidence { kind record title happenedOn url identityScore } } } }"""
PROJECT = """
MATCH (a:Person)-[r:CONNECTED_TO]->(b:Person)
WITH gds.graph.project('paths', a, b, {relationshipProperties: {cost: -log(r.strength)}},
  {undirectedRelationshipTypes: ['*']}) AS g RETURN g.relationshipCount AS ties"""
DIJKSTRA = """
MATCH (a:Person {personId: $a}), (b:Person {personId: $b})
CALL gds.shortestPath.dijkstra.stream('paths',
  {sourceNode: a, targetNode: b, relationshipWeightProperty: 'cost'}) YIELD totalCost
RETURN totalCost AS cost"""
YENS = """
MATCH (a:Person {personId: $a}), (b:Person {personId: $b})
CALL gds.shortestPath.yens.stream('paths',
  {sourceNode: a, targetNode: b, k: 5, relationshipWeightProperty: 'cost'}) YIELD totalCost
RETURN max(totalCost) AS cost"""
SHORTEST = """
MATCH (a:Person {personId: $a}), (b:Person {personId: $b})
MATCH p = SHORTEST 5 (a)-[:CONNECTED_TO]-{1,4}(b)
RETURN count(p) AS cost"""
Pairs = list[tuple[int, int]]


def measure(persons: int, papers: int, pairs: int, folder: Path) -> dict[str, Any]:
    """Sizes, seconds, and milliseconds (p50, p95) per question."""
    made = network(persons, papers)
    drawing = draw(made, folder / "drawn")
    settings = Settings(home=folder / "home", neo4j_uri=None)
    settings.home.mkdir()
    began = perf_counter()
    place = _index(settings, drawing)
    built = perf_counter() - began
    index = tie_index.opened(place)
    names = ("near", "cost", "kinds", "last")
    bare = sum(getattr(index.arcs, name).nbytes for name in names) + 8 * (persons + 1)
    size = sum(file.stat().st_size for file in place.glob("*.npy"))
    random = np.random.default_rng(2)
    some = np.flatnonzero(np.diff(index.arcs.start) > 0)
    asked = [(int(x), int(y)) for x, y in random.choice(some, (pairs, 2)) if x != y]
    searcher = Searcher(index.arcs)
    found = {name: asked_of(searcher, asked, *how) for name, how in ASKED.items()}
    found |= _unfiltered(index, made, asked)
    _note(found)
    with _served(settings, drawing) as driver:
        found |= _graphql(settings, index, asked)
        _note(found)
        found |= _peers(driver, index, asked)
    ratio = found["GDS Dijkstra"]["p50"] / found["best, no filter"]["p50"]
    return {
        "persons": persons,
        "ties": len(made.a),
        "index_seconds": round(built, 1),
        "index_mib": round(size / 2**20, 1),
        "index_mib_per_million_ties": round(size / 2**20 / (len(made.a) / 1e6), 1),
        "index_over_bare_arrays": round(size / bare, 2),
        "searcher_mib": round(searcher.nbytes / 2**20, 1),
        "gds_dijkstra_over_best": round(ratio, 1),
        "milliseconds": found,
    }


def _note(found: dict[str, Any]) -> None:
    """What is known so far, that an interrupted run is not lost."""
    sys.stderr.write(orjson.dumps(found).decode() + "\n")


def _index(settings: Settings, drawing: Drawing) -> Path:
    made_from = "benchmark-network"
    with duckdb.connect() as connected:
        open_drawn(connected, drawing.folder)
        look(connected, UNTIL)
        place = tie_indexing.write(settings.home, tie_index.version(made_from), connected)
    Mark(settings.home).end(made_from)
    return place


def asked_of(
    searcher: Searcher, pairs: Pairs, first: int, hops: int | None, apart: bool, goal: float | None
) -> dict[str, Any]:
    """Milliseconds (p50, p95) of a question under a filter of kinds and age, and how many chains
    answer it on average."""
    allowed = Filter(kinds=PAPER | TRIAL, since=SINCE)
    chains = 0

    def ask(start: int, end: int) -> None:
        nonlocal chains
        chains += len(searcher.chains([start], end, first, hops, allowed, apart))

    told = _timed(ask, pairs, goal)
    return told | {"chains": round(chains / (len(pairs) + 1), 2)}


def _unfiltered(index: TieIndex, made: Network, pairs: Pairs) -> dict[str, Any]:
    """The strongest chain without a filter, ours and igraph's, and that they cost the same."""
    searcher = Searcher(index.arcs)
    graph = igraph.Graph(made.persons, np.column_stack([made.a, made.b]))
    cost = (-np.log(made.strength)).tolist()
    ours = _timed(lambda a, b: searcher.chains([a], b, 1), pairs)
    theirs = _timed(lambda a, b: graph.distances(a, b, weights=cost), pairs[:10])
    for a, b in pairs[:10]:
        (found,) = searcher.chains([a], b, 1)
        assert abs(found.cost - graph.distances(a, b, weights=cost)[0][0]) < 1e-3
    return {"best, no filter": ours, "igraph Dijkstra": theirs}


@contextmanager
def _served(settings: Settings, drawing: Drawing) -> Iterator[Driver]:
    bulk_import.run(settings, drawing)
    try:
        embedded.up(settings)
        with connection.driver(settings) as driver:
            constrain(driver, settings.neo4j_database)
            driver.execute_query("CALL db.awaitIndexes(600)")
            yield driver
    finally:
        embedded.down(settings)


def _graphql(settings: Settings, index: TieIndex, pairs: Pairs) -> dict[str, Any]:
    filtered = {"maxAgeYears": 18.0}
    # A server that has answered others before: its code is compiled, its pages are read.
    some = np.random.default_rng(3).choice(np.flatnonzero(np.diff(index.arcs.start) > 0), (WARM, 2))
    named = [(index.person(int(a)), index.person(int(b))) for a, b in (*some, *pairs)]
    apart = {**filtered, "differentIntroducers": True}

    async def run() -> dict[str, Any]:
        async with connection.async_driver(settings) as driver:
            context = context_of(settings, driver)
            told: dict[str, Any] = {}
            ways = {"five": filtered, "five different introducers": apart}
            for given in ways.values():
                for start, end in named[:WARM]:
                    await schema.execute(GRAPHQL, _values(start, end, given), context)
            for name, given in ways.items():
                times, evidence = [], 0
                for start, end in named[WARM:]:
                    began = perf_counter()
                    found = await schema.execute(GRAPHQL, _values(start, end, given), context)
                    times.append(perf_counter() - began)
                    assert found.errors is None, found.errors
                    for one in (found.data or {})["introductions"]:
                        evidence += sum(len(hop["evidence"]) for hop in one["hops"])
                key = f"GraphQL with evidence, {name}, 4 hops"
                told[key] = _quantiles(times, 50.0) | {"records": evidence // len(times)}
            return told

    return asyncio.run(run())


def _values(start: str, end: str, given: dict[str, Any]) -> dict[str, Any]:
    return {"from": start, "to": end, "filter": given}


def _peers(driver: Driver, index: TieIndex, pairs: Pairs) -> dict[str, Any]:
    named = {(a, b): (index.person(a), index.person(b)) for a, b in pairs}
    driver.execute_query(PROJECT)

    def asks(text: str) -> Callable[[int, int], Any]:
        def ask(a: int, b: int) -> Any:
            start, end = named[a, b]
            return driver.execute_query(text, a=start, b=end).records[0]["cost"]

        return ask

    told = {"GDS Dijkstra": _timed(asks(DIJKSTRA), pairs[:10])}
    _note(told)
    told |= {
        "GDS Yen, five": _timed(asks(YENS), pairs[:2]),
        "Cypher SHORTEST, five, 4 hops, by hops": _timed(asks(SHORTEST), pairs[:5]),
    }
    searcher = Searcher(index.arcs)
    for a, b in pairs[:5]:
        (found,) = searcher.chains([a], b, 1)
        assert abs(found.cost - asks(DIJKSTRA)(a, b)) < 1e-3
    driver.execute_query("CALL gds.graph.drop('paths') YIELD graphName RETURN graphName")
    return told


def _timed(
    ask: Callable[[int, int], Any], pairs: Pairs, goal: float | None = None
) -> dict[str, Any]:
    ask(*pairs[0])
    times = []
    for start, end in pairs:
        began = perf_counter()
        ask(start, end)
        times.append(perf_counter() - began)
    return _quantiles(times, goal)


def _quantiles(times: list[float], goal: float | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {
        f"p{at}": round(1000 * float(np.percentile(times, at)), 2) for at in (50, 95)
    }
    return told if goal is None else told | {"goal": goal, "met": told["p95"] <= goal}


def main() -> int:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paths", description=__doc__)
    parser.add_argument("--persons", type=int, default=300_000)
    parser.add_argument("--papers", type=int, default=1_500_000)
    parser.add_argument("--pairs", type=int, default=200)
    given = parser.parse_args()
    os.environ.setdefault("PEERLINE_SERVER_MEMORY", "6144")
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        found = measure(given.persons, given.papers, given.pairs, Path(folder))
    sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
