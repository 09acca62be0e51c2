"""The index holds the drawn ties, belongs to one refresh, and searches as the rows would."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from algorithms import tie_index
from algorithms.paths import INDUSTRY, PAPER, TRIAL, Filter, Searcher

ROWS = [
    {"a": "P1", "b": "P2", "paper": 0.5, "trial": None, "industry": 0.4},
    {"a": "P2", "b": "P3", "paper": 0.0, "trial": 0.25, "industry": 0.0},
]
DAYS = {"paper_on": date(2024, 2, 29), "trial_on": date(2020, 1, 1), "industry_on": None}
MADE_FROM = "0123456789abcdef0000"


def _written(folder: Path) -> Path:
    ties = [
        {
            "start": row["a"],
            "end": row["b"],
            **{f"{kind}_strength": row[kind] for kind in ("paper", "trial", "industry")},
            **{f"{kind}_last_on": DAYS[f"{kind}_on"] for kind in ("paper", "trial", "industry")},
        }
        for row in ROWS
    ]
    schema = pa.schema(
        [("start", "string"), ("end", "string")]
        + [(f"{kind}_strength", "float64") for kind in ("paper", "trial", "industry")]
        + [(f"{kind}_last_on", "date32") for kind in ("paper", "trial", "industry")]
    )
    pq.write_table(pa.Table.from_pylist(ties, schema), folder / "ties.parquet")
    pq.write_table(pa.table({"person_id": ["P3", "P1", "P4", "P2"]}), folder / "persons.parquet")
    version = tie_index.version(MADE_FROM)
    return tie_index.write(folder, version, folder / "persons.parquet", folder / "ties.parquet")


def test_the_index_from_files_and_from_rows_say_the_same(tmp_path: Path) -> None:
    mapped = tie_index.opened(_written(tmp_path))
    read = tie_index.of_rows([{**row, **DAYS} for row in ROWS] * 2)
    for index in (mapped, read):
        places = [index.place(person) for person in ("P1", "P2", "P3")]
        one, two, three = (place for place in places if place is not None)
        assert index.strength(one, two) == pytest.approx(1 - 0.5 * 0.6)
        assert index.strength(one, two, PAPER) == pytest.approx(0.5)
        assert index.strength(one, two, TRIAL) == 0
        assert index.strength(two, one, INDUSTRY | TRIAL) == pytest.approx(0.4)
        (found,) = Searcher(index.arcs).chains([one], three, 3, 4)
        assert [index.person(node) for node in found.nodes] == ["P1", "P2", "P3"]
        assert np.exp(-found.cost) == pytest.approx(0.7 * 0.25)
        young = Filter(since=tie_index.years_before(date(2024, 6, 1), 2))
        assert Searcher(index.arcs).chains([one], three, 3, 4, young) == []
        left_out = Filter(banned=index.without(["P2", "nobody"]))
        assert Searcher(index.arcs).chains([one], three, 3, 4, left_out) == []
        assert index.place("P9") is None


def test_an_index_of_another_refresh_counts_as_absent(tmp_path: Path) -> None:
    folder = _written(tmp_path)
    assert tie_index.current(tmp_path) is None  # the refresh has not ended
    (tmp_path / "refreshed").write_text(MADE_FROM)
    assert tie_index.current(tmp_path) == folder
    (tmp_path / "refreshed").write_text("fedcba98765432100000")
    assert tie_index.current(tmp_path) is None


def test_a_home_without_ties_has_an_empty_index() -> None:
    assert tie_index.of_rows([]).place("P1") is None
