"""Cases 18 to 20 for tables and pages of the newer sources, each made of its sample: refused whole
in words, or the bad record falls and the good one beside it stands."""

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from lake.ledger import loads
from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources

SAMPLES = Path(__file__).parents[1] / "loaders/samples"
TABLES = {
    "counties": ("tab20_zcta520_county20_natl.txt", "|"),
    "engagements": ("log.csv", ","),
    "reporter": ("RePORTER_PRJ_C_FY2023.csv", ","),
    "rpps": ("PS_LibreAcces_Personne_activite_202501150800.txt", "|"),
    "sam": ("SAM_Exclusions_Public_Extract_V2_25015.CSV", ","),
    "shared-patients": ("pairs.csv", ","),
}
PAGES = {
    "openalex": "openalex-00aa11bb22cc33dd-2026-01-31-00000.json",
    "reporter": "reporter-0a1b2c3d-2025-02-01-2024-00000.json",
}
RUBBISH = bytes(range(256)) * 2_000
DEEP = 100_000
ABSURD = {
    "a formula": "=cmd|' /C calc'!A0",
    "a huge number": "9" * 40,
    "an infinite number": "1e400",
    "no number": "NaN",
    "a far day": "9999-12-31",
    "year 0": "0000-01-01",
    "steering": "a\x1b[31m\u202eb",
}


def _load(folder: Path, source: str, name: str, content: bytes) -> Outcome:
    path = folder / name
    path.write_bytes(content)
    [outcome] = load(folder / "home", sources()[source], [path], 1)
    assert not list((folder / "home").glob("staging/*")), name
    return outcome


def _refused(folder: Path, source: str, files: dict[str, bytes]) -> None:
    """Fail unless each file is refused by name in one reject, and nothing of it is in the lake."""
    for name, content in files.items():
        outcome = _load(folder, source, name, content)
        assert (outcome.state, len(outcome.rejects)) == ("refused", 1), name
        assert name in str(outcome.rejects[0]["reason"])
    assert not list((folder / "home/lake").rglob("*.parquet"))
    assert loads(folder / "home/lake") == []


def _lines(rows: list[list[str]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("source", TABLES)
def test_what_is_no_table_of_the_source_is_refused_whole(source: str, tmp_path: Path) -> None:
    name, delimiter = TABLES[source]
    suffix = "." + name.rpartition(".")[2].lower()
    good = (SAMPLES / source / name).read_bytes()
    head, _, rows = good.partition(b"\n")
    bad = {
        "empty": b"",
        "lines": b"\n\n\n",
        "rubbish": RUBBISH,
        "page": b"<!doctype html><html><body>Sign in</body></html>",
        "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "archive": b"PK\x03\x04" + b"\0" * 100,
        "wide": good.decode().encode("utf-16"),
        "headless": rows,
        "semicolons": good.replace(delimiter.encode(), b";"),
        "endless": head + b"\n" + b"x" * 20_000_000,
    }
    files = {kind + suffix: content for kind, content in bad.items()}
    files |= {f"cut{suffix}.gz": gzip.compress(good * 50)[:-30], f"rubbish{suffix}.gz": RUBBISH}
    _refused(tmp_path, source, files)


@pytest.mark.parametrize("source", TABLES)
def test_a_bad_row_falls_and_the_good_one_beside_it_stands(source: str, tmp_path: Path) -> None:
    name, delimiter = TABLES[source]
    head, *rows = csv.reader(
        (SAMPLES / source / name).open(encoding="utf-8-sig"), delimiter=delimiter
    )
    good = rows[0]
    alone = _load(tmp_path, source, name, _lines([head, good], delimiter))
    assert alone.state == "loaded" and alone.records == 1
    long, line = ["y" * 3_000_000, *good[1:]], _lines([good], delimiter)
    bad = {kind: _lines([[text] * len(good)], delimiter) for kind, text in ABSURD.items()}
    bad |= {
        "nul": line.replace(delimiter.encode(), b"\0" + delimiter.encode(), 1),
        "Latin-1": _lines([["M?ller"] * len(good)], delimiter).replace(b"?", b"\xfc"),
        "short": _lines([good[:2]], delimiter),
        "long": _lines([[*good, "x"]], delimiter),
        "3 MB": _lines([long], delimiter),
        "the header again": _lines([head], delimiter),
    }
    for at, (kind, row) in enumerate(bad.items()):
        (folder := tmp_path / str(at)).mkdir()
        content = _lines([head], delimiter) + row + _lines([good], delimiter)
        outcome = _load(folder, source, name, content)
        assert (outcome.state, outcome.facts) == ("loaded", alone.facts), kind
        assert len(outcome.rejects) > len(alone.rejects), kind
        assert all(reject["record"] and reject["reason"] for reject in outcome.rejects), kind
        assert not any(reject["is_expected"] for reject in outcome.rejects), kind


@pytest.mark.parametrize("source", PAGES)
def test_what_is_no_page_of_the_source_is_refused_whole(source: str, tmp_path: Path) -> None:
    good = (SAMPLES / source / PAGES[source]).read_bytes()
    nested = b'{"a":' * DEEP + b"1" + b"}" * DEEP
    bad = {
        "empty": b"",
        "rubbish": RUBBISH,
        "page": b"<!doctype html><html><body>Sign in</body></html>",
        "cut": good[: len(good) // 2],
        "wide": good.decode().encode("utf-16"),
        "mixed": good.replace(b'"', b'\xff"', 3),
        "list": b"[" * DEEP + b"]" * DEEP,
        "results": b'{"results":' + b"[" * DEEP + b"]" * DEEP + b"}",
        "entry": b'{"results":[{"id":' + nested + b"}]}",
        "object": b'{"results":{"a":1}}',
        "half": b'{"results":[{"id":"\\ud800"}]}',
    }
    _refused(tmp_path, source, {f"{kind}.json": content for kind, content in bad.items()})


@pytest.mark.parametrize("source", PAGES)
def test_an_entry_that_is_none_falls_and_the_good_one_stands(source: str, tmp_path: Path) -> None:
    page = orjson.loads((SAMPLES / source / PAGES[source]).read_bytes())
    good = page["results"][0]
    alone = _load(tmp_path, source, PAGES[source], orjson.dumps(page | {"results": [good]}))
    entries: dict[str, Any] = {"a number": 1, "a text": "x", "nothing": None, "a list": [[good]]}
    entries |= {"empty": {}, "no values": dict.fromkeys(good)}
    for at, (kind, entry) in enumerate(entries.items()):
        (folder := tmp_path / str(at)).mkdir()
        content = orjson.dumps(page | {"results": [entry, good]})
        outcome = _load(folder, source, PAGES[source], content)
        assert (outcome.state, outcome.facts) == ("loaded", alone.facts), kind
        assert len(outcome.rejects) > len(alone.rejects), kind
