"""Does what the page of adding a source says work, done just as it says, outside the project?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.drawing import draw
from lake.current import Lake

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"`(?P<file>[\w./-]+)`[^`]*:\n\n```\w+\n(?P<text>.*?)^```$", re.M | re.S)
SAMPLE = "privileges_2025-01-15.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder outside the project with the files of the page."""
    place = tmp_path / "own"
    place.mkdir()
    found = list(BLOCK.finditer(PAGE))
    assert len(found) == PAGE.count("\n```") / 2, "a block of the page says not where it goes"
    for block in found:
        file = place / block["file"]
        file.parent.mkdir(exist_ok=True)
        file.write_text(block["text"], encoding="utf-8")
    return place


def _run(folder: Path, *arguments: str, path: str = str(ROOT)) -> tuple[int, str]:
    given = {"PEERLINE_LOADERS": str(folder), "PEERLINE_HOME": str(folder.parent / "home")}
    environment = os.environ | given | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def _said(folder: Path, *arguments: str) -> Any:
    code, text = _run(folder, "cli", *arguments, "--json")
    assert code in (0, 3), text
    return orjson.loads(text)


def test_one_file_adds_a_source_that_is_explained_loaded_and_drawn(folder: Path) -> None:
    sample = str(folder / SAMPLE)
    tried = _said(folder, "validate", "privileges", sample)
    assert (tried["records"], tried["signals"]) == (3, [])
    assert [(r["field"], r["value"]) for r in tried["rejects"]] == [("ccn", "5045"), ("npi", "123")]
    assert _run(folder, "cli", "template", "privileges", "--out", str(folder / "empty.csv"))[0] == 0
    assert (folder / "empty.csv").read_text() == "npi,ccn,hospital\n"
    loaded = _said(folder, "load", "privileges", sample)
    assert loaded[0]["facts"] == {"FacilityAffiliation": 1}
    lake = Lake(folder.parent / "home")
    draw(lake, folder.parent / "drawn")
    assert lake.one('SELECT institution_id, name FROM drawn."Institution"') == (
        "ccn:050454",
        "Oak Hospital",
    )
    lake.close()
    listed = {one["name"]: one for one in _said(folder, "sources")}
    assert listed["privileges"]["publisher"] == "The medical staff offices"


def test_its_facts_are_kept_as_reviewed(folder: Path) -> None:
    path = f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'loaders'}"
    command = ("pytest", "-q", "-p", "no:cacheprovider", "-p", "golden", str(folder))
    code, text = _run(folder, *command, "--update-golden", path=path)
    assert code == 0, text
    reviewed = folder / f"{SAMPLE}.facts"
    assert "npi='1234567893' | ccn='050454'" in reviewed.read_text(encoding="utf-8")
    assert _run(folder, *command, path=path)[0] == 0
    reviewed.write_text("FacilityAffiliation npi='1'\n", encoding="utf-8")
    assert _run(folder, *command, path=path)[0] == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SOURCE = 1", "offers no SOURCE"),
        ("", "offers no SOURCE"),
        ("import nothing_of_this_name", "cannot be run: ModuleNotFoundError"),
        ("def read(:", "cannot be run: SyntaxError"),
        ("from loaders.volumes import SOURCE as SOURCE", "calls its source 'volumes'"),
    ],
)
def test_a_file_that_is_no_source_is_named(tmp_path: Path, text: str, reason: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "odd.py").write_text(text)
    code, said = _run(folder, "cli", "sources")
    bare = " ".join(said.split())
    assert code == 2 and "odd.py" in bare and reason in bare and "Traceback" not in said


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, said = _run(tmp_path / "nowhere", "cli", "sources")
    assert code == 2 and "mend PEERLINE_LOADERS" in " ".join(said.split())
