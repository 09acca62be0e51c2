"""The chains found are the strongest there are: against brute force, networkx, and by hand."""

from itertools import combinations, pairwise
from math import log

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.paths.arcs import Arcs, Filter
from algorithms.paths.ranges import compressed
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import pieces
from schema.ties import PAPER, TRIAL

KINDS = (1, 2, 4, 16, 32)
Tie = dict[int, tuple[float, int]]  # kind -> strength, day


def _arcs(nodes: int, ties: dict[tuple[int, int], Tie], persons: int | None = None) -> Arcs:
    ends = np.array(list(ties), np.int64).reshape(-1, 2)
    every = [(kind, np.array([t.get(kind, (0.0, 0)) for t in ties.values()])) for kind in KINDS]
    batches = [pieces(*ends.T, kind, *said.reshape(-1, 2).T) for kind, said in every]
    return compressed(batches, nodes, persons)


def _simple(
    ties: dict[tuple[int, int], Tie], starts: list[int], goal: int, hops: int, allowed: Filter
) -> list[tuple[float, tuple[int, ...]]]:
    """Every chain there is, by trying all of them; cheapest first."""
    near: dict[int, dict[int, float]] = {}
    for (a, b), tie in ties.items():
        chosen = [tie[kind] for kind in tie if kind & allowed.kinds]
        if not chosen or max(day for _, day in chosen) < allowed.since:
            continue
        cost = -log(1 - np.prod([1 - strength for strength, _ in chosen]))
        if allowed.least and cost > -log(allowed.least) + 1e-7:
            continue
        near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = cost
    banned = set(np.flatnonzero(allowed.banned)) if allowed.banned is not None else set()
    outside = set(np.flatnonzero(allowed.outside)) if allowed.outside is not None else set()
    found = []

    def grow(chain: tuple[int, ...], cost: float) -> None:
        if chain[-1] in starts:
            found.append((cost, chain[::-1]))
            return
        if len(chain) <= hops and (chain == (goal,) or chain[-1] not in outside):
            for other, more in near.get(chain[-1], {}).items():
                if other not in chain and other not in banned:
                    grow((*chain, other), cost + more)

    if goal not in starts and goal not in banned:
        grow((goal,), 0.0)
    return sorted(found)


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], Tie]]:
    nodes = draw(st.integers(2, 8))
    ties: dict[tuple[int, int], Tie] = {}
    for pair in combinations(range(nodes), 2):
        if draw(st.integers(0, 9)) < 5:
            kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True))
            ties[pair] = {
                kind: (draw(st.integers(1, 99)) / 100, draw(st.integers(0, 5))) for kind in kinds
            }
    return nodes, ties


@settings(max_examples=300, deadline=None)
@given(st.data(), _graphs(), st.integers(1, 6), st.integers(1, 6), st.booleans())
def test_the_first_chains_are_those_of_brute_force_under_every_filter(
    data: st.DataObject,
    graph: tuple[int, dict[tuple[int, int], Tie]],
    first: int,
    hops: int,
    limited: bool,
) -> None:
    nodes, ties = graph
    starts = data.draw(st.lists(st.integers(0, nodes - 1), min_size=1, max_size=3, unique=True))
    goal = data.draw(st.integers(0, nodes - 1))
    allowed = Filter(
        kinds=data.draw(st.sampled_from([1, 2, 3, 5, 16, 43, 48, 63])),
        least=data.draw(st.sampled_from([0.0, 0.2, 0.5])),
        since=data.draw(st.integers(0, 4)),
        banned=np.array(data.draw(st.lists(st.booleans(), min_size=nodes, max_size=nodes)))
        & np.array([data.draw(st.booleans()) for _ in range(nodes)]),
        outside=data.draw(
            st.none() | st.lists(st.booleans(), min_size=nodes, max_size=nodes).map(np.array)
        ),
    )
    searcher = Searcher(_arcs(nodes, ties))
    free = [s for s in starts if not allowed.banned[s]]
    every = _simple(ties, free, goal, hops if limited else nodes, allowed)
    if goal in starts:
        every = []

    for _ in range(2):  # a search leaves nothing behind
        found = searcher.chains(starts, goal, first, hops if limited else None, allowed)
        assert [f.cost for f in found] == pytest.approx([c for c, _ in every[:first]], abs=1e-5)
        assert {f.nodes for f in found} <= {chain for _, chain in every}
        assert len({f.nodes for f in found}) == len(found)

    best: dict[int, float] = {}
    for cost, chain in every:
        best.setdefault(chain[-2], cost)
    apart = searcher.chains(starts, goal, first, hops if limited else None, allowed, True)
    assert [f.cost for f in apart] == pytest.approx(sorted(best.values())[:first], abs=1e-5)
    assert len({f.nodes[-2] for f in apart}) == len(apart)


def test_costs_equal_networkx_on_a_made_up_network() -> None:
    graph = nx.barabasi_albert_graph(3000, 4, seed=5)
    random = np.random.default_rng(5)
    ends = np.array(graph.edges, np.int64)
    strength = random.uniform(0.01, 0.95, len(ends))
    for (a, b), one in zip(ends.tolist(), strength, strict=True):
        graph[a][b]["cost"] = -log(one)
    arcs = compressed([pieces(*ends.T, 1, strength, 0)], 3000)
    searcher = Searcher(arcs)
    for _ in range(1000):
        a, b = (int(v) for v in random.choice(3000, 2, replace=False))
        (found,) = searcher.chains([a], b, 1)
        assert found.cost == pytest.approx(nx.dijkstra_path_length(graph, a, b, "cost"), rel=1e-5)
        assert sum(graph[x][y]["cost"] for x, y in pairwise(found.nodes)) == pytest.approx(
            found.cost, rel=1e-5
        )
    for _ in range(20):
        a, b = (int(v) for v in random.choice(3000, 2, replace=False))
        theirs = nx.shortest_simple_paths(graph, a, b, "cost")
        costs = [nx.path_weight(graph, next(theirs), "cost") for _ in range(5)]
        assert [f.cost for f in searcher.chains([a], b, 5)] == pytest.approx(costs, rel=1e-5)
        assert [f.cost for f in searcher.chains([a], b, 5, different=True)] == pytest.approx(
            _by_introducer(graph, a, b)[:5], rel=1e-5
        )


def _by_introducer(graph: nx.Graph, start: int, goal: int) -> list[float]:
    """What the cheapest chain through each neighbour of the goal costs."""
    others = nx.restricted_view(graph, [goal], [])
    reached = nx.single_source_dijkstra_path_length(others, start, weight="cost")
    return sorted(reached[v] + tie["cost"] for v, tie in graph[goal].items() if v in reached)


def test_few_hops_where_the_cheapest_chains_take_many() -> None:
    # A ring of cheap ties, and dear ones across it: without a limit, the way is along the ring.
    nodes = 300
    random = np.random.default_rng(8)
    ring = [(v, (v + step) % nodes) for v in range(nodes) for step in (1, 2)]
    across = random.integers(0, nodes, (900, 2)).tolist()
    strength = {(min(a, b), max(a, b)): float(random.uniform(0.8, 0.95)) for a, b in ring}
    for a, b in across:
        if a != b:
            strength.setdefault((min(a, b), max(a, b)), float(random.uniform(0.02, 0.1)))
    cost = np.full((nodes, nodes), np.inf)
    for (a, b), one in strength.items():
        cost[a, b] = cost[b, a] = -log(one)
    searcher = Searcher(_arcs(nodes, {pair: {1: (one, 0)} for pair, one in strength.items()}))
    longer = 0
    for _ in range(60):
        start, goal = (int(v) for v in random.choice(nodes, 2, replace=False))
        for hops in (4, 5, 6):
            # Bellman's recursion towards the start, past the goal.
            reached = np.full(nodes, np.inf)
            reached[start] = 0.0
            for _ in range(hops - 1):
                reached = np.minimum(reached, (cost + reached).min(axis=1))
                reached[goal] = np.inf
            each = np.sort(cost[goal] + reached)[:5]
            different = searcher.chains([start], goal, 5, hops, different=True)
            assert [one.cost for one in different] == pytest.approx(each[each < np.inf], rel=1e-5)
            five = searcher.chains([start], goal, 5, hops)
            assert five[0].cost == pytest.approx(each[0], rel=1e-5)
            assert all(a.cost <= b.cost + 1e-9 for a, b in zip(five, different, strict=False))
            (best,) = searcher.chains([start], goal, 1)
            longer += best.cost < each[0] - 1e-6
    assert longer > 60  # the limit was felt


def test_a_liaison_stands_at_the_end_only() -> None:
    # 0 - 3 - 1 leads through another liaison, who introduces nobody.
    ties = {
        (0, 3): {1: (0.9, 0)},
        (1, 3): {1: (0.9, 0)},
        (0, 2): {1: (0.5, 0)},
        (1, 2): {1: (0.4, 0)},
    }
    searcher = Searcher(_arcs(5, {**ties, (3, 4): {1: (0.9, 0)}}, persons=3))
    for hops in (None, 4):
        (found,) = searcher.chains([0], 1, 3, hops)
        assert found.nodes == (0, 2, 1)
        assert found.cost == pytest.approx(-log(0.5 * 0.4), rel=1e-6)
        assert [f.nodes for f in searcher.chains([3], 1, 3, hops)] == [(3, 1), (3, 0, 2, 1)]


def test_a_chain_holds_one_of_several_starts_only() -> None:
    # 7 - 6 - 1 - 0 would cost less than 7 - 1 - 0, but 6 can introduce without 7.
    ties = {(0, 1): 0.2, (1, 6): 0.21, (1, 7): 0.2, (6, 7): 0.97}
    searcher = Searcher(_arcs(8, {pair: {1: (one, 0)} for pair, one in ties.items()}))
    for hops in (None, 4):
        found = searcher.chains([6, 7], 0, 3, hops)
        assert [one.nodes for one in found] == [(6, 1, 0), (7, 1, 0)]


def test_two_kinds_together_are_stronger_than_either() -> None:
    searcher = Searcher(_arcs(2, {(0, 1): {PAPER: (0.5, 9), TRIAL: (0.4, 3)}}))
    for kinds, strength in ((1, 0.5), (2, 0.4), (3, 0.7), (63, 0.7), (5, 0.5)):
        (found,) = searcher.chains([0], 1, 1, 4, Filter(kinds=kinds))
        assert np.exp(-found.cost) == pytest.approx(strength, rel=1e-6)
    assert searcher.chains([0], 1, 1, 4, Filter(kinds=4)) == []
    assert searcher.chains([0], 1, 1, 4, Filter(kinds=2, since=4)) == []


def test_asking_for_oneself_or_for_nobody_is_no_chain() -> None:
    searcher = Searcher(_arcs(3, {(0, 1): {1: (0.5, 0)}}))
    assert searcher.chains([0], 0, 3) == []
    assert searcher.chains([0, 1], 1, 3, 4) == []
    assert searcher.chains([0], 2, 3) == []
    assert searcher.chains([], 2, 3) == []


def test_a_dense_circle_that_leads_nowhere_holds_nothing_up() -> None:
    # 0 - 1 - 2, and 1 also belongs to a circle of forty who all know one another and nobody else:
    # there is one chain from 0 to 2, and no end of ways to get lost.
    circle = range(3, 43)
    ties = {(0, 1): {1: (0.5, 0)}, (1, 2): {1: (0.5, 0)}}
    ties |= {pair: {1: (0.9, 0)} for pair in combinations([1, *circle], 2)}
    searcher = Searcher(_arcs(43, ties))
    for hops in (None, 6):
        for different in (False, True):
            found = searcher.chains([0], 2, 5, hops, different=different)
            assert [one.nodes for one in found] == [(0, 1, 2)]
