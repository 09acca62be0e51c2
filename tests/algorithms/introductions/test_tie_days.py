"""The index of a day is that of files that end on the day, whatever came after."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from algorithms.introductions import tie_indexing
from algorithms.ties.ties import TIES, prepare
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from lake.relations import view
from schema.nodes import Company, Engagement, Liaison, Paper, Payment, Person, Trial
from schema.relationships import (
    AFFILIATED_WITH,
    AUTHORED,
    ENGAGED,
    HELD,
    INVESTIGATES,
    PAID_BY,
    RECEIVED,
    SPONSORED_BY,
)

Rows = dict[Any, list[dict[str, Any]]]
Draw = Callable[[Path, Rows], Drawing]
PERSONS = "abcdef"
BEGIN = date(2018, 1, 1)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["paper", "trial", "meal", "engagement", "place"]),
        st.integers(0, 365 * 6),
        st.lists(st.sampled_from(PERSONS), min_size=1, max_size=4, unique=True),
    ),
    min_size=1,
    max_size=14,
)
Record = tuple[str, int, list[str]]


def _rows(records: list[Record]) -> Rows:
    """A drawing of the records, each on its day."""
    rows: Rows = {
        Person: [{"person_id": one, "city": "X", "state": "IL"} for one in PERSONS],
        Liaison: [{"liaison_id": "MSL"}],
        Company: [{"company_id": "firm"}],
    }
    years: dict[tuple[str, str], set[int]] = {}
    for number, (kind, day, names) in enumerate(records):
        on, key = BEGIN + timedelta(days=day), f"{kind} {number}"
        for declared, row in _stated(kind, key, on, names):
            rows.setdefault(declared, []).append(row)
        if kind == "place":
            for name in names:
                years.setdefault((name, f"place {number % 2}"), set()).add(on.year)
    rows[AFFILIATED_WITH] = [
        {"start": name, "end": place, "years": sorted(said)}
        for (name, place), said in sorted(years.items())
    ]
    return rows


def _stated(kind: str, key: str, on: date, names: list[str]) -> Iterator[tuple[Any, Any]]:
    if kind == "paper":
        yield Paper, {"pmid": key, "published_on": on, "authors": len(names)}
        for place, name in enumerate(names, 1):
            yield AUTHORED, {"start": name, "end": key, "position": place}
    elif kind == "trial":
        yield Trial, {"nct_id": key, "started_on": on}
        yield SPONSORED_BY, {"start": key, "end": "firm", "is_lead": len(names) % 2 == 0}
        for name in names:
            yield INVESTIGATES, {"start": name, "end": key, "role": "PRINCIPAL_INVESTIGATOR"}
    elif kind == "meal":
        for name in names:
            own = f"{key} {name}"
            meal = {"kind": "general", "nature": "Food and Beverage", "company_id": "firm"}
            yield Payment, {"payment_id": own, "paid_on": on, **meal}
            yield RECEIVED, {"start": name, "end": own}
            yield PAID_BY, {"start": own, "end": "firm"}
    elif kind == "engagement":
        yield Engagement, {"engagement_id": key, "held_on": on, "is_cancelled": False}
        yield HELD, {"start": "MSL", "end": key}
        yield ENGAGED, {"start": key, "end": names[0]}


def _index(draw: Draw, rows: Rows, as_of: date, known_by: datetime | None = None) -> dict[str, Any]:
    with TemporaryDirectory() as home, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        drawing = draw(Path(home) / "drawn", rows)
        open_drawn(connection, drawing.folder)
        prepare(connection, as_of, known_by)
        view(connection, *TIES.values())
        folder = tie_indexing.write(Path(home), "0", connection)
        return {place.name: np.load(place) for place in sorted(folder.glob("*.npy"))}


def _same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert list(one) == list(other)
    for name, values in one.items():
        assert np.array_equal(values, other[name]), name


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(records=RECORDS, cut=st.integers(0, 365 * 6))
def test_a_day_equals_a_rebuild_from_files_that_end_on_it(
    draw_by_hand: Draw, records: list[Record], cut: int
) -> None:
    # Numbered before the cut, that a record has the same key in both.
    kept = [one if one[1] <= cut else ("none", 0, one[2]) for one in records]
    as_of = BEGIN + timedelta(days=cut)
    late = _index(draw_by_hand, _rows(records), as_of)
    _same(late, _index(draw_by_hand, _rows(kept), as_of))


def test_what_was_loaded_later_is_not_known_by_then(draw_by_hand: Draw) -> None:
    early = {"known_from": datetime(2025, 1, 1, tzinfo=UTC)}
    late = {"known_from": datetime(2025, 6, 1, tzinfo=UTC)}
    records: list[Record] = [("paper", 100, ["a", "b"]), ("paper", 200, ["c", "d"])]
    rows = _rows(records)
    for row in rows[AUTHORED]:
        row |= early if row["end"] == "paper 0" else late
    day = BEGIN + timedelta(days=400)
    then = _index(draw_by_hand, rows, day, datetime(2025, 3, 1, tzinfo=UTC))
    _same(then, _index(draw_by_hand, _rows(records[:1]), day))
    assert len(_index(draw_by_hand, rows, day)["near.npy"]) == 4
