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

import numpy as np
from numpy.typing import NDArray

from algorithms.path_arcs import Arcs, Filter, Found
from algorithms.path_cheapest import cheapest, within
from algorithms.path_growing import grown
from algorithms.path_heaps import forget
from algorithms.path_layers import layered
from algorithms.path_reach import reached

SLACK = 1.05
EVERYTHING = 1e7
FEW = 4

Rule = tuple[Any, ...]


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

    def _rule(self, allowed: Filter) -> Rule:
        banned = self._free if allowed.banned is None else allowed.banned
        dearest = -np.log(allowed.least) + 1e-7 if allowed.least > 0 else np.inf
        return allowed.kinds, dearest, allowed.since, banned, self.arcs.persons

    def _limited(
        self, begin: NDArray[np.int32], goal: int, first: int, hops: int, rule: Rule, apart: bool
    ) -> list[Found]:
        bound = np.inf if hops <= FEW else self._ceiling(begin, goal, first, rule, apart)
        to_come = self._layers(hops)
        reached = layered(*self._graph, begin, goal, hops, bound, *rule, to_come)
        grown = self._grow(goal, first, hops, bound, rule, to_come, apart)
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
        best, chain = cheapest(*self._graph, begin, goal, *rule, *memory)
        if not len(chain):
            return []
        if first == 1:
            return [Found(tuple(chain.tolist()), float(best))]
        if apart:
            first = min(first, self._introducers(goal, begin))
        ceiling = min(self._ceiling(begin, goal, first, rule, apart), EVERYTHING)
        bound = min(ceiling, best * (1 + (SLACK - 1) * (2 if apart else 1)) + 1e-6)
        while True:
            count = within(*self._graph, begin, goal, bound, *rule, *memory)
            grown = self._grow(goal, first, 0, bound, rule, self._two[:1], apart)
            whole = forget(*memory[:4], self._touched, count)
            ended = bound >= EVERYTHING or (whole and not self._cut)
            if len(grown) == first or self.given_up or ended:
                return grown
            bound = min(ceiling, best + (bound - best) * 1.7 if bound < best * 4 else EVERYTHING)

    def _ceiling(
        self, begin: NDArray[np.int32], goal: int, first: int, rule: Rule, apart: bool
    ) -> float:
        """What so many chains of few hops cost: more hops can only be cheaper."""
        short = self._limited(begin, goal, first, FEW, rule, apart)
        return short[-1].cost + 1e-6 if len(short) == first else np.inf

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
        nodes, ends, costs, full, cut = grown(
            *self._graph, goal, first, hops, bound, *rule, to_come, different
        )
        self.given_up, self._cut = bool(full), bool(cut)
        edges = np.r_[0, ends]
        return [
            Found(tuple(nodes[edges[at] : edges[at + 1]].tolist()), float(cost))
            for at, cost in enumerate(costs)
        ]
