"""What is wrong with a lake is said in one sentence that names it, without its key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import buckets
import duckdb
import pytest
from buckets import Bucket
from typer.testing import CliRunner

from cli.__main__ import app
from cli.exits import UNDONE, as_told, code_of
from lake import ledger
from lake.current import Lake
from lake.store import StoreFault, store
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.settings import Settings

HEADER = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
HEART = "207RC0000X,Physicians,Internal Medicine,Heart,,,Heart Physician,Individual\n"
ENTRY = "load.json"


@pytest.fixture
def put(bucket: Bucket, tmp_path: Path) -> ledger.Load:
    """The one load of the bucket."""
    path = tmp_path / "nucc_taxonomy_250.csv"
    path.write_text(HEADER + HEART)
    load(tmp_path / "home", sources()["nucc"], [path], at=bucket.url())
    (found,) = ledger.loads(bucket.url())
    return found


def _diagnosed(monkeypatch: pytest.MonkeyPatch, place: str) -> tuple[str, str | None]:
    monkeypatch.setenv("PEERLINE_LAKE", place)
    said = CliRunner().invoke(app, ["doctor", "--json"]).stdout
    assert buckets.SECRET not in said
    (one,) = (finding for finding in json.loads(said) if finding["name"] == "lake")
    return one["says"], one["lacks"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"bucket": "nowhere"}, r"s3://nowhere/desk/lake.*bucket does not exist.*make the bucket"),
        ({"key": "AKIDOTHER"}, r"s3://bucket/desk/lake.*INVALID_ACCESS.*AWS_ACCESS_KEY_ID"),
        ({"port": 1}, r"s3://bucket/desk/lake.*Could not connect.*AWS_ENDPOINT_URL"),
    ],
)
def test_a_lake_that_does_not_answer_is_told_by_reader_and_doctor(
    bucket: Bucket,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, Any],
    says: str,
) -> None:
    with pytest.raises(StoreFault, match=says) as told:
        Lake(tmp_path, at=bucket.url(**given))
    assert buckets.SECRET not in str(told.value)
    assert code_of(told.value) == UNDONE
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path))
    assert "make the bucket" in str(_diagnosed(monkeypatch, bucket.url(bucket="nowhere"))[1])


def test_a_lake_that_may_only_be_read_is_told(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", buckets.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", buckets.SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{bucket.port}")
    says, lacks = _diagnosed(monkeypatch, "s3://bucket/desk?region=us-east-1")
    assert (says, lacks) == ("s3://bucket/desk answers, and may be written", None)
    assert not [file for file in bucket.files.rglob("*") if file.is_file()]
    bucket.plan.of = lambda method, path: buckets.REFUSED if method != "GET" else None
    says, lacks = _diagnosed(monkeypatch, "s3://bucket/desk?region=us-east-1")
    assert says == "s3://bucket/desk"
    assert "cannot be put" in str(lacks) and "what it may do with the bucket" in str(lacks)


def test_a_part_cut_short_or_taken_away_is_named(
    bucket: Bucket, tmp_path: Path, put: ledger.Load
) -> None:
    (name,) = put.parts_of("Specialty")
    part = bucket.lake / name
    part.write_bytes(part.read_bytes()[:-7])
    size = put.parts[part.name]
    with pytest.raises(StoreFault, match=rf"desk/lake/{name} has {size - 7:,} bytes.*{size:,}"):
        Lake(tmp_path, at=bucket.url())
    part.unlink()
    with pytest.raises(StoreFault, match=rf"{name} has 0 bytes.*remove {put.folder}/ and load"):
        Lake(tmp_path, at=bucket.url())
    assert ledger.loads(bucket.url()) == [put], "the ledger itself can be read"


@pytest.mark.parametrize(
    "bent",
    [
        lambda raw: b"",
        lambda raw: b"<html>",
        lambda raw: b"[" * 100_000,
        lambda raw: b"[]",
        lambda raw: json.dumps(raw | {"parts": {"../../x.1.parquet": 1}}).encode(),
        lambda raw: json.dumps(raw | {"parts": {"Paper.1.parquet": "1"}}).encode(),
        lambda raw: json.dumps(raw | {"parts": ["Paper.1.parquet"]}).encode(),
        lambda raw: json.dumps(raw | {"source": "pubmed"}).encode(),
        lambda raw: json.dumps(raw | {"loaded_at": 7}).encode(),
        lambda raw: json.dumps(raw | {"colour": "red"}).encode(),
    ],
)
def test_an_entry_that_is_none_is_named(
    bucket: Bucket, put: ledger.Load, bent: Callable[[dict[str, Any]], bytes]
) -> None:
    entry = bucket.lake / put.folder / ENTRY
    entry.write_bytes(bent(json.loads(entry.read_bytes())))
    with pytest.raises(StoreFault, match=rf"desk/lake/{put.folder}/{ENTRY} is no entry"):
        ledger.loads(bucket.url())


@pytest.mark.parametrize(
    "place",
    [
        f"s3://{buckets.KEY}:{buckets.SECRET} x@bucket/lake",
        f"s3:/{buckets.KEY}:{buckets.SECRET}@bucket/lake",
        f"ftp://{buckets.KEY}:{buckets.SECRET}@host/lake",
        f"s3://bucket/lake?secret={buckets.SECRET}",
        "s3://",
    ],
)
def test_what_is_no_address_is_said_without_its_key(place: str, tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match=r"cannot be at .* set PEERLINE_LAKE") as told:
        Lake(tmp_path, at=Settings(lake=place).lake_at)
    assert buckets.SECRET not in str(told.value) + repr(Settings(lake=place))


def test_a_fault_in_the_middle_of_a_query_is_told_as_such(
    bucket: Bucket, tmp_path: Path, put: ledger.Load
) -> None:
    lake = Lake(tmp_path, at=bucket.url(), stands=False)
    lake.tables.execute("SET parquet_metadata_cache = false")
    bucket.plan.of = lambda method, path: buckets.REFUSED if method == "GET" else None
    with pytest.raises(duckdb.Error) as raised:
        lake.sql('SELECT * FROM history."Specialty"')
    lake.close()
    told = as_told(raised.value)
    assert code_of(told) == UNDONE
    assert str(told).startswith(f"s3://bucket/desk/lake/{put.parts_of('Specialty')[0]} cannot be")


def test_a_folder_elsewhere_is_a_lake_as_well(tmp_path: Path) -> None:
    path = tmp_path / "nucc_taxonomy_250.csv"
    path.write_text(HEADER + HEART)
    for place in (tmp_path / "folder", (tmp_path / "by-url").as_uri()):
        load(tmp_path / "home", sources()["nucc"], [path], at=str(place))
        lake = Lake(tmp_path / "home", at=str(place))
        assert lake.one('SELECT count(*) FROM facts."Specialty"') == (1,)
        lake.close()
    assert store(tmp_path / "folder").files() and not (tmp_path / "home" / "lake").exists()


def test_a_load_of_before_parts_were_named_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "nucc_taxonomy_250.csv"
    path.write_text(HEADER + HEART)
    load(tmp_path, sources()["nucc"], [path])
    (entry,) = tmp_path.glob(f"lake/*/*/{ENTRY}")
    raw = json.loads(entry.read_bytes())
    for number, name in enumerate(raw.pop("parts")):
        kind = name.partition(".")[0]
        (entry.parent / name).rename(entry.parent / f"{kind}.{number}.parquet")
    entry.write_text(json.dumps(raw))
    lake = Lake(tmp_path)
    assert lake.one('SELECT count(*) FROM facts."Specialty"') == (1,)
    lake.close()
