"""What SAM says of exclusions, and how it stands beside the Office's own list."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from golden import golden
from loaded import in_turn, sample

from graph.exclusions import EXCLUSIONS, RELATIONS
from lake.current import Lake
from lake.relations import make

EXTRACT = "SAM_Exclusions_Public_Extract_V2_25015.CSV"


def _exclusions(home: Path) -> dict[str, dict[str, Any]]:
    """The exclusions of the graph by name, of which none stands twice."""
    lake = Lake(home)
    make(lake.tables, *RELATIONS)
    rows = lake.sql(f"FROM {EXCLUSIONS.name}").to_pylist()
    lake.close()
    assert len({row["name"] for row in rows}) == len(rows)
    return {row["name"]: row for row in rows}


def _extract(folder: Path, day: str, *numbers: str) -> Path:
    """The sample's rows of these SAM numbers, as the extract of a day."""
    head, *rows = sample("sam", EXTRACT).read_text().splitlines(keepends=True)
    path = folder / EXTRACT.replace("25015", day)
    kept = [row for row in rows if any(f",{number}," in row for number in numbers)]
    path.write_text(head + "".join(kept))
    return path


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "sam", sample("sam", EXTRACT))


def test_what_is_no_person_is_counted_and_no_error(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "sam", sample("sam", EXTRACT))
    left_out = [reject for reject in outcome.rejects if reject["is_expected"]]
    assert [reject["value"] for reject in left_out] == ["Inactive", "Firm", "Vessel"]
    assert outcome.facts == {"Exclusion": 4}


@pytest.mark.parametrize("order", [("leie", "sam"), ("sam", "leie")])
def test_one_that_both_list_is_one_exclusion_with_the_day_of_each(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    files = {"leie": sample("leie", "UPDATED.csv"), "sam": sample("sam", EXTRACT)}
    for source in order:
        in_turn(tmp_path, source, files[source])
    found = _exclusions(tmp_path)
    ada = found["QUILL, ADA MAE"]
    assert (ada["source"], ada["agency"], ada["type"]) == ("leie, sam", "HHS", "1128a1")
    assert (ada["excluded_on"], ada["sam_excluded_on"]) == (date(2015, 8, 20),) * 2
    assert (ada["sam_numbers"], ada["sam_listed_on"]) == (["S4MR0000001"], date(2025, 1, 15))
    assert ada["is_current"] and not ada["exclusion_id"].startswith("sam:")
    di = found["ROE, DI"]
    assert (di["source"], di["exclusion_id"], di["npi"]) == ("sam", "sam:S4MR0000004", None)


def test_who_is_reinstated_is_so_though_sam_still_lists_the_exclusion(tmp_path: Path) -> None:
    in_turn(tmp_path, "leie", sample("leie", "UPDATED.csv"), sample("leie", "1601REIN.txt"))
    in_turn(tmp_path, "sam", sample("sam", EXTRACT))
    ada = _exclusions(tmp_path)["QUILL, ADA MAE"]
    assert ada["reinstated_on"] and ada["sam_numbers"] and not ada["is_current"]


def test_whom_a_later_extract_no_longer_holds_is_no_longer_excluded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    in_turn(home, "sam", _extract(tmp_path, "25015", "S4MR0000001", "S4MR0000004"))
    assert all(row["is_current"] for row in _exclusions(home).values())
    in_turn(home, "sam", _extract(tmp_path, "25020", "S4MR0000004"))
    found = _exclusions(home)
    ada = found["QUILL, ADA MAE"]
    assert (ada["is_current"], ada["unlisted_on"]) == (False, date(2025, 1, 20))
    assert ada["sam_listed_on"] == date(2025, 1, 15)
    assert found["ROE, DI"]["is_current"]


def test_what_is_not_known_is_never_left_out_as_expected(tmp_path: Path) -> None:
    path = _extract(tmp_path, "25015", "S4MR0000001", "S4MR0000004")
    text = path.read_text().replace("Individual,,Dr", "Person,,Dr").replace("Active", "ACTIVE ?")
    path.write_text(text.replace("ACTIVE ? Date", "Active Date"))
    [outcome] = in_turn(tmp_path / "home", "sam", path)
    assert outcome.state == "refused"
    path = path.rename(tmp_path / "part.csv")
    [outcome] = in_turn(tmp_path / "home", "sam", path)
    assert [(r["field"], r["is_expected"]) for r in outcome.rejects] == [
        *(("Classification", False), ("Record Status", False)),
        *(("Record Status", False), ("Record Status", False)),
    ]


@pytest.mark.parametrize(("source", "name"), [("leie", "UPDATED.csv"), ("sam", EXTRACT)])
def test_a_whole_list_of_nobody_clears_nobody(tmp_path: Path, source: str, name: str) -> None:
    home, empty = tmp_path / "home", tmp_path / name
    in_turn(home, source, sample(source, name))
    before = {name: row["is_current"] for name, row in _exclusions(home).items()}
    empty.write_text(sample(source, name).read_text().splitlines(keepends=True)[0])
    [outcome] = in_turn(home, source, empty)
    assert outcome.state == "refused"
    assert "would end all" in str(outcome.rejects[0]["reason"])
    assert {name: row["is_current"] for name, row in _exclusions(home).items()} == before


def test_a_part_of_a_list_ends_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    in_turn(home, "sam", _extract(tmp_path, "25015", "S4MR0000001", "S4MR0000004"))
    part = _extract(tmp_path, "25020", "S4MR0000004").rename(tmp_path / "some 25020.csv")
    in_turn(home, "sam", part)
    assert all(row["is_current"] for row in _exclusions(home).values())
