"""What the command says and with which code it ends, run as a person runs it."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).parents[2]
HEADER = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
HEART = "207RC0000X,Physicians,Internal Medicine,Heart,,,Heart Physician,Individual\n"
NAMELESS = "??,Physicians,Internal Medicine,,,,Nobody,Individual\n"


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "PEERLINE_HOME": str(home), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )


def _file(folder: Path, text: str) -> Path:
    path = folder / "nucc_taxonomy_250.csv"
    path.write_text(text)
    return path


def test_an_unknown_source_is_a_wrong_use_and_the_known_ones_are_named(tmp_path: Path) -> None:
    done = _run(tmp_path, "load", "nosuchsource", "x")
    assert done.returncode == 2
    assert "nosuchsource" in done.stderr
    assert "pubmed" in done.stderr


@pytest.mark.parametrize("given", ["nowhere", "*.nothing", ""])
def test_a_path_without_files_is_a_wrong_use(tmp_path: Path, given: str) -> None:
    path = str(tmp_path / given)
    done = _run(tmp_path / "home", "load", "nucc", path)
    assert done.returncode == 2
    assert path in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_taken_ends_well(tmp_path: Path) -> None:
    path = _file(tmp_path, HEADER + HEART)
    for state in ("loaded", "known"):
        done = _run(tmp_path / "home", "load", "nucc", str(path), "--json")
        assert (done.returncode, done.stderr) == (0, "")
        (told,) = orjson.loads(done.stdout)
        assert told.pop("seconds") >= 0
        assert len(told.pop("load")) == 16
        (signal,) = told.pop("signals")
        assert (signal["kind"], signal["value"]) == ("out of bounds", "1 (expected 700 to 1,500)")
        assert told == {
            "file": str(path),
            "state": state,
            "records": 1,
            "facts": {"Specialty": 1},
            "rejects": [],
            "standing": [],
            "ignored": ["Definition", "Notes", "Section"],
        }


def test_what_is_not_as_known_is_said_a_line_each_and_stands_in_the_ledger(tmp_path: Path) -> None:
    header = HEADER.strip() + "".join(f",Extra {n}" for n in range(12)) + "\n"
    path = _file(tmp_path, header + HEART.strip() + "," * 12 + "\n")
    done = _run(tmp_path / "home", "load", "nucc", str(path))
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert said.count("new column: Extra") == 10
    assert "3 more signals; see --json" in said
    listed = _run(tmp_path / "home", "ledger", "--json")
    (load,) = orjson.loads(listed.stdout)
    assert (load["source"], load["file"], load["records"]) == ("nucc", path.name, 1)
    assert [signal["kind"] for signal in load["signals"]] == [*["new column"] * 12, "out of bounds"]
    assert load["ignored"] == ["Definition", "Notes", "Section"]
    shown = " ".join(_run(tmp_path / "home", "ledger", "nucc").stdout.split())
    assert f"{path.name}: left out on purpose: Definition, Notes, Section" in shown
    assert f"{path.name}: new column: Extra 0" in shown
    assert "left out" not in _run(tmp_path / "home", "ledger").stdout
    assert _run(tmp_path / "home", "ledger", "leie").stdout.strip() == "Nothing has been loaded."
    assert _run(tmp_path / "home", "ledger", "nosuchsource").returncode == 2


def test_a_refused_record_is_named_and_ends_with_3(tmp_path: Path) -> None:
    path = _file(tmp_path, HEADER + HEART + NAMELESS)
    done = _run(tmp_path / "home", "load", "nucc", str(path), "--json")
    assert done.returncode == 3
    (told,) = orjson.loads(done.stdout)
    assert (told["state"], told["records"], told["facts"]) == ("loaded", 2, {"Specialty": 1})
    (reject,) = told["rejects"]
    assert set(reject) == {"record", "field", "value", "reason", "is_expected"}
    assert reject["value"] == "??"
    assert "taxonomy code" in reject["reason"]


def test_a_refused_file_is_named_and_ends_with_3(tmp_path: Path) -> None:
    path = _file(tmp_path, "Colour,Size\nred,3\n")
    done = _run(tmp_path / "home", "load", "nucc", str(path), "--json")
    assert done.returncode == 3
    (told,) = orjson.loads(done.stdout)
    assert (told["state"], told["records"], told["facts"]) == ("refused", 0, {})
    (reject,) = told["rejects"]
    assert reject["record"] == path.name
    assert "Code" in reject["reason"]


def test_a_person_reads_of_a_refused_file_without_json(tmp_path: Path) -> None:
    path = _file(tmp_path, "Colour,Size\nred,3\n")
    done = _run(tmp_path / "home", "load", "nucc", str(path))
    assert done.returncode == 3
    assert path.name in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_sources_are_listed_with_their_terms(tmp_path: Path) -> None:
    done = _run(tmp_path, "sources", "--json")
    assert done.returncode == 0
    told = {row["name"]: row for row in orjson.loads(done.stdout)}
    assert {"pubmed", "clinical-trials", "open-payments", "nppes"} <= set(told)
    assert all(row["title"] and row["publisher"] and row["terms"] for row in told.values())


def test_variables_that_are_no_json_are_a_wrong_use(tmp_path: Path) -> None:
    done = _run(tmp_path, "query", "{ sources { name } }", "--variables", "{")
    assert done.returncode == 2
    assert "--variables" in done.stderr


def test_a_truth_that_is_not_there_is_one_line_and_ends_with_2(tmp_path: Path) -> None:
    done = _run(tmp_path, "evaluate", "identity", "--gold", str(tmp_path / "nowhere.parquet"))
    assert done.returncode == 2
    assert "nowhere.parquet" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_that_is_none_is_a_wrong_use(tmp_path: Path) -> None:
    assert _run(tmp_path, "nosuchcommand").returncode == 2
    assert _run(tmp_path, "refresh", "--as-of", "yesterday").returncode == 2
