"""What the taxonomy says of specialties, in its old and its present layout."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, rows, sample

from lake.current import Lake
from schema.nodes import Specialty

OLD, NEW = "nucc_taxonomy_121.csv", "nucc_taxonomy_230.csv"


@pytest.mark.parametrize("name", [OLD, NEW])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    golden(request, "nucc", sample("nucc", name))


def test_the_newer_version_stands_whichever_was_loaded_first(tmp_path: Path) -> None:
    for order in ((OLD, NEW), (NEW, OLD)):
        home = tmp_path / order[0]
        in_turn(home, "nucc", *order)
        found = Lake(home).facts(Specialty).to_pyarrow().to_pylist()
        assert {row["code"]: row["name"] for row in found} == {
            "10XA00000X": "Healer",  # only in the old version
            "10XA00001X": "Café Healer",
            "10XB00000X": "Tent",
        }


def test_the_old_version_is_read_as_windows_1252(tmp_path: Path) -> None:
    file = sample("nucc", OLD)
    with pytest.raises(UnicodeDecodeError):
        file.read_text(encoding="utf-8")
    [outcome] = in_turn(tmp_path, "nucc", file)
    names = [row["name"] for row in rows("nucc", OLD)["Specialty"]]
    assert names == ["Healer", "Healer, Café Medicine"]
    assert [row["record"] for row in outcome.rejects] == ["10XA (line 4)"]
