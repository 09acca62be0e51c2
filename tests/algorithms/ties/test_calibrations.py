"""A calibration stands for a month, while about as many entries are judged by the same code."""

from collections.abc import Callable
from datetime import date

import pytest

from algorithms.ties import calibration
from algorithms.ties.calibration import Calibrations, Learnt

DAY = date(2025, 3, 17)
OLD, NEW = Learnt([(0.0, 0.1), (1.0, 0.9)]), Learnt([(0.0, 0.2), (1.0, 0.8)], "too few")


def _learning(learnt: Learnt) -> Callable[[], Learnt]:
    return lambda: learnt


def _kept() -> Calibrations:
    first = Calibrations(DAY)
    assert first.of("paper", 1_000, _learning(OLD)) == OLD
    return first


@pytest.mark.parametrize(
    ("day", "entries", "expected"),
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
def test_it_is_learnt_anew_in_another_month_or_for_other_entries(
    day: date, entries: int, expected: Learnt
) -> None:
    later = Calibrations(day, _kept().table())
    assert later.of("paper", entries, _learning(NEW)) == expected
    assert later.of("trial", entries, _learning(NEW)) == NEW  # another kind has none
    # What stands is kept as it was learnt, and what was learnt anew in its place.
    [paper] = [row for row in later.table().to_pylist() if row["kind"] == "paper"]
    assert paper["entries"] == (1_000 if expected is OLD else entries)
    assert paper["withheld"] == expected.withheld


def test_other_code_learns_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _kept().table()
    monkeypatch.setattr(calibration, "code", lambda: "other")
    assert Calibrations(DAY, kept).of("paper", 1_000, _learning(NEW)) == NEW
