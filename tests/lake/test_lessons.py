"""A lesson stands for a month, while about as many records are there, for the same code."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lake.lessons import Lessons

DAY, CODE = date(2025, 3, 17), "code"
OLD, NEW = {"steps": [[0.0, 0.1], [1.0, 0.9]]}, {"steps": [], "withheld": "too few"}


def _learning(lesson: Any) -> Callable[[], Any]:
    return lambda: lesson


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that keeps one lesson."""
    first = Lessons(DAY, CODE, tmp_path)
    assert first.of("paper", 1_000, _learning(OLD)) == OLD
    assert first.of("paper", 1_000, _learning(NEW)) == OLD
    first.keep()
    return tmp_path


@pytest.mark.parametrize(
    ("day", "records", "expected"),
    [
        (date(2025, 3, 1), 1_050, OLD),
        (date(2025, 3, 31), 950, OLD),
        (date(2025, 4, 1), 1_000, NEW),
        (date(2024, 3, 17), 1_000, NEW),
        (DAY, 1_051, NEW),
        (DAY, 949, NEW),
        (DAY, 0, NEW),
    ],
)
def test_it_is_learnt_anew_in_another_month_or_from_other_records(
    home: Path, day: date, records: int, expected: Any
) -> None:
    later = Lessons(day, CODE, home)
    assert later.of("paper", records, _learning(NEW)) == expected
    assert later.of("trial", records, _learning(NEW)) == NEW  # nothing was kept of this
    later.keep()
    assert Lessons(day, CODE, home).of("paper", records, _learning("other")) == expected


def test_other_code_learns_its_own_and_so_does_who_wants_it_afresh(home: Path) -> None:
    assert Lessons(DAY, "other", home).of("paper", 1_000, _learning(NEW)) == NEW
    afresh = Lessons(DAY, CODE, home, afresh=True)
    afresh.of("trial", 10, _learning(OLD))
    afresh.keep()  # and what it did not ask for stays
    assert Lessons(DAY, CODE, home).of("paper", 1_000, _learning(NEW)) == OLD
    assert afresh.of("paper", 1_000, _learning(NEW)) == NEW
    assert afresh.of("paper", 1_000, _learning(OLD)) == NEW


def test_without_a_home_nothing_is_kept(tmp_path: Path) -> None:
    lessons = Lessons(DAY, CODE)
    assert lessons.of("paper", 1, _learning(OLD)) == OLD
    lessons.keep()
    assert not list(tmp_path.iterdir())
