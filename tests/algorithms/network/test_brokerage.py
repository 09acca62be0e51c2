"""Holes, cuts, cores and distances, worked out on paper on small graphs."""

import networkx
import numpy as np
import pytest

from algorithms.network import betweenness, brokerage, centralities, connectors
from algorithms.network.network import Network, network


def _drawn(*ties: tuple[int, int, float]) -> Network:
    one, other, strength = zip(*ties, strict=True)
    size = max(*one, *other) + 1
    return network(size, np.array(one), np.array(other), np.array(strength))


@pytest.fixture
def kite() -> Network:
    """0 - 1, and the triangle 1, 2, 3, with strengths 1, 2, 3 and a half."""
    return _drawn((0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0), (1, 3, 0.5))


def test_constraint_is_burts_sum_of_squares(kite: Network) -> None:
    constraint, _ = brokerage.holes(kite)
    # 1 spreads 3.5: 2/7 to 0, 4/7 to 2, 1/7 to 3. 2 spreads 5: 3/5 to 3; 3 spreads 3.5: 6/7 to 2.
    to_2 = 4 / 7 + 1 / 7 * 6 / 7
    to_3 = 1 / 7 + 4 / 7 * 3 / 5
    assert constraint[0] == pytest.approx(1.0)  # one tie, and none of 1's others is 0's
    assert constraint[1] == pytest.approx((2 / 7) ** 2 + to_2**2 + to_3**2)


def test_effective_size_is_the_ties_less_their_redundancy(kite: Network) -> None:
    _, size = brokerage.holes(kite)
    # 2 has ties to 1 (2/5) and 3 (3/5). 1's strongest is 2, 3's strongest is 3, and 1 - 3 is 1/2:
    # its tie to 1 is redundant by 3/5 x 0.5/2, its tie to 3 by 2/5 x 0.5/3.
    assert size[2] == pytest.approx(2 - 3 / 5 * 0.25 - 2 / 5 / 6)
    assert size[0] == pytest.approx(1.0)


def test_effective_size_agrees_with_the_definition_of_networkx() -> None:
    draw = np.random.default_rng(3)
    graph = networkx.gnm_random_graph(40, 160, seed=3)
    for a, b in graph.edges:
        graph[a][b]["weight"] = float(draw.uniform(0.1, 1))
    ties = [(a, b, w["weight"]) for a, b, w in graph.edges(data=True)]
    constraint, size = brokerage.holes(_drawn(*ties))
    # Given the nodes, networkx 3.6 follows its printed formula; without them it divides by the
    # greatest strength of the wrong end.
    expected = networkx.effective_size(graph, nodes=list(graph), weight="weight")
    assert size == pytest.approx([expected[n] for n in range(40)])
    tight = networkx.constraint(graph, weight="weight")
    assert constraint == pytest.approx([tight[n] for n in range(40)])


def test_a_bridge_is_a_cut_and_a_ring_has_none() -> None:
    # 0 - 1 - 2 in a row, then the ring 2 - 3 - 4.
    row = _drawn((0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (2, 4, 1.0))
    assert brokerage.cut_persons(row).tolist() == [False, True, True, False, False]
    ring = _drawn((0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0))
    assert not brokerage.cut_persons(ring).any()


def test_the_core_of_a_clique_with_a_tail() -> None:
    clique = [(a, b, 1.0) for a in range(4) for b in range(a)]
    # Everyone of four knows three others; 4 hangs on 0 and 5 on 4.
    assert centralities.k_core(_drawn(*clique, (0, 4, 1.0), (4, 5, 1.0))).tolist() == [
        *[3] * 4,
        1,
        1,
    ]


def test_betweenness_and_harmonic_closeness_of_a_row_of_four() -> None:
    found = betweenness.paths(_drawn((0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)))
    assert found.betweenness.tolist() == [0, 2, 2, 0]  # 1 stands between 0-2 and 0-3
    assert found.error.tolist() == [0] * 4
    end, inner = (1 + 1 / 2 + 1 / 3) / 3, (1 + 1 + 1 / 2) / 3
    assert found.harmonic == pytest.approx([end, inner, inner, end])


def test_two_ways_of_one_length_share_a_pair() -> None:
    # A square: 0 - 1 - 2 and 0 - 3 - 2; 1 and 3 carry half of the pair 0, 2 each.
    square = _drawn((0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0))
    assert betweenness.paths(square).betweenness.tolist() == [0.5] * 4


def test_a_sample_comes_near_and_says_how_near() -> None:
    graph = networkx.barabasi_albert_graph(400, 3, seed=5)
    whole = _drawn(*((a, b, 1.0) for a, b in graph.edges))
    exact, guess = betweenness.paths(whole), betweenness.paths(whole, most_exact=10, sample=100)
    assert guess.followed == 100
    top = np.argsort(-exact.betweenness)[:50]
    misses = np.abs(exact.betweenness - guess.betweenness)[top] / guess.error[top]
    assert (misses < 3).mean() >= 0.85  # a few heavy tails pass by the sample
    assert (misses < 1).mean() > 0.4


def test_the_eigenvector_is_solved_and_not_run_for_some_rounds() -> None:
    # A row of three: the middle has sqrt(2) times the ends.
    row = _drawn((0, 1, 1.0), (1, 2, 1.0))
    assert centralities.eigenvector(row) == pytest.approx([2**-0.5, 1, 2**-0.5])
    # The heavier of two parts holds it all.
    parts = _drawn((0, 1, 1.0), (1, 2, 1.0), (3, 4, 0.5), (4, 5, 0.5))
    assert centralities.eigenvector(parts)[3:].tolist() == [0, 0, 0]


def test_participation_is_one_less_the_squared_shares_by_circle(kite: Network) -> None:
    # 1's strength: 1 to circle 0, 2 and 0.5 to circle 1.
    found = brokerage.participation(kite, np.array([0, 0, 1, 1]))
    assert found[1] == pytest.approx(1 - (1 / 3.5) ** 2 - (2.5 / 3.5) ** 2)
    assert found[0] == pytest.approx(0)
    # Without a circle each is a circle of one.
    alone = brokerage.participation(kite, np.full(4, -1))
    assert alone[1] == pytest.approx(1 - (1 + 4 + 0.25) / 3.5**2)


def test_connectors_hold_when_a_tenth_of_the_ties_is_left_out() -> None:
    graph = networkx.connected_caveman_graph(60, 8)
    graph = networkx.compose(graph, networkx.gnm_random_graph(480, 120, seed=2))
    of = _drawn(*((a, b, 1.0) for a, b in graph.edges if a != b))
    circle = np.arange(of.size) // 8
    stays, alike = connectors.stability(of, circle, betweenness.paths(of).betweenness)
    assert np.isfinite(stays).sum() == connectors.FIRST
    assert stays[np.isfinite(stays)].mean() > 0.7
    assert alike.min() > 0.3
    again = connectors.stability(of, circle, betweenness.paths(of).betweenness)
    assert np.array_equal(again[1], alike)
