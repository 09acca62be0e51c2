"""Circles found by Leiden, on graphs where there is no doubt about them."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

from neo4j import Driver

from algorithms import communities
from graph.projection import projected

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
    assert property_of("community") == {"a": 0, "alone": None, "b": 0, "c": 0}


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
