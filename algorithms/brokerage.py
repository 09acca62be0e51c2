"""Who has neighbours that would not meet without them?

Burt's *constraint* (Burt 1992, "Structural Holes", eq. 2.4) is the sum, over a person's neighbours
j, of the squared share of the person's ties that lead to j, directly or through another neighbour:
near 0 for one whose neighbours are strangers to each other, 1 and more for one whose neighbours all
know each other. *Effective size* (eq. 2.2) is the number of neighbours less their redundancy: each
counts 1 less what the person's other neighbours already reach of it. The *participation
coefficient* (Guimerà and Amaral 2005, "Functional cartography of complex metabolic networks") is 0
when all ties stay in one circle and nears 1 the more evenly they spread over many.

When not to trust it: a person with few ties has a high constraint and a small effective size by
arithmetic alone; compare persons with similar numbers of ties. A tie that no record shows makes
two neighbours strangers who are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import get_num_threads, njit, prange
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Brokerage:
    """One value a person, in the order of the network; NaN for persons without a tie."""

    constraint: Floats
    effective_size: Floats


def brokerage(network: csr_array) -> Brokerage:
    """Burt's measures of everyone in an undirected network: a symmetric matrix of positive tie
    strengths without a diagonal. Work grows with the sum of squared degrees; two doubles and one
    integer a person and thread are held beside the matrix.

    Raises `ValueError` for a matrix that is not square or has a diagonal or weights not positive.
    """
    rows, columns = network.shape
    if rows != columns or network.diagonal().any() or (network.data <= 0).any():
        raise ValueError("a network is a square matrix of positive strengths without a diagonal")
    strengths = np.asarray(network.sum(axis=1), np.float64)
    strongest = np.zeros(rows)
    tied = np.diff(network.indptr) > 0
    strongest[tied] = np.maximum.reduceat(network.data, network.indptr[:-1][tied])
    found = _burt(
        network.indptr.astype(np.int64),
        network.indices.astype(np.int32),
        network.data.astype(np.float64),
        strengths,
        strongest,
        get_num_threads(),
    )
    return Brokerage(*found)


def participation(network: csr_array, circle: NDArray[np.int64]) -> Floats:
    """The participation coefficient of everyone, given each one's circle; -1 stands for a circle of
    one's own. NaN for persons without a tie."""
    size = network.shape[0]
    own = np.where(circle < 0, circle.max(initial=-1) + 1 + np.arange(size), circle)
    ends = network.tocoo()
    held = coo_array((ends.data, (ends.row, own[ends.col])), shape=(size, int(own.max()) + 1))
    into = held.tocsr()
    strengths = np.asarray(network.sum(axis=1))
    with np.errstate(invalid="ignore"):
        return 1 - np.asarray(into.multiply(into).sum(axis=1)) / strengths**2


@njit(parallel=True, cache=True)
def _burt(
    start: NDArray[np.int64],
    neighbour: NDArray[np.int32],
    weight: Floats,
    strength: Floats,
    strongest: Floats,
    threads: int,
) -> tuple[Floats, Floats]:
    size = len(strength)
    constraint, effective = np.full(size, np.nan), np.full(size, np.nan)
    for thread in prange(threads):
        # Whose neighbour each person last was seen to be, and what leads to it indirectly.
        seen, through = np.full(size, -1, np.int32), np.zeros(size)
        for i in range(thread, size, threads):
            begin, end = start[i], start[i + 1]
            if begin == end:
                continue
            for e in range(begin, end):
                seen[neighbour[e]] = i
                through[neighbour[e]] = 0.0
            redundant = 0.0
            for e in range(begin, end):
                q = neighbour[e]
                share = weight[e] / strength[i]
                for f in range(start[q], start[q + 1]):
                    j = neighbour[f]
                    if seen[j] == i and j != i:
                        through[j] += share * weight[f] / strength[q]
                        redundant += share * weight[f] / strongest[j]
            total = 0.0
            for e in range(begin, end):
                total += (weight[e] / strength[i] + through[neighbour[e]]) ** 2
            constraint[i] = total
            effective[i] = end - begin - redundant
    return constraint, effective
