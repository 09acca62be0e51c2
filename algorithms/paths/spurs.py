"""Which are the cheapest few chains, where it is known what is still to come for everybody?

Yen's algorithm (1971) as Lawler mended it (1972): every further chain follows one that was found
for a while and then leaves it, so for each place where it may leave the cheapest rest is looked
for, and the cheapest of all these is the next chain. A rest is found by A* (Hart, Nilsson and
Raphael 1968); since the cost to come is exact but for the persons that stand in the chain already,
little is looked at besides the rest itself. Chains are grown from the goal.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.paths.arcs import SAME, usable
from algorithms.paths.heaps import pop, push, wider


@numba.njit(cache=True, nogil=True)
def spurred(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, hops, bound,
    mask, dearest, since, banned, persons, to_come, closed, search,
):  # fmt: skip
    """The `first` cheapest chains that cost less than the bound; `hops` 0: no limit, and `to_come`
    has one column alone. `closed` is as large as `to_come` and holds numbers of earlier searches,
    `search` the last of them.

    Returns the nodes of all chains, each from start to goal, where each ends, their costs, and the
    number of the last search."""
    arcs = start, near, cost, kinds, last
    rule = mask, dearest, since, banned, persons
    # Candidates: where each stands in `nodes` and `so_far`, its cost, where it leaves its parent.
    room = 64
    begins, ends = np.zeros(room, np.int64), np.zeros(room, np.int64)
    price, leaves = np.full(room, np.inf), np.zeros(room, np.int64)
    taken = np.zeros(room, np.bool_)
    nodes, so_far = np.empty(1024, np.int32), np.empty(1024, np.float64)
    made, filled = 0, 0
    accepted = [0]
    accepted.pop()
    parent, at = -1, 0
    none = [np.int32(-1)]
    search += 1
    rest, rest_cost = _rest(arcs, rule, goal, goal, hops, 0.0, bound, none, to_come, closed, search)
    while True:
        if len(rest):
            whole = at + len(rest)
            while filled + whole > len(nodes):
                nodes, so_far = wider(nodes), wider(so_far)
            if made == len(price):
                begins, ends, price = wider(begins), wider(ends), wider(price)
                leaves, taken = wider(leaves), wider(taken)
            begins[made], ends[made], leaves[made] = filled, filled + whole, at
            price[made], taken[made] = rest_cost[-1], False
            for one in range(at):
                nodes[filled + one] = nodes[begins[parent] + one]
                so_far[filled + one] = so_far[begins[parent] + one]
            for one in range(len(rest)):
                nodes[filled + at + one], so_far[filled + at + one] = rest[one], rest_cost[one]
            filled += whole
            made += 1
        # The next place to leave the chain that was accepted last, or the next chain.
        at += 1
        if parent < 0 or at >= ends[parent] - begins[parent] - 1:
            parent = -1
            for one in range(made):
                if not taken[one] and (parent < 0 or price[one] < price[parent]):
                    parent = one
            if parent < 0:
                break
            taken[parent] = True
            accepted.append(parent)
            if len(accepted) == first:
                break
            at = leaves[parent]
        begin = begins[parent]
        v = nodes[begin + at]
        search += 1
        for one in range(at):
            closed[nodes[begin + one]] = search
        gone = none[:1]
        for other in accepted:
            if ends[other] - begins[other] > at + 1:
                same = True
                for one in range(at + 1):
                    if nodes[begins[other] + one] != nodes[begin + one]:
                        same = False
                        break
                if same:
                    gone.append(nodes[begins[other] + at + 1])
        waiting = np.sort(price[:made][~taken[:made]])
        wanted = first - len(accepted)
        limit = bound if len(waiting) < wanted else min(bound, waiting[wanted - 1])
        left = hops - at if hops else 0
        rest, rest_cost = _rest(
            arcs, rule, goal, v, left, so_far[begin + at], limit, gone, to_come, closed, search
        )
    out = [np.int32(goal)]
    out.pop()
    stops = [0]
    stops.pop()
    for one in accepted:
        for place in range(ends[one] - 1, begins[one] - 1, -1):
            out.append(nodes[place])
        stops.append(len(out))
    return np.array(out), np.array(stops), price[np.array(accepted)], search


@numba.njit(cache=True, nogil=True)
def _rest(  # type: ignore[no-untyped-def]
    arcs, rule, goal, begin, hops, spent, bound, gone, to_come, closed, search
):
    """The cheapest way from `begin` to a start, past all that is closed and not to one of `gone`
    first, for less than the bound with what was spent before: its nodes and the costs so far."""
    start, near, cost, kinds, last = arcs
    mask, dearest, since, banned, persons = rule
    limited = to_come.shape[1] > 1
    room = 256
    node, parent = np.empty(room, np.int32), np.empty(room, np.int64)
    left, so_far = np.empty(room, np.int64), np.empty(room, np.float64)
    key, entry = np.empty(room, np.float64), np.empty(room, np.int64)
    node[0], parent[0], left[0], so_far[0] = begin, -1, hops, spent
    made, waiting = 1, 0
    if spent + to_come[begin, hops] < bound:
        push(key, entry, waiting, spent + to_come[begin, hops], 0)
        waiting = 1
    while waiting > 0:
        at = entry[0]
        pop(key, entry, waiting)
        waiting -= 1
        v, h = node[at], left[at]
        if closed[v, h] == search:
            continue
        if v != goal and to_come[v, h] == 0.0:
            length, walk = 0, at
            while walk >= 0:
                length += 1
                walk = parent[walk]
            found, costs = np.empty(length, np.int32), np.empty(length, np.float64)
            walk = at
            for place in range(length - 1, -1, -1):
                found[place], costs[place] = node[walk], so_far[walk]
                walk = parent[walk]
            return found, costs
        if at == 0:
            closed[v] = search
        else:
            closed[v, h] = search
        if limited and h == 0:
            continue
        after = h - 1 if limited else 0
        for e in range(start[v], start[v + 1]):
            reach = so_far[at] + cost[e]
            if reach >= bound or cost[e] > dearest:
                break
            u = near[e]
            f = reach + to_come[u, after]
            if f >= bound or closed[u, after] == search or banned[u]:
                continue
            if u >= persons and to_come[u, after] != 0.0:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            if at == 0 and u in gone:
                continue
            if made == len(node):
                node, parent, left = wider(node), wider(parent), wider(left)
                so_far = wider(so_far)
            if waiting == len(key):
                key, entry = wider(key), wider(entry)
            node[made], parent[made], left[made], so_far[made] = u, at, after, reach
            push(key, entry, waiting, f, made)
            made += 1
            waiting += 1
    return np.empty(0, np.int32), np.empty(0, np.float64)


@numba.njit(cache=True, nogil=True)
def ceiling(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, goal, first, hops, mask, dearest, since, to_come
):
    """A bound just above what the dearest of the best chains through `first` different introducers
    costs; infinity where there are fewer."""
    known = np.full(first, np.inf)
    for e in range(start[goal], start[goal + 1]):
        if cost[e] >= known[-1] or cost[e] > dearest:
            break
        whole = cost[e] + to_come[near[e], hops - 1]
        if whole < known[-1] and usable(kinds, last, e, mask, since):
            at = first - 1
            while at > 0 and known[at - 1] > whole:
                known[at] = known[at - 1]
                at -= 1
            known[at] = whole
    return known[-1] + SAME
