"""What is taken of clinical volumes, and that no CPT code or text ever is."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.mentions import Volume

FILE = "volumes_2025-01-01.csv"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    said = "\n".join(facts(golden(request, "volumes", sample("volumes", FILE))))
    assert "99213" not in said
    assert "Office visit" not in said


def test_a_later_file_replaces_the_period(tmp_path: Path) -> None:
    later = tmp_path / "volumes_2025-07-01.csv"
    later.write_text(
        "npi,period,code_group,setting,services,patients\n"
        "1234567893,2024Q1,Cardiac catheterisation,inpatient,44,35\n"
    )
    for order in ((FILE, later), (later, FILE)):
        home = tmp_path / str(order[0] == later)
        in_turn(home, "volumes", *order)
        rows = Lake(home).facts(Volume).to_pyarrow().to_pylist()
        [quarter] = [r for r in rows if str(r["to_on"]) == "2024-03-31"]
        assert (str(quarter["from_on"]), quarter["services"]) == ("2024-01-01", 44)


@pytest.mark.parametrize("column", ["CPT Code", "hcpcs", "procedure_code"])
def test_a_file_with_a_column_of_codes_is_refused(column: str, tmp_path: Path) -> None:
    place = tmp_path / "v.csv"
    place.write_text(f"npi,period,code_group,{column},services\n1234567893,2024,Echo,93306,5\n")
    [outcome] = in_turn(tmp_path / "home", "volumes", place)
    assert outcome.state == "refused"
    assert f"the column {column!r}" in str(outcome.rejects[0]["reason"])
    assert "93306" not in str(outcome.rejects)
