"""Which chains of ties lead from some persons to another, the strongest first?

A chain's strength is the product of its ties' strengths, so its cost, the sum of their -ln, is
least where it is strongest. Ties come as compressed sparse rows, each row's arcs from cheap to
dear. All searches are exact, under filters that hold during the search, not after it.

- With a limit of hops: how cheaply each person reaches the start within h hops is computed by
  layers (Bellman's recursion), from the start for the first half of the hops, and from there on
  only for those whom the goal reaches in the other half.
- Without one: a search from both ends finds the cheapest chain (Pohl 1971); then, within a bound a
  little above its cost, both searches go on until everyone on a chain below the bound is settled
  from one end, and those settled from the goal alone are completed from the start. Too few chains
  below the bound: it is widened.

Both leave, for everyone who matters, the exact cost of what is still to come. Chains are then grown
from the goal in the order of cost so far plus cost to come, so that the first that arrive are the
cheapest; for different introducers, everything that begins with an introducer is dropped once a
chain through that one has arrived.

Nobody stands in a chain twice; of several starts only the first person of a chain is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

# Kinds of tie as bits; of a tie of several kinds there is one arc for every choice among them.
PAPER, TRIAL, INDUSTRY, ENGAGEMENT = 1, 2, 4, 8
ALL_KINDS = 15
LIMIT_GROWN = 3_000_000
SLACK = 1.05
EVERYTHING = 1e7


Rule = tuple[Any, ...]


@dataclass(frozen=True)
class Arcs:
    """Ties as compressed sparse rows: `start` (one more than nodes), and per arc the other end, the
    cost -ln strength, kinds (low four bits: of the tie; high four: those this arc's cost counts)
    and the day of the latest record (days since 1950, 0 unknown). The first `persons` nodes may
    stand inside a chain, the others only at an end."""

    start: NDArray[np.int64]
    near: NDArray[np.int32]
    cost: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    last: NDArray[np.uint16]
    persons: int


@dataclass(frozen=True)
class Filter:
    """What a chain may use: kinds of tie (bits), ties of at least some strength and not seen last
    before some day, and nobody of `banned` (True per node; may be shared, is not changed)."""

    kinds: int = ALL_KINDS
    least: float = 0.0
    since: int = 0
    banned: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Found:
    """A chain as node numbers from start to goal, and its cost."""

    nodes: tuple[int, ...]
    cost: float


def compressed(
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    parts: dict[int, NDArray[np.float64]],
    last: dict[int, NDArray[np.uint16]],
    nodes: int,
    persons: int | None = None,
) -> Arcs:
    """Ties between nodes `a` and `b` as arcs in both directions, the cheapest of a row first.

    `parts` holds per kind (a bit) the strength that records of this kind give each tie, 0 for none;
    `last` the day of the latest of them. Kinds together: 1 - (1 - s1)(1 - s2)...
    """
    have = np.zeros(len(a), np.uint8)
    for kind, strength in parts.items():
        have |= np.where(strength > 0, kind, 0).astype(np.uint8)
    columns: list[list[NDArray[Any]]] = [[], [], [], [], []]
    for choice in range(1, ALL_KINDS + 1):
        rows = np.flatnonzero((have & choice) == choice)
        if not len(rows):
            continue
        missing, day = np.ones(len(rows)), np.zeros(len(rows), np.uint16)
        for kind in (kind for kind in parts if kind & choice):
            missing *= 1 - parts[kind][rows]
            day = np.maximum(day, last[kind][rows])
        cost = np.maximum(-np.log1p(-missing), 1e-6).astype(np.float32)
        both = have[rows] | np.uint8(choice << 4)
        for one, other in ((a, b), (b, a)):
            found: tuple[NDArray[Any], ...] = (one[rows], other[rows].astype("i4"), cost, both, day)
            for column, values in zip(columns, found, strict=True):
                column.append(values)
    end, near, price, kinds, latest = (
        np.concatenate(column) if column else np.zeros(0, kind)
        for column, kind in zip(columns, ("i8", "i4", "f4", "u1", "u2"), strict=True)
    )
    order = np.lexsort((near, price, end))
    start = np.searchsorted(end[order], np.arange(nodes + 1)).astype(np.int64)
    inside = nodes if persons is None else persons
    return Arcs(start, near[order], price[order], kinds[order], latest[order], inside)


@dataclass
class Searcher:
    """The memory of one search at a time over some arcs; make one per thread. `given_up` tells
    whether the last search ended early because too many chains were being grown."""

    arcs: Arcs
    given_up: bool = False
    _rows: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.arcs.start) - 1
        self._free = np.zeros(n, np.bool_)
        self._two = np.full((2, n), np.inf)
        self._done = np.zeros((2, n), np.bool_)
        self._heap = np.zeros((2, n), np.int32)
        self._place = np.full((2, n), -1, np.int32)
        self._touched = np.zeros(2 * n + 2, np.int32)

    def chains(
        self,
        starts: list[int],
        goal: int,
        first: int,
        max_hops: int | None = None,
        allowed: Filter | None = None,
        different: bool = False,
    ) -> list[Found]:
        """The `first` strongest chains from any of `starts` to `goal`, strongest first; with
        `different`, the strongest through each of the `first` best introducers."""
        allowed = allowed or Filter()
        banned = self._free if allowed.banned is None else allowed.banned
        begin = np.array([s for s in dict.fromkeys(starts) if not banned[s]], np.int32)
        if goal in starts or banned[goal] or not len(begin) or first < 1:
            return []
        dearest = -np.log(allowed.least) + 1e-7 if allowed.least > 0 else np.inf
        rule: Rule = (allowed.kinds, dearest, allowed.since, banned, self.arcs.persons)
        if max_hops is None:
            return self._unlimited(begin, goal, first, rule, different)
        return self._limited(begin, goal, first, max_hops, rule, different)

    def _limited(
        self, begin: NDArray[np.int32], goal: int, first: int, hops: int, rule: Rule, apart: bool
    ) -> list[Found]:
        to_come = self._layers(hops)
        reached = _layered(*self._graph, begin, goal, hops, *rule, to_come)
        grown = self._grow(goal, first, hops, np.inf, rule, to_come, apart)
        to_come[:, reached] = np.inf
        return grown

    @property
    def _graph(self) -> tuple[NDArray[Any], ...]:
        arcs = self.arcs
        return arcs.start, arcs.near, arcs.cost, arcs.kinds, arcs.last

    def _layers(self, max_hops: int) -> NDArray[np.float64]:
        if max_hops not in self._rows:
            self._rows[max_hops] = np.full((max_hops + 1, len(self._free)), np.inf)
        return self._rows[max_hops]

    def _unlimited(
        self, begin: NDArray[np.int32], goal: int, first: int, rule: Rule, apart: bool
    ) -> list[Found]:
        memory = (self._two, self._done, self._heap, self._place, self._touched)
        best, chain = _cheapest(*self._graph, begin, goal, *rule, *memory)
        if not len(chain):
            return []
        if first == 1:
            return [Found(tuple(chain.tolist()), float(best))]
        if apart:
            first = min(first, self._introducers(goal, begin))
        # What chains of few hops cost is more than what the best of all cost.
        short = self._limited(begin, goal, first, 4, rule, apart)
        ceiling = short[-1].cost + 1e-6 if len(short) == first else EVERYTHING
        bound = min(ceiling, best * (1 + (SLACK - 1) * (2 if apart else 1)) + 1e-6)
        while True:
            count = _within(*self._graph, begin, goal, bound, *rule, *memory)
            grown = self._grow(goal, first, 0, bound, rule, self._two[:1], apart)
            whole = _forget(*memory[:4], self._touched, count)
            ended = bound >= EVERYTHING or (whole and not self._cut)
            if len(grown) == first or self.given_up or ended:
                return grown
            bound = min(ceiling, best + (bound - best) * 1.7 if bound < best * 4 else EVERYTHING)

    def _introducers(self, goal: int, begin: NDArray[np.int32]) -> int:
        """How many could introduce: the start, and whoever has another tie than to the goal."""
        start = self.arcs.start
        row = np.unique(self.arcs.near[start[goal] : start[goal + 1]])
        return int(((start[row + 1] - start[row] > 1) | np.isin(row, begin)).sum())

    def _grow(
        self,
        goal: int,
        first: int,
        hops: int,
        bound: float,
        rule: Rule,
        to_come: NDArray[np.float64],
        different: bool,
    ) -> list[Found]:
        nodes, ends, costs, full, cut = _grown(
            *self._graph, goal, first, hops, bound, *rule, to_come, different
        )
        self.given_up, self._cut = bool(full), bool(cut)
        edges = np.r_[0, ends]
        return [
            Found(tuple(nodes[edges[at] : edges[at + 1]].tolist()), float(cost))
            for at, cost in enumerate(costs)
        ]


@numba.njit(cache=True, nogil=True, inline="always")
def _usable(kinds, last, e, mask, since):  # type: ignore[no-untyped-def]
    """Whether an arc counts just those of its tie's kinds that are asked for, and is young."""
    counted = kinds[e] >> 4
    return counted != 0 and counted == (kinds[e] & mask & 15) and last[e] >= since


@numba.njit(cache=True, nogil=True)
def _layered(  # type: ignore[no-untyped-def]
    start,
    near,
    cost,
    kinds,
    last,
    begin,
    goal,
    hops,
    mask,
    dearest,
    since,
    banned,
    persons,
    to_come,
):
    """Fill `to_come[h, v]` with the cheapest walk of at most h hops from v to one of `begin`, for
    every v that a walk of `hops` from the goal needs; returns whom it has touched."""
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
                if cost[e] > dearest:
                    break
                u = near[e]
                if banned[u] or (u >= persons and u != goal):
                    continue
                if d + cost[e] < to_come[h, u] and _usable(kinds, last, e, mask, since):
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
                if cost[e] > dearest:
                    break
                u = near[e]
                if near_goal[u] != 0 or banned[u] or (u >= persons and to_come[0, u] != 0.0):
                    continue
                if _usable(kinds, last, e, mask, since):
                    near_goal[u] = 1
                    around.append(u)
        ends.append(len(around))
    for h in range(from_start + 1, hops + 1):
        for at in range(ends[hops - h]):
            v = around[at]
            best = to_come[h - 1, v]
            for e in range(start[v], start[v + 1]):
                if cost[e] > dearest or cost[e] >= best:
                    break
                u = near[e]
                whole = cost[e] + to_come[h - 1, u]
                if u != goal and whole < best and _usable(kinds, last, e, mask, since):
                    best = whole
            to_come[h, v] = best
            if seen[v] == 0:
                seen[v] = 1
                reached.append(v)
    return np.array(reached)


@numba.njit(cache=True, nogil=True)
def _grown(  # type: ignore[no-untyped-def]
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
            if not _usable(kinds, last, e, mask, since):
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


@numba.njit(cache=True, nogil=True)
def _lower(two, heap, place, size, side, v, d):  # type: ignore[no-untyped-def]
    """Give v the cost d on one side's heap, where it rises; returns the heap's new size."""
    two[side, v] = d
    at = place[side, v]
    if at < 0:
        at = size
        size += 1
    while at > 0:
        up = (at - 1) >> 2
        other = heap[side, up]
        if two[side, other] <= d:
            break
        heap[side, at] = other
        place[side, other] = at
        at = up
    heap[side, at] = v
    place[side, v] = at
    return size


@numba.njit(cache=True, nogil=True)
def _take(two, heap, place, size, side):  # type: ignore[no-untyped-def]
    """Remove the cheapest of one side's heap, whose size is one less afterwards."""
    taken = heap[side, 0]
    place[side, taken] = -1
    size -= 1
    if size > 0:
        _sink(two, heap, place, size, side, heap[side, size], 0)
    return taken


@numba.njit(cache=True, nogil=True)
def _sink(two, heap, place, size, side, v, at):  # type: ignore[no-untyped-def]
    d = two[side, v]
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if two[side, heap[side, other]] < two[side, heap[side, least]]:
                least = other
        if two[side, heap[side, least]] >= d:
            break
        heap[side, at] = heap[side, least]
        place[side, heap[side, at]] = at
        at = least
    heap[side, at] = v
    place[side, v] = at


@numba.njit(cache=True, nogil=True)
def _forget(two, done, heap, place, touched, count):  # type: ignore[no-untyped-def]
    """Clear what a search left; returns whether it had seen everyone there is to see."""
    whole = count < 0
    for at in range(abs(count)):
        v = touched[at]
        for side in range(2):
            two[side, v] = np.inf
            done[side, v] = False
            place[side, v] = -1
    return whole


@numba.njit(cache=True, nogil=True)
def _cheapest(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, begin, goal, mask, dearest, since, banned, persons,
    two, done, heap, place, touched,
):  # fmt: skip
    """The cheapest chain from one of `begin` to the goal: its cost and nodes."""
    size = np.zeros(2, np.int64)
    count = 0
    for s in begin:
        touched[count] = s
        count += 1
        size[0] = _lower(two, heap, place, size[0], 0, s, 0.0)
    touched[count] = goal
    count += 1
    size[1] = _lower(two, heap, place, size[1], 1, goal, 0.0)
    best, meet, over = np.inf, -1, -1
    while size[0] > 0 and size[1] > 0:
        tops = two[0, heap[0, 0]], two[1, heap[1, 0]]
        if tops[0] + tops[1] >= best:
            break
        side = 0 if size[0] <= size[1] else 1
        other_top = tops[1 - side]
        v = _take(two, heap, place, size[side], side)
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
            if not _usable(kinds, last, e, mask, since):
                continue
            whole = reach + two[1 - side, u]
            if whole < best:
                best, meet, over = whole, (v if side == 0 else u), (u if side == 0 else v)
            if done[1 - side, u] or reach + other_top >= best:
                continue
            if two[0, u] == np.inf and two[1, u] == np.inf:
                touched[count] = u
                count += 1
            size[side] = _lower(two, heap, place, size[side], side, u, reach)
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
    _forget(two, done, heap, place, touched, count)
    return best, np.array(nodes)


@numba.njit(cache=True, nogil=True)
def _before(  # type: ignore[no-untyped-def]
    start, near, cost, kinds, last, v, side, mask, since, banned, persons, two, done
):
    """Through whom one side's search came to v at its cost."""
    best, found = np.inf, -1
    for e in range(start[v], start[v + 1]):
        u = near[e]
        if not done[side, u] or banned[u] or not _usable(kinds, last, e, mask, since):
            continue
        if u >= persons and two[side, u] != 0.0:
            continue
        if two[side, u] + cost[e] < best:
            best, found = two[side, u] + cost[e], u
    return found


@numba.njit(cache=True, nogil=True)
def _within(  # type: ignore[no-untyped-def]
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
        size[0] = _lower(two, heap, place, size[0], 0, s, 0.0)
    touched[count] = goal
    count += 1
    size[1] = _lower(two, heap, place, size[1], 1, goal, 0.0)
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
        v = _take(two, heap, place, size[side], side)
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
            if not _usable(kinds, last, e, mask, since):
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
            size[side] = _lower(two, heap, place, size[side], side, u, reach)
    # Costs that are no more than a first guess must not guide.
    for at in range(count):
        v = touched[at]
        if not done[0, v]:
            two[0, v] = np.inf
    return count if cut else -count
