"""A source speaks of the persons that it names, and of those of whom it tells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from graph.contents import persons_by_source
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from schema.nodes import Person
from schema.patients import SENT_PATIENTS
from schema.profession import BELONGS_TO_SOCIETY, Society

Rows = dict[Any, list[dict[str, Any]]]


def test_persons_are_counted_once_a_source(
    tmp_path: Path, draw_by_hand: Callable[[Path, Rows], Drawing]
) -> None:
    rows: Rows = {
        Person: [
            {"person_id": "a", "source": "nppes, pubmed"},
            {"person_id": "b", "source": "pubmed"},
        ],
        Society: [{"society_id": "s", "name": "S"}],
        BELONGS_TO_SOCIETY: [
            {"start": "a", "end": "s", "role": role, "term": role, "source": "societies"}
            for role in ("officer", "member")
        ],
        SENT_PATIENTS: [{"start": "a", "end": "b", "span": "2024", "source": "shared-patients"}],
    }
    drawing = draw_by_hand(tmp_path / "drawn", rows)
    with duckdb.connect() as tables:
        open_drawn(tables, drawing.folder)
        assert persons_by_source(tables) == {
            "nppes": 1,
            "pubmed": 2,
            "societies": 1,
            "shared-patients": 2,
        }
