"""On how many of the shortest paths does a person lie, and how far is everyone else?

Paths are counted in steps, from every person or from a sample of them, scaled up (Brandes 2001;
Brandes and Pich 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.network.network import Floats, Ints, Network
from algorithms.network.seeds import BETWEENNESS_SEED

MOST_EXACT, SAMPLE = 10_000, 64
MOST_STEPS = 2e9  # persons followed times ties seen from either end: about half a minute
THREADS = 2
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Paths:
    """Betweenness with its standard error (0 where exact), harmonic closeness, and how many
    persons' paths were followed."""

    betweenness: Floats
    error: Floats
    harmonic: Floats
    followed: int


def paths(of: Network, most_exact: int = MOST_EXACT, sample: int = SAMPLE) -> Paths:
    """Betweenness and harmonic closeness; of a sample of `sample` persons above `most_exact`."""
    exact = of.size <= max(most_exact, sample) and of.size * len(of.end) <= MOST_STEPS
    exact |= of.size <= sample
    chosen = np.arange(of.size)
    if not exact:
        chosen = np.random.default_rng(BETWEENNESS_SEED).choice(of.size, sample, replace=False)
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
