"""What the provider registry says of persons and organisations."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.mentions import Practitioner, Registration

MONTH = "npidata_pfile_20050523-20250112.csv"
WEEK = "npidata_pfile_20250127-20250202.csv"


@pytest.mark.parametrize("name", [MONTH, WEEK])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    said = "\n".join(facts(golden(request, "nppes", sample("nppes", name))))
    assert "NEVER" not in said  # neither a street nor the mailing address
    assert "2175550100" not in said
    assert "627011234" not in said


def test_a_newer_row_stands_and_an_older_one_does_not_undo_a_deactivation(tmp_path: Path) -> None:
    for order in ((MONTH, WEEK), (WEEK, MONTH)):
        home = tmp_path / order[0]
        in_turn(home, "nppes", *order)
        lake = Lake(home)
        rows = {r["npi"]: r for r in lake.facts(Practitioner).to_pyarrow().to_pylist()}
        assert rows["2234567891"]["last_name"] == "QUILL-REED"  # 2025-02-01 after 2024-07-08
        assert rows["2222222228"]["last_name"] is None  # 2021-03-04 after 2019-01-01
        assert str(rows["2222222228"]["deactivated_on"]) == "2021-03-04"
        registered = lake.facts(Registration).to_pyarrow().to_pylist()
        # The second and the fifteenth of the older row are gone with it.
        assert [r["ordinal"] for r in registered if r["npi"] == "2234567891"] == [1]


def test_a_row_with_a_false_npi_is_refused_with_its_line(tmp_path: Path) -> None:
    file = sample("nppes", MONTH)
    [outcome] = in_turn(tmp_path, "nppes", file)
    refused = [(r["record"], r["field"]) for r in outcome.rejects]
    assert refused == [
        ("2234567892 (line 6)", "NPI"),
        ("223456789 (line 7)", "NPI"),
        ("2666666666 (line 8)", "Last Update Date"),
    ]
    assert outcome.facts["Practitioner"] == 4  # three good rows and one without a date
    assert outcome.facts["Institution"] == 1


def test_the_file_of_other_names_is_refused_by_the_column_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "othername_pfile.csv"
    file.write_text('"NPI","Provider Other Organization Name"\n"2234567891","X"\n')
    [outcome] = in_turn(tmp_path / "home", "nppes", file)
    assert outcome.state == "refused"
    assert "no column 'Entity Type Code'" in str(outcome.rejects[0]["reason"])
