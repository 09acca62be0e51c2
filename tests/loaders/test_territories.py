"""What a plan of the field says, and that no row covers more than it meant."""

from pathlib import Path

import pytest
from golden import facts, golden, load
from loaded import in_turn, sample

from lake.current import Lake
from schema.fieldwork import TerritoryStatement

HEADER = "liaison,state,specialty,stated_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "territories", sample("territories", "territories_2025-01-15.csv"))


def test_a_row_with_no_such_state_does_not_cover_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "territories.csv"
    file.write_text(HEADER + "MSL-01,Bavaria,Cardiology,2025-01-15\n")
    [reject] = facts(load("territories", file))
    assert "is no state or territory of the United States" in reject


def test_a_later_plan_replaces_the_earlier_one(tmp_path: Path) -> None:
    older, newer = (tmp_path / f"territories_{year}-01-01.csv" for year in (2024, 2025))
    older.write_text(HEADER + "MSL-01,MA,,2024-01-01\nMSL-02,NY,,2024-01-01\n")
    newer.write_text(HEADER + "MSL-02,MA,,2025-01-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "territories", *order)
        [row] = Lake(home).facts(TerritoryStatement).to_pyarrow().to_pylist()
        assert (row["liaison"], row["state"]) == ("MSL-02", "MA")
