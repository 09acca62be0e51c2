"""Which chain is the cheapest of all, and who stands on any of the cheapest few?

Searches from both ends (Pohl 1971), without a limit of hops. Filters hold during the search. Where
the two searches meet they know a chain; once they know as many different ones as are asked for, the
dearest of these bounds what is still worth looking at.
"""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import SAME, Arcs, Rule, usable
from algorithms.paths.heaps import Memory, enter, forget, lower, take, touch


@numba.njit(cache=True, nogil=True)
def cheapest(
    arcs: Arcs, rule: Rule, begin: NDArray[np.int32], goal: int, memory: Memory
) -> tuple[float, NDArray[np.int64]]:
    """The cheapest chain from one of `begin` to the goal: its cost and nodes."""
    join = np.full(2, -1)
    bound = _meet(arcs, rule, begin, goal, 1, np.inf, memory, join)
    nodes = [0][:0]
    person = join[0]
    while person >= 0:
        nodes.append(person)
        person = memory.through[0, person]
    nodes.reverse()
    person = join[1]
    while person >= 0:
        nodes.append(person)
        person = memory.through[1, person]
    forget(memory)
    return bound - SAME, np.array(nodes)


@numba.njit(cache=True, nogil=True)
def within(
    arcs: Arcs,
    rule: Rule,
    begin: NDArray[np.int32],
    goal: int,
    first: int,
    bound: float,
    memory: Memory,
) -> float:
    """Leave in `memory.costs[0]` the exact cost to the start of everyone on one of the `first`
    cheapest chains, and, with `first` 0, on any chain that costs less than the bound. Returns the
    bound, or one just above the cost of all these chains."""
    bound = _meet(arcs, rule, begin, goal, first, bound, memory, np.full(2, -1))
    costs, settled = memory.costs, memory.settled
    # Everyone on such a chain is settled from one end; those settled from the goal alone are
    # completed from the start.
    while memory.waiting[0] > 0:
        spent = costs[0, memory.heap[0, 0]]
        if spent >= bound:
            break
        person = take(memory, 0)
        if not settled[1, person] or spent + costs[1, person] >= bound:
            continue
        settled[0, person] = True
        if person != goal:
            _complete(arcs, rule, person, bound, memory)
    # Costs that are no more than a first guess must not guide.
    for person in memory.touched[: memory.noted[0]]:
        if not settled[0, person]:
            costs[0, person] = np.inf
    return bound


@numba.njit(cache=True, nogil=True)
def _complete(arcs: Arcs, rule: Rule, person: int, bound: float, memory: Memory) -> None:
    """Lead on from the start to those whom the search from the goal has settled."""
    near, cost, costs, settled = arcs.near, arcs.cost, memory.costs, memory.settled
    spent = costs[0, person]
    for arc in range(arcs.start[person], arcs.start[person + 1]):
        reach = spent + cost[arc]
        if reach >= bound or cost[arc] > rule.dearest:
            break
        other = near[arc]
        if not settled[1, other] or settled[0, other] or reach >= costs[0, other]:
            continue
        if reach + costs[1, other] < bound and usable(arcs, rule, arc):
            lower(memory, 0, other, reach)


@numba.njit(cache=True, nogil=True)
def _meet(
    arcs: Arcs,
    rule: Rule,
    begin: NDArray[np.int32],
    goal: int,
    first: int,
    bound: float,
    memory: Memory,
    join: NDArray[np.int64],
) -> float:
    """Search from both ends until `first` different chains are known that nothing unsettled can
    undercut, or nothing is left below the bound. Returns the bound, or one just above the cost of
    the dearest of these chains, and leaves in `join` where the halves of the last one that was
    noted join."""
    costs, settled, heap, waiting = memory.costs, memory.settled, memory.heap, memory.waiting
    known = np.full(first, np.inf)
    for start in begin:
        enter(memory, 0, start)
    enter(memory, 1, goal)
    while waiting[0] > 0 and waiting[1] > 0:
        if costs[0, heap[0, 0]] + costs[1, heap[1, 0]] >= bound:
            break
        side = 0 if waiting[0] <= waiting[1] else 1
        person = take(memory, side)
        settled[side, person] = True
        spent, to_come = costs[side, person], costs[1 - side, person]
        if to_come == 0.0 or (settled[1 - side, person] and spent + to_come >= bound):
            continue
        bound = _lead_on(arcs, rule, side, person, bound, memory, known, join)
    return bound


@numba.njit(cache=True, nogil=True)
def _lead_on(
    arcs: Arcs,
    rule: Rule,
    side: int,
    person: int,
    bound: float,
    memory: Memory,
    known: NDArray[np.float64],
    join: NDArray[np.int64],
) -> float:
    """Reach whom a person has ties to, and note the chains known by that; returns the bound."""
    near, cost, banned = arcs.near, arcs.cost, rule.banned
    costs, settled, through = memory.costs, memory.settled, memory.through
    spent, opposite = costs[side, person], 1 - side
    least_to_come = costs[opposite, memory.heap[opposite, 0]]
    for arc in range(arcs.start[person], arcs.start[person + 1]):
        reach = spent + cost[arc]
        if reach >= bound or cost[arc] > rule.dearest:
            break
        other = near[arc]
        to_come = costs[opposite, other]
        whole = reach + to_come
        if (reach >= costs[side, other] and whole >= bound) or costs[side, other] == 0.0:
            continue
        if banned[other] or (other >= arcs.persons and to_come != 0.0):
            continue
        if not usable(arcs, rule, arc):
            continue
        if whole < bound and _is_news(through, side, person, other, known, whole):
            join[side], join[opposite] = person, other
            bound = min(bound, known[-1] + SAME)
        if settled[side, other] or reach >= costs[side, other]:
            continue
        if reach + (to_come if settled[opposite, other] else least_to_come) >= bound:
            continue
        if costs[side, other] == np.inf and to_come == np.inf:
            touch(memory, other)
        through[side, other] = person
        lower(memory, side, other, reach)
    return bound


@numba.njit(cache=True, nogil=True)
def _is_news(
    through: NDArray[np.int32],
    side: int,
    person: int,
    other: int,
    known: NDArray[np.float64],
    whole: float,
) -> bool:
    """Whether the halves that meet between two persons are a chain that was not known; its cost is
    then among those known."""
    if len(known) == 0 or (len(known) > 1 and not _apart(through, side, person, other)):
        return False
    return _note(known, whole)


@numba.njit(cache=True, nogil=True)
def _apart(through: NDArray[np.int32], side: int, person: int, other: int) -> bool:
    """Whether nobody stands both on the way that led to a person from one end and to the other
    from the other end."""
    while other >= 0:
        on_the_way = person
        while on_the_way >= 0:
            if on_the_way == other:
                return False
            on_the_way = through[side, on_the_way]
        other = through[1 - side, other]
    return True


@numba.njit(cache=True, nogil=True)
def _note(known: NDArray[np.float64], whole: float) -> bool:
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
