"""What the Census Bureau's file says of ZIP codes and counties, and what is taken of it."""

from pathlib import Path

import pytest
from golden import golden, load
from loaded import in_turn, sample

from lake.current import Lake
from lake.delivery import Refused
from schema.places import CountyPart

NAME = "tab20_zcta520_county20_natl.txt"


def _lines() -> list[str]:
    return sample("counties", NAME).read_text(encoding="utf-8-sig").splitlines()


def _write(place: Path, *lines: str, name: str = NAME) -> Path:
    place.mkdir(exist_ok=True)
    path = place / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "counties", sample("counties", NAME))


def test_a_part_outside_of_every_area_is_expected_and_no_fault() -> None:
    rejects = load("counties", sample("counties", NAME))["Reject"].to_pylist()
    [outside] = [each for each in rejects if each["is_expected"]]
    assert outside["record"] == "02013 (line 12)"
    assert len(rejects) == 12


def test_a_later_file_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    head, *rows = _lines()
    first = _write(tmp_path / "1", head, *rows[:3], name="tab20_2024-01-01.txt")
    second = _write(tmp_path / "2", head, rows[0], name="tab20_2025-01-01.txt")
    in_turn(tmp_path / "home", "counties", second, first)
    assert Lake(tmp_path / "home").facts(CountyPart).to_pyarrow()["zip"].to_pylist() == ["55401"]


def test_a_file_of_which_no_row_stands_replaces_nothing(tmp_path: Path) -> None:
    head, *rows = _lines()
    first = _write(tmp_path / "1", head, rows[0], name="tab20_2024-01-01.txt")
    second = _write(tmp_path / "2", head, rows[11], name="tab20_2025-01-01.txt")
    in_turn(tmp_path / "home", "counties", first, second)
    assert Lake(tmp_path / "home").facts(CountyPart).to_pyarrow()["zip"].to_pylist() == ["55401"]


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (NAME, ("GEOID_COUNTY_20", "GEOID_COUNTY_10"), "no column 'GEOID_COUNTY_20'.*nearest"),
        (NAME, ("AREALAND_PART", "LAND"), "no column 'AREALAND_PART'"),
        (NAME, ("|", ","), "no comma-separated table"),
        ("tab20_zcta520_county20_st27.txt", ("", ""), "is of one state"),
    ],
)
def test_another_layout_is_refused_and_what_is_missing_named(
    tmp_path: Path, name: str, change: tuple[str, str], said: str
) -> None:
    head, *rows = _lines()
    path = _write(tmp_path, head.replace(*change), rows[0], name=name)
    with pytest.raises(Refused, match=said):
        load("counties", path)
