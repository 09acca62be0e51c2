"""Which person is the cheapest not yet settled, on either side of a search?

Two heaps with four children a node, one a side, over shared arrays; `place` tells where somebody
stands, so that a cheaper cost moves the entry instead of adding one. Beside them a plain heap, of
entries under the cost they came with.
"""

from __future__ import annotations

import numba
import numpy as np


@numba.njit(cache=True, nogil=True)
def lower(two, heap, place, size, side, v, d):  # type: ignore[no-untyped-def]
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
def take(two, heap, place, size, side):  # type: ignore[no-untyped-def]
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
def forget(two, done, heap, place, touched, count):  # type: ignore[no-untyped-def]
    """Clear what a search left of all whom it touched."""
    for at in range(count):
        v = touched[at]
        for side in range(2):
            two[side, v] = np.inf
            done[side, v] = False
            place[side, v] = -1


@numba.njit(cache=True, nogil=True)
def push(key, entry, waiting, cost, added):  # type: ignore[no-untyped-def]
    """Put an entry under its cost into a heap in which `waiting` others stand."""
    at = waiting
    while at > 0 and key[(at - 1) >> 1] > cost:
        key[at], entry[at] = key[(at - 1) >> 1], entry[(at - 1) >> 1]
        at = (at - 1) >> 1
    key[at], entry[at] = cost, added


@numba.njit(cache=True, nogil=True)
def pop(key, entry, waiting):  # type: ignore[no-untyped-def]
    """Take the cheapest entry away: the last of `waiting` sinks from the root."""
    waiting -= 1
    moved_key, moved, at = key[waiting], entry[waiting], 0
    while True:
        child = 2 * at + 1
        if child >= waiting:
            break
        if child + 1 < waiting and key[child + 1] < key[child]:
            child += 1
        if key[child] >= moved_key:
            break
        key[at], entry[at] = key[child], entry[child]
        at = child
    key[at], entry[at] = moved_key, moved


@numba.njit(cache=True, nogil=True)
def wider(old):  # type: ignore[no-untyped-def]
    """The same rows with room for as many more."""
    new = np.empty((2 * len(old), *old.shape[1:]), old.dtype)
    new[: len(old)] = old
    return new
