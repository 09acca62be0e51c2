"""How cheaply is everyone reached from some persons within so many hops?"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.paths.arcs import usable


@numba.njit(cache=True, nogil=True)
def reached(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, hops, mask, dearest, since, banned, persons
):
    """The cost of the cheapest chain of at most `hops` ties from one of `begin` to each node;
    infinity for nobody's."""
    n = len(start) - 1
    best = np.full(n, np.inf)
    met = np.zeros(n, np.int8)
    frontier = np.empty(n, np.int64)
    carried = np.empty(n, np.float64)
    size = 0
    for s in begin:
        best[s] = 0.0
        frontier[size], carried[size] = s, 0.0
        size += 1
    after = np.empty(n, np.int64)
    for hop in range(1, hops + 1):
        count = 0
        for at in range(size):
            v, d = frontier[at], carried[at]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest:
                    break
                u = near[e]
                if banned[u] or u >= persons or d + cost[e] >= best[u]:
                    continue
                if usable(kinds, last, e, mask, since):
                    best[u] = d + cost[e]
                    if met[u] != hop:
                        met[u] = hop
                        after[count] = u
                        count += 1
        size = count
        for at in range(count):
            frontier[at] = after[at]
            carried[at] = best[after[at]]
    return best
