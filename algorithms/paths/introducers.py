"""Through which different introducers is somebody reached most cheaply?

An introducer is the last person before the goal. The search from the start is the usual one; that
from the goal keeps for each person not one way to the goal but several, each through another
introducer, as many as are asked for: whoever is not among the best of somebody on the way is not
among the best of all. So both searches end as soon as the dearest chain that is asked for cannot be
undercut, and no chain needs to be grown. Filters hold during the search.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import Arcs, Chains, Rule, usable
from algorithms.paths.heaps import (
    Memory,
    Queue,
    enter,
    forget,
    lower,
    pop,
    push,
    queue_for,
    take,
    touch,
    wider,
    wider_queue,
)

# The columns of `Ways.rows`.
OF, BRANCH, AFTER, EARLIER = 0, 1, 2, 3


class Ways(NamedTuple):
    """Ways to the goal. `rows`: of whom, through which introducer, by which way after it, and which
    way of the same person was made earlier. `settled` tells whether the cost can still fall,
    `made` how many there are. Those that wait stand in the queue under the cost they had when they
    came, which may have fallen since.

    In the memory of the search `place[1]` names a person's latest way, and `costs[1]` is the cost
    of the cheapest that is settled."""

    rows: NDArray[np.int64]
    costs: NDArray[np.float64]
    settled: NDArray[np.bool_]
    made: NDArray[np.int64]
    queue: Queue


class Best(NamedTuple):
    """The best chains known, of different introducers: `costs` (infinity for none), and a row of
    introducer, and the person and the way at which the halves join."""

    costs: NDArray[np.float64]
    joins: NDArray[np.int64]


class Step(NamedTuple):
    """A settled way to the goal (-1: the goal itself), whose it is, what it costs, and what a chain
    by it must cost less than."""

    way: int
    person: int
    cost: float
    limit: float


@numba.njit(cache=True, nogil=True)
def introduced(
    arcs: Arcs, rule: Rule, begin: NDArray[np.int32], goal: int, first: int, memory: Memory
) -> Chains:
    """The cheapest chain through each of the `first` best introducers, cheapest first."""
    for person in begin:
        enter(memory, 0, person)
    ways = Ways(
        np.empty((1024, 4), np.int64),
        np.empty(1024, np.float64),
        np.empty(1024, np.bool_),
        np.zeros(1, np.int64),
        queue_for(1024),
    )
    best = Best(np.full(first, np.inf), np.full((first, 3), -1, np.int64))
    step = Step(-1, goal, 0.0, np.inf)
    while memory.waiting[0] > 0:
        ways = _with_room(ways, arcs.start[step.person + 1] - arcs.start[step.person])
        _from_goal(arcs, rule, goal, memory, ways, first, step)
        while _is_start_next(memory, ways, best):
            ways = _with_room(ways, 1)
            person = take(memory, 0)
            memory.settled[0, person] = True
            _from_start(arcs, rule, goal, memory, ways, best, person)
        if ways.queue.waiting[0] == 0:
            break
        step = _settled(memory, ways, best)
    chains = _chains(goal, memory, ways, best)
    forget(memory)
    return chains


@numba.njit(cache=True, nogil=True)
def _with_room(ways: Ways, more: int) -> Ways:
    """The same ways with room for so many more."""
    room, queue = ways.made[0] + more, wider_queue(ways.queue, more)
    if room <= len(ways.costs):
        return Ways(ways.rows, ways.costs, ways.settled, ways.made, queue)
    rows, costs = wider(ways.rows, room), wider(ways.costs, room)
    return Ways(rows, costs, wider(ways.settled, room), ways.made, queue)


@numba.njit(cache=True, nogil=True)
def _from_goal(
    arcs: Arcs, rule: Rule, goal: int, memory: Memory, ways: Ways, first: int, step: Step
) -> None:
    """Lead a way on to whom its person has ties to."""
    near, cost, banned = arcs.near, arcs.cost, rule.banned
    costs, is_settled, latest = memory.costs, memory.settled, memory.place
    rows, prices, settled, made = ways.rows, ways.costs, ways.settled, ways.made
    queue, least_to_come = ways.queue, costs[0, memory.heap[0, 0]]
    for arc in range(arcs.start[step.person], arcs.start[step.person + 1]):
        reach = step.cost + cost[arc]
        if reach >= step.limit or cost[arc] > rule.dearest:
            break
        other = near[arc]
        if other == goal or banned[other]:
            continue
        if other >= arcs.persons and costs[0, other] != 0.0:
            continue
        if reach + (costs[0, other] if is_settled[0, other] else least_to_come) >= step.limit:
            continue
        if not usable(arcs, rule, arc):
            continue
        branch = other if step.way < 0 else rows[step.way, BRANCH]
        way = _replaced(rows, prices, latest[1, other], branch, first)
        if way < 0:
            if costs[0, other] == np.inf and latest[1, other] < 0:
                touch(memory, other)
            way = made[0]
            made[0] += 1
            rows[way, EARLIER], latest[1, other] = latest[1, other], way
        elif settled[way] or prices[way] <= reach:
            continue
        rows[way, OF], rows[way, BRANCH], rows[way, AFTER] = other, branch, step.way
        prices[way], settled[way] = reach, False
        push(queue, reach, way)


@numba.njit(cache=True, nogil=True)
def _is_start_next(memory: Memory, ways: Ways, best: Best) -> bool:
    """Whether fewer wait at the start than at the goal, once the ways are gone that came to
    nothing."""
    queue, rows, costs, settled = ways.queue, ways.rows, ways.costs, ways.settled
    entries, prices, in_queue = queue.entries, queue.costs, queue.waiting
    from_start, heap, in_heap = memory.costs, memory.heap, memory.waiting[0]
    known, joins = best.costs, best.joins
    top = from_start[0, heap[0, 0]] if in_heap > 0 else np.inf
    while in_queue[0] > 0:
        way, cost = entries[0], prices[0]
        is_waiting = not settled[way] and costs[way] == cost
        if is_waiting and top + cost < _limit(known, joins, rows[way, BRANCH]):
            break
        pop(queue)
    return 0 < in_heap <= in_queue[0]


@numba.njit(cache=True, nogil=True)
def _from_start(
    arcs: Arcs, rule: Rule, goal: int, memory: Memory, ways: Ways, best: Best, person: int
) -> None:
    """Reach whom somebody has ties to who is settled from the start."""
    near, cost, banned = arcs.near, arcs.cost, rule.banned
    costs, through, latest = memory.costs, memory.through, memory.place
    rows, prices, settled, made = ways.rows, ways.costs, ways.settled, ways.made
    bound, spent, least_to_come = best.costs.max(), costs[0, person], ways.queue.costs[0]
    for arc in range(arcs.start[person], arcs.start[person + 1]):
        reach = spent + cost[arc]
        if reach >= bound or cost[arc] > rule.dearest:
            break
        other = near[arc]
        if reach >= costs[0, other] or banned[other]:
            continue
        if other != goal and (
            other >= arcs.persons or reach + min(costs[1, other], least_to_come) >= bound
        ):
            continue
        if not usable(arcs, rule, arc):
            continue
        if other == goal:
            way = made[0]
            made[0] += 1
            rows[way, OF], rows[way, BRANCH], rows[way, AFTER] = person, person, -1
            bound = _note(best, reach, person, person, way)
            continue
        if costs[0, other] == np.inf and latest[1, other] < 0:
            touch(memory, other)
        through[0, other] = person
        lower(memory, 0, other, reach)
        way = latest[1, other]
        while way >= 0:
            if settled[way]:
                bound = _note(best, reach + prices[way], rows[way, BRANCH], other, way)
            way = rows[way, EARLIER]


@numba.njit(cache=True, nogil=True)
def _settled(memory: Memory, ways: Ways, best: Best) -> Step:
    """Settle the cheapest way that waits, and note the chain that it makes known."""
    way, cost = ways.queue.entries[0], ways.queue.costs[0]
    pop(ways.queue)
    ways.settled[way] = True
    person, branch = ways.rows[way, OF], ways.rows[way, BRANCH]
    from_start = memory.costs[0, person]
    memory.costs[1, person] = min(memory.costs[1, person], cost)
    if from_start < np.inf:
        _note(best, cost + from_start, branch, person, way)
    limit = _limit(best.costs, best.joins, branch) if from_start > 0.0 else 0.0
    return Step(way, person, cost, limit)


@numba.njit(cache=True, nogil=True)
def _chains(goal: int, memory: Memory, ways: Ways, best: Best) -> Chains:
    """The best chains, each from the start to where its halves join, and on to the goal."""
    nodes, ends, costs = [goal][:0], [0][:0], [0.0][:0]
    for at in np.argsort(best.costs):
        if best.costs[at] == np.inf:
            break
        half = [best.joins[at, 1]]
        while memory.through[0, half[-1]] >= 0:
            half.append(memory.through[0, half[-1]])
        for person in half[::-1]:
            nodes.append(person)
        way = ways.rows[best.joins[at, 2], AFTER]
        while way >= 0:
            nodes.append(ways.rows[way, OF])
            way = ways.rows[way, AFTER]
        nodes.append(goal)
        ends.append(len(nodes))
        costs.append(best.costs[at])
    return Chains(np.array(nodes), np.array(ends), np.array(costs))


@numba.njit(cache=True, nogil=True)
def _replaced(
    rows: NDArray[np.int64], costs: NDArray[np.float64], latest: int, branch: int, most: int
) -> int:
    """Which way of a person, of whom the latest is named, a new one through `branch` would
    replace: that through the same, or the dearest where there are as many as may be; -1 for
    none."""
    count, dearest = 0, -1
    while latest >= 0:
        if rows[latest, BRANCH] == branch:
            return latest
        if dearest < 0 or costs[latest] > costs[dearest]:
            dearest = latest
        count += 1
        latest = rows[latest, EARLIER]
    return dearest if count >= most else -1


@numba.njit(cache=True, nogil=True)
def _limit(costs: NDArray[np.float64], joins: NDArray[np.int64], branch: int) -> float:
    """What a chain through an introducer must cost less than, to be any news of the best."""
    limit = 0.0
    for at in range(len(costs)):
        if joins[at, 0] == branch:
            limit = costs[at]
            break
        limit = max(limit, costs[at])
    return limit


@numba.njit(cache=True, nogil=True)
def _note(best: Best, whole: float, branch: int, person: int, way: int) -> float:
    """Keep a chain where it is the cheapest of its introducer and among the best; returns the
    dearest of the best."""
    costs, joins = best.costs, best.joins
    place = int(costs.argmax())
    for at in range(len(costs)):
        if joins[at, 0] == branch:
            place = at
            break
    if whole < costs[place]:
        costs[place] = whole
        joins[place, 0], joins[place, 1], joins[place, 2] = branch, person, way
    return costs.max()
