"""Which chains arrive first, grown from the goal in the order of cost so far plus cost to come?

Where the cost to come is exact, the first that arrive are the cheapest there are. For different
introducers, everything that begins with an introducer is dropped once a chain through that one has
arrived.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.path_arcs import SAME, usable
from algorithms.path_heaps import pop, push, wider

LIMIT_GROWN = 3_000_000


@numba.njit(cache=True, nogil=True)
def grown(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, hops, bound,
    mask, dearest, since, banned, persons, to_come, different,
):  # fmt: skip
    """Grow chains from the goal in order of cost so far plus cost to come; `hops` 0: no limit, and
    `to_come` has one column alone.

    Returns the nodes of all chains, each from start to goal, where each ends, their costs, and
    whether the search was given up."""
    room = 4096
    node = np.empty(room, np.int32)
    parent = np.empty(room, np.int64)
    length = np.empty(room, np.int16)
    so_far = np.empty(room, np.float64)
    branch = np.empty(room, np.int32)
    heap_key = np.empty(room, np.float64)
    heap_entry = np.empty(room, np.int64)
    node[0], parent[0], length[0], so_far[0], branch[0] = goal, -1, 0, 0.0, -1
    heap_key[0], heap_entry[0] = to_come[goal, hops], 0
    grown, waiting = 1, 1
    nodes = [goal]
    nodes.pop()
    ends = [goal]
    ends.pop()
    costs = [0.0]
    costs.pop()
    dropped = [np.int32(-1)]
    given_up = False
    if to_come[goal, hops] == np.inf:
        waiting = 0
    elif hops:
        known = _first(
            start, near, cost, kinds, last, goal, first, mask, dearest, since, to_come, hops - 1
        )
        bound = min(bound, known + SAME)
    while waiting > 0 and len(costs) < first:
        entry = heap_entry[0]
        pop(heap_key, heap_entry, waiting)
        waiting -= 1
        if different and branch[entry] >= 0 and branch[entry] in dropped:
            continue
        v = node[entry]
        left = hops - length[entry] if hops else 0
        if v != goal and to_come[v, left] == 0.0:
            walk = entry
            while walk >= 0:
                nodes.append(node[walk])
                walk = parent[walk]
            ends.append(len(nodes))
            costs.append(so_far[entry])
            if different:
                dropped.append(branch[entry])
            continue
        if hops and left == 0:
            continue
        after = left - 1 if hops else 0
        for e in range(start[v], start[v + 1]):
            if cost[e] > dearest:
                break
            if so_far[entry] + cost[e] >= bound:
                break
            u = near[e]
            f = so_far[entry] + cost[e] + to_come[u, after]
            if banned[u] or f == np.inf or f >= bound:
                continue
            if u >= persons and to_come[u, after] != 0.0:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            walk = entry
            while walk >= 0 and node[walk] != u:
                walk = parent[walk]
            if walk >= 0:
                continue
            if grown == room:
                if room >= LIMIT_GROWN:
                    given_up = True
                    break
                room *= 2
                node, parent, length = wider(node), wider(parent), wider(length)
                so_far, branch = wider(so_far), wider(branch)
                heap_key, heap_entry = wider(heap_key), wider(heap_entry)
            node[grown], parent[grown], length[grown] = u, entry, length[entry] + 1
            so_far[grown] = so_far[entry] + cost[e]
            branch[grown] = u if v == goal else branch[entry]
            push(heap_key, heap_entry, waiting, f, grown)
            grown += 1
            waiting += 1
        if given_up:
            break
    return np.array(nodes), np.array(ends), np.array(costs), given_up


@numba.njit(cache=True, nogil=True)
def _first(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, mask, dearest, since, to_come, left
):
    """What the dearest of the best chains through `first` different introducers costs: infinity
    where there are fewer."""
    known = np.full(first, np.inf)
    for e in range(start[goal], start[goal + 1]):
        if cost[e] >= known[-1] or cost[e] > dearest:
            break
        whole = cost[e] + to_come[near[e], left]
        if whole < known[-1] and usable(kinds, last, e, mask, since):
            at = first - 1
            while at > 0 and known[at - 1] > whole:
                known[at] = known[at - 1]
                at -= 1
            known[at] = whole
    return known[-1]
