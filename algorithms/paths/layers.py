"""How cheaply does everyone reach the start within so many hops?

By layers (Bellman's recursion): from the start for the first half of the hops, and from there on
only for those whom the goal reaches in the other half.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.paths.arcs import usable


@numba.njit(cache=True, nogil=True)
def layered(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, hops, bound, mask, dearest, since, banned, persons,
    to_come,
):  # fmt: skip
    """Fill `to_come[v, h]` with the cheapest walk of at most h hops from v to one of `begin`, for
    every v that a walk of `hops` from the goal needs that costs less than the bound; returns whom
    it has touched."""
    from_start = hops // 2
    n = len(start) - 1
    reached = [goal]
    frontier = [goal]
    frontier.pop()
    for s in begin:
        to_come[s, 0] = 0.0
        reached.append(s)
        frontier.append(s)
    for h in range(1, from_start + 1):
        for v in reached:
            to_come[v, h] = to_come[v, h - 1]
        after = [goal]
        after.pop()
        for v in frontier:
            if v == goal:
                continue
            d = to_come[v, h - 1]
            for e in range(start[v], start[v + 1]):
                reach = d + cost[e]
                if cost[e] > dearest or reach >= bound:
                    break
                u = near[e]
                if reach >= to_come[u, h] or banned[u] or (u >= persons and u != goal):
                    continue
                if usable(kinds, last, e, mask, since):
                    if to_come[u, h] == np.inf and u != goal:
                        reached.append(u)
                    if to_come[u, h] == to_come[u, h - 1]:
                        after.append(u)
                    to_come[u, h] = reach
        frontier = after
    # The goal's surroundings, `depth` hops deep, each layer counted from where it is first met.
    around = [goal]
    ends = [1]
    near_goal = np.zeros(n, np.bool_)
    near_goal[goal] = True
    for depth in range(1, hops - from_start):
        first = 0 if depth == 1 else ends[depth - 2]
        for at in range(first, ends[depth - 1]):
            v = around[at]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or cost[e] >= bound:
                    break
                u = near[e]
                if near_goal[u] or banned[u] or (u >= persons and to_come[u, 0] != 0.0):
                    continue
                if usable(kinds, last, e, mask, since):
                    near_goal[u] = True
                    around.append(u)
        ends.append(len(around))
    for v in around:
        if to_come[v, from_start] == np.inf and v != goal:
            reached.append(v)
    for h in range(from_start + 1, hops + 1):
        for at in range(ends[hops - h]):
            v = around[at]
            least = min(to_come[v, h - 1], bound)
            best = to_come[v, h - 1]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or cost[e] >= least:
                    break
                u = near[e]
                whole = cost[e] + to_come[u, h - 1]
                if whole < least and u != goal and usable(kinds, last, e, mask, since):
                    best = least = whole
            to_come[v, h] = best
    return np.array(reached)


@numba.njit(cache=True, nogil=True)
def forget_layers(to_come, reached):  # type: ignore[no-untyped-def]
    """Clear what `layered` left of all whom it touched."""
    for v in reached:
        to_come[v] = np.inf


@numba.njit(cache=True, nogil=True)
def introduced_within(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, hops, bound, mask, dearest, since, to_come
):
    """The cheapest chain through each of the `first` best introducers, cheapest first, from what
    `layered` left: the nodes of all chains, each from start to goal, where each ends, their
    costs."""
    begin, end = start[goal], start[goal + 1]
    price = np.full(end - begin, np.inf)
    for e in range(begin, end):
        if cost[e] >= bound or cost[e] > dearest:
            break
        if usable(kinds, last, e, mask, since):
            price[e - begin] = cost[e] + to_come[near[e], hops - 1]
    nodes = [np.int32(goal)]
    nodes.pop()
    ends = [0]
    ends.pop()
    costs = [0.0]
    costs.pop()
    for at in np.argsort(price)[:first]:
        if price[at] >= bound:
            break
        way = [np.int32(goal), near[begin + at]]
        v, h = way[1], hops - 1
        while to_come[v, h] > 0.0:
            if to_come[v, h] == to_come[v, h - 1]:
                h -= 1
                continue
            for e in range(start[v], start[v + 1]):
                u = near[e]
                if cost[e] > dearest or u == goal:
                    continue
                whole = cost[e] + to_come[u, h - 1]
                if whole == to_come[v, h] and usable(kinds, last, e, mask, since):
                    v = u
                    break
            h -= 1
            way.append(v)
        for one in way[::-1]:
            nodes.append(one)
        ends.append(len(nodes))
        costs.append(price[at])
    return np.array(nodes), np.array(ends), np.array(costs)
