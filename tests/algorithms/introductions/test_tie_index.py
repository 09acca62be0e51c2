"""The index holds the drawn ties, belongs to one refresh, and searches as the rows would."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from algorithms.introductions import tie_files, tie_index, tie_indexing
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter
from algorithms.paths.searcher import Searcher
from algorithms.ties.tables import look
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from schema.nodes import Liaison, Payment, Person
from schema.relationships import CONNECTED_TO, MET, PAID_BY, RECEIVED
from schema.sharing import SHARES_EVENTS
from schema.ties import ENGAGEMENT, INDUSTRY, PAPER, PAYMENT, TRIAL

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Drawing]
#  L ── 0.5 ── P1 ── 0.5 paper, 0.4 industry ── P2 ── 0.25 trial ── P3
#                                                └── 0.2 event ─────┘
WORKED = [("P1", "P2", 0.5, None, 0.4), ("P2", "P3", 0.0, 0.25, 0.0)]
DAYS = {"paper": date(2024, 2, 29), "trial": date(2020, 1, 1), "industry": None}
MADE_FROM = "0123456789abcdef0000"


@pytest.fixture
def drawing(tmp_path: Path, draw_by_hand: Draw) -> Drawing:
    """The ties above as tables."""
    worked = [
        {
            "start": a,
            "end": b,
            **dict(zip((f"{kind}_strength" for kind in DAYS), strengths, strict=True)),
            **{f"{kind}_last_on": on for kind, on in DAYS.items()},
        }
        for a, b, *strengths in WORKED
    ]
    event = {"start": "P2", "end": "P3", "strength": 0.2, "last_on": date(2021, 1, 1)}
    met = {"start": "L", "end": "P1", "strength": 0.5, "last_on": date(2025, 1, 1)}
    rows = {
        Person: [{"person_id": one} for one in ("P3", "P1", "P4", "P2")],
        Liaison: [{"liaison_id": "L"}],
        CONNECTED_TO: worked,
        SHARES_EVENTS: [event],
        MET: [met],
        Payment: [{"payment_id": "1"}, {"payment_id": "2", "paid_on": date(2030, 1, 1)}],
        RECEIVED: [{"start": "P2", "end": "1"}, {"start": "P3", "end": "2"}],
        PAID_BY: [{"start": "1", "end": "firm"}, {"start": "2", "end": "later"}],
    }
    return draw_by_hand(tmp_path / "drawn", rows)


@pytest.fixture
def written(tmp_path: Path, drawing: Drawing) -> Path:
    """The folder of an index of the ties above, as a refresh would write it."""
    return _write(tmp_path, drawing)


def _write(home: Path, drawing: Drawing, **held: int) -> Path:
    with duckdb.connect() as connection:
        open_drawn(connection, drawing.folder)
        look(connection, date(2026, 1, 1))
        return tie_indexing.write(home, tie_index.version(MADE_FROM), connection, **held)


def _from_rows() -> TieIndex:
    rows = [
        {"a": a, "b": b, "kind": bit, "strength": strength, "last_on": DAYS[kind]}
        for a, b, *strengths in WORKED
        for (kind, bit), strength in zip(
            {"paper": PAPER, "trial": TRIAL, "industry": INDUSTRY}.items(), strengths, strict=True
        )
        if strength
    ]
    rows.append({"a": "P2", "b": "P3", "kind": PAYMENT, "strength": 0.2})
    rows[-1]["last_on"] = date(2021, 1, 1)
    turned = [{**row, "a": row["b"], "b": row["a"]} for row in rows]
    met = {"a": "L", "b": "P1", "kind": ENGAGEMENT, "strength": 0.5, "last_on": date(2025, 1, 1)}
    every = [{**row, "is_liaison": False} for row in rows + turned]
    paid = [{"person": "P2", "company": "firm"}]
    return tie_index.of_rows([*every, {**met, "is_liaison": True}], paid)


def test_the_index_from_files_and_from_rows_say_the_same(written: Path) -> None:
    for index in (tie_index.opened(written), _from_rows()):
        places = [index.place(person) for person in ("P1", "P2", "P3")]
        one, two, three = (place for place in places if place is not None)
        assert index.strength(one, two) == pytest.approx(1 - 0.5 * 0.6)
        assert index.strength(one, two, PAPER) == pytest.approx(0.5)
        assert index.strength(one, two, TRIAL) == 0
        assert index.strength(two, one, INDUSTRY | TRIAL) == pytest.approx(0.4)
        assert index.strength(two, three) == pytest.approx(1 - 0.75 * 0.8)
        kinds = PAPER | TRIAL | INDUSTRY
        (found,) = Searcher(index.arcs).chains([one], three, 3, 4, Filter(kinds))
        assert [index.person(node) for node in found.nodes] == ["P1", "P2", "P3"]
        assert np.exp(-found.cost) == pytest.approx(0.7 * 0.25)
        young = Filter(since=tie_index.years_before(date(2024, 6, 1), 2))
        assert Searcher(index.arcs).chains([one], three, 3, 4, young) == []
        left_out = Filter(banned=index.without(["P2", "nobody"]))
        assert Searcher(index.arcs).chains([one], three, 3, 4, left_out) == []
        assert index.place("P9") is None
        assert [index.degree(place) for place in (one, two, three)] == [2, 2, 1]


def test_a_liaison_has_a_place_of_their_own_and_is_never_inside_a_chain(written: Path) -> None:
    for index in (tie_index.opened(written), _from_rows()):
        liaison, two = index.liaison("L"), index.place("P2")
        assert liaison is not None and two is not None
        assert index.is_liaison(liaison) and index.person(liaison) == "L"
        assert (index.liaison("P1"), index.place("L")) == (None, None)
        (found,) = Searcher(index.arcs).chains([liaison], two, 3, 4)
        assert [index.person(node) for node in found.nodes] == ["L", "P1", "P2"]
        assert np.exp(-found.cost) == pytest.approx(0.5 * 0.7)


def test_payees_of_a_company_are_those_paid_by_the_day_asked(written: Path) -> None:
    for index in (tie_index.opened(written), _from_rows()):
        (firm,) = index.paid.places(["firm", "later"])
        two, three = index.place("P2"), index.place("P3")
        assert index.paid.payees([firm]).tolist() == [two]
        assert (index.paid.by(two or 0), index.paid.by(three or 0)) == ({firm}, set())


def test_of_indexes_of_other_days_the_latest_four_stay(written: Path) -> None:
    index = tie_index.opened(written)
    for number in range(6):
        tie_files.put(written.parents[1], f"{written.name}+2020010{number}", index)
    kept = sorted(folder.name for folder in written.parent.iterdir())
    assert kept[0] == written.name
    assert kept[1:] == [f"{written.name}+2020010{number}" for number in (2, 3, 4, 5)]
    tie_files.put(written.parents[1], "fedcba9876543210", index)
    assert [folder.name for folder in written.parent.iterdir()] == ["fedcba9876543210"]


def test_the_index_that_is_served_stays_while_the_next_is_made(
    written: Path, tmp_path: Path
) -> None:
    index, later = tie_index.opened(written), tie_index.version("fedcba98765432100000")
    (tmp_path / "refreshed").write_text(MADE_FROM)
    tie_files.put(tmp_path, f"{written.name}+20200101", index)
    tie_files.put(tmp_path, later, index)
    assert tie_index.current(tmp_path) == written
    kept = sorted(folder.name for folder in written.parent.iterdir())
    assert kept == [written.name, f"{written.name}+20200101", later]
    (tmp_path / "refreshed").write_text("fedcba98765432100000")
    tie_files.tidy(tmp_path)
    assert [folder.name for folder in written.parent.iterdir()] == [later]


def test_an_index_of_another_refresh_counts_as_absent(written: Path, tmp_path: Path) -> None:
    folder = written
    assert tie_index.current(tmp_path) is None  # the refresh has not ended
    (tmp_path / "refreshed").write_text(MADE_FROM)
    assert tie_index.current(tmp_path) == folder
    (tmp_path / "refreshed").write_text("fedcba98765432100000")
    assert tie_index.current(tmp_path) is None


def test_an_index_made_in_many_ranges_is_the_same_byte_for_byte(
    written: Path, drawing: Drawing, tmp_path: Path
) -> None:
    many = _write(tmp_path / "other", drawing, most=1)
    files = {file.name: file.read_bytes() for file in written.iterdir()}
    assert {file.name: file.read_bytes() for file in many.iterdir()} == files
    # Two kinds have three arcs from either end: P1 and P2, P2 and P3; one kind has one: L and P1.
    assert len(np.load(many / "near.npy")) == 2 * (3 + 3 + 1)


def test_an_array_that_grew_is_the_file_that_numpy_saves(tmp_path: Path) -> None:
    for kind, values in (("i8", np.arange(10**5)), ("S7", np.array([b"a", b"bc"])), ("f4", [])):
        whole = np.array(values, kind)
        np.save(tmp_path / "whole.npy", whole)
        with tie_files.growing(tmp_path / "grown.npy", kind) as add:
            for part in np.array_split(whole, 3):
                add(part)
        assert (tmp_path / "grown.npy").read_bytes() == (tmp_path / "whole.npy").read_bytes()


def test_an_index_that_failed_half_way_leaves_nothing_and_not_the_one_before_harmed(
    written: Path,
) -> None:
    before = {file.name: file.read_bytes() for file in written.iterdir()}
    with (
        pytest.raises(OSError, match="no room"),
        tie_files.placed(written.parents[1], written.name) as new,
    ):
        (new / "near.npy").touch()
        raise OSError("no room")
    assert [one.name for one in written.parent.iterdir()] == [written.name]
    assert {file.name: file.read_bytes() for file in written.iterdir()} == before


def test_what_is_being_written_stays_and_what_a_killed_process_left_goes(tmp_path: Path) -> None:
    left = tmp_path / "ties" / "new-left"
    left.mkdir(parents=True)
    (left / "writing.lock").touch()
    older = tmp_path / "ties" / "new-without-a-lock"
    older.mkdir()
    os.utime(older, (0, 0))
    with tie_files.placed(tmp_path, "1") as new:
        tie_files.tidy(tmp_path)
        assert [*new.parent.iterdir()] == [new]
    assert [one.name for one in new.parent.iterdir()] == ["1"]
    assert [*(tmp_path / "ties" / "1").iterdir()] == []


def test_a_home_without_ties_has_an_empty_index() -> None:
    assert tie_index.of_rows([]).place("P1") is None
