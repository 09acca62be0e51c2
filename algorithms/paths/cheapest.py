"""Which chain is the cheapest of all, and who stands on any of the cheapest few?

Searches from both ends (Pohl 1971), without a limit of hops. Filters hold during the search. Where
the two searches meet they know a chain; once they know as many different ones as are asked for, the
dearest of these bounds what is still worth looking at.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.paths.arcs import SAME, usable
from algorithms.paths.heaps import forget, lower, take


@numba.njit(cache=True, nogil=True)
def cheapest(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, mask, dearest, since, banned, persons,
    two, done, through, heap, place, touched,
):  # fmt: skip
    """The cheapest chain from one of `begin` to the goal: its cost and nodes."""
    arcs = start, near, cost, kinds, last
    rule = mask, dearest, since, banned, persons
    memory = two, done, through, heap, place, touched
    size = np.zeros(2, np.int64)
    count, bound, ends = _meet(arcs, begin, goal, 1, np.inf, rule, memory, size)
    nodes = [goal]
    nodes.pop()
    if ends[0] >= 0:
        v = ends[0]
        while v >= 0:
            nodes.append(v)
            v = through[0, v]
        nodes.reverse()
        v = ends[1]
        while v >= 0:
            nodes.append(v)
            v = through[1, v]
    forget(two, done, heap, place, touched, count)
    return bound - SAME, np.array(nodes)


@numba.njit(cache=True, nogil=True)
def within(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, first, bound,
    mask, dearest, since, banned, persons, two, done, through, heap, place, touched,
):  # fmt: skip
    """Leave in `two[0]` the exact cost to the start of everyone on one of the `first` cheapest
    chains, and, with `first` 0, on any chain that costs less than the bound. Returns how many were
    touched, and the bound or one just above the cost of all these chains."""
    arcs = start, near, cost, kinds, last
    rule = mask, dearest, since, banned, persons
    memory = two, done, through, heap, place, touched
    size = np.zeros(2, np.int64)
    count, bound, _ = _meet(arcs, begin, goal, first, bound, rule, memory, size)
    # Everyone on such a chain is settled from one end; those settled from the goal alone are
    # completed from the start.
    while size[0] > 0:
        d = two[0, heap[0, 0]]
        if d >= bound:
            break
        v = take(two, heap, place, size[0], 0)
        size[0] -= 1
        if not done[1, v] or d + two[1, v] >= bound:
            continue
        done[0, v] = True
        if v == goal:
            continue
        for e in range(start[v], start[v + 1]):
            reach = d + cost[e]
            if reach >= bound or cost[e] > dearest:
                break
            u = near[e]
            if not done[1, u] or done[0, u] or reach >= two[0, u]:
                continue
            if reach + two[1, u] < bound and usable(kinds, last, e, mask, since):
                size[0] = lower(two, heap, place, size[0], 0, u, reach)
    # Costs that are no more than a first guess must not guide.
    for at in range(count):
        v = touched[at]
        if not done[0, v]:
            two[0, v] = np.inf
    return count, bound


@numba.njit(cache=True, nogil=True)
def _meet(arcs, begin, goal, first, bound, rule, memory, size):  # type: ignore[no-untyped-def]
    """Search from both ends until `first` different chains are known that nothing unsettled can
    undercut, or nothing is left below the bound. Returns how many were touched, the bound or one
    just above the cost of the dearest of these chains, and where the halves of the last one that
    was noted join."""
    start, near, cost, kinds, last = arcs
    mask, dearest, since, banned, persons = rule
    two, done, through, heap, place, touched = memory
    known = np.full(first, np.inf)
    count, ends = 0, (-1, -1)
    for s in begin:
        touched[count] = s
        count += 1
        through[0, s] = -1
        size[0] = lower(two, heap, place, size[0], 0, s, 0.0)
    touched[count] = goal
    count += 1
    through[1, goal] = -1
    size[1] = lower(two, heap, place, size[1], 1, goal, 0.0)
    while size[0] > 0 and size[1] > 0:
        if two[0, heap[0, 0]] + two[1, heap[1, 0]] >= bound:
            break
        side = 0 if size[0] <= size[1] else 1
        other_top = two[1 - side, heap[1 - side, 0]]
        v = take(two, heap, place, size[side], side)
        size[side] -= 1
        done[side, v] = True
        d = two[side, v]
        if two[1 - side, v] == 0.0 or (done[1 - side, v] and d + two[1 - side, v] >= bound):
            continue
        for e in range(start[v], start[v + 1]):
            reach = d + cost[e]
            if reach >= bound or cost[e] > dearest:
                break
            u = near[e]
            whole = reach + two[1 - side, u]
            if (reach >= two[side, u] and whole >= bound) or two[side, u] == 0.0 or banned[u]:
                continue
            if u >= persons and two[1 - side, u] != 0.0:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            if (
                first > 0
                and whole < bound
                and (first == 1 or _apart(through, side, v, u))
                and _note(known, whole)
            ):
                ends = (v, u) if side == 0 else (u, v)
                bound = min(bound, known[-1] + SAME)
            if done[side, u] or reach >= two[side, u]:
                continue
            if reach + (two[1 - side, u] if done[1 - side, u] else other_top) >= bound:
                continue
            if two[0, u] == np.inf and two[1, u] == np.inf:
                touched[count] = u
                count += 1
            through[side, u] = v
            size[side] = lower(two, heap, place, size[side], side, u, reach)
    return count, bound, ends


@numba.njit(cache=True, nogil=True)
def _apart(through, side, v, u):  # type: ignore[no-untyped-def]
    """Whether nobody stands both on the way that led to v from one end and to u from the other."""
    while u >= 0:
        one = v
        while one >= 0:
            if one == u:
                return False
            one = through[side, one]
        u = through[1 - side, u]
    return True


@numba.njit(cache=True, nogil=True)
def _note(known, whole):  # type: ignore[no-untyped-def]
    """Put a chain's cost among the cheapest known, cheapest first; False where it is known."""
    at = len(known)
    while at > 0 and known[at - 1] > whole - SAME:
        at -= 1
    if at < len(known) and known[at] < whole + SAME:
        return False
    for later in range(len(known) - 1, at, -1):
        known[later] = known[later - 1]
    known[at] = whole
    return True
