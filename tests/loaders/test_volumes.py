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


@pytest.mark.parametrize(
    ("other", "services"),
    [
        ("1234567893,2024-Q1,Echo,office,40,33", [40]),  # the same once more
        ("1234567893,2024-Q1,Echo,office,44,33", []),
        ("1234567893,2024Q1,Echo,OFFICE,40,30", []),
        ("1234567893,2024-Q1,Echo,inpatient,44,33", [40, 44]),
        ("1234567893,2024-01,Echo,office,44,33", [40, 44]),
    ],
)
def test_of_two_rows_that_contradict_each_other_neither_is_taken(
    tmp_path: Path, other: str, services: list[int]
) -> None:
    place = tmp_path / "v.csv"
    first = "1234567893,2024-Q1,Echo,office,40,33"
    place.write_text(f"npi,period,code_group,setting,services,patients\n{first}\n{other}\n")
    [outcome] = in_turn(tmp_path / "home", "volumes", place)
    rows = Lake(tmp_path / "home").facts(Volume).to_pyarrow().to_pylist()
    assert sorted(row["services"] for row in rows) == services
    noted = [str(r["record"]).split()[-2:] for r in outcome.rejects]
    assert noted == ([] if services else [["(line", "2)"], ["(line", "3)"]])


@pytest.mark.parametrize("period", ["1/2024", "01/02/2024", "2024/1", "Jan 2024"])
def test_a_period_in_another_form_is_refused(tmp_path: Path, period: str) -> None:
    place = tmp_path / "v.csv"
    place.write_text(f"npi,period,code_group,services\n1234567893,{period},Echo,5\n")
    [outcome] = in_turn(tmp_path / "home", "volumes", place)
    assert [(r["field"], r["value"]) for r in outcome.rejects] == [("period", period)]
    assert Lake(tmp_path / "home").facts(Volume).count().execute() == 0
