"""What the list of hospitals says."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, rows, sample

from lake.current import Lake
from schema.mentions import Hospital

FORMER, LATER = (
    "Hospital_General_Information_2020-04-01.csv",
    "Hospital_General_Information_2025-02-01.csv",
)


@pytest.mark.parametrize("name", [FORMER, LATER])
def test_the_standare_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    said = "\n".join(facts(golden(request, "hospitals", sample("hospitals", name))))
    assert "NEVER STREET" not in said
    assert "555" not in said
    assert "new column" not in said


def test_a_later_list_replaces_the_former_in_either_order(tmp_path: Path) -> None:
    for n, order in enumerate(((FORMER, LATER), (LATER, FORMER))):
        home = tmp_path / str(n)
        in_turn(home, "hospitals", *order)
        [only] = Lake(home).facts(Hospital).to_pyarrow().to_pylist()
        assert (only["ccn"], only["rating"], only["has_emergency"]) == ("050099", 5, True)


def test_what_is_not_rated_has_no_rating_and_numbers_keep_zeros_and_letters() -> None:
    stated = {row["ccn"]: row["rating"] for row in rows("hospitals", FORMER)["Hospital"]}
    assert stated == {"050099": 4, "14000F": None, "050101": None}
