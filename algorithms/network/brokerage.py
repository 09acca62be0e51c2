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
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.algorithm import Algorithm
from algorithms.network.network import Floats, Ints, Network
from schema.conclusions import Centrality
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Structural holes",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(Centrality,),
    distrust="All but participation look one step around a person, and missing ties look like "
    "holes. A person with one tie has constraint 1, effective size 1, and no choice.",
)


Numbers = NDArray[np.int32]


def holes(of: Network) -> tuple[Floats, Floats]:
    """Constraint and effective size of every person; NaN without ties.

    What leads back from j to i through q is s_iq s_qj / (s_i s_q), with s_i the summed strength of
    i: all but s_i is the same from i to j. So any three who all know one another are looked at
    once, and what they add is kept with the tie."""
    if not of.size:
        return np.empty(0), np.empty(0)
    strength = np.maximum(of.strength, 1e-300)
    summed = np.add.reduceat(np.r_[strength, 0.0], of.start[:-1])
    most = np.maximum.reduceat(np.r_[strength, 0.0], of.start[:-1])
    summed, most = np.maximum(summed, 1e-300), np.maximum(most, 1e-300)
    one = of.begin
    # Every tie from whoever has fewer ties: nobody then has more than the root of twice all ties.
    fewer = of.degree[one] < of.degree[of.end]
    fewer |= (of.degree[one] == of.degree[of.end]) & (one < of.end)
    start = np.r_[0, np.cumsum(np.bincount(one[fewer], minlength=of.size))]
    one, other, own = one[fewer], of.end[fewer], strength[fewer]
    back, redundancy = _threes(start, other, own, 1 / summed, 1 / most)
    constraint = np.zeros(of.size)
    for end in (one, other):
        constraint += np.bincount(end, ((own + back) / summed[end]) ** 2, of.size)
    found = np.stack([constraint, of.degree - redundancy / summed])
    found[:, of.degree == 0] = np.nan
    return found[0], found[1]


@numba.njit(cache=True)
def _threes(
    start: Ints, end: Numbers, strength: Floats, of_summed: Floats, of_most: Floats
) -> tuple[Floats, Floats]:
    """What all threes add: to each tie, what leads back along it; to each person, redundancy.
    `of_summed` and `of_most` are 1 over a person's summed and greatest strength."""
    size = len(start) - 1
    back, redundancy = np.zeros(len(end)), np.zeros(size)
    place = np.full(size, -1, np.int32)
    for i in range(size):
        for a in range(start[i], start[i + 1]):
            place[end[a]] = a
        for a in range(start[i], start[i + 1]):
            j, ij = end[a], strength[a]
            through, of_i, of_j = 0.0, 0.0, 0.0
            for b in range(start[j], start[j + 1]):
                q = end[b]
                c = place[q]
                if c < 0:
                    continue
                jq, iq = strength[b], strength[c]
                through += iq * jq * of_summed[q]
                back[b] += ij * iq * of_summed[i]
                back[c] += ij * jq * of_summed[j]
                of_i += jq * (ij * of_most[q] + iq * of_most[j])
                of_j += iq * (ij * of_most[q] + jq * of_most[i])
                redundancy[q] += ij * (iq * of_most[j] + jq * of_most[i])
            back[a] += through
            redundancy[i] += of_i
            redundancy[j] += of_j
        for a in range(start[i], start[i + 1]):
            place[end[a]] = -1
    return back, redundancy


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
