"""What the list of exclusions says, whole and by month."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.nodes import Exclusion

FULL, BACK = "UPDATED.csv", "1601REIN.txt"


@pytest.mark.parametrize("name", [FULL, BACK])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    said = "\n".join(facts(golden(request, "leie", sample("leie", name))))
    assert "NEVER" not in said  # no street
    assert "1950" not in said  # no birth date


def test_a_reinstatement_stands_over_the_exclusion_in_either_order(tmp_path: Path) -> None:
    for order in ((FULL, BACK), (BACK, FULL)):
        home = tmp_path / order[0]
        in_turn(home, "leie", *order)
        rows = {row["name"]: row for row in Lake(home).facts(Exclusion).to_pyarrow().to_pylist()}
        assert str(rows["QUILL, ADA MAE"]["reinstated_on"]) == "2016-01-12"
        assert str(rows["QUILL, ADA MAE"]["excluded_on"]) == "2015-08-20"
        assert rows["QUILL, ADA MAE"]["npi"] == "2234567891"
        assert rows["SPRINGFIELD PAIN MANAGEMENT INC"]["npi"] is None  # printed as ten zeros
        assert set(rows) == {"QUILL, ADA MAE", "SPRINGFIELD PAIN MANAGEMENT INC", "O'DAY, BO"}


def test_false_values_are_noted_and_a_nameless_row_is_left_out(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "leie", FULL)
    noted = [(r["record"].split(" ", 1)[1], r["field"], r["value"]) for r in outcome.rejects]
    assert noted == [
        ("(line 4)", "EXCLDATE", "20991231"),
        ("(line 4)", "NPI", "2234567892"),
        ("(line 5)", "LASTNAME", None),
    ]
