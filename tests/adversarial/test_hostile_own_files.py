"""Files of the user's own that are absurd, huge, empty or broken: refused in words, never a fault
of ours, and what is right beside them is kept."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from cli import exits
from cli.__main__ import app
from loaders.reading.contract import Contract
from loaders.reading.loading import load
from loaders.reading.source import sources

CONTRACTS = {name: s.contract for name, s in sources().items() if s.contract is not None}
RUBBISH = bytes(range(256)) * 2_000
REFUSED_WHOLE = {
    "empty.csv": b"",
    "lines.csv": b"\n\n\n",
    "rubbish.csv": RUBBISH,
    "rubbish.csv.gz": RUBBISH,
    "rubbish.parquet": RUBBISH,
    "page.csv": b"<!doctype html><html><body>Sign in</body></html>",
}


# Columns of text that hold no text of any kind: a state, a list of names, another company.
_RULED = ("state", "names", "parent")


def _lines(contract: Contract, text: str | None = None) -> tuple[str, str]:
    """The header and the example of a contract, its texts replaced by another."""
    given = [
        text if text and one.kind.name == "text" and one.name not in _RULED else one.example
        for one in contract.columns
    ]
    return ",".join(one.name for one in contract.columns) + "\n", ",".join(given) + "\n"


def _validated(name: str, path: Path) -> int:
    result = CliRunner().invoke(app, ["validate", name, str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code


@pytest.mark.parametrize("name", CONTRACTS)
def test_what_is_no_file_of_the_layout_is_refused_whole(name: str, tmp_path: Path) -> None:
    head, row = _lines(CONTRACTS[name])
    packed = gzip.compress((head + row * 5_000).encode())
    more = {
        "headless.csv": row.encode(),
        "wide.csv": (head + row).encode("utf-16"),
        "semicolons.csv": (head + row).replace(",", ";").encode(),
        "cut.csv.gz": packed[:-200],
    }
    for file, content in (REFUSED_WHOLE | more).items():
        path = tmp_path / file
        path.write_bytes(content)
        assert _validated(name, path) == exits.REFUSED, file
        [outcome] = load(tmp_path / "home", sources()[name], [path], 1)
        assert (outcome.state, len(outcome.rejects)) == ("refused", 1), file
        assert file in f"{outcome.file} {outcome.rejects[0]}"


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_text_that_means_something_elsewhere_is_a_text(name: str, tmp_path: Path) -> None:
    for at, text in enumerate(("=cmd|' /C calc'!A0", "'); DROP TABLE x; --", "Ünï 🫀\u202e\u200b")):
        path = tmp_path / f"{at}.csv"
        path.write_text("".join(_lines(CONTRACTS[name], text)), encoding="utf-8")
        assert _validated(name, path) == exits.DONE, text
        [outcome] = load(tmp_path / f"home{at}", sources()[name], [path], 1)
        assert (outcome.state, outcome.records, outcome.rejects) == ("loaded", 1, [])


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_bad_row_falls_and_the_good_one_beside_it_stands(name: str, tmp_path: Path) -> None:
    head, row = _lines(CONTRACTS[name])
    columns = CONTRACTS[name].columns
    far, year_0 = (
        ",".join(day if one.kind.name in ("day", "period") else one.example for one in columns)
        + "\n"
        for day in ("9999-12-31", "0000-01-01")
    )
    bad = {
        "nul": row.replace(",", "\0,", 1),
        "again": head,
        "far": far,
        "year 0": year_0,
        "ragged": "1234567893\n",
    }
    if any(one.kind.name == "text" for one in columns):
        bad["long"] = _lines(CONTRACTS[name], "x" * 100_000)[1]
    # A text that is too long takes its row along only where it is what the row is about.
    falls = any(one.carries for one in columns if one.kind.name == "text")
    fact = sources()[name].states[0].__name__
    for kind, line in bad.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(head + line + row)
        assert _validated(name, path) == exits.REFUSED, kind
        [outcome] = load(tmp_path / kind, sources()[name], [path], 1)
        stand = 1 if falls or kind != "long" else 2
        assert (outcome.state, outcome.facts[fact]) == ("loaded", stand), kind
        assert outcome.rejects, kind


@pytest.mark.parametrize("name", CONTRACTS)
def test_parquet_of_other_types_is_no_fault_of_ours(name: str, tmp_path: Path) -> None:
    columns = CONTRACTS[name].columns
    for kind, made in (("list", lambda e: [e]), ("struct", lambda e: {"a": e}), ("null", None)):
        path = tmp_path / f"{kind}.parquet"
        values = {one.name: [made(one.example) if made else None] for one in columns}
        pq.write_table(pa.table(values), path)
        assert _validated(name, path) == exits.REFUSED, kind
    # Numbers where a spreadsheet made numbers of what looks like them.
    path = tmp_path / "numbers.parquet"
    numbers = {
        one.name: [int(one.example) if one.example.isdigit() else one.example] for one in columns
    }
    pq.write_table(pa.table(numbers), path)
    assert _validated(name, path) == exits.DONE
