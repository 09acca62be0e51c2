"""What stands depends on what the files say, never on when or in which order they were loaded."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lake.current import Lake
from lake.ledger import Load
from schema.nodes import Journal

Deliver = Callable[..., Load]
FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def _says(
    title: str, edition: str = "1", batch: str = "", withdrawn: bool = False, unit: str = "J1"
) -> dict[str, Any]:
    """One unit of a file, and the journal it states; a withdrawal states none."""
    return {
        "title": title,
        "unit": unit,
        "edition": edition,
        "batch": batch,
        "withdrawn": withdrawn,
    }


def _put(deliver: Deliver, home: Path, file: str, said: list[dict[str, Any]], **more: Any) -> Load:
    units, journals = [], []
    for entry, one in enumerate(said, 1):
        place = {"unit": one["unit"], "entry": entry}
        units.append(place | {k: one[k] for k in ("edition", "batch", "withdrawn")})
        if not one["withdrawn"]:
            about = {"record": one["unit"], "journal_id": one["unit"], "title": one["title"]}
            journals.append(place | about)
    return deliver(home, file, units, {Journal: journals}, **more)


def _titles(home: Path, as_of: datetime | None = None) -> list[str]:
    lake = Lake(home, as_of)
    found = lake.sql('SELECT title FROM facts."Journal" ORDER BY title')["title"].to_pylist()
    lake.close()
    return list(found)


def test_an_empty_lake_has_every_table_and_no_row(tmp_path: Path) -> None:
    assert _titles(tmp_path) == []


def test_the_greatest_edition_of_a_unit_stands(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "newer", [_says("new", edition="2024")])
    _put(deliver, tmp_path, "older", [_says("old", edition="2023")])
    assert _titles(tmp_path) == ["new"]


def test_units_do_not_replace_each_other(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "one", [_says("a", "1"), _says("b", "2", unit="J2")])
    assert _titles(tmp_path) == ["a", "b"]


def test_two_sources_do_not_replace_each_other(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "one", [_says("a", "1")], source="first")
    _put(deliver, tmp_path, "two", [_says("b", "2")], source="second")
    assert _titles(tmp_path) == ["a", "b"]


def test_of_one_edition_the_later_batch_stands(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "later", [_says("later", batch="0002")])
    _put(deliver, tmp_path, "earlier", [_says("earlier", batch="0001")])
    assert _titles(tmp_path) == ["later"]


def test_of_two_entries_in_one_file_the_last_stands(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "twice", [_says("first"), _says("last")])
    assert _titles(tmp_path) == ["last"]


def test_a_later_edition_replaces_a_unit_as_a_whole(deliver: Deliver, tmp_path: Path) -> None:
    """The old edition spoke of two journals; the new one speaks of one, so one is gone."""
    unit = {"unit": "volume", "entry": 0, "batch": "", "withdrawn": False}
    rows = [
        {"unit": "volume", "entry": 0, "record": "r", "journal_id": j, "title": j} for j in "ab"
    ]
    deliver(tmp_path, "old", [unit | {"edition": "1"}], {Journal: rows})
    deliver(tmp_path, "new", [unit | {"edition": "2"}], {Journal: rows[:1]})
    assert _titles(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("batch_of_record", "stands"), [("0001", []), ("0002", []), ("0003", ["said"])]
)
def test_a_withdrawal_takes_back_its_own_and_earlier_batches(
    deliver: Deliver, tmp_path: Path, batch_of_record: str, stands: list[str]
) -> None:
    _put(deliver, tmp_path, "withdrawal", [_says("", "", "0002", withdrawn=True)])
    _put(deliver, tmp_path, "record", [_says("said", "9", batch_of_record)])
    assert _titles(tmp_path) == stands


@pytest.mark.parametrize(
    ("batch_of_record", "stands"), [("0001", ["kept"]), ("0002", ["kept", "said"])]
)
def test_a_whole_list_withdraws_what_earlier_batches_said_and_it_no_longer_holds(
    deliver: Deliver, tmp_path: Path, batch_of_record: str, stands: list[str]
) -> None:
    _put(deliver, tmp_path, "list", [_says("kept", "1", "0002", unit="J2")], whole="0002")
    _put(deliver, tmp_path, "record", [_says("said", "9", batch_of_record)])
    assert _titles(tmp_path) == stands


def test_a_whole_list_stands_over_a_greater_edition_of_an_earlier_batch(
    deliver: Deliver, tmp_path: Path
) -> None:
    _put(deliver, tmp_path, "earlier", [_says("earlier", "9", "0001")])
    _put(deliver, tmp_path, "list", [_says("of the list", "1", "0002")], whole="0002")
    assert _titles(tmp_path) == ["of the list"]


def test_a_whole_list_withdraws_nothing_of_another_source(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "other", [_says("other", batch="0001")], source="other")
    _put(deliver, tmp_path, "list", [_says("listed", unit="J2")], whole="0002")
    assert _titles(tmp_path) == ["other"]


def test_of_two_whole_lists_of_one_batch_neither_withdraws_what_the_other_holds(
    deliver: Deliver, tmp_path: Path
) -> None:
    for name, unit in (("tree", "J1"), ("descriptors", "J2")):
        _put(deliver, tmp_path, name, [_says(name, batch="2025", unit=unit)], whole="2025")
    assert _titles(tmp_path) == ["descriptors", "tree"]


def test_before_a_whole_list_was_loaded_what_it_lacks_stands_and_then_it_is_history(
    deliver: Deliver, tmp_path: Path
) -> None:
    _put(deliver, tmp_path, "old", [_says("old", batch="1")], at=FIRST, whole="1")
    later = FIRST + timedelta(days=1)
    _put(deliver, tmp_path, "new", [_says("new", batch="2", unit="J2")], at=later, whole="2")
    assert _titles(tmp_path, FIRST) == ["old"]
    assert _titles(tmp_path) == ["new"]
    lake = Lake(tmp_path)
    history = lake.sql('SELECT title FROM history."Journal" ORDER BY title')["title"]
    assert history.to_pylist() == ["new", "old"]


def test_as_of_an_earlier_instant_later_loads_are_not_known(
    deliver: Deliver, tmp_path: Path
) -> None:
    _put(deliver, tmp_path, "old", [_says("old", "1")], at=FIRST)
    _put(deliver, tmp_path, "new", [_says("new", "2")], at=FIRST + timedelta(days=1))
    assert _titles(tmp_path, FIRST - timedelta(seconds=1)) == []
    assert _titles(tmp_path, FIRST) == ["old"]
    assert _titles(tmp_path, FIRST + timedelta(days=1)) == ["new"]
    assert _titles(tmp_path) == ["new"]


def test_superseded_facts_are_kept_beside_those_that_stand(
    deliver: Deliver, tmp_path: Path
) -> None:
    _put(deliver, tmp_path, "old", [_says("old", "1")])
    _put(deliver, tmp_path, "new", [_says("new", "2")])
    lake = Lake(tmp_path)
    assert sorted(lake.all(Journal).title.to_pyarrow().to_pylist()) == ["new", "old"]
    assert lake.facts(Journal).title.to_pyarrow().to_pylist() == ["new"]


digits = st.sampled_from("123")
said = st.builds(
    _says,
    title=st.uuids().map(str),
    edition=digits,
    batch=digits,
    withdrawn=st.booleans(),
    unit=st.sampled_from(["J1", "J2"]),
)
whole = st.none() | digits
files = st.lists(st.tuples(st.lists(said, min_size=1, max_size=3), whole), min_size=1, max_size=4)


def _expected(by_load: dict[str, list[dict[str, Any]]], wholes: list[str]) -> list[str]:
    """The rule once more, one row at a time."""
    latest = max(wholes, default="")
    rows = [
        (one["unit"], (one["edition"], one["batch"], load, entry), one)
        for load, said in by_load.items()
        for entry, one in enumerate(said, 1)
    ]
    standing: dict[str, Any] = {}
    for unit, rank, one in rows:
        taken_back = [o["batch"] for u, _, o in rows if u == unit and o["withdrawn"]]
        if one["withdrawn"] or any(batch >= one["batch"] for batch in taken_back):
            continue
        if one["batch"] < latest:
            continue
        if unit not in standing or rank > standing[unit][0]:
            standing[unit] = (rank, one["title"])
    return sorted(title for _, title in standing.values())


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=files, random=st.randoms(use_true_random=False))
def test_in_whatever_order_files_are_loaded_the_same_facts_stand(
    deliver: Deliver, files: list[tuple[list[dict[str, Any]], str | None]], random: Any
) -> None:
    shuffled = list(enumerate(files))
    random.shuffle(shuffled)
    for order in (list(enumerate(files)), shuffled):
        with tempfile.TemporaryDirectory() as folder:
            by_load = {
                _put(
                    *(deliver, Path(folder), f"file {n}", said),
                    at=FIRST + timedelta(days=at),
                    whole=whole,
                ).load: said
                for at, (n, (said, whole)) in enumerate(order)
            }
            wholes = [whole for _, whole in files if whole is not None]
            assert _titles(Path(folder)) == _expected(by_load, wholes)
