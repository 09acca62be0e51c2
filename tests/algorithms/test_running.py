"""Conclusions stand while all that they are drawn from does."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
from neo4j import Driver

from algorithms import running
from algorithms.running import ASIDE
from graph.drawing import Drawing
from graph.drawn_tables import LINEAGE, Drawn
from graph.publishing import publish
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
from schema.relationships import CONNECTED_TO
from schema.settings import Settings
from schema.vocabulary import Declared

Draw = Callable[[Path, dict[type[Declared], list[dict[str, Any]]]], Drawing]

ROOT = Path(__file__).parents[2]
ROOMS = ("network", "dimensions", "emerging", "histories")


def test_what_stands_aside_is_read_by_no_conclusion() -> None:
    names = "|".join(declared.__name__ for declared in ASIDE)
    spoken = re.compile(rf'drawn\."({names})"|\bimport [^\n]*\b({names})\b')
    for room in ROOMS:
        for file in (ROOT / "algorithms" / room).glob("*.py"):
            assert not spoken.search(file.read_text(encoding="utf-8")), file


def _say(drawing: Drawing, lineage: str) -> None:
    """Let every file of a drawing say that its rows come from there."""
    said = {LINEAGE: orjson.dumps(Drawn(lineage))}
    for declared in (*NODES, *RELATIONSHIPS):
        table = pq.read_table(drawing.table(declared))
        pq.write_table(table.replace_schema_metadata(said), drawing.table(declared))


def _influential(driver: Driver) -> int:
    counted = "MATCH (p:Person) WHERE p.influence IS NOT NULL RETURN count(*) AS n"
    found: int = driver.execute_query(counted).records[0]["n"]
    return found


def test_conclusions_stand_until_what_they_are_drawn_from_changes(
    driver: Driver, outside: Settings, draw_by_hand: Draw, tmp_path: Path
) -> None:
    at = outside.model_copy(update={"home": tmp_path / "home"})
    persons = [{"person_id": id, "name": f"Dr {id}"} for id in "abc"]
    ties = [{"start": "a", "end": "b", "strength": 0.9}]

    def published(lineage: str) -> None:
        drawing = draw_by_hand(tmp_path / "drawn", {Person: persons, CONNECTED_TO: ties})
        _say(drawing, lineage)
        publish(at, drawing)

    published("one")
    assert "influence" in running.run(at) and _influential(driver) == 2
    assert running.run(at) == {} and _influential(driver) == 2
    assert "influence" in running.run(at, afresh=True)
    assert "influence" in running.run(at.model_copy(update={"resolution": 2.0}))
    ties.append({"start": "b", "end": "c", "strength": 0.5})
    published("two")
    assert "influence" in running.run(at) and _influential(driver) == 3


def test_without_a_lineage_nothing_is_taken_to_stand(
    driver: Driver, outside: Settings, draw_by_hand: Draw, tmp_path: Path
) -> None:
    at = outside.model_copy(update={"home": tmp_path / "home"})
    persons = [{"person_id": id, "name": f"Dr {id}"} for id in "ab"]
    ties = [{"start": "a", "end": "b", "strength": 0.9}]
    publish(at, draw_by_hand(tmp_path / "drawn", {Person: persons, CONNECTED_TO: ties}))
    assert "influence" in running.run(at) and "influence" in running.run(at)
