"""What the boards say of licences: unknown stays unknown, and a name alone names nobody."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.mentions import BoardLicence

HEADER = "npi,state,number,status,checked_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "licences", sample("licences", "licences_2025-01-15.csv"))


def test_of_several_checks_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    older.write_text(HEADER + "1234567893,MA,7,active,2024-03-01\n")
    newer.write_text(HEADER + "1234567893,MA,7,revoked,2024-09-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "licences", *order)
        [row] = Lake(home).facts(BoardLicence).to_pyarrow().to_pylist()
        assert (row["status"], str(row["checked_on"])) == ("revoked", "2024-09-01")


def test_a_file_that_names_nobody_by_a_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,state,number,status,checked_on\nAda Quill,MA,7,active,2024-03-01\n")
    [outcome] = in_turn(tmp_path / "home", "licences", path)
    assert outcome.state == "refused"
    assert "neither a column 'npi' nor 'orcid': give one" in str(outcome.rejects[0]["reason"])
