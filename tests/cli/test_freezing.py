"""A list is frozen, judged at once where its years are over, and told of in the terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from truly import true_drawing
from typer.testing import CliRunner, Result

from cli import console
from cli.__main__ import app
from demo import country


@pytest.fixture(scope="module")
def published(
    draw_by_hand: Callable[[Path, Any], Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home with the made-up country, as it was published, and nothing else."""
    home = tmp_path_factory.mktemp("home")
    country.write(home / "files", clinicians=1_500, seed=3, workers=1)
    draw_by_hand(home / "published" / "one", true_drawing(home / "files" / "truth"))
    return home


@pytest.fixture
def home(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEERLINE_HOME", str(published))
    return published


def _run(*arguments: str) -> Result:
    console.out.cache_clear()
    done = CliRunner().invoke(app, ["freeze", *arguments])
    console.out.cache_clear()
    return done


def _json(*arguments: str) -> Any:
    done = _run(*arguments, "--json")
    assert done.exit_code == 0, repr(done.exception)
    return json.loads(done.stdout)


def test_a_list_of_a_past_year_is_judged_at_once_and_listed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert "No list is frozen yet" in _run("list").stdout
    made = _json("emerging", "--as-of", "2020")
    assert Path(made["path"]).is_file() and made["isWhole"] and made["isInHindsight"]
    parts = {part["first"]: part for part in made["judgement"]["parts"]}
    assert parts[100]["rose"] > 2 * made["judgement"]["base"] * 100
    assert [one["file"] for one in _json("list")] == [made["file"]]
    said = f"{parts[100]['rose']} of the first 100 rose; by chance 5"
    assert said in _run("list").stdout
    (home / "frozen" / "emerging-1999-0123456789ab.json").write_text("{")
    whole, damaged = _json("list")
    assert whole["file"] == made["file"]
    assert damaged == {
        "file": "emerging-1999-0123456789ab.json",
        "isWhole": False,
        "fault": "it is no JSON, or is cut short",
    }
    assert "it is no JSON, or is cut short" in _run("list").stdout


def test_a_year_that_is_not_over_ends_with_what_to_give_instead(home: Path) -> None:
    done = _run("emerging", "--as-of", "9999")
    assert done.exit_code != 0
    assert "give a year that is over" in str(done.exception)


def test_without_a_graph_no_list_is_frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path))
    done = _run("emerging", "--as-of", "2020")
    assert "run `peerline refresh`" in str(done.exception)
    assert not (tmp_path / "frozen").exists()
