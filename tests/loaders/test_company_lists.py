"""What a list of companies says, and which contradictions it is held to."""

from pathlib import Path

import pytest
from golden import facts, golden, load
from loaded import in_turn, sample

from lake.current import Lake
from schema.industry import CompanyStatement

HEADER = "company,parent,from_on,to_on,checked_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "companies", sample("companies", "companies_2025-01-15.csv"))


def _rejects(folder: Path, rows: list[str]) -> list[str]:
    file = folder / "companies.csv"
    file.write_text(HEADER + "".join(f"{row},2025-01-15\n" for row in rows))
    lines = facts(load("companies", file))
    return [line for line in lines if line.startswith("Reject")]


def test_a_circle_of_links_that_never_held_on_one_day_is_none(tmp_path: Path) -> None:
    rows = ["A,B,2001-01-01,2005-12-31", "B,A,2006-01-01,"]
    assert _rejects(tmp_path, rows) == []
    [one, other] = _rejects(tmp_path, ["A,B,2001-01-01,2006-01-01", "B,A,2006-01-01,"])
    assert "leads back to the company itself" in one
    assert "leads back to the company itself" in other


def test_ten_levels_are_read_and_eleven_refused(tmp_path: Path) -> None:
    chain = [f"C{at},C{at + 1},," for at in range(11)]
    assert _rejects(tmp_path, chain[:10]) == []
    [refused] = _rejects(tmp_path, chain)
    assert "C0" in refused
    assert "more than 10 companies above it" in refused


def test_a_long_circle_is_refused_whole(tmp_path: Path) -> None:
    rows = [f"C{at},C{(at + 1) % 40},," for at in range(40)]
    assert len(_rejects(tmp_path, rows)) == 40


def test_a_later_list_replaces_the_earlier_one(tmp_path: Path) -> None:
    older, newer = tmp_path / "companies_2024-01-01.csv", tmp_path / "companies_2025-01-01.csv"
    older.write_text(HEADER + "A,B,,,2024-01-01\nC,B,,,2024-01-01\n")
    newer.write_text(HEADER + "A,D,,,2025-01-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "companies", *order)
        [row] = Lake(home).facts(CompanyStatement).to_pyarrow().to_pylist()
        assert (row["company"], row["parent"]) == ("A", "D")


def test_a_list_of_which_nothing_can_be_taken_replaces_none(tmp_path: Path) -> None:
    older, newer = tmp_path / "companies_2024-01-01.csv", tmp_path / "companies_2025-01-01.csv"
    older.write_text(HEADER + "A,B,,,2024-01-01\n")
    newer.write_text(HEADER + "A,B,,,1/2/2025\n")
    in_turn(tmp_path / "home", "companies", older, newer)
    [row] = Lake(tmp_path / "home").facts(CompanyStatement).to_pyarrow().to_pylist()
    assert str(row["checked_on"]) == "2024-01-01"
