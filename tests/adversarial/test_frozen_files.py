"""Whatever lies in the folder of frozen lists: one finding each, and the others are read."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from algorithms.emerging import frozen
from algorithms.emerging.frozen import Damaged, FrozenList, digest, frozen_lists, write
from algorithms.emerging.judging import due
from algorithms.emerging.outcomes import CITATIONS, PAPERS

AT = datetime(2021, 3, 1, tzinfo=UTC)
LINES = ["P1 0.750000", "P2 0.250000", "P3 0.100000"]
NAME = "emerging-2020-0123456789ab.json"


def _content(**other: Any) -> dict[str, Any]:
    """A list as freezing writes it, its digest right for what is put in."""
    found: dict[str, Any] = {
        "list": "emerging",
        "as_of": "2020-12-31",
        "frozen_at": AT.isoformat(),
        "outcome": PAPERS,
        "persons": LINES,
    } | other
    as_of, at = date.fromisoformat(found["as_of"]), datetime.fromisoformat(found["frozen_at"])
    return found | {"sha256": digest(as_of, at, found["outcome"], found["persons"])}


def _place(home: Path, content: dict[str, Any]) -> Path:
    place = home / "frozen" / f"emerging-{content['as_of'][:4]}-{content['sha256'][:12]}.json"
    write(place, content)
    return place


def _fault(home: Path, file: str) -> str:
    """What is said of a file, beside a list that is whole and is read nevertheless."""
    whole = _place(home, _content())
    found = {one.file: one for one in frozen_lists(home)}
    assert isinstance(found.pop(whole.name), FrozenList)
    [one] = found.values()
    assert isinstance(one, Damaged) and one.file == file
    assert [each.file for each in due(home, date(2026, 1, 1))] == [whole.name]
    return one.fault


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": "2019-12-31"},
        {"frozen_at": "2020-12-31T00:00:00+00:00"},
        {"outcome": CITATIONS},
        {"persons": LINES[::-1]},
        {"persons": LINES[:2]},
        {"persons": ["P1 0.750000", "P9 0.250000", "P3 0.100000"]},
        {"persons": ["P1 0.750001", *LINES[1:]]},
        {"sha256": "0" * 64},
    ],
    ids=str,
)
def test_whatever_is_mended_in_a_list_shows(tmp_path: Path, change: dict[str, Any]) -> None:
    place = _place(tmp_path, _content(persons=LINES[:]))
    whole = orjson.loads(place.read_bytes())
    place.unlink()
    other = tmp_path / "frozen" / f"emerging-2020-{whole['sha256'][:12]}.json"
    other.write_bytes(orjson.dumps(whole | change))
    [found] = frozen_lists(tmp_path)
    assert found == Damaged(other.name, "it was changed: its SHA-256 is another than the file says")


def test_a_list_mended_with_its_digest_does_not_fit_its_name(tmp_path: Path) -> None:
    mended = _content(persons=["P9 0.900000"])
    write(tmp_path / "frozen" / NAME, mended)
    assert _fault(tmp_path, NAME) == "it was renamed: year and digest of its name are another's"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (b"", "it is no JSON, or is cut short"),
        (b"\x00\xff\xfe", "it is no JSON, or is cut short"),
        (b'{"list": "emerging", "as_of": "2020', "it is no JSON, or is cut short"),
        (b"[" * 100_000, "it is no JSON, or is cut short"),
        (b"[1, 2]", "it holds no object of JSON"),
        (b"null", "it holds no object of JSON"),
        (b"{}", "it is no frozen list: it has not just the fields as_of, "),
        (orjson.dumps(_content() | {"more": 1}), "it is no frozen list"),
        (orjson.dumps(_content() | {"list": "board"}), "it is no frozen list"),
        (orjson.dumps(_content() | {"as_of": "2020-06-31"}), "its day is '2020-06-31'; give"),
        (orjson.dumps(_content(as_of="9999-12-31")), "its day is '9999-12-31'; give"),
        (orjson.dumps(_content() | {"as_of": 2020}), "its day is '2020'; give"),
        (orjson.dumps(_content() | {"as_of": "9" * 9_999}), "its day is '9999"),
        (orjson.dumps(_content() | {"frozen_at": "now"}), "it was frozen at 'now', which is no"),
        (orjson.dumps(_content() | {"frozen_at": "2021-03-01T00:00:00"}), "no time in UTC"),
        (orjson.dumps(_content() | {"frozen_at": {}}), "no time in UTC"),
        (orjson.dumps(_content() | {"outcome": "luck"}), "its outcome is 'luck'; there are"),
        (orjson.dumps(_content() | {"outcome": ["citations"]}), "its outcome is "),
        (orjson.dumps(_content() | {"persons": []}), "it holds no persons"),
        (orjson.dumps(_content() | {"persons": "P1"}), "it holds no persons"),
        (orjson.dumps(_content() | {"persons": ["P1 0.5"]}), "line 1 is 'P1 0.5'; it takes"),
        (orjson.dumps(_content() | {"persons": [*LINES, None]}), "line 4 is 'None'; it takes"),
        (orjson.dumps(_content() | {"persons": ["P1 2.000000"]}), "line 1 is "),
        (orjson.dumps(_content() | {"persons": ["<b> 0.500000"]}), "line 1 is "),
        (orjson.dumps(_content(persons=["P1 0.500000"] * 2)), "it was renamed"),
        (orjson.dumps(_content() | {"sha256": None}), "it was changed"),
        (orjson.dumps(_content() | {"sha256": [1]}), "it was changed"),
    ],
)
def test_what_is_no_list_is_said_in_one_line(tmp_path: Path, said: bytes, fault: str) -> None:
    (tmp_path / "frozen").mkdir()
    (tmp_path / "frozen" / NAME).write_bytes(said)
    found = _fault(tmp_path, NAME)
    assert fault in found
    assert len(found) < 200 and "\n" not in found


def test_a_person_who_stands_twice_makes_no_list(tmp_path: Path) -> None:
    content = _content(persons=["P1 0.500000"] * 2)
    assert _fault(tmp_path, _place(tmp_path, content).name) == "it names a person twice"


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "frozen").mkdir()
    with (tmp_path / "frozen" / NAME).open("wb") as file:
        file.truncate(2**40)
    assert _fault(tmp_path, NAME) == "it is larger than 64 MiB, which no list is"


def test_links_folders_and_pipes_are_no_lists(tmp_path: Path) -> None:
    folder = tmp_path / "frozen"
    whole = _place(tmp_path, _content())
    made: list[tuple[str, Any]] = [
        ("1", lambda place: place.symlink_to(whole)),
        ("2", lambda place: place.symlink_to("/nowhere")),
        ("3", lambda place: place.mkdir()),
        ("4", os.mkfifo),
    ]
    for digit, make in made:
        make(folder / f"emerging-2020-{digit * 12}.json")
    first, *others = frozen_lists(tmp_path)
    assert isinstance(first, FrozenList)
    assert len(others) == len(made)
    assert {one.fault for one in others if isinstance(one, Damaged)} == {
        "it is no plain file; take it away"
    }


@pytest.mark.parametrize(
    "name", ["..", "emerging-2020-0123456789ab.json/..", "a\x00b", "", "x" * 999]
)
def test_no_file_beside_the_folder_is_asked_for(tmp_path: Path, name: str) -> None:
    _place(tmp_path, _content())
    assert frozen.frozen_list(tmp_path, name) is None


def test_a_name_of_any_bytes_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "frozen"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff\xfe.json")).write_bytes(b"")
    [one] = frozen_lists(tmp_path)
    assert one.file.isascii() and "no frozen list by its name" in str(one)


def test_a_list_whose_writing_was_cut_off_is_not_told_of(tmp_path: Path) -> None:
    (tmp_path / "frozen").mkdir()
    (tmp_path / "frozen" / "emerging-2020-0123456789ab.new").write_bytes(b"{")
    assert frozen_lists(tmp_path) == []


def test_thousands_of_files_hide_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "MOST_FILES", 20)
    whole = _place(tmp_path, _content())
    for number in range(50):
        (tmp_path / "frozen" / f"zzz{number}").touch()
    first, *others = frozen_lists(tmp_path)
    assert first.file == whole.name
    assert len(others) == 20
    assert others[-1] == Damaged(
        "frozen", "31 more files were not looked at; take away what is none"
    )


def test_a_list_read_once_is_read_again_when_it_was_changed(tmp_path: Path) -> None:
    place = _place(tmp_path, _content())
    assert isinstance(frozen.frozen_list(tmp_path, place.name), FrozenList)
    stat = place.stat()
    place.write_bytes(place.read_bytes().replace(b"P1 0.75", b"P1 0.95"))
    os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert isinstance(frozen.frozen_list(tmp_path, place.name), Damaged)
