"""What a list of leaders says: a name alone names nobody, and the latest word stands."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.profession import LeadershipRole

HEADER = "npi,institution,institution_id,role,to_on,stated_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "leadership", sample("leadership", "leadership_2025-01-15.csv"))


def test_of_several_days_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    older.write_text(HEADER + "1234567893,Oak University,,dean,,2024-03-01\n")
    newer.write_text(HEADER + "1234567893,Oak University,,dean,2024-08-31,2024-09-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "leadership", *order)
        [row] = Lake(home).facts(LeadershipRole).to_pyarrow().to_pylist()
        assert (str(row["to_on"]), str(row["stated_on"])) == ("2024-08-31", "2024-09-01")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("002pd6e78", "ror:002pd6e78"),
        ("https://ror.org/002PD6E78", "ror:002pd6e78"),
        ("22-0071", "ccn:220071"),
        ("ccn:22s071", "ccn:22S071"),
        ("1234567893", "npi:1234567893"),
        ("1234567890", None),
        ("npi:220071", None),
        ("name:oak", None),
    ],
)
def test_an_institution_is_known_by_its_identifier_however_it_is_written(
    tmp_path: Path, given: str, read: str | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + f"1234567893,Oak,{given},dean,,2024-03-01\n")
    [outcome] = in_turn(tmp_path / "home", "leadership", path)
    [row] = Lake(tmp_path / "home").facts(LeadershipRole).to_pyarrow().to_pylist()
    assert (row["institution_id"], len(outcome.rejects)) == (read, 0 if read else 1)
