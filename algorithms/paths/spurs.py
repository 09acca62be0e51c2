"""Which are the cheapest few chains, where it is known what is still to come for everybody?

Yen's algorithm (1971) as Lawler mended it (1972): every further chain follows one that was found
for a while and then leaves it, so for each place where it may leave the cheapest rest is looked
for, and the cheapest of all these is the next chain. A rest is found by A* (Hart, Nilsson and
Raphael 1968); since the cost to come is exact but for the persons that stand in the chain already,
little is looked at besides the rest itself. Chains are grown from the goal.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import SAME, Arcs, Chains, Rule, usable
from algorithms.paths.heaps import Queue, pop, push, queue_for, wider, wider_queue
from algorithms.paths.layers import ToCome


class Candidates(NamedTuple):
    """Chains that were found, from the goal: where each begins and ends in `nodes` and `so_far`
    (the cost up to each node), its cost, at which of its nodes it leaves the chain it follows, and
    whether it is one of the answer. `size`: how many there are, and how many nodes."""

    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    costs: NDArray[np.float64]
    leaves: NDArray[np.int64]
    taken: NDArray[np.bool_]
    nodes: NDArray[np.int64]
    so_far: NDArray[np.float64]
    size: NDArray[np.int64]


class Rest(NamedTuple):
    """The rest of a chain, empty where there is none: nodes, and the chain's cost up to each."""

    nodes: NDArray[np.int64]
    so_far: NDArray[np.float64]


class Spur(NamedTuple):
    """From whom a rest is looked for, with how many hops left (0 too where they have no limit), how
    much spent, and for less than what as a whole."""

    begin: int
    hops: int
    spent: float
    bound: float


class Steps(NamedTuple):
    """The steps of a search for a rest: to whom, from which step (-1: the first), with how many
    hops left, at which cost; how many were `made`, and those that wait."""

    node: NDArray[np.int64]
    parent: NDArray[np.int64]
    left: NDArray[np.int64]
    so_far: NDArray[np.float64]
    made: NDArray[np.int64]
    queue: Queue


@numba.njit(cache=True, nogil=True)
def spurred(arcs: Arcs, rule: Rule, goal: int, first: int, bound: float, to_come: ToCome) -> Chains:
    """The `first` cheapest chains that cost less than the bound."""
    hops = to_come.costs.shape[1] - 1
    candidates, accepted = _none(), [0][:0]
    parent, at = -1, 0
    to_come.search[0] += 1
    nobody = [0][:0]
    rest = _rest(arcs, rule, goal, Spur(goal, hops, 0.0, bound), nobody, to_come)
    while True:
        if len(rest.nodes):
            candidates = _added(candidates, parent, at, rest)
        # The next place to leave the chain that was accepted last, or the next chain.
        at += 1
        if parent < 0 or at >= candidates.ends[parent] - candidates.begins[parent] - 1:
            parent = _cheapest(candidates)
            if parent < 0:
                break
            candidates.taken[parent] = True
            accepted.append(parent)
            if len(accepted) == first:
                break
            at = candidates.leaves[parent]
        begin = candidates.begins[parent]
        to_come.search[0] += 1
        for node in candidates.nodes[begin : begin + at]:
            to_come.closed[node] = to_come.search[0]
        gone = _gone(candidates, accepted, parent, at)
        limit = _limit(candidates, first - len(accepted), bound)
        left = hops - at if hops else 0
        spur = Spur(candidates.nodes[begin + at], left, candidates.so_far[begin + at], limit)
        rest = _rest(arcs, rule, goal, spur, gone, to_come)
    return _chains(candidates, accepted)


@numba.njit(cache=True, nogil=True)
def _none() -> Candidates:
    begins, ends, leaves = np.zeros(64, np.int64), np.zeros(64, np.int64), np.zeros(64, np.int64)
    nodes, so_far = np.empty(1024, np.int64), np.empty(1024, np.float64)
    costs, taken = np.full(64, np.inf), np.zeros(64, np.bool_)
    return Candidates(begins, ends, costs, leaves, taken, nodes, so_far, np.zeros(2, np.int64))


@numba.njit(cache=True, nogil=True)
def _added(candidates: Candidates, parent: int, at: int, rest: Rest) -> Candidates:
    """With one more, that follows its parent up to a place and then takes a rest."""
    begins, ends, costs, leaves, taken, nodes, so_far, size = candidates
    made, begin = size[0], size[1]
    middle, end = begin + at, begin + at + len(rest.nodes)
    if end > len(nodes):
        nodes, so_far = wider(nodes, end), wider(so_far, end)
    if made == len(costs):
        begins, ends, leaves = wider(begins, made), wider(ends, made), wider(leaves, made)
        costs, taken = wider(costs, made), wider(taken, made)
    begins[made], ends[made], leaves[made] = begin, end, at
    costs[made], taken[made] = rest.so_far[-1], False
    if at:
        same = begins[parent]
        nodes[begin:middle] = nodes[same : same + at]
        so_far[begin:middle] = so_far[same : same + at]
    nodes[middle:end], so_far[middle:end] = rest.nodes, rest.so_far
    size[0], size[1] = made + 1, end
    return Candidates(begins, ends, costs, leaves, taken, nodes, so_far, size)


@numba.njit(cache=True, nogil=True)
def _cheapest(candidates: Candidates) -> int:
    """The cheapest that is not of the answer yet; -1 for none."""
    cheapest, costs = -1, candidates.costs
    for chain in range(candidates.size[0]):
        if not candidates.taken[chain] and (cheapest < 0 or costs[chain] < costs[cheapest]):
            cheapest = chain
    return cheapest


@numba.njit(cache=True, nogil=True)
def _gone(candidates: Candidates, accepted: list[int], parent: int, at: int) -> list[int]:
    """Whom the chains of the answer lead to next that begin as their parent up to a place."""
    nodes, begin = candidates.nodes, candidates.begins[parent]
    gone = [0][:0]
    for chain in accepted:
        other = candidates.begins[chain]
        is_same = candidates.ends[chain] - other > at + 1
        for place in range(at + 1):
            if not is_same:
                break
            is_same = nodes[other + place] == nodes[begin + place]
        if is_same:
            gone.append(nodes[other + at + 1])
    return gone


@numba.njit(cache=True, nogil=True)
def _limit(candidates: Candidates, wanted: int, bound: float) -> float:
    """What a further candidate must cost less than, to be one of those still wanted."""
    made = candidates.size[0]
    waiting = np.sort(candidates.costs[:made][~candidates.taken[:made]])
    return bound if len(waiting) < wanted else min(bound, waiting[wanted - 1])


@numba.njit(cache=True, nogil=True)
def _chains(candidates: Candidates, accepted: list[int]) -> Chains:
    """The answer, each chain from start to goal."""
    nodes, ends = [0][:0], [0][:0]
    for chain in accepted:
        for place in range(candidates.ends[chain] - 1, candidates.begins[chain] - 1, -1):
            nodes.append(candidates.nodes[place])
        ends.append(len(nodes))
    return Chains(np.array(nodes), np.array(ends), candidates.costs[np.array(accepted)])


@numba.njit(cache=True, nogil=True)
def _rest(arcs: Arcs, rule: Rule, goal: int, spur: Spur, gone: list[int], to_come: ToCome) -> Rest:
    """The cheapest way from where a spur begins to a start, past all that is closed and not to one
    of `gone` first, for less than the bound with what was spent before."""
    costs, closed, search = to_come.costs, to_come.closed, to_come.search[0]
    limited = costs.shape[1] > 1
    steps = _first_step(spur)
    whole = spur.spent + costs[spur.begin, spur.hops]
    if whole < spur.bound:
        push(steps.queue, whole, 0)
    while steps.queue.waiting[0] > 0:
        at = steps.queue.entries[0]
        pop(steps.queue)
        node, left = steps.node[at], steps.left[at]
        if closed[node, left] == search:
            continue
        if node != goal and costs[node, left] == 0.0:
            return _walked(steps, at)
        if at == 0:
            closed[node] = search
        else:
            closed[node, left] = search
        if limited and left == 0:
            continue
        steps = _with_room(steps, arcs.start[node + 1] - arcs.start[node])
        _step_on(arcs, rule, spur.bound, gone, to_come, steps, at)
    return Rest(np.empty(0, np.int64), np.empty(0, np.float64))


@numba.njit(cache=True, nogil=True)
def _first_step(spur: Spur) -> Steps:
    node, parent = np.empty(256, np.int64), np.empty(256, np.int64)
    left, so_far = np.empty(256, np.int64), np.empty(256, np.float64)
    node[0], parent[0], left[0], so_far[0] = spur.begin, -1, spur.hops, spur.spent
    return Steps(node, parent, left, so_far, np.ones(1, np.int64), queue_for(256))


@numba.njit(cache=True, nogil=True)
def _with_room(steps: Steps, more: int) -> Steps:
    """The same steps with room for so many more."""
    node, parent, left, so_far, made, queue = steps
    room = made[0] + more
    if room > len(node):
        node, parent = wider(node, room), wider(parent, room)
        left, so_far = wider(left, room), wider(so_far, room)
    return Steps(node, parent, left, so_far, made, wider_queue(queue, more))


@numba.njit(cache=True, nogil=True)
def _step_on(
    arcs: Arcs,
    rule: Rule,
    bound: float,
    gone: list[int],
    to_come: ToCome,
    steps: Steps,
    at: int,
) -> None:
    """Step on from a step to whom its person has ties to."""
    near, cost, banned = arcs.near, arcs.cost, rule.banned
    costs, closed, search = to_come.costs, to_come.closed, to_come.search[0]
    nodes, parents, hops_left, so_far, size, queue = steps
    node, spent = nodes[at], so_far[at]
    after = hops_left[at] - 1 if costs.shape[1] > 1 else 0
    for arc in range(arcs.start[node], arcs.start[node + 1]):
        reach = spent + cost[arc]
        if reach >= bound or cost[arc] > rule.dearest:
            break
        other = near[arc]
        whole = reach + costs[other, after]
        if whole >= bound or closed[other, after] == search or banned[other]:
            continue
        if other >= arcs.persons and costs[other, after] != 0.0:
            continue
        if not usable(arcs, rule, arc):
            continue
        if at == 0 and other in gone:
            continue
        made = size[0]
        size[0] += 1
        nodes[made], parents[made], hops_left[made], so_far[made] = other, at, after, reach
        push(queue, whole, made)


@numba.njit(cache=True, nogil=True)
def _walked(steps: Steps, at: int) -> Rest:
    """The steps that led to one, in their order."""
    length, step = 0, at
    while step >= 0:
        length += 1
        step = steps.parent[step]
    nodes, so_far = np.empty(length, np.int64), np.empty(length, np.float64)
    for place in range(length - 1, -1, -1):
        nodes[place], so_far[place] = steps.node[at], steps.so_far[at]
        at = steps.parent[at]
    return Rest(nodes, so_far)


@numba.njit(cache=True, nogil=True)
def ceiling(arcs: Arcs, rule: Rule, goal: int, first: int, to_come: ToCome) -> float:
    """A bound just above what the dearest of the best chains through `first` different introducers
    costs; infinity where there are fewer."""
    near, cost, hops = arcs.near, arcs.cost, to_come.costs.shape[1] - 1
    known = np.full(first, np.inf)
    for arc in range(arcs.start[goal], arcs.start[goal + 1]):
        if cost[arc] >= known[-1] or cost[arc] > rule.dearest:
            break
        whole = cost[arc] + to_come.costs[near[arc], hops - 1]
        if whole < known[-1] and usable(arcs, rule, arc):
            at = first - 1
            while at > 0 and known[at - 1] > whole:
                known[at] = known[at - 1]
                at -= 1
            known[at] = whole
    return known[-1] + SAME
