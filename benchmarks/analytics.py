"""How long does the analytics refresh take on a large network, beside the fastest peers?

`python -m benchmarks.analytics [--persons 100000 300000]` makes networks of circles (five papers a
person), imports each into an embedded server, and runs influence, centralities, communities,
connectors and the writing. The server projects the ties and looks for circles while centralities
are counted: a step's seconds are those that the run waited for it. Then each measure is taken once
more on the same ties, beside igraph, networkit and scipy in turn. Printed: seconds, ratios, peak
memory of both processes, and the exponent by which the refresh grows.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import igraph
import networkit
import numpy as np
import orjson
import psutil

from algorithms import running
from algorithms.network import betweenness, brokerage, centralities
from algorithms.network.network import Network
from algorithms.network.network import network as of_ties
from algorithms.network.page_rank import page_rank
from benchmarks.network import draw, network
from graph import connection, embedded, publishing
from schema.settings import Settings

GOAL_SECONDS, GOAL_RATIO, GOAL_GROWTH = 60.0, 1.5, 1.1
PAPERS_A_PERSON = 5
ROUNDS = 3
MOST_COMPARED = 300_000  # persons; beyond, the peers' own copies of the network would not fit


def measure(persons: int, memory: int) -> dict[str, Any]:
    """Seconds by step on a real server, of each measure beside its peers, and MiB at the peak."""
    made = network(persons, PAPERS_A_PERSON * persons)
    # The algorithms on ties read persons and ties alone.
    bare = replace(made, signed=made.signed[:0], size=made.size[:0], year=made.year[:0])
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        settings = Settings(home=Path(folder), neo4j_uri=None, server_memory=memory)
        publishing.publish(settings, draw(bare, settings.home / "drawn"))
        embedded.up(settings)
        try:
            with _Peaks(embedded.status(settings).pid or 0) as peaks:
                began = perf_counter()
                seconds = running.run(settings, lambda step: peaks.look(step))
                whole = perf_counter() - began
            with connection.driver(settings) as driver:
                left = driver.execute_query("CALL gds.graph.list() YIELD graphName").records
        finally:
            embedded.down(settings)
    told: dict[str, Any] = {
        "persons": persons,
        "ties": len(made.a),
        "seconds": round(whole, 1),
        "steps": seconds,
        "projections_left": len(left),
        "peak_mib": peaks.mib,
    }
    sys.stderr.write(f"{told}\n")
    if persons > MOST_COMPARED:
        return told | {"measures": {}}
    return told | {"measures": _measures(of_ties(persons, made.a, made.b, made.strength))}


def _measures(of: Network) -> dict[str, dict[str, float]]:
    """Ours and the peers' seconds, the median of rounds taken in turn."""
    one = of.begin
    once = one < of.end
    graph = igraph.Graph(of.size, np.c_[one[once], of.end[once]])
    ends = (one[once].astype(np.int64), of.end[once].astype(np.int64))
    kit = networkit.GraphFromCoo(
        (of.strength[once], ends), n=of.size, weighted=True, directed=False
    )
    matrix, weights = of.matrix(), of.strength[once].tolist()
    igraph.set_random_number_generator(random.Random(1))
    contenders: dict[str, dict[str, Callable[[], Any]]] = {
        "PageRank": {
            "ours (scipy)": lambda: page_rank(matrix),
            "networkit": lambda: networkit.centrality.PageRank(kit, tol=1e-10).run(),
            "igraph": lambda: graph.pagerank(weights=weights),
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
            "ours": lambda: betweenness.paths(of, 1, 64),
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

    def look(self, step: str = "end") -> None:
        sys.stderr.write(f"{step}\n")
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
