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

import numba
import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import eigsh

from algorithms.algorithm import Algorithm
from algorithms.network import betweenness, brokerage
from algorithms.network.network import Floats, Ints, Network
from algorithms.network.projected import of_ties
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


RESIDUAL = 1e-8
CENTRALITY = """
SELECT person_id, k_core, round(eigenvector, 9) AS eigenvector, round(harmonic, 9) AS harmonic,
  round(betweenness, 6) AS betweenness, round(error, 6) AS betweenness_error,
  round("constraint", 9) AS "constraint", round(effective_size, 9) AS effective_size, is_cut_person
FROM network.centralities"""
Numbers = NDArray[np.int32]


class NotSolved(RuntimeError):
    """The eigenvector's residual stayed too large; nothing was written."""


def compute(ties: Projection) -> None:
    """Write the centralities of every person with a tie, and keep them as a table
    `network.centralities` with `followed`, the number of persons whose paths were followed."""
    of = of_ties(ties)
    constraint, effective_size = brokerage.holes(of)
    found = betweenness.paths(of, betweenness.MOST_EXACT, betweenness.SAMPLE)
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
