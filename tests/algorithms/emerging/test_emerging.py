"""Lines by quarter and frozen lists, drawn as files of a few rows."""

from collections.abc import Callable
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver

from algorithms.emerging import emerging
from algorithms.histories.drawn import QUARTER, drawn_history
from algorithms.network import communities
from graph.drawn_tables import open_drawn
from graph.projection import projected
from schema.nodes import CodeGroup, Paper, Person
from schema.relationships import AUTHORED, CITES, PERFORMED

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]
UNTIL = date(2024, 12, 31)


def _paper(pmid: str, on: date, authors: int) -> dict[str, Any]:
    return {"pmid": pmid, "published_on": on, "authors": authors, "version": 1}


def _signed(person: str, pmid: str, position: int) -> dict[str, Any]:
    return {"start": person, "end": pmid, "position": position}


def _rows() -> dict[Any, list[dict[str, Any]]]:
    """a writes p1 with b two years ago; p2 and p3 with c, of another circle, in the last quarter;
    b cites p1 in p4, c cites it in p2, which a signs; a performs 40, then 100 services."""
    return {
        Person: [{"person_id": name, "name": name} for name in "abc"],
        Paper: [
            _paper("p1", date(2022, 12, 1), 2),
            _paper("p2", date(2024, 11, 1), 2),
            _paper("p3", date(2024, 12, 1), 2),
            _paper("p4", date(2024, 7, 1), 1),
            _paper("p5", date(2025, 2, 1), 2),
        ],
        AUTHORED: [
            *(_signed("a", pmid, 1) for pmid in ("p1", "p2", "p3", "p5")),
            _signed("b", "p1", 2),
            _signed("c", "p2", 2),
            _signed("c", "p3", 2),
            _signed("c", "p4", 1),
        ],
        CITES: [{"start": "p4", "end": "p1"}, {"start": "p2", "end": "p1"}],
        CodeGroup: [{"name": "valves"}],
        PERFORMED: [
            {"start": "a", "end": "valves", "from_on": first, "to_on": last, "setting": "office"}
            | {"services": services}
            for first, last, services in (
                (date(2023, 1, 1), date(2023, 12, 31), 40),
                (date(2024, 10, 1), date(2024, 12, 31), 100),
            )
        ],
    }


@pytest.fixture
def concluded(
    driver: Driver, server: Any, draw_by_hand: Draw, tmp_path: Path
) -> dict[str, dict[str, Any]]:
    draw_by_hand(tmp_path / "d", _rows())
    driver.execute_query(
        "UNWIND [['a', 'b'], ['c', 'x']] AS tie MERGE (a:Person {personId: tie[0]}) "
        "MERGE (b:Person {personId: tie[1]}) CREATE (a)-[:CONNECTED_TO {strength: 0.9}]->(b)"
    )
    with projected(driver, server.neo4j_database) as ties:
        assert ties is not None
        open_drawn(ties.tables, tmp_path / "d")
        communities.compute(ties)
        emerging.compute(ties, tmp_path / "d", UNTIL)
    rows = driver.execute_query("MATCH (p:Person) RETURN p.personId AS id, p").records
    return {row["id"]: dict(row["p"]) for row in rows}


def _gapped(line: list[float]) -> list[float | None]:
    return [None if isnan(value) else value for value in line]


def test_a_line_holds_twelve_quarters_and_nothing_after_the_day(
    concluded: dict[str, dict[str, Any]],
) -> None:
    a = concluded["a"]
    # No paper is older than p1, and no services are known before 2023: gaps, kept as NaN.
    assert _gapped(a["papersByQuarter"]) == [None] * 3 + [1, 0, 0, 0, 0, 0, 0, 0, 2]
    # p4 cites p1 in July; p2 does too, but a signs it.
    # July 1 is 183 days before the end, 2.004 quarters.
    assert _gapped(a["citationsByQuarter"]) == [None] * 3 + [0] * 6 + [1, 0, 0]
    assert _gapped(a["newTiesByQuarter"]) == [None] * 3 + [1, 0, 0, 0, 0, 0, 0, 0, 1]
    assert _gapped(a["newCircleTiesByQuarter"]) == [None] * 3 + [0] * 8 + [1]
    # A year's 40 services are ten a quarter.
    assert _gapped(a["servicesByQuarter"]) == [None] * 4 + [10, 10, 10, 10, 0, 0, 0, 100]
    assert [value is None for value in _gapped(a["centralityByQuarter"])] == [True] * 3 + [
        False
    ] * 9
    assert "servicesByQuarter" not in concluded["c"]  # silence is no line of zeros


def test_what_rises_is_said_in_words(concluded: dict[str, dict[str, Any]]) -> None:
    a = concluded["a"]
    # Papers: (2 + 1) / (0 + 1) - 1; services: (100 + 1) / (40 + 1) - 1.
    assert a["publicationChange"] == 2.0
    assert a["volumeChange"] == pytest.approx(101 / 41 - 1, abs=1e-4)
    assert a["isLifting"]
    assert a["emergingReasons"][:2] == [
        "papers +200 % in four quarters",
        "volume +146 % in four quarters",
    ]
    assert "1 tie into other circles" in a["emergingReasons"]
    assert "emerging" not in a  # too few candidates to learn from: no chance is made up


def test_the_last_quarter_bears_the_number_of_the_year(draw_by_hand: Draw, tmp_path: Path) -> None:
    draw_by_hand(tmp_path / "d", _rows())
    history = drawn_history(tmp_path / "d", UNTIL, QUARTER)
    found = dict(zip(history.papers["paper_id"], history.papers["year"], strict=True))
    assert found["p2"] == found["p3"] == 2024
    assert found["p1"] == 2024 - 8
    assert "p5" not in found
