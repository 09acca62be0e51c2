"""What a programme says: a name alone names nobody, the latest word stands, days must fit."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.congresses import CongressRole

HEADER = "npi,congress_id,congress,congress_from_on,session_id,role,session,checked_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "congresses", sample("congresses", "congresses_2024-08-01.csv"))


def test_of_several_days_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    row = "1234567893,EHC,Heart Congress,2024-08-30,S-1,speaker,{},{}\n"
    older.write_text(HEADER + row.format("Announced", "2024-03-01"))
    newer.write_text(HEADER + row.format("Held", "2024-09-01"))
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "congresses", *order)
        [found] = Lake(home).facts(CongressRole).to_pyarrow().to_pylist()
        assert (found["session"], str(found["checked_on"])) == ("Held", "2024-09-01")


def test_one_id_in_two_years_is_two_congresses(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    row = "1234567893,EHC,Heart Congress,{},S-1,speaker,,2024-09-09\n"
    file.write_text(HEADER + row.format("2023-08-25") + row.format("2024-08-30"))
    in_turn(tmp_path / "home", "congresses", file)
    found = Lake(tmp_path / "home").facts(CongressRole).to_pyarrow().to_pylist()
    assert len({row["unit"] for row in found}) == 2


def test_a_title_as_long_as_a_book_is_refused_by_itself(tmp_path: Path) -> None:
    file, long = tmp_path / "a.csv", "x" * 501
    row = "1234567893,EHC,{},2024-08-30,S-{},speaker,{},2024-09-09\n"
    file.write_text(HEADER + row.format("Congress", 1, long) + row.format(long, 2, "Held"))
    in_turn(tmp_path / "home", "congresses", file)
    found = Lake(tmp_path / "home").facts(CongressRole).to_pyarrow().to_pylist()
    assert [(row["congress"], row["session"]) for row in found] == [("Congress", None)]
