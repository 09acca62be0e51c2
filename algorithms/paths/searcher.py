"""Which chains of ties lead from some persons to another, the strongest first?

A chain's strength is the product of its ties' strengths, so its cost, the sum of their -ln, is
least where it is strongest. Ties come as compressed sparse rows, each row's arcs from cheap to
dear. All searches are exact, under filters that hold during the search, not after it.

- With a limit of hops: how cheaply each person reaches the start within h hops is computed by
  layers (Bellman's recursion), from the start for the first half of the hops, and from there on
  only for those whom the goal reaches in the other half.
- Without one: searches from both ends (Pohl 1971) go on until, where they meet, they have seen as
  many chains as are asked for and nothing cheaper can be left; the dearest of these bounds what
  matters.

Both leave, for everyone who matters, the exact cost of what is still to come, by which the cheapest
few chains are found one after another. For different introducers, the cost to come of the goal's
neighbours is the answer; without a limit of hops, each person's ways to the goal are kept apart by
introducer during the search.

Nobody stands in a chain twice; of several starts only the first person of a chain is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import SAME, Arcs, Filter, Found
from algorithms.paths.cheapest import cheapest, within
from algorithms.paths.heaps import forget
from algorithms.paths.introducers import introduced
from algorithms.paths.layers import forget_layers, introduced_within, layered
from algorithms.paths.reach import reached
from algorithms.paths.spurs import ceiling, spurred

FEW = 4
LITTLE_MORE = 1.06

Rule = tuple[Any, ...]


@dataclass
class Searcher:
    """The memory of one search at a time over some arcs; make one per thread."""

    arcs: Arcs
    _layers: dict[int, tuple[NDArray[np.float64], NDArray[np.int64]]] = field(default_factory=dict)
    _search: int = 0

    def __post_init__(self) -> None:
        n = len(self.arcs.start) - 1
        self._free = np.zeros(n, np.bool_)
        self._two = np.full((2, n), np.inf)
        self._closed = np.zeros((n, 1), np.int64)
        through, heap, place = (np.full((2, n), -1, np.int32) for _ in range(3))
        touched = np.zeros(2 * n + 2, np.int32)
        self._memory = (self._two, np.zeros((2, n), np.bool_), through, heap, place, touched)

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
        rule = self._rule(allowed)
        if max_hops is None:
            return self._unlimited(begin, goal, first, rule, different)
        return self._limited(begin, goal, first, max_hops, rule, different)

    def reach(
        self, starts: list[int], max_hops: int, allowed: Filter | None = None
    ) -> NDArray[np.float64]:
        """The strength of the strongest chain of at most `max_hops` ties from any of `starts` to
        each node; 0 where there is none, 1 for the starts themselves."""
        rule = self._rule(allowed or Filter())
        begin = np.array([s for s in dict.fromkeys(starts) if not rule[3][s]], np.int32)
        return np.asarray(np.exp(-reached(*self._graph, begin, max_hops, *rule)))

    @property
    def nbytes(self) -> int:
        """The bytes that this memory takes so far; the arcs are not counted."""
        layers = [array for pair in self._layers.values() for array in pair]
        return sum(array.nbytes for array in (self._free, self._closed, *self._memory, *layers))

    def _rule(self, allowed: Filter) -> Rule:
        banned = self._free if allowed.banned is None else allowed.banned
        dearest = -np.log(allowed.least) + 1e-7 if allowed.least > 0 else np.inf
        return allowed.kinds, dearest, allowed.since, banned, self.arcs.persons

    def _limited(
        self, begin: NDArray[np.int32], goal: int, first: int, hops: int, rule: Rule, apart: bool
    ) -> list[Found]:
        if hops <= FEW:
            return self._layered(begin, goal, first, hops, np.inf, rule, apart)
        found = self._unlimited(begin, goal, first, rule, apart)
        if all(len(one.nodes) <= hops + 1 for one in found):
            return found
        if not apart and len(found) == first:
            # A few hops seldom cost much more than many.
            bound = LITTLE_MORE * found[-1].cost
            narrowed = self._narrowed(begin, goal, bound, rule)
            found = self._layered(begin, goal, first, hops, bound, narrowed, apart)
            if len(found) == first:
                return found
        # What so many chains of fewer hops cost bounds the search: more hops can only be cheaper.
        short = self._layered(begin, goal, first, FEW, np.inf, rule, apart)
        bound = short[-1].cost + SAME if len(short) == first else np.inf
        return self._layered(begin, goal, first, hops, bound, rule, apart)

    def _layered(
        self,
        begin: NDArray[np.int32],
        goal: int,
        first: int,
        hops: int,
        bound: float,
        rule: Rule,
        apart: bool,
    ) -> list[Found]:
        to_come, closed = self._memory_of(hops)
        reached = layered(*self._graph, begin, goal, hops, bound, *rule, to_come)
        usable = rule[:3]
        if apart or first == 1:
            how = (goal, first, hops, bound, *usable, to_come)
            found = _told(*introduced_within(*self._graph, *how))
        else:
            bound = min(bound, ceiling(*self._graph, goal, first, hops, *usable, to_come))
            found = self._spurred(goal, first, hops, bound, rule, to_come, closed)
        forget_layers(to_come, reached)
        return found

    @property
    def _graph(self) -> tuple[NDArray[Any], ...]:
        arcs = self.arcs
        return arcs.start, arcs.near, arcs.cost, arcs.kinds, arcs.last

    def _memory_of(self, hops: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """The costs to come by hops left, and the numbers of the searches that closed a place."""
        if hops not in self._layers:
            shape = (len(self._free), hops + 1)
            self._layers[hops] = np.full(shape, np.inf), np.zeros(shape, np.int64)
        return self._layers[hops]

    def _unlimited(
        self, begin: NDArray[np.int32], goal: int, first: int, rule: Rule, apart: bool
    ) -> list[Found]:
        if first == 1:
            best, chain = cheapest(*self._graph, begin, goal, *rule, *self._memory)
            return [Found(tuple(chain.tolist()), float(best))] if len(chain) else []
        if apart:
            return _told(*introduced(*self._graph, begin, goal, first, *rule, *self._memory))
        count, bound = within(*self._graph, begin, goal, first, np.inf, *rule, *self._memory)
        found = self._spurred(goal, first, 0, bound, rule, self._two[0][:, None], self._closed)
        forget(*self._memory[:2], *self._memory[3:], count)
        return found

    def _narrowed(self, begin: NDArray[np.int32], goal: int, bound: float, rule: Rule) -> Rule:
        """The rule that also keeps out whoever is on no chain below the bound, however long."""
        count, _ = within(*self._graph, begin, goal, 0, bound, *rule, *self._memory)
        banned = rule[3] | np.isinf(self._two[0])
        forget(*self._memory[:2], *self._memory[3:], count)
        return (*rule[:3], banned, rule[4])

    def _spurred(
        self,
        goal: int,
        first: int,
        hops: int,
        bound: float,
        rule: Rule,
        to_come: NDArray[np.float64],
        closed: NDArray[np.int64],
    ) -> list[Found]:
        how = (goal, first, hops, bound, *rule, to_come, closed, self._search)
        *found, self._search = spurred(*self._graph, *how)
        return _told(*found)


def _told(nodes: NDArray[Any], ends: NDArray[Any], costs: NDArray[Any]) -> list[Found]:
    edges = np.r_[0, ends]
    return [
        Found(tuple(nodes[edges[at] : edges[at + 1]].tolist()), float(cost))
        for at, cost in enumerate(costs)
    ]
