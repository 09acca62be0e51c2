"""What a person does online: no handle without proof, no e-mail address, no text of a post."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.digital import DigitalActivity

HEADER = "npi,platform,channel,handle,proof,activity,title,from_on,checked_on,reach\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "digital", sample("digital", "digital_2024-04-01.csv"))


def test_of_several_days_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    row = "1234567893,video,Example Videos,{},ORCID profile,video,A stent,2024-01-09,{},{}\n"
    older.write_text(HEADER + row.format("@adaquill", "2024-02-01", 900))
    newer.write_text(HEADER + row.format("https://v.example/adaquill", "2024-03-01", 1200))
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "digital", *order)
        [found] = Lake(home).facts(DigitalActivity).to_pyarrow().to_pylist()
        assert (found["reach"], str(found["reach_on"])) == (1200, "2024-03-01")


@pytest.mark.parametrize(
    "handle",
    [
        "ada@example.org",
        "+1 617 555 0100",
        "mailto:ada@example.org",
        "x" * 101,
        "https://v.example/",
    ],
)
def test_what_is_no_handle_is_not_kept(handle: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    row = f"1234567893,video,Example Videos,{handle},vendor,video,,2024-01-09,2024-02-01,\n"
    file.write_text(HEADER + row)
    in_turn(tmp_path / "home", "digital", file)
    assert Lake(tmp_path / "home").facts(DigitalActivity).count().execute() == 0
