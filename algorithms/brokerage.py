"""Who bridges holes between people who do not know each other?

`constraint` (Burt 1992, "Structural Holes", chapter 2) says how much a person's ties lead back to
one another: c = sum over ties j of (p_ij + sum over common ties q of p_iq p_qj)², where p_ij is the
share of i's summed strength that goes to j. Low is free to broker; above 1 is possible in tiny
groups. `effectiveSize` is the number of ties less their redundancy: for each tie 1 - sum over
common ties q of p_iq m_jq, where m_jq is the strength between j and q as a share of j's strongest
(Burt; the form that networkx computes). `participation` is 1 less the sum of squared shares of
strength by circle: 0 for one circle only, towards 1 for many alike (Guimerà and Amaral 2005,
"Functional cartography of complex metabolic networks"). A `cutPerson` is an articulation point:
without the person, a part of the network falls off (Tarjan 1972, "Depth-first search").

When not to trust it: all but participation look one step around a person, and missing ties look
like holes. A person with one tie has constraint 1, effective size 1, and no choice.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.network import Floats, Ints, Network

THREADS = 2
Numbers = NDArray[np.int32]


def holes(of: Network) -> tuple[Floats, Floats]:
    """Constraint and effective size of every person; NaN without ties."""
    if not of.size:
        return np.empty(0), np.empty(0)
    strength = np.maximum(of.strength, 1e-300)
    summed = np.add.reduceat(np.r_[strength, 0.0], of.start[:-1])
    most = np.maximum.reduceat(np.r_[strength, 0.0], of.start[:-1])
    found: NDArray[np.float64] = _holes(of.start, of.end, strength, summed, most, THREADS)
    found[:, of.degree == 0] = np.nan
    return found[0], found[1]


@numba.njit(parallel=True, cache=True)
def _holes(
    start: Ints, end: Numbers, strength: Floats, summed: Floats, most: Floats, threads: int
) -> Floats:
    """One pass over the ties of ties gives both measures: `place` says where a person stands among
    i's ties, `back` gathers what leads back to each of them."""
    size = len(start) - 1
    found = np.zeros((2, size))
    place = np.full((threads, size), -1, np.int32)
    widest = 1
    for i in range(size):
        widest = max(widest, start[i + 1] - start[i])
    back = np.zeros((threads, widest))
    for part in numba.prange(threads):
        where, gathered = place[part], back[part]
        for i in range(part, size, threads):
            first, last = start[i], start[i + 1]
            for a in range(first, last):
                where[end[a]] = a - first
                gathered[a - first] = 0.0
            redundancy = 0.0
            for a in range(first, last):
                q = end[a]
                share = strength[a] / summed[i]
                for b in range(start[q], start[q + 1]):
                    j = where[end[b]]
                    if j >= 0:
                        gathered[j] += share * strength[b] / summed[q]
                        redundancy += share * strength[b] / most[end[b]]
            constraint = 0.0
            for a in range(first, last):
                constraint += (strength[a] / summed[i] + gathered[a - first]) ** 2
                where[end[a]] = -1
            found[0, i] = constraint
            found[1, i] = (last - first) - redundancy
    return found


def participation(of: Network, circle: Ints) -> Floats:
    """The participation coefficient for circles numbered from 0, -1 for none (a circle of one's
    own); NaN without ties."""
    alone = circle < 0
    own = circle.copy()
    own[alone] = circle.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    member = sparse.csr_matrix(
        (np.ones(of.size), (np.arange(of.size), own)), shape=(of.size, int(own.max(initial=0)) + 1)
    )
    by_circle = (of.matrix() @ member).tocsr()
    summed = np.asarray(by_circle.sum(axis=1)).ravel()
    squares = np.asarray(by_circle.multiply(by_circle).sum(axis=1)).ravel()
    with np.errstate(invalid="ignore"):
        return np.asarray(1 - squares / summed**2)


def cut_persons(of: Network) -> NDArray[np.bool_]:
    """Whether the network falls apart further without the person."""
    found: NDArray[np.bool_] = _cut_persons(of.start, of.end)
    return found


@numba.njit(cache=True)
def _cut_persons(start: Ints, end: Numbers) -> NDArray[np.bool_]:
    """Tarjan's depth-first search, with a stack of its own: `low` is the earliest person that the
    part below reaches without going back the way it came."""
    size = len(start) - 1
    seen, low = np.full(size, -1, np.int32), np.zeros(size, np.int32)
    above, next_tie = np.full(size, -1, np.int32), start[:-1].copy()
    stack, is_cut = np.empty(size, np.int32), np.zeros(size, np.bool_)
    clock = 0
    for root in range(size):
        if seen[root] >= 0:
            continue
        branches, depth = 0, 1
        stack[0], seen[root], low[root] = root, clock, clock
        clock += 1
        while depth > 0:
            i = stack[depth - 1]
            if next_tie[i] < start[i + 1]:
                j = end[next_tie[i]]
                next_tie[i] += 1
                if seen[j] < 0:
                    above[j], seen[j], low[j] = i, clock, clock
                    clock += 1
                    stack[depth] = j
                    depth += 1
                elif j != above[i]:
                    low[i] = min(low[i], seen[j])
                continue
            depth -= 1
            up = above[i]
            if up < 0:
                is_cut[i] = branches > 1
            else:
                low[up] = min(low[up], low[i])
                if up == root:
                    branches += 1
                elif low[i] >= seen[up]:
                    is_cut[up] = True
    return is_cut
