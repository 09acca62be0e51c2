"""Which person is the cheapest not yet settled, on either side of a search?

Two heaps with four children a node, one a side, over shared arrays; `place` tells where somebody
stands, so that a cheaper cost moves the entry instead of adding one. Beside them a plain heap, of
entries under the cost they came with.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Row = TypeVar("Row", bound=np.generic)


class Memory(NamedTuple):
    """The working arrays of a search from both ends. The first axis is the side: 0 from the start,
    1 from the goal.

    Per person: the cheapest cost known (infinity for none), whether it is `settled`, `through`
    whom (-1 for an end), and the `place` on the side's heap (-1 for none). Beside them the heaps,
    how many stand `waiting` on each, and everyone `touched`, of whom so many are `noted`.
    """

    costs: NDArray[np.float64]
    settled: NDArray[np.bool_]
    through: NDArray[np.int32]
    heap: NDArray[np.int32]
    place: NDArray[np.int32]
    waiting: NDArray[np.int64]
    touched: NDArray[np.int32]
    noted: NDArray[np.int64]


def memory_of(persons: int) -> Memory:
    """A memory in which nobody is touched."""
    through, heap, place = (np.full((2, persons), -1, np.int32) for _ in range(3))
    return Memory(
        costs=np.full((2, persons), np.inf),
        settled=np.zeros((2, persons), np.bool_),
        through=through,
        heap=heap,
        place=place,
        waiting=np.zeros(2, np.int64),
        touched=np.zeros(2 * persons + 2, np.int32),
        noted=np.zeros(1, np.int64),
    )


@numba.njit(cache=True, nogil=True)
def touch(memory: Memory, person: int) -> None:
    """Note somebody whom `forget` must clear."""
    memory.touched[memory.noted[0]] = person
    memory.noted[0] += 1


@numba.njit(cache=True, nogil=True)
def enter(memory: Memory, side: int, person: int) -> None:
    """Begin a side of the search at a person."""
    touch(memory, person)
    memory.through[side, person] = -1
    lower(memory, side, person, 0.0)


@numba.njit(cache=True, nogil=True)
def lower(memory: Memory, side: int, person: int, cost: float) -> None:
    """Give a person a lower cost on one side's heap, where it rises."""
    costs, heap, place, waiting = memory.costs, memory.heap, memory.place, memory.waiting
    is_new = place[side, person] < 0
    at = max(place[side, person], is_new * waiting[side])
    waiting[side] += is_new
    costs[side, person] = cost
    _rise(costs, heap, place, side, person, at)


@numba.njit(cache=True, nogil=True)
def _rise(
    costs: NDArray[np.float64],
    heap: NDArray[np.int32],
    place: NDArray[np.int32],
    side: int,
    person: int,
    at: int,
) -> None:
    cost = costs[side, person]
    while True:
        up = (at - 1) >> 2
        if up < 0 or costs[side, heap[side, up]] <= cost:
            break
        heap[side, at] = heap[side, up]
        place[side, heap[side, at]] = at
        at = up
    heap[side, at] = person
    place[side, person] = at


@numba.njit(cache=True, nogil=True)
def take(memory: Memory, side: int) -> int:
    """Remove the cheapest of one side's heap."""
    costs, heap, place, waiting = memory.costs, memory.heap, memory.place, memory.waiting
    taken = heap[side, 0]
    place[side, taken] = -1
    waiting[side] -= 1
    if waiting[side] > 0:
        _sink(costs[side], heap[side], place[side], waiting[side])
    return taken


@numba.njit(cache=True, nogil=True)
def _sink(
    costs: NDArray[np.float64], heap: NDArray[np.int32], place: NDArray[np.int32], size: int
) -> None:
    """Put the last of a heap where the cheapest stood, and let it sink."""
    moved = heap[size]
    cost, at = costs[moved], 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least = child
        for other in range(child + 1, min(child + 4, size)):
            if costs[heap[other]] < costs[heap[least]]:
                least = other
        if costs[heap[least]] >= cost:
            break
        heap[at] = heap[least]
        place[heap[at]] = at
        at = least
    heap[at] = moved
    place[moved] = at


@numba.njit(cache=True, nogil=True)
def forget(memory: Memory) -> None:
    """Clear what a search left of all whom it touched."""
    for at in range(memory.noted[0]):
        person = memory.touched[at]
        for side in range(2):
            memory.costs[side, person] = np.inf
            memory.settled[side, person] = False
            memory.place[side, person] = -1
    memory.waiting[:] = 0
    memory.noted[0] = 0


class Queue(NamedTuple):
    """A plain heap: entries under the cost they came with, and how many stand `waiting`."""

    costs: NDArray[np.float64]
    entries: NDArray[np.int64]
    waiting: NDArray[np.int64]


@numba.njit(cache=True, nogil=True)
def queue_for(room: int) -> Queue:
    """An empty queue."""
    return Queue(np.empty(room, np.float64), np.empty(room, np.int64), np.zeros(1, np.int64))


@numba.njit(cache=True, nogil=True)
def wider_queue(queue: Queue, more: int) -> Queue:
    """The same queue, with room for so many more."""
    room = queue.waiting[0] + more
    if room <= len(queue.costs):
        return queue
    return Queue(wider(queue.costs, room), wider(queue.entries, room), queue.waiting)


@numba.njit(cache=True, nogil=True)
def push(queue: Queue, cost: float, entry: int) -> None:
    """Put an entry under its cost."""
    costs, entries, at = queue.costs, queue.entries, queue.waiting[0]
    queue.waiting[0] += 1
    while at > 0 and costs[(at - 1) >> 1] > cost:
        costs[at], entries[at] = costs[(at - 1) >> 1], entries[(at - 1) >> 1]
        at = (at - 1) >> 1
    costs[at], entries[at] = cost, entry


@numba.njit(cache=True, nogil=True)
def pop(queue: Queue) -> None:
    """Take the cheapest entry away: the last sinks from the root."""
    costs, entries = queue.costs, queue.entries
    queue.waiting[0] -= 1
    waiting = queue.waiting[0]
    cost, moved, at = costs[waiting], entries[waiting], 0
    while True:
        child = 2 * at + 1
        if child >= waiting:
            break
        if child + 1 < waiting and costs[child + 1] < costs[child]:
            child += 1
        if costs[child] >= cost:
            break
        costs[at], entries[at] = costs[child], entries[child]
        at = child
    costs[at], entries[at] = cost, moved


@numba.njit(cache=True, nogil=True)
def wider(rows: NDArray[Row], room: int) -> NDArray[Row]:
    """The same rows, with room for as many as are asked for and twice as many as before."""
    copy = np.empty((max(2 * len(rows), room), *rows.shape[1:]), rows.dtype)
    copy[: len(rows)] = rows
    return copy
