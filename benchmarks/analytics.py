"""How long does the analytics refresh take on a large network, beside the fastest peers?

`python -m benchmarks.analytics [--persons 100000 300000]` makes networks of circles (five papers a
person), imports each into an embedded server, and runs projection, influence, centralities,
communities, connectors and the writing. Then each measure is taken once more on the same ties,
beside igraph, networkit and scipy in turn. Printed: seconds, ratios, peak memory of both processes,
and the exponent by which the refresh grows.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import igraph
import networkit
import numpy as np
import orjson
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from algorithms import brokerage, centralities, running
from algorithms.network import Network
from algorithms.network import network as of_ties
from algorithms.timeline import power_iteration
from benchmarks.paths import network as made_up
from graph import connection, embedded, publishing
from graph.drawing import Drawing, graph_columns
from graph.settings import Settings
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
from schema.relationships import CONNECTED_TO

GOAL_SECONDS, GOAL_RATIO, GOAL_GROWTH = 60.0, 1.5, 1.1
PAPERS_A_PERSON = 5
ROUNDS = 3


def measure(persons: int, memory: int) -> dict[str, Any]:
    """Seconds by step on a real server, of each measure beside its peers, and MiB at the peak."""
    a, b, strength, _ = made_up(persons, PAPERS_A_PERSON * persons)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        settings = Settings(home=Path(folder), server_memory=memory)
        publishing.publish(settings, _drawing(settings.home / "drawn", persons, a, b, strength))
        embedded.up(settings)
        try:
            with _Peaks(embedded.status(settings).pid or 0) as peaks:
                began = perf_counter()
                seconds = running.run(settings, lambda step: peaks.look())
                whole = perf_counter() - began
            with connection.driver(settings) as driver:
                left = driver.execute_query("CALL gds.graph.list() YIELD graphName").records
        finally:
            embedded.down(settings)
    return {
        "persons": persons,
        "ties": len(a),
        "seconds": round(whole, 1),
        "steps": seconds,
        "projections_left": len(left),
        "peak_mib": peaks.mib,
        "measures": _measures(of_ties(persons, a, b, strength)),
    }


def _drawing(folder: Path, persons: int, a: Any, b: Any, strength: Any) -> Drawing:
    """Persons and ties, and nothing else, as a drawing."""
    folder.mkdir(parents=True)
    drawing = Drawing(folder)
    ids = pa.array([f"P{n:012d}" for n in range(persons)])
    ties = len(a)
    given: dict[Any, dict[str, Any]] = {
        Person: {"person_id": ids, "name": ids, "paper_count": pa.array([0] * persons)},
        CONNECTED_TO: {
            "start": ids.take(pa.array(a)),
            "end": ids.take(pa.array(b)),
            "strength": pa.array(strength),
        },
    }
    for declared in (*NODES, *RELATIONSHIPS):
        columns = given.get(declared, {})
        size = {Person: persons, CONNECTED_TO: ties}.get(declared, 0)
        table = pa.table(
            {
                field.name: columns.get(field.name, pa.nulls(size, field.type))
                for field in graph_columns(declared)
            }
        )
        pq.write_table(table, drawing.table(declared))
        drawing.rows[declared.__name__] = size
    return drawing


def _measures(of: Network) -> dict[str, dict[str, float]]:
    """Ours and the peers' seconds, the median of rounds taken in turn."""
    one = np.repeat(np.arange(of.size), of.degree)
    once = one < of.end
    graph = igraph.Graph(of.size, np.c_[one[once], of.end[once]])
    kit = networkit.GraphFromCoo(
        (of.strength[once], (one[once], of.end[once])), n=of.size, weighted=True, directed=False
    )
    matrix, strength = of.matrix(), of.strength[once]
    igraph.set_random_number_generator(random.Random(1))
    contenders: dict[str, dict[str, Callable[[], Any]]] = {
        "PageRank": {
            "scipy (ours on histories)": lambda: power_iteration(matrix),
            "networkit": lambda: networkit.centrality.PageRank(kit, tol=1e-10).run(),
            "igraph": lambda: graph.pagerank(weights=strength),
        },
        "k-core": {
            "ours": lambda: centralities.k_core(of),
            "networkit": lambda: networkit.centrality.CoreDecomposition(kit).run(),
            "igraph": lambda: graph.coreness(),
        },
        "eigenvector": {
            "ours (scipy eigsh)": lambda: centralities.eigenvector(of),
        },
        "betweenness and harmonic, 64 persons": {
            "ours": lambda: centralities.paths(of, 1, 64),
            "networkit": lambda: networkit.centrality.EstimateBetweenness(kit, 64).run(),
        },
        "constraint and effective size": {
            "ours": lambda: brokerage.holes(of),
        },
        "cut persons": {
            "ours": lambda: brokerage.cut_persons(of),
            "igraph": lambda: graph.articulation_points(),
        },
    }
    return {name: _in_turn(own) for name, own in contenders.items()}


def _in_turn(contenders: dict[str, Callable[[], Any]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            began = perf_counter()
            work()
            taken[name].append(perf_counter() - began)
    found = {name: round(float(np.median(times)), 2) for name, times in taken.items()}
    ours, *peers = found.values()
    return found | ({"ratio": round(ours / max(min(peers), 0.01), 2)} if peers else {})


class _Peaks:
    """The highest resident memory seen of this process and of the server's, asked at every step."""

    def __init__(self, server: int) -> None:
        self.processes = {"python": psutil.Process(), "server": psutil.Process(server)}
        self.mib: dict[str, int] = dict.fromkeys(self.processes, 0)

    def look(self) -> None:
        for name, process in self.processes.items():
            self.mib[name] = max(self.mib[name], round(process.memory_info().rss / 2**20))

    def __enter__(self) -> _Peaks:
        return self

    def __exit__(self, *_: object) -> None:
        self.look()


def main() -> int:
    """Measure every size, print; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analytics", description=__doc__)
    parser.add_argument("--persons", type=int, nargs="+", default=[100_000, 300_000])
    parser.add_argument("--memory", type=int, default=8_000, help="MiB for the server")
    given = parser.parse_args()
    found = [measure(persons, given.memory) for persons in given.persons]
    told: dict[str, Any] = {"sizes": found}
    if len(found) > 1:
        small, large = found[0], found[-1]
        told["growth"] = round(
            math.log(large["seconds"] / small["seconds"])
            / math.log(large["persons"] / small["persons"]),
            2,
        )
    told["goals"] = {"seconds": GOAL_SECONDS, "ratio": GOAL_RATIO, "growth": GOAL_GROWTH}
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
    slow = [n for s in found for n, m in s["measures"].items() if m.get("ratio", 0) > GOAL_RATIO]
    late = any(s["seconds"] > GOAL_SECONDS for s in found if s["persons"] <= 300_000)
    return 1 if slow or late or told.get("growth", 0) > GOAL_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
