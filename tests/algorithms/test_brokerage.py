"""Burt's measures by hand on four persons, and against two libraries on random networks."""

import igraph
import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from algorithms.brokerage import brokerage, participation


def _network(edges: list[tuple[int, int, float]], size: int) -> csr_array:
    rows, columns, data = zip(*edges, *((b, a, w) for a, b, w in edges), strict=True)
    return csr_array((data, (rows, columns)), shape=(size, size))


def test_a_broker_between_a_pair_and_a_stranger_by_hand() -> None:
    """0 is tied to 1, 2 and 3; 1 and 2 are tied; 4 has no tie. All strengths are 1.

    Constraint of 0: it spends 1/3 on each. Through 2, whose ties are halves, 1 gets 1/3 x 1/2 more:
    (1/3 + 1/6)^2 = 1/4, the same for 2; 3 keeps (1/3)^2. Sum 1/4 + 1/4 + 1/9 = 11/18.
    Constraint of 3: (1)^2 = 1. Of 1: half on 0 and on 2; to 0 through 2: 1/2 x 1/2; to 2 through
    0: 1/2 x 1/3: (1/2 + 1/4)^2 + (1/2 + 1/6)^2 = 9/16 + 4/9 = 145/144.
    Effective size of 0: 3 neighbours, 1 and 2 each reach the other: 3 - 2 x 1/3 = 7/3; of 3: 1; of
    1: 2 - 2 x 1/2 = 1.
    """
    found = brokerage(_network([(0, 1, 1), (0, 2, 1), (0, 3, 1), (1, 2, 1)], 5))
    assert found.constraint[[0, 1, 2, 3]] == pytest.approx([11 / 18, 145 / 144, 145 / 144, 1])
    assert found.effective_size[[0, 1, 2, 3]] == pytest.approx([7 / 3, 1, 1, 1])
    assert np.isnan(found.constraint[4])
    assert np.isnan(found.effective_size[4])


def test_participation_by_hand() -> None:
    """0 gives 2 to circle 0 and 1 to each of circles 1 and 2: 1 - (1/4 + 1/16 + 1/16) = 5/8."""
    network = _network([(0, 1, 2), (0, 2, 1), (0, 3, 1)], 4)
    found = participation(network, np.array([0, 0, 1, -1]))
    assert found == pytest.approx([5 / 8, 0, 0, 0])


@pytest.mark.parametrize("seed", range(3))
def test_two_libraries_agree_on_weighted_random_networks(seed: int) -> None:
    graph = nx.gnm_random_graph(60, 240, seed=seed)
    chance = np.random.default_rng(seed)
    edges = [(a, b, float(chance.uniform(0.05, 1))) for a, b in graph.edges]
    nx.set_edge_attributes(graph, {(a, b): w for a, b, w in edges}, "weight")
    found = brokerage(_network(edges, 60))
    peer = igraph.Graph(60, [(a, b) for a, b, _ in edges])
    assert found.constraint == pytest.approx(
        np.array(peer.constraint(weights=[w for *_, w in edges])), nan_ok=True
    )
    # Without `nodes` it takes a way of its own that divides by the wrong maximum.
    theirs = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert found.effective_size == pytest.approx(
        np.array([theirs[n] for n in range(60)]), nan_ok=True
    )


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="without a diagonal"):
        brokerage(csr_array(np.array([[1.0, 0.5], [0.5, 0.0]])))
