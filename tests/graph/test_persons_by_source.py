"""Of how many persons does a source speak, and until which day did it look?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from graph.contents import persons_by_source, told_until
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from schema.nodes import Person, Trial
from schema.patients import SENT_PATIENTS
from schema.practice import MedicareYear
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


def test_a_source_tells_until_the_latest_day_that_had_come(
    tmp_path: Path, draw_by_hand: Callable[[Path, Rows], Drawing]
) -> None:
    loaded = datetime(2026, 3, 1, tzinfo=UTC)
    trials = {"NCT1": date(2025, 5, 1), "NCT2": date(2027, 1, 1)}
    rows: Rows = {
        Person: [{"person_id": "a", "last_paper_on": date(2025, 9, 9), "source": "nppes, pubmed"}],
        Trial: [
            {"nct_id": id, "started_on": day, "source": "clinical-trials", "known_from": loaded}
            for id, day in trials.items()
        ],
        Society: [{"society_id": "s", "name": "S", "source": "societies"}],
        BELONGS_TO_SOCIETY: [
            {
                "start": "a",
                "end": "s",
                "role": "officer",
                "term": "officer",
                "stated_on": date(2024, 2, 1),
                "to_on": date(2025, 12, 31),
                "source": "societies",
                "known_from": loaded,
            }
        ],
        MedicareYear: [
            {
                "medicare_year_id": "m",
                "year": 2023,
                "source": "medicare-providers",
                "known_from": loaded,
            }
        ],
    }
    drawing = draw_by_hand(tmp_path / "drawn", rows)
    with duckdb.connect() as tables:
        open_drawn(tables, drawing.folder)
        assert told_until(tables) == {
            "clinical-trials": date(2025, 5, 1),
            "societies": date(2024, 2, 1),
            "medicare-providers": date(2023, 12, 31),
        }
