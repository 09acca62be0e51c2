"""What sources.toml may say, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fetching.faults import NotChosen
from fetching.selection import duration, read


def _read(folder: Path, text: str):  # type: ignore[no-untyped-def]
    path = folder / "sources.toml"
    path.write_text(text)
    return read(path)


def test_sources_are_chosen_in_the_order_of_the_file(tmp_path: Path) -> None:
    selection = _read(tmp_path, '[ror]\n[open-payments]\nyears = [2023]\n[leie]\nevery = "7d"\n')
    assert list(selection.chosen) == ["ror", "open-payments", "leie"]
    assert selection.options("open-payments").years == [2023]
    assert selection.options("leie").every == "7d"
    assert selection.options("mesh").every is None


def test_no_file_chooses_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "sources.toml").chosen == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[pubmd]", r"\[pubmd\] is no source to fetch; did you mean pubmed\?"),
        ("[clinical_trials]", "did you mean clinical-trials"),
        ("[zzzzzz]", "there are clinical-trials, clinicians-directory"),
        ("pubmed = true", r"write \[pubmed\] on a line of its own"),
        ("[[pubmed]]", r"write \[pubmed\] on a line of its own"),
        ('[pubmed]\nserch = "x"', r"\[pubmed\] has no key 'serch'; did you mean search\?"),
        ("[pubmed]\nsearch = 5", r"\[pubmed\] search = 5: Input should be a valid string"),
        ('[pubmed]\nsearch = ""', "at least 1 character"),
        ('[pubmed]\nwhole = "yes"', "valid boolean"),
        ('[open-payments]\nyears = "2023"', "valid list"),
        ('[open-payments]\nyears = ["2023"]', r"years\.0 = '2023'.*valid integer"),
        ('[leie]\nevery = "soon"', "every = 'soon'"),
        ('[leie]\nevery = "0h"', "every = '0h'"),
        ('[leie]\naddress = "ftp://x"', "address = 'ftp://x'"),
        ('[leie]\naddress = "https://x/path"', "address = "),
        ("[leie", "is no TOML"),
        ('[leie]\nx = "\\uD800"', "is no TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_table_and_key(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(NotChosen, match=said) as error:
        _read(tmp_path, text)
    assert str(tmp_path / "sources.toml") in str(error.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(b'[leie]\nevery = "\xff"')
    with pytest.raises(NotChosen, match="is no TOML"):
        read(path)


def test_times_are_minutes_hours_and_days() -> None:
    assert duration("30m") == timedelta(minutes=30)
    assert duration("24h") == duration("1d") == timedelta(days=1)


@pytest.mark.parametrize("text", ["", "h", "5", "0h", "-1h", "1.5h", "24H", "9" * 30 + "d", "²h"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotChosen, match="is no time"):
        duration(text)
