"""The digest of a table changes with all that its rows come from, and with nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lake.current import Lake
from lake.ledger import Load
from lake.lineage import Lineage
from lake.relations import Relation, needed
from schema.nodes import Journal, Topic
from schema.vocabulary import Declared

Deliver = Callable[..., Load]

TITLES = Relation("made.titles", "title VARCHAR", 'SELECT title FROM facts."Journal"')
COUNT = Relation("made.count", "n BIGINT", "SELECT count(*) AS n FROM made.titles")
TOPICS = Relation("made.topics", "name VARCHAR", 'SELECT name FROM facts."Topic"')


def _put(deliver: Deliver, home: Path, file: str, kind: type[Declared], source: str) -> None:
    key = "journal_id" if kind is Journal else "name"
    unit = {"unit": file, "entry": 0}
    stands = unit | {"edition": "1", "batch": "", "withdrawn": False}
    row: dict[str, Any] = unit | {"record": file, key: file}
    deliver(home, file, [stands], {kind: [row]}, source=source)


def _lineage(home: Path, seed: str = "", of_topics: str = "") -> dict[str, str]:
    lake = Lake(home)
    lineage = Lineage(lake, seed)
    lineage.take([TITLES, COUNT])
    lineage.take([TOPICS], of_topics)
    found = {one.name: lineage.of(one.name) for one in (TITLES, COUNT, TOPICS)}
    lake.close()
    return found


def test_a_load_changes_what_is_made_of_its_source_alone(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "a", Journal, "journals")
    _put(deliver, tmp_path, "b", Topic, "topics")
    before = _lineage(tmp_path)
    assert _lineage(tmp_path) == before
    _put(deliver, tmp_path, "c", Journal, "journals")
    after = _lineage(tmp_path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"made.titles", "made.count"}


def test_a_withdrawal_counts_although_it_states_no_fact(deliver: Deliver, tmp_path: Path) -> None:
    _put(deliver, tmp_path, "a", Journal, "journals")
    before = _lineage(tmp_path)
    gone = {"unit": "a", "entry": 0, "edition": "", "batch": "2", "withdrawn": True}
    deliver(tmp_path, "gone", [gone], {}, source="journals")
    assert _lineage(tmp_path)["made.titles"] != before["made.titles"]


def test_the_seed_changes_all_and_one_of_a_relation_what_is_made_of_it(
    deliver: Deliver, tmp_path: Path
) -> None:
    _put(deliver, tmp_path, "a", Journal, "journals")
    before, seeded, dated = (
        _lineage(tmp_path),
        _lineage(tmp_path, seed="x"),
        _lineage(tmp_path, of_topics="x"),
    )
    assert all(before[name] != seeded[name] for name in before)
    assert {name for name in before if before[name] != dated[name]} == {"made.topics"}


def test_an_unknown_relation_has_no_lineage(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Lineage(Lake(tmp_path), "").of("made.titles")


def test_what_is_needed_is_what_the_wanted_ones_read_in_order() -> None:
    assert needed([COUNT, TOPICS, TITLES], [COUNT]) == [TITLES, COUNT]
    assert needed([COUNT, TOPICS, TITLES], []) == []
