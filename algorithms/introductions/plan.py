"""Which introductions should a team ask for next, so that the fewest asks open the most doors?

An ask is one introducer asked to introduce the team to one person; it opens that person with the
strength of the chain as its chance. After several asks a person is open with 1 - product of
(1 - chance), asks taken as independent, and what counts is the expected number of persons opened.
The next ask is always the one that adds most, as long as its introducer has been asked less often
than allowed. What is gained shrinks with every ask (the measure is submodular), so this order
opens at least 1 - 1/e of what the best set of as many asks opens (Nemhauser, Wolsey and Fisher
1978), and at least half of it under the limit per introducer (Fisher and others 1978).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.paths.arcs import Filter, Found
from algorithms.paths.searcher import Searcher
from schema.tie_kinds import TIES

ALGORITHM = Algorithm(
    name="Next introductions",
    about=__doc__,
    reads=TIES,
    writes=(),
    distrust="A strength is the chance that ties are live, not that people say yes, and two asks "
    "through the same circle are less independent than they count for.",
)


INTRODUCERS = 10


@dataclass(frozen=True)
class Ask:
    """A chain to ask along, by how much it raises the expected number of persons opened, and to
    what."""

    chain: Found
    gain: float
    opened: float


def candidates(
    searcher: Searcher, starts: list[int], goals: Sequence[int], max_hops: int, allowed: Filter
) -> list[Found]:
    """The strongest chain through each of the ten best introducers to each goal."""
    found: list[Found] = []
    for goal in goals:
        found += searcher.chains(starts, goal, INTRODUCERS, max_hops, allowed, different=True)
    return found


def sequence(chains: Sequence[Found], asks: int, each: int) -> list[Ask]:
    """At most so many asks, the one that gains most first, each introducer asked at most `each`
    times. Who stands next to the goal is asked; equal gains go by introducer, then goal."""
    closed: dict[int, float] = {chain.nodes[-1]: 1.0 for chain in chains}
    asked: Counter[int] = Counter()
    left = sorted(chains, key=lambda chain: (chain.nodes[-2], chain.nodes[-1], chain.cost))
    found: list[Ask] = []
    opened = 0.0
    while left and len(found) < asks:
        free = [chain for chain in left if asked[chain.nodes[-2]] < each]
        if not free:
            break
        gains = [closed[chain.nodes[-1]] * np.exp(-chain.cost) for chain in free]
        at = int(np.argmax(gains))
        chain, gain = free[at], float(gains[at])
        left.remove(chain)
        asked[chain.nodes[-2]] += 1
        closed[chain.nodes[-1]] -= gain
        opened += gain
        found.append(Ask(chain, gain, opened))
    return found
