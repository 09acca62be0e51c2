"""Relationships that the demo country plants are told as planted."""

from pathlib import Path

from benchmarks.rapport import accuracy, told


def test_planted_relationships_are_told_as_planted(tmp_path: Path) -> None:
    found = told(tmp_path, 600, 1)
    planted = {state for state, _ in found}
    assert planted == {"compounding", "steady", "drifting"}
    assert found.total() == 12 * 3  # one of each for every liaison
    assert accuracy(found) >= 0.95
