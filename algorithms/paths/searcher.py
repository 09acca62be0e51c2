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

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from algorithms.paths.arcs import SAME, Arcs, Chains, Filter, Found, Rule
from algorithms.paths.cheapest import cheapest, within
from algorithms.paths.heaps import forget, memory_of
from algorithms.paths.introducers import introduced
from algorithms.paths.layers import (
    ToCome,
    forget_layers,
    introduced_within,
    layered,
    to_come_of,
)
from algorithms.paths.reach import Reached, reached
from algorithms.paths.spurs import ceiling, spurred

FEW = 4
LITTLE_MORE = 1.06


@dataclass
class Searcher:
    """The memory of one search at a time over some arcs; make one per thread.

    It takes 59 bytes a node, and 16 for each hop and one more with the first search of a limit of
    hops: at 4 hops 80 bytes a node. Beyond four hops a search holds for a while 2 bytes a node, and
    `reach` 46. Nothing is as large as the arcs, which stay where they are mapped."""

    arcs: Arcs
    _layers: dict[int, ToCome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        nodes = len(self.arcs.start) - 1
        self._nobody = np.zeros(nodes, np.bool_)
        self._memory = memory_of(nodes)
        closed, search = np.zeros((nodes, 1), np.int64), np.zeros(1, np.int64)
        self._unlimited_to_come = ToCome(self._memory.costs[0][:, None], closed, search)

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
        rule = self._rule(allowed or Filter(), [*starts, goal])
        begin = _distinct(starts, rule)
        if goal in starts or rule.banned[goal] or not len(begin) or first < 1:
            return []
        if max_hops is None:
            return self._unlimited(begin, goal, first, rule, different)
        return self._limited(begin, goal, first, max_hops, rule, different)

    def reach(self, starts: list[int], max_hops: int, allowed: Filter | None = None) -> Reached:
        """The strongest chain of at most `max_hops` ties from any of `starts` to each node."""
        allowed = allowed or Filter()
        rule = self._rule(replace(allowed, outside=None), [])
        outside = self._nobody if allowed.outside is None else allowed.outside
        cost, hops, through = reached(
            self.arcs, rule, _distinct(starts, rule), max_hops, outside.copy()
        )
        return Reached(np.exp(-cost), hops, through)

    @property
    def nbytes(self) -> int:
        """The bytes that this memory takes so far; the arcs are not counted."""
        layers = (array for to_come in self._layers.values() for array in to_come)
        closed = self._unlimited_to_come.closed
        return sum(array.nbytes for array in (self._nobody, closed, *self._memory, *layers))

    def _rule(self, allowed: Filter, ends: list[int]) -> Rule:
        banned = self._nobody if allowed.banned is None else allowed.banned
        if allowed.outside is not None:
            inside = banned | allowed.outside
            inside[ends] = banned[ends]
            banned = inside
        dearest = -np.log(allowed.least) + 1e-7 if allowed.least > 0 else np.inf
        return Rule(allowed.kinds, float(dearest), allowed.since, banned)

    def _limited(
        self, begin: NDArray[np.int32], goal: int, first: int, hops: int, rule: Rule, apart: bool
    ) -> list[Found]:
        if hops <= FEW:
            return self._layered(begin, goal, first, hops, np.inf, rule, apart)
        chains = self._unlimited(begin, goal, first, rule, apart)
        if all(len(chain.nodes) <= hops + 1 for chain in chains):
            return chains
        if not apart and len(chains) == first:
            # A few hops seldom cost much more than many.
            bound = LITTLE_MORE * chains[-1].cost
            narrowed = self._narrowed(begin, goal, bound, rule)
            chains = self._layered(begin, goal, first, hops, bound, narrowed, apart)
            if len(chains) == first:
                return chains
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
        arcs, to_come = self.arcs, self._to_come(hops)
        touched = layered(arcs, rule, begin, goal, bound, to_come)
        if apart or first == 1:
            chains = introduced_within(arcs, rule, goal, first, bound, to_come)
        else:
            bound = min(bound, ceiling(arcs, rule, goal, first, to_come))
            chains = spurred(arcs, rule, goal, first, bound, to_come)
        forget_layers(to_come, touched)
        return _listed(chains)

    def _to_come(self, hops: int) -> ToCome:
        if hops not in self._layers:
            self._layers[hops] = to_come_of(len(self._nobody), hops)
        return self._layers[hops]

    def _unlimited(
        self, begin: NDArray[np.int32], goal: int, first: int, rule: Rule, apart: bool
    ) -> list[Found]:
        arcs, memory = self.arcs, self._memory
        if first == 1:
            cost, nodes = cheapest(arcs, rule, begin, goal, memory)
            return [Found(tuple(nodes.tolist()), float(cost))] if len(nodes) else []
        if apart:
            return _listed(introduced(arcs, rule, begin, goal, first, memory))
        bound = within(arcs, rule, begin, goal, first, np.inf, memory)
        chains = spurred(arcs, rule, goal, first, bound, self._unlimited_to_come)
        forget(memory)
        return _listed(chains)

    def _narrowed(self, begin: NDArray[np.int32], goal: int, bound: float, rule: Rule) -> Rule:
        """The rule that also keeps out whoever is on no chain below the bound, however long."""
        within(self.arcs, rule, begin, goal, 0, bound, self._memory)
        banned = rule.banned | np.isinf(self._memory.costs[0])
        forget(self._memory)
        return rule._replace(banned=banned)


def _distinct(starts: list[int], rule: Rule) -> NDArray[np.int32]:
    """The starts that are not banned, each once."""
    return np.array([start for start in dict.fromkeys(starts) if not rule.banned[start]], np.int32)


def _listed(chains: Chains) -> list[Found]:
    edges = np.r_[0, chains.ends]
    return [
        Found(tuple(chains.nodes[edges[at] : edges[at + 1]].tolist()), float(cost))
        for at, cost in enumerate(chains.costs)
    ]
