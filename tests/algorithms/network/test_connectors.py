"""Betweenness and what it joins, with shortest paths counted on paper."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from neo4j import Driver

from algorithms import running
from algorithms.network import betweenness, centralities, connectors
from graph.projection import projected
from schema.settings import Settings

Draw = Callable[[list[tuple[str, str, float]]], Driver]
Read = Callable[[str], dict[str, Any]]


def _clique(names: list[str]) -> list[tuple[str, str, float]]:
    return [(a, b, 0.9) for a, b in combinations(names, 2)]


def _in_circles(driver: Driver, circles: dict[str, int]) -> None:
    driver.execute_query(
        "UNWIND keys($circles) AS id "
        "MATCH (p:Person {personId: id}) SET p.community = $circles[id]",
        circles=circles,
    )


def _compute(driver: Driver, database: str) -> None:
    with projected(driver, database) as ties:
        assert ties is not None
        centralities.compute(ties)
        connectors.compute(ties)


def test_a_bridge_outranks_the_centre_of_a_clique(
    drawn: Draw, property_of: Read, outside: Settings
) -> None:
    left, right = [f"a{n}" for n in range(1, 7)], [f"b{n}" for n in range(1, 7)]
    driver = drawn([*_clique(left), *_clique(right), ("a1", "m", 0.9), ("m", "b1", 0.9)])
    running.run(outside)
    betweenness = property_of("betweenness")
    assert betweenness["m"] == 6 * 6  # every pair across
    assert betweenness["a1"] == 5 * 7  # the rest of the clique with m and the other clique
    assert betweenness["a2"] == 0  # in a clique nobody needs a third
    found = property_of("connector")
    assert found["m"] == pytest.approx(36 / 36 * 1 / 2)  # one of two ties leaves its circle
    # The end of the bridge in the other circle has seven ties, one of them to the bridge.
    assert max(value for name, value in found.items() if name != "m") <= round(35 / 36 / 6, 9)
    assert property_of("tieCount")["a1"] == 6 > property_of("tieCount")["m"]
    assert not driver.execute_query("CALL gds.graph.list() YIELD graphName").records


def test_connector_is_the_share_of_betweenness_times_the_share_of_ties_that_leave(
    drawn: Draw, property_of: Read, database: str
) -> None:
    #  a1 - a2 - b1 - b2   circles 0 (a1, a2) and 1 (b1, b2)
    driver = drawn([("a1", "a2", 0.5), ("a2", "b1", 0.5), ("b1", "b2", 0.5)])
    _in_circles(driver, {"a1": 0, "a2": 0, "b1": 1, "b2": 1})
    _compute(driver, database)
    assert property_of("betweenness") == {"a1": 0.0, "a2": 2.0, "b1": 2.0, "b2": 0.0}
    assert property_of("connector") == {"a1": 0.0, "a2": 0.5, "b1": 0.5, "b2": 0.0}
    assert property_of("circlesJoined") == {"a1": 1, "a2": 2, "b1": 2, "b2": 1}


def test_the_reasons_name_the_circles_that_are_joined(
    drawn: Draw, property_of: Read, database: str
) -> None:
    # m, of circle 0, knows two of circle 3, one of circle 17, and nobody of its own.
    driver = drawn([("m", "a", 0.5), ("m", "b", 0.5), ("m", "c", 0.5), ("a", "b", 0.5)])
    _in_circles(driver, {"m": 0, "a": 3, "b": 3, "c": 17})
    _compute(driver, database)
    # Paths through m: a-c and b-c; a and b know each other.
    assert property_of("connectorReasons")["m"] == [
        "joins circle 3 (2 ties), circle 17 (1 tie)",
        "3 of 3 ties lead out of circle 0",
        "betweenness 2.0, 100.0 % of the highest",
    ]
    assert property_of("circlesJoined") == {"a": 2, "b": 2, "c": 2, "m": 3}


def test_circles_past_the_fourth_are_counted_and_not_named(
    drawn: Draw, property_of: Read, database: str
) -> None:
    driver = drawn([("m", name, 0.5) for name in "abcdef"])
    _in_circles(driver, {"m": 0} | {name: number for number, name in enumerate("abcdef")})
    _compute(driver, database)
    assert property_of("connectorReasons")["m"][0] == (
        "joins circle 0 (1 tie), circle 1 (1 tie), circle 2 (1 tie), circle 3 (1 tie)"
        " and 2 more circles"
    )
    assert property_of("circlesJoined")["m"] == 6


def test_in_a_clique_nobody_connects(drawn: Draw, property_of: Read, database: str) -> None:
    driver = drawn(_clique(["a", "b", "c"]))
    _in_circles(driver, {"a": 0, "b": 0, "c": 0})
    _compute(driver, database)
    assert property_of("connector") == {"a": 0.0, "b": 0.0, "c": 0.0}
    assert property_of("connectorReasons")["a"][0] == "stays in circle 0 (2 ties)"


def test_a_sample_is_scaled_up_to_all_and_the_reasons_say_so(
    drawn: Draw, property_of: Read, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"p{n}" for n in range(8)]
    driver = drawn([(a, b, 0.5) for a, b in zip(names, names[1:] + names[:1], strict=True)])
    monkeypatch.setattr(betweenness, "MOST_EXACT", 7)
    monkeypatch.setattr(betweenness, "SAMPLE", 3)
    _compute(driver, database)
    # On a ring every start counts alike: the others stand 1, 1, 2, 2, 3, 3, 4 steps away, with one
    # person less between. A sample of any three, scaled by 8/3, sums to the same as all eight.
    inner = sum(steps - 1 for steps in (1, 1, 2, 2, 3, 3, 4))
    assert sum(property_of("betweenness").values()) == pytest.approx(8 * inner / 2)
    assert property_of("connectorReasons")["p0"][-1].endswith("estimated from 3 of 8 persons")


def test_without_ties_every_old_conclusion_is_removed(
    drawn: Draw, driver: Driver, property_of: Read, outside: Settings
) -> None:
    drawn([("a", "b", 0.5), ("b", "c", 0.5)])
    steps: list[str] = []
    seconds = running.run(outside, steps.append)
    assert (
        list(seconds)
        == steps
        == [
            "ties",
            "influence",
            "centralities",
            "communities",
            "connectors",
            "writing",
        ]
    )
    assert property_of("connector")["b"] is not None
    driver.execute_query("MATCH ()-[r:CONNECTED_TO]->() DELETE r")
    running.run(outside)
    kept = driver.execute_query("MATCH (p:Person {personId: 'b'}) RETURN keys(p) AS k").records
    assert sorted(kept[0]["k"]) == ["name", "personId"]
