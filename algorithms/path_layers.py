"""How cheaply does everyone reach the start within so many hops?

By layers (Bellman's recursion): from the start for the first half of the hops, and from there on
only for those whom the goal reaches in the other half.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.path_arcs import usable


@numba.njit(cache=True, nogil=True)
def layered(  # type: ignore[no-untyped-def]
    start,
    near,
    cost,
    kinds,
    last,
    begin,
    goal,
    hops,
    bound,
    mask,
    dearest,
    since,
    banned,
    persons,
    to_come,
):
    """Fill `to_come[h, v]` with the cheapest walk of at most h hops from v to one of `begin`, for
    every v that a walk of `hops` from the goal needs that costs less than the bound; returns whom
    it has touched."""
    from_start = hops // 2
    n = len(start) - 1
    reached = [goal]
    frontier = [goal]
    frontier.pop()
    for s in begin:
        to_come[0, s] = 0.0
        reached.append(s)
        frontier.append(s)
    seen = np.zeros(n, np.int8)
    met = np.zeros(n, np.int8)
    for s in begin:
        seen[s] = 1
    seen[goal] = 1
    for h in range(1, from_start + 1):
        for v in reached:
            to_come[h, v] = to_come[h - 1, v]
        after = [goal]
        after.pop()
        for v in frontier:
            if v == goal:
                continue
            d = to_come[h - 1, v]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or d + cost[e] >= bound:
                    break
                u = near[e]
                if banned[u] or (u >= persons and u != goal):
                    continue
                if d + cost[e] < to_come[h, u] and usable(kinds, last, e, mask, since):
                    to_come[h, u] = d + cost[e]
                    if seen[u] == 0:
                        seen[u] = 1
                        reached.append(u)
                    if met[u] != h:
                        met[u] = h
                        after.append(u)
        frontier = after
    # The goal's surroundings, `depth` hops deep, each layer counted from where it is first met.
    around = [goal]
    ends = [1]
    near_goal = np.zeros(n, np.int8)
    near_goal[goal] = 1
    for depth in range(1, hops - from_start):
        first = 0 if depth == 1 else ends[depth - 2]
        for at in range(first, ends[depth - 1]):
            v = around[at]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or cost[e] >= bound:
                    break
                u = near[e]
                if near_goal[u] != 0 or banned[u] or (u >= persons and to_come[0, u] != 0.0):
                    continue
                if usable(kinds, last, e, mask, since):
                    near_goal[u] = 1
                    around.append(u)
        ends.append(len(around))
    for h in range(from_start + 1, hops + 1):
        for at in range(ends[hops - h]):
            v = around[at]
            best = to_come[h - 1, v]
            least = min(best, bound)
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or cost[e] >= least:
                    break
                u = near[e]
                whole = cost[e] + to_come[h - 1, u]
                if u != goal and whole < least and usable(kinds, last, e, mask, since):
                    best = least = whole
            to_come[h, v] = best
            if seen[v] == 0:
                seen[v] = 1
                reached.append(v)
    return np.array(reached)
