"""What simulated refreshes and left-out ties do to circles and connectors that are known."""

from itertools import combinations

import numpy as np
import pytest

from algorithms.network import stability
from algorithms.network.network import Network, network


def _cliques(count: int, size: int) -> Network:
    """Cliques in a row, each tied to the next by its first person."""
    ties = [
        (at * size + a, at * size + b)
        for at in range(count)
        for a, b in combinations(range(size), 2)
    ]
    ties += [(at * size, (at + 1) * size) for at in range(count - 1)]
    one, other = np.array(ties).T
    return network(count * size, one, other, np.ones(len(ties)))


def test_cliques_keep_their_numbers_through_ten_refreshes() -> None:
    found = stability.circles(_cliques(6, 12))
    assert found["circles"] == 6
    assert [row["refresh"] for row in found["refreshes"]] == list(range(1, 11))
    # A fiftieth of the ties at a time takes nobody out of a clique of twelve.
    assert found["kept_from_first_to_last"] == pytest.approx(1.0, abs=0.03)
    assert found["numbers_that_stand"] == 1.0
    assert found["stability"] == pytest.approx(1.0, abs=0.01)


def test_the_same_ties_give_the_same_figures() -> None:
    of = _cliques(4, 8)
    assert stability.circles(of) == stability.circles(of)
    assert stability.first_connectors(of) == stability.first_connectors(of)


def test_a_finer_resolution_makes_more_circles() -> None:
    of = _cliques(6, 12)
    assert stability.circles(of, 20.0)["circles"] > stability.circles(of)["circles"]


def test_those_between_cliques_stay_first_and_the_others_are_told_apart() -> None:
    # 40 cliques of six: 40 persons stand between them, 200 do not; of the first 200 these 40 come
    # first in every run, and the 160 without any betweenness are as one.
    found = stability.first_connectors(_cliques(40, 6))
    assert found["paths_of"] == found["persons"] == 240
    assert len(found["stays"]) == 200
    assert found["stays"][:38] == [pytest.approx(1.0)] * 38
