"""Small loads, made with the same two steps that a loader's load takes."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import buckets
import pyarrow as pa
import pytest
from buckets import Bucket

from lake import ledger
from lake.delivery import Delivery, Unit, columns
from schema.vocabulary import Declared

Stated = dict[type[Declared], list[dict[str, Any]]]
Deliver = Callable[..., ledger.Load]


@pytest.fixture
def deliver() -> Deliver:
    """A function that puts one file, known by its name, into the lake of a home."""
    return _deliver


def _deliver(
    home: Path,
    file: str,
    units: list[dict[str, Any]],
    stated: Stated,
    at: datetime = datetime(2026, 3, 1, tzinfo=UTC),
    source: str = "by-hand",
    whole: str | None = None,
) -> ledger.Load:
    sha256 = hashlib.sha256(file.encode()).hexdigest()
    staged = home / "staging" / file
    with Delivery(source, Path(file), staged, sha256[:16], at) as delivery:
        for declared, rows in {Unit: units, **stated}.items():
            delivery.state(declared, pa.Table.from_pylist(rows, columns(declared)))
        if whole is not None:
            delivery.hold_whole(whole)
    entry = ledger.Load(source, sha256[:16], file, sha256, 1, at, len(units), 0)
    return ledger.commit(home / "lake", staged, entry)


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[Bucket]:
    """An empty bucket of a real server, and a way to it without faults so far."""
    with buckets.bucket(tmp_path / "store") as made:
        yield made
