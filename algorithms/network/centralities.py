"""How central is a person: among whom, at what distance, on how many ways?

`kCore` is the largest k so that the person belongs to a group in which everyone has k ties within
it (Seidman 1983; computed after Batagelj and Zaveršnik 2003). `eigenvector` is the share of the
highest entry of the leading eigenvector of strengths (Bonacich 1972): it is solved to a residual,
never for a number of rounds, and is 0 outside the part of the network that it lives on.
`harmonic` is the mean of 1 / steps to everyone else, 0 for those out of reach (Marchiori and Latora
2000). Betweenness counts shortest paths, in steps, through the person (Brandes 2001).

Burt's constraint and effective size, and who is a cut person, are written here as well: see
brokerage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import eigsh

from algorithms.algorithm import Algorithm
from algorithms.network import brokerage
from algorithms.network.network import Floats, Ints, Network, of_ties
from algorithms.network.tables import CENTRALITIES
from graph.projection import Projection
from lake.relations import put
from schema.conclusions import Centrality
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Centralities",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(Centrality,),
    distrust="Above 10,000 persons, or 100,000 ties of as many, harmonic closeness and betweenness "
    "come from the paths of 64 random persons and are scaled up (Brandes and Pich 2007); "
    "`betweennessError` is the standard error of that. The first few stand out of it, the "
    "many below do not. A step along a weak tie counts like one along a strong tie.",
)


MOST_EXACT, SAMPLE = 10_000, 64
MOST_STEPS = 2e9  # persons followed times ties seen from either end: about half a minute
SEED = 19_770_301
RESIDUAL = 1e-8
THREADS = 2
CENTRALITY = """
SELECT person_id, k_core, round(eigenvector, 9) AS eigenvector, round(harmonic, 9) AS harmonic,
  round(betweenness, 6) AS betweenness, round(error, 6) AS betweenness_error,
  round("constraint", 9) AS "constraint", round(effective_size, 9) AS effective_size, is_cut_person
FROM network.centralities"""
Numbers = NDArray[np.int32]


class NotSolved(RuntimeError):
    """The eigenvector's residual stayed too large; nothing was written."""


@dataclass(frozen=True)
class Paths:
    """Betweenness with its standard error (0 where exact), harmonic closeness, and how many
    persons' paths were followed."""

    betweenness: Floats
    error: Floats
    harmonic: Floats
    followed: int


def compute(ties: Projection) -> None:
    """Write the centralities of every person with a tie, and keep them as a table
    `network.centralities` with `followed`, the number of persons whose paths were followed."""
    of = of_ties(ties)
    constraint, effective_size = brokerage.holes(of)
    found = paths(of, MOST_EXACT, SAMPLE)
    rows = of.scores(
        k_core=k_core(of),
        eigenvector=eigenvector(of),
        harmonic=found.harmonic,
        betweenness=found.betweenness,
        error=found.error,
        constraint=constraint,
        effective_size=effective_size,
        is_cut_person=brokerage.cut_persons(of),
        followed=np.full(of.size, found.followed),
    )
    put(ties.tables, CENTRALITIES, rows)
    ties.conclude(Centrality, CENTRALITY)


def k_core(of: Network) -> Ints:
    """The core number of every person."""
    found: Ints = _k_core(of.start, of.end)
    return found


@numba.njit(cache=True)
def _k_core(start: Ints, end: Numbers) -> Ints:
    """Take the persons away in the order of what ties they have left, kept sorted in place."""
    size = len(start) - 1
    left = np.diff(start)
    bins = np.zeros(left.max() + 2 if size else 1, np.int64)
    for i in range(size):
        bins[left[i] + 1] += 1
    bins = np.cumsum(bins)
    order, place = np.empty(size, np.int64), np.empty(size, np.int64)
    filled = bins.copy()
    for i in range(size):
        place[i] = filled[left[i]]
        order[place[i]] = i
        filled[left[i]] += 1
    for at in range(size):
        i = order[at]
        for tie in range(start[i], start[i + 1]):
            j = end[tie]
            if left[j] > left[i]:
                first = bins[left[j]]
                other = order[first]
                order[first], order[place[j]] = j, other
                place[other], place[j] = place[j], first
                bins[left[j]] += 1
                left[j] -= 1
    return left


def eigenvector(of: Network) -> Floats:
    """The leading eigenvector of strengths, its highest entry 1. Raises `NotSolved`."""
    if of.size < 3 or not len(of.end):
        return np.ones(of.size)
    matrix = of.matrix()
    begin = np.asarray(matrix.sum(axis=1)).ravel()
    values, vectors = eigsh(matrix, k=1, which="LA", v0=begin, tol=RESIDUAL / 100)
    vector = np.abs(vectors[:, 0])
    residual = float(np.linalg.norm(matrix @ vector - values[0] * vector) / abs(values[0]))
    if residual > RESIDUAL:
        raise NotSolved(
            f"the leading eigenvector of {of.size} persons has a residual of {residual:.1e}, above "
            f"{RESIDUAL}; the strengths may hold a value that is no number"
        )
    vector[vector < RESIDUAL * vector.max()] = 0
    return np.asarray(vector / vector.max())


def paths(of: Network, most_exact: int = MOST_EXACT, sample: int = SAMPLE) -> Paths:
    """Betweenness and harmonic closeness; of a sample of `sample` persons above `most_exact`."""
    exact = of.size <= max(most_exact, sample) and of.size * len(of.end) <= MOST_STEPS
    exact |= of.size <= sample
    chosen = np.arange(of.size)
    if not exact:
        chosen = np.random.default_rng(SEED).choice(of.size, sample, replace=False)
    sums: Floats = _paths(of.start, of.end, np.sort(chosen).astype(np.int64), THREADS)
    count = max(len(chosen), 1)
    scale = of.size / count
    # Every pair is met from both ends.
    betweenness = sums[0] * scale / 2
    variance = np.maximum(sums[1] / count - (sums[0] / count) ** 2, 0)
    error = np.zeros(of.size) if exact else of.size * np.sqrt(variance / count) / 2
    return Paths(betweenness, error, sums[2] * scale / max(of.size - 1, 1), len(chosen))


class Walk(NamedTuple):
    """The working arrays of a walk from one person to all: per person the steps (-1 where nobody
    has been) and in how many ways; the queue of whom is reached; and whom each of the queue leads
    further to, from `begin` on in `further`."""

    steps: Numbers
    ways: Floats
    queue: Numbers
    begin: Ints
    further: Numbers


@numba.njit(parallel=True, cache=True)
def _paths(start: Ints, end: Numbers, chosen: Ints, threads: int) -> Floats:
    """From each chosen person outwards in steps, and back. Rows: the sum of dependences, of their
    squares, and of 1 / steps."""
    size = len(start) - 1
    sums = np.zeros((threads, 3, size))
    for part in numba.prange(threads):
        steps, ways = np.full(size, -1, np.int32), np.zeros(size)
        queue, begin = np.empty(size, np.int32), np.empty(size + 1, np.int64)
        # Every tie leads outwards from one end at most.
        walk = Walk(steps, ways, queue, begin, np.empty(len(end) // 2, np.int32))
        share = np.zeros(size)
        for at in range(part, len(chosen), threads):
            reached = _outwards(start, end, chosen[at], walk)
            _back(walk, reached, share, sums[part])
    total: Floats = np.sum(sums, axis=0)
    return total


@numba.njit(cache=True)
def _outwards(start: Ints, end: Numbers, source: int, walk: Walk) -> int:
    """Count the ways to everyone, keeping who is reached through whom; returns how many are."""
    steps, ways, queue, begin, further = walk
    queue[0], steps[source], ways[source] = source, 0, 1.0
    head, tail, kept = 0, 1, 0
    while head < tail:
        i = queue[head]
        begin[head] = kept
        head += 1
        after = steps[i] + 1
        for tie in range(start[i], start[i + 1]):
            j = end[tie]
            if steps[j] < 0:
                steps[j] = after
                queue[tail] = j
                tail += 1
            if steps[j] == after:
                ways[j] += ways[i]
                further[kept] = j
                kept += 1
    begin[tail] = kept
    return tail


@numba.njit(cache=True)
def _back(walk: Walk, reached: int, share: Floats, sums: Floats) -> None:
    """Share dependence from the furthest back to the source, and clear the walk."""
    steps, ways, queue, begin, further = walk
    for back in range(reached - 1, 0, -1):
        i = queue[back]
        depends = 0.0
        for tie in range(begin[back], begin[back + 1]):
            depends += share[further[tie]]
        depends *= ways[i]
        share[i] = (1.0 + depends) / ways[i]
        sums[0, i] += depends
        sums[1, i] += depends**2
        sums[2, i] += 1.0 / steps[i]
    for back in range(reached):
        i = queue[back]
        steps[i], ways[i] = -1, 0.0
