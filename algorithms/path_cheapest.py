"""Which chain is the cheapest of all, and who stands on any chain below a bound?

Searches from both ends (Pohl 1971), without a limit of hops. Filters hold during the search.
"""

from __future__ import annotations

import numba
import numpy as np

from algorithms.path_arcs import usable
from algorithms.path_heaps import forget, lower, take


@numba.njit(cache=True, nogil=True)
def cheapest(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, mask, dearest, since, banned, persons,
    two, done, heap, place, touched,
):  # fmt: skip
    """The cheapest chain from one of `begin` to the goal: its cost and nodes."""
    size = np.zeros(2, np.int64)
    count = 0
    for s in begin:
        touched[count] = s
        count += 1
        size[0] = lower(two, heap, place, size[0], 0, s, 0.0)
    touched[count] = goal
    count += 1
    size[1] = lower(two, heap, place, size[1], 1, goal, 0.0)
    best, meet, over = np.inf, -1, -1
    while size[0] > 0 and size[1] > 0:
        tops = two[0, heap[0, 0]], two[1, heap[1, 0]]
        if tops[0] + tops[1] >= best:
            break
        side = 0 if size[0] <= size[1] else 1
        other_top = tops[1 - side]
        v = take(two, heap, place, size[side], side)
        size[side] -= 1
        done[side, v] = True
        if done[1 - side, v]:
            continue
        d = two[side, v]
        for e in range(start[v], start[v + 1]):
            reach = d + cost[e]
            if reach >= best or cost[e] > dearest:
                break
            u = near[e]
            if done[side, u] or reach >= two[side, u] or banned[u]:
                continue
            if u >= persons and two[1 - side, u] != 0.0:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            whole = reach + two[1 - side, u]
            if whole < best:
                best, meet, over = whole, (v if side == 0 else u), (u if side == 0 else v)
            if done[1 - side, u] or reach + other_top >= best:
                continue
            if two[0, u] == np.inf and two[1, u] == np.inf:
                touched[count] = u
                count += 1
            size[side] = lower(two, heap, place, size[side], side, u, reach)
    nodes = [goal]
    nodes.pop()
    if best < np.inf:
        # Both ends are traced back along arcs that explain the cost exactly.
        v = meet
        while True:
            nodes.append(v)
            if two[0, v] == 0.0:
                break
            v = _before(
                start, near, cost, kinds, last, v, 0, mask, since, banned, persons, two, done
            )
        nodes.reverse()
        v = over
        while True:
            nodes.append(v)
            if v == goal:
                break
            v = _before(
                start, near, cost, kinds, last, v, 1, mask, since, banned, persons, two, done
            )
    forget(two, done, heap, place, touched, count)
    return best, np.array(nodes)


@numba.njit(cache=True, nogil=True)
def _before(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, v, side, mask, since, banned, persons, two, done
):
    """Through whom one side's search came to v at its cost."""
    best, found = np.inf, -1
    for e in range(start[v], start[v + 1]):
        u = near[e]
        if not done[side, u] or banned[u] or not usable(kinds, last, e, mask, since):
            continue
        if u >= persons and two[side, u] != 0.0:
            continue
        if two[side, u] + cost[e] < best:
            best, found = two[side, u] + cost[e], u
    return found


@numba.njit(cache=True, nogil=True)
def within(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, bound, mask, dearest, since, banned, persons,
    two, done, heap, place, touched,
):  # fmt: skip
    """Leave in `two[0]` the exact cost to the start of everyone on a chain below the bound.

    Returns how many were touched, negative where the bound left nobody out."""
    size = np.zeros(2, np.int64)
    count = 0
    cut = False
    for s in begin:
        touched[count] = s
        count += 1
        size[0] = lower(two, heap, place, size[0], 0, s, 0.0)
    touched[count] = goal
    count += 1
    size[1] = lower(two, heap, place, size[1], 1, goal, 0.0)
    # First until the two radii together reach the bound, then the start's side alone, among those
    # settled from the goal.
    both = True
    while size[0] > 0:
        top_0 = two[0, heap[0, 0]]
        if both:
            top_1 = two[1, heap[1, 0]] if size[1] > 0 else np.inf
            if top_0 + top_1 >= bound or size[1] == 0:
                both = False
        side = 0
        if both and size[1] < size[0]:
            side = 1
        if not both and top_0 >= bound:
            cut = True
            break
        v = take(two, heap, place, size[side], side)
        size[side] -= 1
        d = two[side, v]
        if not both and (not done[1, v] or d + two[1, v] >= bound):
            cut = True
            continue
        done[side, v] = True
        if (side == 0 and v == goal) or (side == 1 and two[0, v] == 0.0):
            continue
        other = two[1 - side, heap[1 - side, 0]] if both and size[1 - side] > 0 else 0.0
        for e in range(start[v], start[v + 1]):
            reach = d + cost[e]
            if reach >= bound:
                cut = True
                break
            if cost[e] > dearest:
                break
            u = near[e]
            if done[side, u] or reach >= two[side, u] or banned[u]:
                continue
            if u >= persons and two[1 - side, u] != 0.0:
                continue
            if not usable(kinds, last, e, mask, since):
                continue
            if not both and (not done[1, u] or reach + two[1, u] >= bound):
                cut = True
                continue
            if both:
                rest = two[1 - side, u] if done[1 - side, u] else other
                if reach + rest >= bound:
                    cut = True
                    continue
            if two[0, u] == np.inf and two[1, u] == np.inf:
                touched[count] = u
                count += 1
            size[side] = lower(two, heap, place, size[side], side, u, reach)
    # Costs that are no more than a first guess must not guide.
    for at in range(count):
        v = touched[at]
        if not done[0, v]:
            two[0, v] = np.inf
    return count if cut else -count
