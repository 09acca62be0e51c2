"""Through which different introducers is somebody reached most cheaply?

An introducer is the last person before the goal. The search from the start is the usual one; that
from the goal keeps for each person not one way to the goal but several, each through another
introducer, as many as are asked for: whoever is not among the best of somebody on the way is not
among the best of all. So both searches end as soon as the dearest chain that is asked for cannot be
undercut, and no chain needs to be grown. Filters hold during the search.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.paths.arcs import usable
from algorithms.paths.heaps import forget, lower, pop, push, take, wider

# The columns of a way.
OF, BRANCH, AFTER, EARLIER = 0, 1, 2, 3


@numba.njit(cache=True, nogil=True)
def introduced(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, first, mask, dearest, since, banned, persons,
    two, done, through, heap, place, touched,
):  # fmt: skip
    """The cheapest chain through each of the `first` best introducers, cheapest first.

    Returns the nodes of all chains, each from start to goal, where each ends, and their costs."""
    size, count, waiting, made = 0, 0, 0, 0
    for s in begin:
        touched[count] = s
        count += 1
        through[0, s] = -1
        size = lower(two, heap, place, size, 0, s, 0.0)
    # A way to the goal: of whom, through which introducer, by which way after it, and which way of
    # the same person was made earlier; `place[1]` names a person's latest, `two[1]` the cost of the
    # cheapest that is settled. Those that wait stand in a heap under the cost they had when they
    # came, which may have fallen since.
    ways = np.empty((1024, 4), np.int32)
    price = np.empty(1024, np.float64)
    settled = np.empty(1024, np.bool_)
    key = np.empty(1024, np.float64)
    way = np.empty(1024, np.int32)
    # The best chains known, of different introducers: cost, introducer, and where the halves join.
    known = np.full(first, np.inf)
    joined = np.full((first, 3), -1, np.int32)
    v, d, by, limit = goal, 0.0, -1, np.inf
    while size > 0:
        # From the goal: the way `by` of v, at cost d, leads on to the neighbours.
        bound, top = known.max(), two[0, heap[0, 0]]
        for e in range(start[v], start[v + 1]):
            reach = d + cost[e]
            if reach >= limit or cost[e] > dearest:
                break
            u = near[e]
            if u == goal or banned[u] or (u >= persons and two[0, u] != 0.0):
                continue
            if reach + (two[0, u] if done[0, u] else top) >= limit:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            branch = u if by < 0 else ways[by, BRANCH]
            mine = _way(ways, price, place[1, u], branch, first)
            if mine < 0:
                if two[0, u] == np.inf and place[1, u] < 0:
                    touched[count] = u
                    count += 1
                if made == len(ways):
                    ways, price, settled = wider(ways), wider(price), wider(settled)
                mine = made
                made += 1
                ways[mine, EARLIER], place[1, u] = place[1, u], mine
            elif settled[mine] or price[mine] <= reach:
                continue
            ways[mine, OF], ways[mine, BRANCH], ways[mine, AFTER] = u, branch, by
            price[mine], settled[mine] = reach, False
            if waiting == len(key):
                key, way = wider(key), wider(way)
            push(key, way, waiting, reach, mine)
            waiting += 1
        # From the start, while fewer wait there.
        while True:
            top = two[0, heap[0, 0]] if size > 0 else np.inf
            while waiting > 0:
                mine = way[0]
                limit = _limit(known, joined, ways[mine, BRANCH], bound)
                if not settled[mine] and price[mine] == key[0] and top + key[0] < limit:
                    break
                pop(key, way, waiting)
                waiting -= 1
            if waiting == 0 or size == 0 or size > waiting:
                break
            v = take(two, heap, place, size, 0)
            size -= 1
            done[0, v] = True
            d = top
            for e in range(start[v], start[v + 1]):
                reach = d + cost[e]
                if reach >= bound or cost[e] > dearest:
                    break
                u = near[e]
                if reach >= two[0, u] or banned[u] or (u >= persons and u != goal):
                    continue
                if reach + min(two[1, u], key[0]) >= bound and u != goal:
                    continue
                if not usable(kinds, last, e, mask, since):
                    continue
                if u == goal:
                    if made == len(ways):
                        ways, price, settled = wider(ways), wider(price), wider(settled)
                    ways[made, OF], ways[made, BRANCH], ways[made, AFTER] = v, v, -1
                    bound = _note(known, joined, reach, v, v, made)
                    made += 1
                    continue
                if two[0, u] == np.inf and place[1, u] < 0:
                    touched[count] = u
                    count += 1
                through[0, u] = v
                size = lower(two, heap, place, size, 0, u, reach)
                mine = place[1, u]
                while mine >= 0:
                    if settled[mine]:
                        whole, branch = reach + price[mine], ways[mine, BRANCH]
                        bound = _note(known, joined, whole, branch, u, mine)
                    mine = ways[mine, EARLIER]
        if waiting == 0:
            break
        by, d = way[0], key[0]
        pop(key, way, waiting)
        waiting -= 1
        settled[by] = True
        v, branch = ways[by, OF], ways[by, BRANCH]
        two[1, v] = min(two[1, v], d)
        if two[0, v] < np.inf:
            bound = _note(known, joined, d + two[0, v], branch, v, by)
        limit = _limit(known, joined, branch, bound) if two[0, v] > 0.0 else 0.0
    nodes = [goal]
    nodes.pop()
    ends = [goal]
    ends.pop()
    costs = [0.0]
    costs.pop()
    for at in np.argsort(known):
        if known[at] == np.inf:
            break
        head = [joined[at, 1]]
        while through[0, head[-1]] >= 0:
            head.append(through[0, head[-1]])
        for one in head[::-1]:
            nodes.append(one)
        by = ways[joined[at, 2], AFTER]
        while by >= 0:
            nodes.append(ways[by, OF])
            by = ways[by, AFTER]
        nodes.append(goal)
        ends.append(len(nodes))
        costs.append(known[at])
    forget(two, done, heap, place, touched, count)
    return np.array(nodes), np.array(ends), np.array(costs)


@numba.njit(cache=True, nogil=True)
def _way(ways, price, latest, branch, most):  # type: ignore[no-untyped-def]
    """Which way of a person a new one through `branch` would replace: that through the same, or
    the dearest where there are as many as may be; -1 for none."""
    held, dear = 0, -1
    while latest >= 0:
        if ways[latest, BRANCH] == branch:
            return latest
        if dear < 0 or price[latest] > price[dear]:
            dear = latest
        held += 1
        latest = ways[latest, EARLIER]
    return dear if held >= most else -1


@numba.njit(cache=True, nogil=True)
def _limit(known, joined, branch, bound):  # type: ignore[no-untyped-def]
    """What a chain through an introducer must cost less than, to be any news."""
    for at in range(len(known)):
        if joined[at, 0] == branch:
            return known[at]
    return bound


@numba.njit(cache=True, nogil=True)
def _note(known, joined, whole, branch, v, by):  # type: ignore[no-untyped-def]
    """Keep a chain where it is the cheapest of its introducer and among the best; returns the
    dearest of the best."""
    place = known.argmax()
    for at in range(len(known)):
        if joined[at, 0] == branch:
            place = at
            break
    if whole < known[place]:
        known[place] = whole
        joined[place, 0], joined[place, 1], joined[place, 2] = branch, v, by
    return known.max()
