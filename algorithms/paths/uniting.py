"""How do the ties of some nodes become arcs, and the arcs rows?"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import SHIFT, Rows

PIECE = np.dtype(
    [("low", "<i4"), ("high", "<i4"), ("kind", "<u2"), ("day", "<u2"), ("strength", "<f8")]
)
ARC = np.dtype(
    [("end", "<i4"), ("near", "<i4"), ("cost", "<f4"), ("kinds", "<u4"), ("last", "<u2")]
)
Records = NDArray[np.void]
Ints = NDArray[np.int64]


def pieces(a: Any, b: Any, kind: Any, strength: NDArray[np.float64], day: Any) -> Records:
    """What records of a kind (a bit; one for all or one each) give the ties between nodes `a` and
    `b`: a strength, and the day of the latest of them. Ties of no strength are left out."""
    has = strength > 0
    kind, day = (np.broadcast_to(column, has.shape) for column in (kind, day))
    made = np.empty(int(has.sum()), PIECE)
    made["low"], made["high"] = np.minimum(a, b)[has], np.maximum(a, b)[has]
    made["kind"], made["day"] = kind[has], np.clip(day[has], 0, 65_535)
    made["strength"] = strength[has]
    return made


def laid(arcs: Records, first: int, nodes: int) -> Rows:
    """The arcs of nodes that follow one another as their rows."""
    cost = np.ascontiguousarray(arcs["cost"]).view(np.uint32)  # positive: bits rise with the number
    key = cost.astype(np.uint64) << np.uint64(32) | arcs["near"].astype(np.uint64)
    start, order = in_rows(arcs["end"], key, first, nodes)
    del key, cost
    size = len(arcs)
    near, price = np.empty(size, np.int32), np.empty(size, np.float32)
    kinds, last = np.empty(size, np.uint32), np.empty(size, np.uint16)
    _columns(arcs, order, near, price, kinds, last)
    return Rows(np.diff(start), near, price, kinds, last)


@numba.njit(cache=True, nogil=True)
def in_rows(row: Any, key: NDArray[np.uint64], first: int, count: int) -> tuple[Ints, Ints]:
    """Where each of the rows from `first` on begins, and the records by row and key, else as they
    came."""
    start = np.zeros(count + 1, np.int64)
    for at in range(len(row)):
        start[row[at] - first + 1] += 1
    for at in range(count):
        start[at + 1] += start[at]
    place = start[:-1].copy()
    order, keys = np.empty(len(row), np.int64), np.empty(len(row), np.uint64)
    for at in range(len(row)):
        to = place[row[at] - first]
        place[row[at] - first] += 1
        order[to], keys[to] = at, key[at]
    for at in range(count):
        begin, end = start[at], start[at + 1]
        if end - begin > 1:
            order[begin:end] = order[begin:end][np.argsort(keys[begin:end], kind="mergesort")]
    return start, order


@numba.njit(cache=True, nogil=True)
def in_ranges(node: Any, edges: Ints, records: Records) -> tuple[Records, Ints]:
    """The records by the range in which each one's node stands, else as they came, and how many of
    each there are; a range begins at its edge, the last never ends."""
    range_of, count = np.empty(len(node), np.int32), np.zeros(len(edges), np.int64)
    for at in range(len(node)):
        range_of[at] = np.searchsorted(edges, node[at], side="right") - 1
        count[range_of[at]] += 1
    place = np.cumsum(count) - count
    dealt = np.empty_like(records)
    for at in range(len(node)):
        dealt[place[range_of[at]]] = records[at]
        place[range_of[at]] += 1
    return dealt, count


@numba.njit(cache=True, nogil=True)
def _is_same(one: Any, other: Any) -> bool:
    """Whether two pieces are of one tie."""
    return bool(one.low == other.low and one.high == other.high)


@numba.njit(cache=True, nogil=True)
def arcs_of(given: Records, order: Ints) -> int:
    """How many arcs pieces make in one direction: one for every choice among a tie's kinds."""
    size, have, choices = 0, np.int64(0), 0
    for at in range(len(order)):
        if at and not _is_same(given[order[at]], given[order[at - 1]]):
            have, choices = np.int64(0), 0
        kind = np.int64(given[order[at]].kind)
        if have & kind == 0:
            size += choices + 1
            choices += choices + 1
        have |= kind
    return size


@numba.njit(cache=True, nogil=True)
def unite(given: Records, order: Ints, made: Records, missing: NDArray[np.float64]) -> None:
    """Fill in, of every tie and choice of its kinds, an arc without its cost and the chance that
    the tie is none: the product of what each kind leaves, in the order in which the kinds came."""
    bits, days, strengths = np.empty(16, np.int64), np.empty(16, np.int64), np.empty(16)
    at, to = 0, 0
    while at < len(order):
        begin, count, have = at, 0, np.int64(0)
        while at < len(order) and _is_same(given[order[at]], given[order[begin]]):
            piece = given[order[at]]
            kind, slot = np.int64(piece.kind), 0
            while slot < count and bits[slot] != kind:
                slot += 1
            count = max(count, slot + 1)
            bits[slot], days[slot], strengths[slot] = kind, piece.day, piece.strength
            have |= kind
            at += 1
        choice = -have & have
        while choice != 0:
            left, last = 1.0, 0
            for slot in range(count):
                if bits[slot] & choice:
                    left *= 1 - strengths[slot]
                    last = max(last, days[slot])
            arc = made[to]
            arc.end, arc.near = given[order[begin]].low, given[order[begin]].high
            arc.kinds, arc.last, missing[to] = have | (choice << SHIFT), last, left
            choice = (choice - have) & have
            to += 1


@numba.njit(cache=True, nogil=True)
def _columns(
    arcs: Records,
    order: Ints,
    near: NDArray[np.int32],
    cost: NDArray[np.float32],
    kinds: NDArray[np.uint32],
    last: NDArray[np.uint16],
) -> None:
    for to in range(len(order)):
        arc = arcs[order[to]]
        near[to], cost[to], kinds[to], last[to] = arc.near, arc.cost, arc.kinds, arc.last
