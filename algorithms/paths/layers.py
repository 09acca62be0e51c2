"""How cheaply does everyone reach the start within so many hops?

By layers (Bellman's recursion): from the start for the first half of the hops, and from there on
only for those whom the goal reaches in the other half.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import Arcs, Chains, Rule, usable


class ToCome(NamedTuple):
    """What is still to come for everybody: `costs[v, h]` is that of the cheapest walk of at most h
    hops from v to a start, with one column alone where hops have no limit. `closed`, as large,
    holds the number of the search that closed a place, `search` the last number."""

    costs: NDArray[np.float64]
    closed: NDArray[np.int64]
    search: NDArray[np.int64]


def to_come_of(persons: int, hops: int) -> ToCome:
    """Of nobody anything is known yet."""
    shape = (persons, hops + 1)
    return ToCome(np.full(shape, np.inf), np.zeros(shape, np.int64), np.zeros(1, np.int64))


@numba.njit(cache=True, nogil=True)
def layered(
    arcs: Arcs, rule: Rule, begin: NDArray[np.int32], goal: int, bound: float, to_come: ToCome
) -> NDArray[np.int64]:
    """Fill `to_come.costs` for every person that a walk of all its hops from the goal needs that
    costs less than the bound; returns whom it has touched."""
    costs = to_come.costs
    hops = costs.shape[1] - 1
    from_start = hops // 2
    reached = [goal]
    frontier = [goal][:0]
    for person in begin:
        costs[person, 0] = 0.0
        reached.append(person)
        frontier.append(person)
    for hop in range(1, from_start + 1):
        for person in reached:
            costs[person, hop] = costs[person, hop - 1]
        frontier = _lead_on(arcs, rule, goal, bound, costs, hop, frontier, reached)
    around, ends = _around(arcs, rule, goal, bound, to_come)
    for person in around:
        if costs[person, from_start] == np.inf and person != goal:
            reached.append(person)
    for hop in range(from_start + 1, hops + 1):
        for at in range(ends[hops - hop]):
            _look_back(arcs, rule, goal, bound, costs, hop, around[at])
    return np.array(reached)


@numba.njit(cache=True, nogil=True)
def _lead_on(
    arcs: Arcs,
    rule: Rule,
    goal: int,
    bound: float,
    costs: NDArray[np.float64],
    hop: int,
    frontier: list[int],
    reached: list[int],
) -> list[int]:
    """One layer from the start: whom those of the frontier make cheaper are the next one."""
    near, cost, banned = arcs.near, arcs.cost, rule.banned
    after = [goal][:0]
    for person in frontier:
        if person == goal:
            continue
        spent = costs[person, hop - 1]
        for arc in range(arcs.start[person], arcs.start[person + 1]):
            reach = spent + cost[arc]
            if cost[arc] > rule.dearest or reach >= bound:
                break
            other = near[arc]
            if reach >= costs[other, hop] or banned[other]:
                continue
            if other >= arcs.persons and other != goal:
                continue
            if usable(arcs, rule, arc):
                if costs[other, hop] == np.inf and other != goal:
                    reached.append(other)
                if costs[other, hop] == costs[other, hop - 1]:
                    after.append(other)
                costs[other, hop] = reach
    return after


@numba.njit(cache=True, nogil=True)
def _around(
    arcs: Arcs, rule: Rule, goal: int, bound: float, to_come: ToCome
) -> tuple[list[int], list[int]]:
    """The goal's surroundings in the half of the hops that begins at it, and how many of them
    stand within each number of hops, each counted from where it is first met."""
    near, cost, banned, costs = arcs.near, arcs.cost, rule.banned, to_come.costs
    around, ends, hops = [goal], [1], costs.shape[1] - 1
    to_come.search[0] += 1
    closed, search = to_come.closed, to_come.search[0]
    closed[goal, 0] = search
    for depth in range(1, hops - hops // 2):
        for at in range(0 if depth == 1 else ends[depth - 2], ends[depth - 1]):
            person = around[at]
            for arc in range(arcs.start[person], arcs.start[person + 1]):
                if cost[arc] > rule.dearest or cost[arc] >= bound:
                    break
                other = near[arc]
                if closed[other, 0] == search or banned[other]:
                    continue
                if other >= arcs.persons and costs[other, 0] != 0.0:
                    continue
                if usable(arcs, rule, arc):
                    closed[other, 0] = search
                    around.append(other)
        ends.append(len(around))
    return around, ends


@numba.njit(cache=True, nogil=True)
def _look_back(
    arcs: Arcs,
    rule: Rule,
    goal: int,
    bound: float,
    costs: NDArray[np.float64],
    hop: int,
    person: int,
) -> None:
    """What is to come for a person with one hop more, of what is for those around."""
    near, cost, best = arcs.near, arcs.cost, costs[person, hop - 1]
    least = min(best, bound)
    for arc in range(arcs.start[person], arcs.start[person + 1]):
        if cost[arc] > rule.dearest or cost[arc] >= least:
            break
        whole = cost[arc] + costs[near[arc], hop - 1]
        if whole < least and near[arc] != goal and usable(arcs, rule, arc):
            best = least = whole
    costs[person, hop] = best


@numba.njit(cache=True, nogil=True)
def forget_layers(to_come: ToCome, reached: NDArray[np.int64]) -> None:
    """Clear what `layered` left of all whom it touched."""
    for person in reached:
        to_come.costs[person] = np.inf


@numba.njit(cache=True, nogil=True)
def introduced_within(
    arcs: Arcs, rule: Rule, goal: int, first: int, bound: float, to_come: ToCome
) -> Chains:
    """The cheapest chain through each of the `first` best introducers, cheapest first, from what
    `layered` left."""
    cost, costs = arcs.cost, to_come.costs
    hops = costs.shape[1] - 1
    begin, end = arcs.start[goal], arcs.start[goal + 1]
    price = np.full(end - begin, np.inf)
    for arc in range(begin, end):
        if cost[arc] >= bound or cost[arc] > rule.dearest:
            break
        if usable(arcs, rule, arc):
            price[arc - begin] = cost[arc] + costs[arcs.near[arc], hops - 1]
    nodes, ends, prices = [goal][:0], [0][:0], [0.0][:0]
    for at in np.argsort(price)[:first]:
        if price[at] >= bound:
            break
        way = _way_back(arcs, rule, goal, arcs.near[begin + at], costs)
        for person in way[::-1]:
            nodes.append(person)
        ends.append(len(nodes))
        prices.append(price[at])
    return Chains(np.array(nodes), np.array(ends), np.array(prices))


@numba.njit(cache=True, nogil=True)
def _way_back(
    arcs: Arcs, rule: Rule, goal: int, introducer: int, costs: NDArray[np.float64]
) -> list[int]:
    """The cheapest way from the goal to a start through an introducer."""
    near, cost, way = arcs.near, arcs.cost, [goal, introducer]
    person, hop = introducer, costs.shape[1] - 2
    while costs[person, hop] > 0.0:
        if costs[person, hop] == costs[person, hop - 1]:
            hop -= 1
            continue
        for arc in range(arcs.start[person], arcs.start[person + 1]):
            if cost[arc] > rule.dearest or near[arc] == goal:
                continue
            whole = cost[arc] + costs[near[arc], hop - 1]
            if whole == costs[person, hop] and usable(arcs, rule, arc):
                person = near[arc]
                break
        hop -= 1
        way.append(person)
    return way
