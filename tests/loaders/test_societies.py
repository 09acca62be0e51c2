"""What a society's roll says: a name alone names nobody, and the latest word stands."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.mentions import SocietyRole

HEADER = "npi,society,role,to_on,stated_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "societies", sample("societies", "societies_2025-01-15.csv"))


def test_of_several_days_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    older.write_text(HEADER + "1234567893,Lung Society,officer,,2024-03-01\n")
    newer.write_text(HEADER + "1234567893,Lung Society,officer,2024-08-31,2024-09-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "societies", *order)
        [row] = Lake(home).facts(SocietyRole).to_pyarrow().to_pylist()
        assert (str(row["to_on"]), str(row["stated_on"])) == ("2024-08-31", "2024-09-01")
