"""PageRank on ties, with numbers worked out on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from algorithms.network import influence, page_rank
from algorithms.network.page_rank import NotConverged
from graph.projection import forget, projected
from schema.conclusions import Influence

Draw = Callable[[list[tuple[str, str, float]]], Driver]
Read = Callable[[str], dict[str, Any]]


def _compute(driver: Driver, database: str) -> None:
    with projected(driver, database) as ties:
        assert ties is not None
        influence.compute(ties)


def test_the_middle_of_a_star_has_the_highest_standing(
    drawn: Draw, property_of: Read, database: str
) -> None:
    _compute(drawn([("hub", "a", 0.5), ("hub", "b", 0.5), ("hub", "c", 0.5)]), database)
    # h = 0.15 + 0.85 * 3 l and l = 0.15 + 0.85 h / 3, so h (1 - 0.85^2) = 0.15 + 0.85 * 3 * 0.15.
    hub = (0.15 + 0.85 * 3 * 0.15) / (1 - 0.85**2)
    leaf = 0.15 + 0.85 * hub / 3
    assert property_of("pageRank") == pytest.approx(
        {"hub": hub, "a": leaf, "b": leaf, "c": leaf}, abs=1e-7
    )
    assert property_of("influence") == pytest.approx(
        {"hub": 1.0, "a": leaf / hub, "b": leaf / hub, "c": leaf / hub}, abs=1e-7
    )
    assert property_of("tieCount") == {"hub": 3, "a": 1, "b": 1, "c": 1}


def test_a_stronger_tie_hands_on_more(drawn: Draw, property_of: Read, database: str) -> None:
    _compute(drawn([("a", "b", 1.0), ("b", "c", 0.5)]), database)
    # b hands two thirds to a and one third to c, and gets all of theirs:
    # b = 0.15 + 0.85 (a + c) and a + c = 0.3 + 0.85 b.
    b = (0.15 + 0.85 * 0.3) / (1 - 0.85**2)
    expected = {"a": 0.15 + 0.85 * b * 2 / 3, "b": b, "c": 0.15 + 0.85 * b / 3}
    assert property_of("pageRank") == pytest.approx(expected, abs=1e-7)


def test_the_reasons_name_ties_their_sum_and_the_strongest(
    drawn: Draw, property_of: Read, database: str
) -> None:
    _compute(drawn([("a", "b", 0.93), ("b", "c", 0.5), ("b", "d", 0.93)]), database)
    reasons = property_of("influenceReasons")
    # 0.93 + 0.5 + 0.93 = 2.36; of two equals the smaller person id is named.
    assert reasons["b"] == ["3 ties, of summed strength 2.36", "strongest: Dr a (0.93)"]
    assert reasons["c"] == ["1 tie, of summed strength 0.5", "strongest: Dr b (0.5)"]


def test_a_person_without_a_tie_has_no_score(drawn: Draw, property_of: Read, database: str) -> None:
    driver = drawn([("a", "b", 0.5)])
    driver.execute_query("CREATE (:Person {personId: 'alone'})")
    _compute(driver, database)
    assert property_of("influence") == {"a": 1.0, "alone": None, "b": 1.0}
    assert property_of("tieCount")["alone"] is None


def test_the_scores_of_a_person_whose_ties_are_gone_are_removed(
    drawn: Draw, property_of: Read, database: str
) -> None:
    driver = drawn([("a", "b", 0.5), ("b", "c", 0.5)])
    _compute(driver, database)
    driver.execute_query("MATCH (:Person {personId: 'c'})-[r:CONNECTED_TO]-() DELETE r")
    _compute(driver, database)
    assert property_of("influence") == {"a": 1.0, "b": 1.0, "c": None}
    assert property_of("influenceReasons")["c"] is None
    assert property_of("name")["c"] == "Dr c"


def test_without_any_tie_nothing_is_projected_and_old_scores_can_be_forgotten(
    drawn: Draw, property_of: Read, database: str
) -> None:
    driver = drawn([("a", "b", 0.5)])
    _compute(driver, database)
    driver.execute_query("MATCH ()-[r:CONNECTED_TO]->() DELETE r")
    with projected(driver, database) as ties:
        assert ties is None
    forget(driver, database, [Influence])
    assert property_of("influence") == {"a": None, "b": None}


def test_a_rank_that_has_not_come_to_rest_is_not_written(
    drawn: Draw, property_of: Read, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = drawn([("a", "b", 1.0), ("b", "c", 0.5)])
    monkeypatch.setattr(page_rank, "MOST_ROUNDS", 3)
    with pytest.raises(NotConverged, match="3 rounds"):
        _compute(driver, database)
    assert property_of("pageRank") == {"a": None, "b": None, "c": None}
    assert not driver.execute_query("CALL gds.graph.list() YIELD graphName").records
