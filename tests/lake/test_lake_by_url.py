"""A lake in object storage holds what one in a folder does, whole at every moment."""

import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import buckets
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from buckets import Bucket

from demo.country import write
from lake import ledger
from lake.current import Lake
from lake.store import StoreFault, store
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from schema.catalogue import MENTIONS, NODES, RELATIONSHIPS
from schema.nodes import Paper

SOURCES = ("pubmed", "nucc", "leie", "ror", "licences", "medicare-providers")
HEADER = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
HEART = "207RC0000X,Physicians,Internal Medicine,Heart,,,Heart Physician,Individual\n"
NUCC = sources()["nucc"]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a made-up country of a hundred clinicians."""
    folder = tmp_path_factory.mktemp("country")
    write(folder, clinicians=100)
    return folder


@pytest.fixture(scope="module")
def local(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the country in a lake of its own."""
    home = tmp_path_factory.mktemp("local")
    for name, files in _files(country):
        load(home, sources()[name], files, 1)
    return home


@pytest.fixture
def heart(tmp_path: Path) -> Path:
    """A file with a fact and a record that is refused."""
    path = tmp_path / "nucc_taxonomy_250.csv"
    path.write_text(f"{HEADER}{HEART}??,a,b,c,,,d,e\n")
    return path


def _files(country: Path) -> Iterable[tuple[str, list[Path]]]:
    for name in SOURCES:
        yield name, files_of(sources()[name], [str(country / name)])


def _facts(home: Path, at: str | None = None) -> dict[str, tuple[object, ...]]:
    """How many rows of each class there are, how many stand, and a digest of all, whatever the
    order; when they were loaded is left out."""
    lake = Lake(home, at=at)
    rows = "SELECT COLUMNS(lambda name: name NOT IN ('known_from', 'edition', 'batch')) FROM"
    found = {
        name: (
            *lake.one(f'SELECT count(*), bit_xor(hash(f)) FROM ({rows} history."{name}") f'),
            *lake.one(f'SELECT count(*) FROM facts."{name}"'),
        )
        for name in (declared.__name__ for declared in (*NODES, *RELATIONSHIPS, *MENTIONS))
    }
    lake.close()
    return found


def _parts(bucket: Bucket) -> set[str]:
    return {str(at.relative_to(bucket.lake)) for at in bucket.lake.rglob("*.parquet")}


def _named(at: str) -> set[str]:
    return {f"{one.folder}/{part}" for one in ledger.loads(at) for part in one.parts}


def test_a_file_by_url_is_loaded_once_with_its_rejects(
    bucket: Bucket, tmp_path: Path, heart: Path
) -> None:
    told = [load(tmp_path / "home", NUCC, [heart], at=bucket.url())[0] for _ in range(2)]
    assert [one.state for one in told] == ["loaded", "known"]
    assert told[0].rejects == told[1].rejects
    assert told[0].rejects[0]["value"] == "??"
    assert not (tmp_path / "home" / "lake").exists()
    lake = Lake(tmp_path / "home", at=bucket.url())
    assert lake.sql('SELECT code FROM facts."Specialty"')["code"].to_pylist() == ["207RC0000X"]
    lake.close()


def test_a_hundred_faults_leave_the_same_facts_and_nothing_half(
    bucket: Bucket, tmp_path: Path, country: Path, local: Path
) -> None:
    calm, seen, looks = bucket.url(port=bucket.calm), {""}, 0
    there = {one.load: one for one in ledger.loads(local / "lake")}

    def look() -> None:
        nonlocal looks
        looks += 1
        for one in ledger.whole_loads(calm):
            if one.load not in seen:
                seen.add(one.load)
                assert (one.facts, one.records) == (there[one.load].facts, there[one.load].records)
                for name, rows in one.facts.items():
                    parts = [store(calm).read(part) for part in one.parts_of(name)]
                    read = [pq.read_metadata(pa.BufferReader(part)).num_rows for part in parts]
                    assert sum(read) == rows

    bucket.plan.of, bucket.plan.told = buckets.seeded(7, faults=100), look
    failed = 0
    home = tmp_path / "home"
    for name, files in _files(country):
        left = files
        while left:
            try:
                load(home, sources()[name], left[:1], 1, at=bucket.url())
                left = left[1:]
            except StoreFault as fault:
                assert buckets.SECRET not in str(fault)
                failed += 1
    assert len(bucket.plan.injected) == 100
    assert set(bucket.plan.injected) == set(buckets.KINDS)
    assert looks == 100
    assert failed > 3
    assert _facts(home, calm) == _facts(local)
    load(home, NUCC, [], at=calm)
    assert _parts(bucket) == _named(calm)


def test_what_a_cut_off_try_left_goes_and_nothing_else_does(
    bucket: Bucket, tmp_path: Path, heart: Path
) -> None:
    at, home = bucket.url(), tmp_path / "home"

    def no_entry(method: str, path: str) -> str | None:
        return buckets.REFUSED if method == "POST" and "load.json" in path else None

    bucket.plan.of = no_entry
    with pytest.raises(StoreFault, match=r"load\.json cannot be put"):
        load(home, NUCC, [heart], at=at)
    left = _parts(bucket)
    assert len(left) == 4
    assert ledger.loads(at) == []
    other = heart.with_name("nucc_taxonomy_251.csv")
    other.write_text(HEADER + HEART)
    bucket.plan.of = lambda method, path: None
    load(tmp_path / "other", NUCC, [other], at=at)
    assert left < _parts(bucket), "they may be a running writer's of another home"
    old = (datetime.now(UTC) - ledger.LONGEST_TRY - timedelta(hours=1)).timestamp()
    strange = bucket.lake / "nucc" / "notes.parquet"
    strange.write_bytes(b"somebody's own")
    for file in bucket.lake.rglob("*.parquet"):
        os.utime(file, (old, old))
    fresh = sorted(left)[0]
    os.utime(bucket.lake / fresh)
    load(tmp_path / "other", NUCC, [other], at=at)
    assert _parts(bucket) == {*_named(at), "nucc/notes.parquet", fresh}
    load(home, NUCC, [heart], at=at)
    assert _parts(bucket) == {*_named(at), "nucc/notes.parquet"}
    assert len(ledger.whole_loads(at)) == 2


def test_of_two_writers_of_one_file_one_is_seen(
    bucket: Bucket, tmp_path: Path, heart: Path
) -> None:
    calm = bucket.url(port=bucket.calm)
    assert ledger.loads(calm) == []
    begun: list[str] = []

    def second(method: str, path: str) -> str | None:
        if "load.json" in path and method == "POST" and not begun:
            begun.append(path)
            load(tmp_path / "second", NUCC, [heart], at=calm)
            reader = Lake(tmp_path / "reader", at=calm)
            begun.append(str(reader.one('SELECT count(*) FROM facts."Specialty"')))
            reader.close()
        return None

    bucket.plan.of = second
    load(tmp_path / "first", NUCC, [heart], at=bucket.url())
    assert begun[1:] == ["(1,)"]
    assert len(ledger.whole_loads(calm)) == 1
    lake = Lake(tmp_path / "reader", at=calm)
    assert lake.one('SELECT count(*) FROM history."Specialty"') == (1,)
    lake.close()


def test_of_a_wide_part_only_the_columns_asked_for_come(bucket: Bucket, tmp_path: Path) -> None:
    staged = tmp_path / "staging" / "wide"
    staged.mkdir(parents=True)
    noise = [hashlib.sha256(str(n).encode()).hexdigest() * 4 for n in range(20_000)]
    rows = pa.table({"pmid": [str(n) for n in range(20_000)], "title": noise, "doi": noise[::-1]})
    pq.write_table(rows, staged / "Paper.1.parquet")
    sha256, at = "a" * 64, bucket.url()
    entry = ledger.Load("pubmed", sha256[:16], "x", sha256, 1, datetime.now(UTC), 1, 0)
    (part,) = ledger.commit(at, staged, entry).parts.values()
    before = bucket.plan.sent
    lake = Lake(tmp_path, at=at, stands=False)
    assert lake.one('SELECT count(DISTINCT pmid) FROM history."Paper"') == (20_000,)
    assert lake.all(Paper).count().to_pyarrow().as_py() == 20_000
    lake.close()
    assert bucket.plan.sent - before < part / 4


def test_several_processes_put_into_one_lake(bucket: Bucket, tmp_path: Path, heart: Path) -> None:
    other = heart.with_name("nucc_taxonomy_251.csv")
    other.write_text(HEADER + HEART)
    told = load(tmp_path / "home", NUCC, [heart, other], workers=2, at=bucket.url())
    assert [one.state for one in told] == ["loaded", "loaded"]
    assert {one.file for one in ledger.whole_loads(bucket.url())} == {heart.name, other.name}
