"""Which chains arrive first, grown from the goal in the order of cost so far plus cost to come?

Where the cost to come is exact, the first that arrive are the cheapest there are. For different
introducers, everything that begins with an introducer is dropped once a chain through that one has
arrived.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.path_arcs import usable

LIMIT_GROWN = 3_000_000


@numba.njit(cache=True, nogil=True)
def grown(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, hops, bound,
    mask, dearest, since, banned, persons, to_come, different,
):  # fmt: skip
    """Grow chains from the goal in order of cost so far plus cost to come; `hops` 0: no limit.

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
    heap_key[0], heap_entry[0] = to_come[hops, goal], 0
    grown, waiting = 1, 1
    nodes = [goal]
    nodes.pop()
    ends = [goal]
    ends.pop()
    costs = [0.0]
    costs.pop()
    dropped = [np.int32(-1)]
    given_up, cut = False, False
    if to_come[hops, goal] == np.inf:
        waiting = 0
    while waiting > 0 and len(costs) < first:
        entry = heap_entry[0]
        waiting -= 1
        # The last entry sinks from the root.
        key, moved, at = heap_key[waiting], heap_entry[waiting], 0
        while True:
            child = 2 * at + 1
            if child >= waiting:
                break
            if child + 1 < waiting and heap_key[child + 1] < heap_key[child]:
                child += 1
            if heap_key[child] >= key:
                break
            heap_key[at], heap_entry[at] = heap_key[child], heap_entry[child]
            at = child
        heap_key[at], heap_entry[at] = key, moved
        if different and branch[entry] >= 0 and branch[entry] in dropped:
            continue
        v = node[entry]
        left = hops - length[entry] if hops else 0
        if v != goal and to_come[left, v] == 0.0:
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
                cut = True
                break
            u = near[e]
            f = so_far[entry] + cost[e] + to_come[after, u]
            if banned[u] or f == np.inf:
                continue
            if f >= bound:
                cut = True
                continue
            if u >= persons and to_come[after, u] != 0.0:
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
                node = _wider(node, room)
                parent = _wider(parent, room)
                length = _wider(length, room)
                so_far = _wider(so_far, room)
                branch = _wider(branch, room)
                heap_key = _wider(heap_key, room)
                heap_entry = _wider(heap_entry, room)
            node[grown], parent[grown], length[grown] = u, entry, length[entry] + 1
            so_far[grown] = so_far[entry] + cost[e]
            branch[grown] = u if v == goal else branch[entry]
            at = waiting
            while at > 0 and heap_key[(at - 1) >> 1] > f:
                heap_key[at], heap_entry[at] = heap_key[(at - 1) >> 1], heap_entry[(at - 1) >> 1]
                at = (at - 1) >> 1
            heap_key[at], heap_entry[at] = f, grown
            grown += 1
            waiting += 1
        if given_up:
            break
    return np.array(nodes), np.array(ends), np.array(costs), given_up, cut


@numba.njit(cache=True, nogil=True)
def _wider(old, room):  # type: ignore[no-untyped-def]
    new = np.empty(room, old.dtype)
    new[: len(old)] = old
    return new
