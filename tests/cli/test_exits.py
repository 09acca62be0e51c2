"""The same fault has the same code in every command, and an error names its file once."""

import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli import console, exits
from cli.__main__ import app

HISTORY = "paper_id,year,authors\n"
FILES = {
    "empty.csv": b"",
    "columns.csv": b"colour,size,shape\nred,3,round\n",
    "noise.csv": zlib.compress(b"no table at all" * 99) + bytes(range(256)),
    "undated.csv": f"{HISTORY}p1,2001,A|B\np2,,A|C\n".encode(),
    "year.csv": f"{HISTORY}p1,2001,A|B\np2,soon,A|C\n".encode(),
    "short.csv": f"{HISTORY}p1,2001,A|B\np2,2002,A|C\n".encode(),
    "noise.parquet": b"PAR1 and no more",
    "header.csv": HISTORY.encode(),
}
# What reads a file, and which file it does not take, with the code.
READERS = {
    "evaluate ties --history": "year.csv",
    "evaluate introductions --history": "year.csv",
    "evaluate emerging --history": "year.csv",
    "learn --out model.json": "year.csv",
    "evaluate identity --gold": "noise.parquet",
    "evaluate identity --companies --gold": "noise.parquet",
    "load nucc": "noise.csv",
}
FAULTS = [
    *((reader, name, exits.WRONG_USE) for reader in READERS for name in ("nowhere.csv", "heap")),
    *(
        (reader, name, exits.REFUSED)
        for reader, own in READERS.items()
        for name in ("empty.csv", "columns.csv", "noise.csv", own)
    ),
    *(
        (reader, name, exits.REFUSED)
        for reader in list(READERS)[:4]
        for name in ("undated.csv", "header.csv")
    ),
    *((reader, "short.csv", exits.UNDONE) for reader in list(READERS)[:4]),
]
WITHOUT_FILES = {
    "load nosuchsource x": exits.WRONG_USE,
    "refresh --as-of yesterday": exits.WRONG_USE,
    "evaluate identity --companies": exits.WRONG_USE,
    "evaluate ties --years 0": exits.WRONG_USE,
    "explain identity nobody": exits.WRONG_USE,
    "judge same nobody nobody --by me --why so": exits.WRONG_USE,
    "judge undo 99 --by me --why so": exits.WRONG_USE,
    "evaluate identity": exits.UNDONE,
    "evaluate ties": exits.UNDONE,
    "evaluate introductions": exits.UNDONE,
    "evaluate emerging": exits.UNDONE,
    "evaluate communities": exits.UNDONE,
    "evaluate connectors": exits.UNDONE,
    "sources": exits.DONE,
    "judge list": exits.DONE,
}


def _ended(arguments: list[str]) -> tuple[int, str]:
    """The code with which the command ends, and all that it says."""
    done = CliRunner().invoke(app, arguments)
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.output
    assert isinstance(done.exception, Exception)
    code = exits.code_of(done.exception)
    assert code is not None, repr(done.exception)
    return code, str(done.exception)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "500")
    console.out.cache_clear()
    yield tmp_path / "home"
    console.out.cache_clear()


@pytest.mark.parametrize(("reader", "name", "code"), FAULTS, ids=str)
def test_a_file_at_fault_ends_with_its_code_and_is_named_once(
    reader: str, name: str, code: int, tmp_path: Path
) -> None:
    (tmp_path / "heap").mkdir()
    for each, content in FILES.items():
        (tmp_path / each).write_bytes(content)
    arguments = [str(tmp_path / w) if w == "model.json" else w for w in reader.split()]
    ended, words = _ended([*arguments, str(tmp_path / name)])
    assert ended == code, words
    said = [line for line in words.splitlines() if str(tmp_path) in line]
    if code != exits.UNDONE:
        assert len(said) == 1, words
        assert said[0].count(name) == 1, words


@pytest.mark.parametrize(("command", "code"), WITHOUT_FILES.items(), ids=str)
def test_a_fault_without_a_file_has_its_code(command: str, code: int) -> None:
    ended, words = _ended(command.split())
    assert ended == code, words


def _study(*officials: str) -> bytes:
    named = [{"name": name, "role": "PRINCIPAL_INVESTIGATOR"} for name in officials]
    study = {
        "identificationModule": {"nctId": "NCT99000001"},
        "contactsLocationsModule": {"overallOfficials": named},
    }
    return orjson.dumps({"studies": [{"protocolSection": study}]})


@pytest.mark.parametrize(
    ("officials", "code", "words"),
    [
        (("Ann Quill, MD", "Study Director"), exits.DONE, "1 left out: no person but an office"),
        (("Clinical Trials", "Call Center"), exits.DONE, "2 left out: no person but an office"),
        (("Ann Quill, MD",), exits.DONE, ""),
        (("Jane and John Roe", "Study Director"), exits.REFUSED, "Jane and John Roe): half a name"),
    ],
)
def test_an_office_among_the_investigators_is_no_fault(
    officials: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "studies.json"
    path.write_bytes(_study(*officials))
    for _ in ("loaded", "known"):
        ended, told = _ended(["load", "clinical-trials", str(path)])
        assert ended == code, told
        assert words in told


def test_every_code_is_written_down() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exit-codes.md").read_text()
    for code in (exits.DONE, exits.UNDONE, exits.WRONG_USE, exits.REFUSED):
        assert f"| {code} |" in page


@pytest.mark.parametrize(
    ("environment", "code", "said"),
    [
        ({"NEO4J_DATABASES": "one"}, exits.WRONG_USE, "NEO4J_DATABASES: 'one': name two databases"),
        ({"PEERLINE_RESOLUTION": "-1"}, exits.WRONG_USE, "PEERLINE_RESOLUTION: Input should be"),
        ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}, exits.UNDONE, "see NEO4J_URI"),
    ],
    ids=["a name too few", "a number", "no database"],
)
def test_what_the_environment_says_wrong_is_one_line(
    tmp_path: Path, environment: dict[str, str], code: int, said: str
) -> None:
    given = {**os.environ, "PEERLINE_HOME": str(tmp_path), **environment}
    command = [sys.executable, "-m", "cli", "status"]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    [line] = done.stderr.strip().splitlines()
    assert said in line
