"""How fast are the strongest chains found on a large network, and how large is the index?

`python -m benchmarks.paths [--persons 300000] [--papers 1500000]` makes a network of circles with
some papers across them, builds the arcs, and asks random pairs: the strongest chain, the five
strongest, five different introducers, with filters on, without a limit of hops and with one. Of
igraph, which knows no filters, the cost of the strongest chain is asked in the same run.
"""

from __future__ import annotations

import argparse
import sys
from time import perf_counter

import igraph
import numpy as np
import orjson
from numpy.typing import NDArray

from algorithms.paths import PAPER, TRIAL, Arcs, Filter, Searcher, compressed

Ints = NDArray[np.int64]
MOST_AUTHORS = 8
ASKED = {
    "best": (1, None, False),
    "five": (5, None, False),
    "five different introducers": (5, None, True),
    "best, 4 hops": (1, 4, False),
    "five, 4 hops": (5, 4, False),
    "five different introducers, 4 hops": (5, 4, True),
    "five, 6 hops": (5, 6, False),
    "five different introducers, 6 hops": (5, 6, True),
}


def network(persons: int, papers: int) -> tuple[Ints, Ints, NDArray[np.float64], Ints]:
    """Ties (two ends, strength, last year) of papers of two to eight within circles of about 150,
    one author in eight from anywhere; some persons publish far more than others."""
    random = np.random.default_rng(1)
    circles = max(persons // 150, 1)
    order = np.argsort(random.integers(0, circles, persons), kind="stable")
    busy = np.r_[0, np.cumsum((random.pareto(2.0, persons) + 0.2)[order])]
    edges = busy[np.linspace(0, persons, circles + 1).astype(int)]
    size = random.integers(2, MOST_AUTHORS + 1, papers)
    circle = random.integers(0, circles, papers)
    drawn = edges[circle, None] + (edges[circle + 1] - edges[circle])[:, None] * random.random(
        (papers, MOST_AUTHORS)
    )
    far = random.random((papers, MOST_AUTHORS)) < 0.12
    drawn[far] = busy[-1] * random.random(int(far.sum()))
    signed = order[np.clip(np.searchsorted(busy, drawn) - 1, 0, persons - 1)]
    year = random.integers(2005, 2025, papers)
    keys, weights, years = [], [], []
    for i in range(MOST_AUTHORS):
        for j in range(i + 1, MOST_AUTHORS):
            here = (size > j) & (signed[:, i] != signed[:, j])
            low = np.minimum(signed[here, i], signed[here, j])
            keys.append(low * persons + np.maximum(signed[here, i], signed[here, j]))
            weights.append(0.5 ** ((2025 - year[here]) / 3) / (size[here] - 1))
            years.append(year[here])
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    weight = np.bincount(place, np.concatenate(weights))
    last = np.zeros(len(key), np.int64)
    np.maximum.at(last, place, np.concatenate(years))
    return key // persons, key % persons, np.clip(0.9 * -np.expm1(-weight), 0.002, 0.95), last


def measure(persons: int, papers: int, pairs: int) -> dict[str, object]:
    """Sizes, seconds, and milliseconds (p50, p95) per question."""
    a, b, strength, last = network(persons, papers)
    day = ((last - 1950) * 365).astype(np.uint16)
    trial = np.arange(len(a)) % 10 == 0
    parts = {PAPER: np.where(trial, 0.0, strength), TRIAL: np.where(trial, strength, 0.0)}
    began = perf_counter()
    arcs = compressed(a, b, parts, {PAPER: day, TRIAL: day}, persons)
    built = perf_counter() - began
    random = np.random.default_rng(2)
    some = np.flatnonzero(np.diff(arcs.start) > 0)
    asked = [(int(x), int(y)) for x, y in random.choice(some, (pairs, 2)) if x != y]
    found = {name: _asked(arcs, asked, *how) for name, how in ASKED.items()}
    size = sum(getattr(arcs, name).nbytes for name in ("start", "near", "cost", "kinds", "last"))
    return {
        "persons": persons,
        "ties": len(a),
        "build_seconds": round(built, 1),
        "index_mib": round(size / 2**20, 1),
        "index_mib_per_million_ties": round(size / 2**20 / (len(a) / 1e6), 1),
        "milliseconds": found | {"igraph, best": _igraph(a, b, strength, persons, asked[:10])},
    }


def _asked(
    arcs: Arcs, pairs: list[tuple[int, int]], first: int, hops: int | None, apart: bool
) -> dict[str, float]:
    searcher = Searcher(arcs)
    allowed = Filter(kinds=PAPER | TRIAL, since=(2008 - 1950) * 365)
    searcher.chains([pairs[0][0]], pairs[0][1], first, hops, allowed, apart)
    times, chains = [], 0
    for start, goal in pairs:
        began = perf_counter()
        chains += len(searcher.chains([start], goal, first, hops, allowed, apart))
        times.append(perf_counter() - began)
    return _quantiles(times) | {"chains": round(chains / len(pairs), 2)}


def _igraph(
    a: Ints, b: Ints, strength: NDArray[np.float64], persons: int, pairs: list[tuple[int, int]]
) -> dict[str, float]:
    graph = igraph.Graph(persons, np.column_stack([a, b]))
    cost, times = -np.log(strength), []
    for start, goal in pairs:
        began = perf_counter()
        graph.distances(start, goal, weights=cost)
        times.append(perf_counter() - began)
    return _quantiles(times)


def _quantiles(times: list[float]) -> dict[str, float]:
    return {f"p{at}": round(1000 * float(np.percentile(times, at)), 2) for at in (50, 95)}


def main() -> int:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paths", description=__doc__)
    parser.add_argument("--persons", type=int, default=300_000)
    parser.add_argument("--papers", type=int, default=1_500_000)
    parser.add_argument("--pairs", type=int, default=200)
    given = parser.parse_args()
    found = measure(given.persons, given.papers, given.pairs)
    sys.stdout.write(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
