"""What shared-patient files and referral feeds say: pairs, each in its year or period."""

from pathlib import Path

import pytest
from golden import golden, load
from loaded import in_turn, sample

from lake.current import Lake
from lake.delivery import Refused
from schema.patients import SharedPatients

A, B, C = "1234567893", "1001999998", "1002223331"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("shared-patients", "shared-patients-2014-days30.txt"),
        ("shared-patients", "pairs.csv"),
        ("referrals", "referrals_2025-04-01.csv"),
    ],
)
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, source: str, name: str) -> None:
    golden(request, source, sample(source, name))


def _write(place: Path, name: str, *lines: str) -> Path:
    place.mkdir(exist_ok=True)
    path = place / name
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_providers_year_is_replaced_by_a_later_load(tmp_path: Path) -> None:
    name = "shared-2015-days30.txt"
    first = _write(tmp_path / "1", name, f"{A},{B},9,11,0", f"{A},{C},9,12,0", f"{B},{C},9,13,0")
    second = _write(tmp_path / "2", name, f"{A},{B},9,14,0")
    other_days = _write(tmp_path / "3", "shared-2015-days60.txt", f"{A},{B},9,15,0")
    in_turn(tmp_path / "home", "shared-patients", first, second, other_days)
    rows = Lake(tmp_path / "home").facts(SharedPatients).to_pyarrow().to_pylist()
    found = sorted((row["npi"], row["other_npi"], row["days"], row["patients"]) for row in rows)
    assert found == [(B, C, 30, 13), (A, B, 30, 14), (A, B, 60, 15)]


@pytest.mark.parametrize(
    ("name", "first", "said"),
    [
        ("pairs-days30.txt", f"{A},{B},9,11,0", "does not say which year"),
        ("pairs-2012-2013-days30.txt", f"{A},{B},9,11,0", "does not say which year"),
        ("pairs-2015.txt", f"{A},{B},9", "no header and 3 columns"),
        ("pairs-2015.csv", "Initial,Secondary,Total", "has no column 'unique'"),
        ("pairs-2015.csv", "<html><body>Not found</body></html>", "web page"),
        ("pairs-2015.csv", "", "no column names"),
    ],
)
def test_a_file_of_another_layout_is_refused(
    tmp_path: Path, name: str, first: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        load("shared-patients", _write(tmp_path, name, first))


def test_places_of_rows_without_a_header_are_lines(tmp_path: Path) -> None:
    path = _write(tmp_path, "pairs-2015-days30.txt", f"{A},{B},9,11,0", f"{A},12,9,11,0")
    [reject] = load("shared-patients", path)["Reject"].to_pylist()
    assert reject["record"] == f"{A} (line 2)"
