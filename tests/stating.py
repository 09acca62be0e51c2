"""Facts stated by hand in a few words, and who identity then holds to be one person."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from identity.resolve import resolve
from lake import ledger
from lake.current import Lake
from lake.delivery import Delivery, Unit, columns
from schema.vocabulary import Declared

Stated = dict[type[Declared], list[dict[str, Any]]]
Claims = dict[str, dict[str, Any]]


@pytest.fixture
def state() -> Callable[[Path, Stated], Lake]:
    """A function that gives the lake of a home in which one file states the rows."""
    return stated


@pytest.fixture
def claims() -> Iterator[Callable[[Stated], Claims]]:
    """A function that gives the claim on each mention of the stated rows."""

    def decide(facts: Stated) -> Claims:
        with tempfile.TemporaryDirectory() as folder:
            lake = stated(Path(folder), facts)
            resolve(lake)
            rows = lake.sql('FROM claims."Claim"').to_pylist()
            lake.close()
        found = {row["mention"]: row for row in rows}
        assert len(found) == len(rows), "a mention is claimed twice"
        return found

    yield decide


def put_rows(home: Path, source: str, declared: type[Declared], rows: pa.Table) -> None:
    """Put rows into the lake of a home as they are, as a load of their own."""
    staged, sha256 = home / "staging" / uuid4().hex, hashlib.sha256(uuid4().bytes).hexdigest()
    staged.mkdir(parents=True)
    pq.write_table(rows, staged / f"{declared.__name__}.1.parquet")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    ledger.commit(home / "lake", staged, ledger.Load(source, sha256[:16], "x", sha256, 1, at, 1, 0))


def stated(home: Path, facts: Stated) -> Lake:
    """The lake of a home in which one file states the rows."""
    sha256, at = hashlib.sha256(b"file").hexdigest(), datetime(2026, 3, 1, tzinfo=UTC)
    staged = home / "staging" / "file"
    place = {"unit": "all", "entry": 0, "record": "r"}
    unit = {"unit": "all", "entry": 0, "edition": "", "batch": "", "withdrawn": False}
    with Delivery("by-hand", Path("file"), staged, sha256[:16], at) as delivery:
        delivery.state(Unit, pa.Table.from_pylist([unit], columns(Unit)))
        for declared, rows in facts.items():
            full = [place | row for row in rows]
            delivery.state(declared, pa.Table.from_pylist(full, columns(declared)))
    entry = ledger.Load("by-hand", sha256[:16], "file", sha256, 1, at, 1, 0)
    ledger.commit(home / "lake", staged, entry)
    return Lake(home)
