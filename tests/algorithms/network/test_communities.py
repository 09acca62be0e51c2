"""Circles found by Leiden, on graphs where there is no doubt about them."""

import random
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from neo4j import Driver

from algorithms import running
from algorithms.network import communities
from algorithms.network.communities import renumbered, stability
from algorithms.network.network import network
from graph.projection import projected
from schema.settings import Settings

Draw = Callable[[list[tuple[str, str, float]]], Driver]
Read = Callable[[str], dict[str, Any]]


def _clique(names: str, strength: float = 0.9) -> list[tuple[str, str, float]]:
    return [(a, b, strength) for a, b in combinations(names, 2)]


def _compute(driver: Driver, database: str) -> None:
    with projected(driver, database) as ties:
        assert ties is not None
        communities.compute(ties)


def test_two_cliques_on_a_weak_bridge_are_two_circles_and_the_larger_is_0(
    drawn: Draw, property_of: Read, database: str
) -> None:
    _compute(drawn([*_clique("abc"), *_clique("wxyz"), ("c", "w", 0.1)]), database)
    assert property_of("community") == dict.fromkeys("wxyz", 0) | dict.fromkeys("abc", 1)


def test_circles_of_one_size_are_numbered_by_their_smallest_person_id(
    drawn: Draw, property_of: Read, database: str
) -> None:
    _compute(drawn([*_clique("bdf"), *_clique("ace"), *_clique("xyz")]), database)
    assert property_of("community") == (
        dict.fromkeys("ace", 0) | dict.fromkeys("bdf", 1) | dict.fromkeys("xyz", 2)
    )


def test_strength_decides_to_which_circle_one_in_between_belongs(
    drawn: Draw, property_of: Read, database: str
) -> None:
    between = [("m", "a", 0.2), ("m", "b", 0.2), ("m", "x", 0.9), ("m", "y", 0.9)]
    _compute(drawn([*_clique("abc"), *_clique("xyz"), *between]), database)
    found = property_of("community")
    assert found["m"] == found["x"] == 0  # four against three
    assert found["a"] == 1


def test_a_person_without_a_tie_has_no_circle(
    drawn: Draw, property_of: Read, database: str
) -> None:
    driver = drawn(_clique("abc"))
    driver.execute_query("CREATE (:Person {personId: 'alone', community: 7})")
    _compute(driver, database)
    # 7 was a circle's number once, so the new circle is the first after it.
    assert property_of("community") == {"a": 8, "alone": None, "b": 8, "c": 8}


def test_the_same_ties_give_the_same_circles_again(
    drawn: Draw, property_of: Read, database: str
) -> None:
    # A ring of thirty has no circles of its own: where it is cut is the seed's choice alone.
    names = [f"p{n:02}" for n in range(30)]
    driver = drawn([(a, b, 0.5) for a, b in zip(names, names[1:] + names[:1], strict=True)])
    _compute(driver, database)
    first = property_of("community")
    driver.execute_query("MATCH (p:Person) REMOVE p.community")
    _compute(driver, database)
    assert property_of("community") == first
    assert len(set(first.values())) > 1


def test_circles_keep_their_numbers_through_ten_refreshes() -> None:
    # Six circles of twenty; at each refresh three persons change circle, five are new in one.
    draw = random.Random(4)
    now = {f"p{n:03}": n // 20 for n in range(120)}
    held = renumbered(pd.Series(dtype="int64"), pd.Series(now))
    assert held.to_dict() == now
    for refresh in range(10):
        for person in draw.sample(sorted(now), 3):
            now[person] = draw.randrange(6)
        now |= {f"n{refresh}.{n}": refresh % 6 for n in range(5)}
        # Leiden's own numbers say nothing: they are shuffled.
        order = draw.sample(range(6), 6)
        found = renumbered(held, pd.Series({p: order[c] for p, c in sorted(now.items())}))
        # Circle n of the six keeps the number that it had at first.
        assert found.to_dict() == now
        held = found


def test_a_circle_that_splits_leaves_its_number_to_the_larger_part(
    caplog: pytest.LogCaptureFixture,
) -> None:
    earlier = pd.Series(dict.fromkeys("abcdefg", 0) | dict.fromkeys("xyz", 1))
    fresh = pd.Series(dict.fromkeys("abcd", 5) | dict.fromkeys("efg", 6) | dict.fromkeys("xyz", 7))
    with caplog.at_level("INFO"):
        found = renumbered(earlier, fresh)
    # 4 of 7 persons are shared with the larger part, 3 of 7 with the smaller.
    assert found["a"] == 0 and found["x"] == 1 and found["e"] == 2
    assert caplog.messages == ["circle 2 began; its persons were in: 0 (3)"]


def test_a_circle_that_hangs_together_is_stable_and_a_ring_of_strangers_is_not() -> None:
    ties = [(a, b) for a, b in combinations(range(6), 2)]
    ties += [(a + 6, b + 6) for a, b in ties]
    ring = [(12 + n, 12 + (n + 1) % 40) for n in range(40)]
    one, other = np.array(ties + ring).T
    of = network(52, one, other, np.ones(len(one)))
    circle = np.r_[[0] * 6, [1] * 6, (np.arange(40) // 7) + 2]
    numbers, shares = stability(of, circle)
    assert numbers.tolist() == list(range(8))
    assert shares[:2].tolist() == pytest.approx([1, 1])
    assert shares[2:].mean() < 0.9


def test_a_projection_left_by_a_killed_run_is_replaced(
    drawn: Draw, property_of: Read, database: str
) -> None:
    driver = drawn([("a", "b", 0.5)])
    driver.execute_query("CALL gds.graph.project('peerline-ties', 'Person', 'CONNECTED_TO')")
    drawn([("b", "c", 0.5)])
    _compute(driver, database)
    assert property_of("community") == {"a": 0, "b": 0, "c": 0}
    assert not driver.execute_query("CALL gds.graph.list() YIELD graphName").records


def test_a_higher_resolution_of_a_refresh_makes_smaller_circles(
    drawn: Draw, property_of: Read, outside: Settings
) -> None:
    # Four cliques of three in a ring of strong bridges.
    cliques = ("abc", "def", "ghi", "jkl")
    bridges = [("c", "d", 0.9), ("f", "g", 0.9), ("i", "j", 0.9), ("l", "a", 0.9)]
    drawn([*(tie for names in cliques for tie in _clique(names)), *bridges])
    circles = []
    for resolution in (0.2, 1.0, 10.0):
        running.run(outside.model_copy(update={"resolution": resolution}))
        circles.append(len({n for n in property_of("community").values() if n is not None}))
    # All in one, one a clique, and nobody with anybody: a circle of one is none.
    assert circles == [1, 4, 0]
