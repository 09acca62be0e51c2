"""The order of asks opens what it says, and near to what the best set of asks would."""

from itertools import combinations
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.introductions.plan import candidates, sequence
from algorithms.paths.arcs import Filter, Found
from algorithms.paths.ranges import compressed
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import pieces


def _chain(introducer: int, goal: int, strength: float) -> Found:
    return Found((0, introducer, goal), -log(strength))


def test_the_order_is_that_of_the_largest_gain() -> None:
    # Goal 8: 0.5 by 1, 0.4 by 2. Goal 9: 0.45 by 1.
    chains = [_chain(1, 8, 0.5), _chain(2, 8, 0.4), _chain(1, 9, 0.45)]
    asks = sequence(chains, asks=3, each=2)
    assert [(ask.chain.nodes[1], ask.chain.nodes[-1]) for ask in asks] == [(1, 8), (1, 9), (2, 8)]
    # The last raises goal 8 from 0.5 to 1 - 0.5 * 0.6.
    assert [ask.gain for ask in asks] == pytest.approx([0.5, 0.45, 0.5 * 0.4])
    assert asks[-1].opened == pytest.approx(0.5 + 0.45 + 0.2)


def test_an_introducer_is_asked_no_more_often_than_allowed() -> None:
    chains = [_chain(1, goal, 0.9) for goal in (7, 8, 9)] + [_chain(2, 9, 0.1)]
    asks = sequence(chains, asks=9, each=2)
    assert [ask.chain.nodes[1] for ask in asks] == [1, 1, 2]


def _opened(chains: tuple[Found, ...]) -> float:
    closed: dict[int, float] = {}
    for chain in chains:
        goal = chain.nodes[-1]
        closed[goal] = closed.get(goal, 1.0) * (1 - exp(-chain.cost))
    return sum(1 - left for left in closed.values())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(6, 8), st.integers(1, 99)),
        min_size=1,
        max_size=8,
        unique_by=lambda one: one[:2],
    ),
    st.integers(1, 4),
    st.integers(1, 3),
)
def test_no_set_of_as_many_asks_opens_much_more(
    given: list[tuple[int, int, int]], asks: int, each: int
) -> None:
    chains = [_chain(introducer, goal, said / 100) for introducer, goal, said in given]
    order = sequence(chains, asks, each)
    assert order[-1].opened == pytest.approx(_opened(tuple(ask.chain for ask in order)))
    best = 0.0
    for some in combinations(chains, min(asks, len(chains))):
        counts = np.bincount([chain.nodes[1] for chain in some])
        if counts.max() <= each:
            best = max(best, _opened(some))
    assert order[-1].opened >= best / 2
    if each >= len(chains):
        assert order[-1].opened >= best * (1 - 1 / np.e)


def _searcher(ties: dict[tuple[int, int], float], nodes: int) -> Searcher:
    ends = np.array(list(ties), np.int64)
    strength = np.array(list(ties.values()))
    return Searcher(compressed([pieces(*ends.T, 1, strength, 0)], nodes))


def test_candidates_are_the_best_chain_through_each_introducer() -> None:
    ties = {(0, 1): 0.9, (0, 2): 0.5, (1, 3): 0.5, (2, 3): 0.4, (1, 2): 0.1, (0, 4): 0.3}
    found = candidates(_searcher(ties, 5), [0], [3, 4], 3, Filter())
    assert [(chain.nodes, round(exp(-chain.cost), 6)) for chain in found] == [
        ((0, 1, 3), 0.45),
        ((0, 2, 3), 0.2),
        ((0, 4), 0.3),
    ]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_reach_is_the_strongest_chain_to_everyone(data: st.DataObject) -> None:
    nodes = data.draw(st.integers(2, 7))
    ties = {
        pair: data.draw(st.integers(1, 99)) / 100
        for pair in combinations(range(nodes), 2)
        if data.draw(st.booleans())
    }
    if not ties:
        return
    banned = np.array([data.draw(st.booleans()) for _ in range(nodes)])
    outside = np.array([data.draw(st.booleans()) for _ in range(nodes)])
    least = data.draw(st.sampled_from([0.0, 0.3]))
    allowed = Filter(least=least, banned=banned, outside=outside)
    hops = data.draw(st.integers(1, 6))
    searcher = _searcher(ties, nodes)
    reach = searcher.reach([0], hops, allowed)
    for goal in range(1, nodes):
        chains = searcher.chains([0], goal, 1, hops, allowed)
        best = exp(-chains[0].cost) if chains else 0.0
        assert reach.strength[goal] == pytest.approx(best, rel=1e-5)
        # Of equally strong chains either may be named.
        through = {c.nodes[-2] for c in searcher.chains([0], goal, 9, hops, allowed)}
        assert not chains or (reach.through[goal] in through and 1 <= reach.hops[goal] <= hops)


def test_the_loss_of_a_bridge_cuts_off_who_is_behind_it() -> None:
    # 0 - 1 - 2 - 3, and 0 - 4 - 2 at a tenth: without 1, 2 and 3 are reached more weakly.
    ties = {(0, 1): 0.8, (1, 2): 0.5, (2, 3): 0.5, (0, 4): 0.1, (2, 4): 0.5}
    searcher = _searcher(ties, 5)
    gone = np.arange(5) == 1
    assert searcher.reach([0], 3).strength.tolist() == pytest.approx([1, 0.8, 0.4, 0.2, 0.2])
    assert searcher.reach([0], 3, Filter(banned=gone)).strength.tolist() == pytest.approx(
        [1, 0, 0.05, 0.025, 0.1]
    )
    through = searcher.reach([0], 3, Filter(outside=gone))
    # 1 is met, and leads nobody on.
    assert through.strength.tolist() == pytest.approx([1, 0.8, 0.05, 0.025, 0.1])
    assert (through.hops.tolist(), through.through.tolist()) == ([0, 1, 2, 3, 1], [-1, 0, 4, 2, 0])
    gone = np.isin(np.arange(5), [1, 4])
    assert searcher.reach([0], 3, Filter(banned=gone)).strength.tolist() == [1, 0, 0, 0, 0]
