"""Would the introductions have named the one who introduced?

Of a history cut at several years, the first papers that two persons A and C wrote together after a
cut are hidden. Where a third author B of that paper had a tie to both before it, B stands in for
the introducer. In the narrow task the common neighbours of A and C are ranked, and only cases with
two or more are asked, since with one any order is right. In the wide task everyone with a tie to A
or to C is ranked, by the product of the strongest walks of at most two ties to both. The hardest
task is the wide one over every such paper, also where nobody on it had a tie to both, but someone
to one of the two.

How to read it: hit@1 is the share of cases in which a person ranked first was on that paper, hit@10
one of the first ten. Equal ranks count by the share of their orders that would hit.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.algorithm import Algorithm
from algorithms.network.page_rank import page_rank
from algorithms.ties.evaluation import cuts
from algorithms.ties.features import Features
from algorithms.ties.joint import Floats, Ints
from algorithms.ties.learning import Past, TooShort
from schema.nodes import Paper
from schema.relationships import AUTHORED

ALGORITHM = Algorithm(
    name="How right introductions are",
    about=__doc__,
    reads=(AUTHORED, Paper),
    writes=(),
    distrust="Having signed the first joint paper is a stand-in for having introduced.",
)


WINDOW = 2
NARROW, WIDE, ANY = TASKS = ("narrow", "wide", "wide_any_distance")
METHODS = ("product", "degree", "pagerank", "minimum", "adamic_adar", "random")
MOST_CASES = 16_000
# What two persons count for between whom no walk of two ties leads.
STRANGERS = 0.001


def evaluate(past: Past, horizon: int = WINDOW) -> dict[str, Any]:
    """Hit rates of the product of strengths and of four other orders, over all cuts together.
    Raises `TooShort` where the history has no case."""
    found: dict[str, list[Floats]] = {task: [] for task in TASKS}
    sizes: dict[str, list[int]] = {task: [] for task in TASKS}
    asked = cuts(past, horizon)
    learnt = []
    for cut in asked:
        try:
            model = past.learn(cut, horizon, active=False)
        except (TooShort, ValueError):
            continue
        learnt.append(cut)
        _cut(past, cut, horizon, model.strength(past.at(cut).values), found, sizes)
    told: dict[str, Any] = {"cuts": learnt, "window_years": horizon, **asdict(past.span)}
    for task in TASKS:
        if not found[task]:
            continue
        hits = np.array(found[task])
        told[task] = {"cases": len(hits), "candidates": float(np.mean(sizes[task]))}
        for at, method in enumerate(METHODS):
            told[task][method] = {
                "hit@1": float(hits[:, at, 0].mean()),
                "hit@10": float(hits[:, at, 1].mean()),
            }
    if not any(task in told for task in TASKS):
        raise TooShort("no later first collaboration of this history had a neighbour in it")
    return told


def _cut(
    past: Past,
    cut: int,
    horizon: int,
    strength: Floats,
    found: dict[str, list[Floats]],
    sizes: dict[str, list[int]],
) -> None:
    ties = past.at(cut)
    pairs, persons = past.pairs, past.joint.persons
    start, near, tie = adjacency(ties, pairs.a, pairs.b, strength, persons)
    degree = np.diff(start).astype(float)
    rank = page_rank(sparse.csr_matrix((tie, near, start), shape=(persons, persons)))
    begun = pairs.time[pairs.start[:-1]]
    cases = np.flatnonzero((begun > cut + 1) & (begun <= cut + 1 + horizon))
    cases = cases[(degree[pairs.a[cases]] > 0) & (degree[pairs.b[cases]] > 0)]
    cases = cases[:: len(cases) // MOST_CASES + 1]
    starts = np.searchsorted(past.joint.record, np.arange(len(past.joint.time) + 1))
    to_a, to_b = np.zeros(persons), np.zeros(persons)
    for case in cases:
        a, b = int(pairs.a[case]), int(pairs.b[case])
        record = pairs.record[pairs.start[case]]
        signed = past.joint.person[starts[record] : starts[record + 1]]
        ends = near[start[a] : start[a + 1]], near[start[b] : start[b + 1]]
        wide = np.setdiff1d(np.union1d(*ends), [a, b])
        if not np.isin(wide, signed).any():
            continue
        common = np.intersect1d(*ends)
        is_shared = bool(np.isin(common, signed).any())
        touched = [_reach(start, near, tie, end, to) for end, to in ((a, to_a), (b, to_b))]
        for task, names in ((NARROW, common), (WIDE, wide), (ANY, wide)):
            if len(names) >= 2 and (is_shared or task == ANY):
                orders = _orders(names, (to_a, to_b), degree, rank)
                found[task].append(_hits(orders, np.isin(names, signed)))
                sizes[task].append(len(names))
        to_a[touched[0]] = 0
        to_b[touched[1]] = 0


def _orders(names: Ints, reach: tuple[Floats, Floats], degree: Floats, rank: Floats) -> Floats:
    """A row of scores per method, in the order of `METHODS`."""
    a, b = reach[0][names], reach[1][names]
    rare = 1 / np.log(np.maximum(degree[names], 2))
    return np.stack(
        [
            (a + STRANGERS) * (b + STRANGERS),
            degree[names],
            rank[names],
            np.minimum(a, b),
            rare,
            np.zeros(len(names)),
        ]
    )


def _hits(orders: Floats, right: NDArray[np.bool_]) -> Floats:
    """Per method the chance that a right one is first, and among the first ten."""
    return np.array([[_hit(order, right, first) for first in (1, 10)] for order in orders])


def _hit(order: Floats, right: NDArray[np.bool_], first: int) -> float:
    """The chance of a right one among the `first`, equal scores in any order alike."""
    if len(order) <= first:
        return float(right.any())
    edge = -np.partition(-order, first - 1)[first - 1]
    above, level = order > edge, order == edge
    if right[above].any():
        return 1.0
    left, places, wrong = int(level.sum()), first - int(above.sum()), int((level & ~right).sum())
    missed = 1.0
    for drawn in range(places):
        missed *= max(wrong - drawn, 0) / (left - drawn)
    return 1 - missed


def adjacency(
    ties: Features, a: Ints, b: Ints, strength: Floats, persons: int
) -> tuple[Ints, Ints, Floats]:
    """Ties as compressed sparse rows: where each person's begin, the others, the strengths."""
    ends, others = np.r_[a[ties.pair], b[ties.pair]], np.r_[b[ties.pair], a[ties.pair]]
    order = np.lexsort((others, ends))
    start = np.searchsorted(ends[order], np.arange(persons + 1))
    return start, others[order], np.r_[strength, strength][order]


@numba.njit(cache=True)
def _reach(start: Ints, near: Ints, strength: Floats, end: int, walks: Floats) -> Ints:
    """Fill `walks` with the strongest walk of at most two ties to `end`; returns who was
    touched."""
    touched = [end]
    for first in range(start[end], start[end + 1]):
        middle = near[first]
        if strength[first] > walks[middle]:
            walks[middle] = strength[first]
        touched.append(middle)
    for first in range(start[end], start[end + 1]):
        middle = near[first]
        for second in range(start[middle], start[middle + 1]):
            other, both = near[second], strength[first] * strength[second]
            if other != end and both > walks[other]:
                walks[other] = both
                touched.append(other)
    return np.array(touched)
