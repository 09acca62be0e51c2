"""How cheaply is everyone reached from some persons within so many hops?"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import Arcs, Rule, usable


class Reached(NamedTuple):
    """Per node, of the strongest chain to it: its strength (0: there is none, 1: it is a start),
    its number of ties, and the node next to the end (-1 for none)."""

    strength: NDArray[np.float64]
    hops: NDArray[np.int8]
    through: NDArray[np.int32]


@numba.njit(cache=True, nogil=True)
def reached(
    arcs: Arcs, rule: Rule, begin: NDArray[np.int32], hops: int, outside: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int32]]:
    """Of the cheapest chain of at most `hops` ties from one of `begin` to each node, in which
    nobody of `outside` stands but at an end: its cost (infinity: there is none), its number of
    ties, and the node next to the end."""
    start, near, cost, banned = arcs.start, arcs.near, arcs.cost, rule.banned
    nodes = len(start) - 1
    best, met = np.full(nodes, np.inf), np.zeros(nodes, np.int8)
    ties, through = np.zeros(nodes, np.int8), np.full(nodes, -1, np.int32)
    frontier, carried = np.empty(nodes, np.int64), np.empty(nodes, np.float64)
    after = np.empty(nodes, np.int64)
    size = 0
    for node in begin:
        best[node] = 0.0
        frontier[size], carried[size] = node, 0.0
        size += 1
    for hop in range(1, hops + 1):
        count = 0
        for at in range(size):
            node, spent = frontier[at], carried[at]
            for arc in range(start[node], start[node + 1]):
                if cost[arc] > rule.dearest:
                    break
                other, reach = near[arc], spent + cost[arc]
                if banned[other] or other >= arcs.persons or reach >= best[other]:
                    continue
                if usable(arcs, rule, arc):
                    best[other], ties[other], through[other] = reach, hop, node
                    if met[other] != hop and not outside[other]:
                        met[other] = hop
                        after[count] = other
                        count += 1
        size = count
        for at in range(count):
            frontier[at] = after[at]
            carried[at] = best[after[at]]
    return best, ties, through
