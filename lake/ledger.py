"""What has been loaded, from which file, when, and what was refused of it?

A load is a folder `lake/<source>/<load>/`, made whole in a staging folder and renamed into place,
so that a load is in the lake entirely or not at all. Its `load.json` is its entry in the ledger.
The load's name is a digest of the file's content: the same file twice is one load.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from lake.delivery import Reject, Signal

LEDGER_ENTRY = "load.json"

Noted = dict[str, Any]  # the fields of a `Reject` or `Signal`


class Locked(Exception):
    """Another writer is at work; the message names it."""


@dataclass(frozen=True)
class Load:
    """One file's entry: `facts` counts rows per schema class, `rejects` the records refused,
    `signals` what is not as known; `ignored` names the columns that are left out on purpose."""

    source: str
    load: str
    file: str
    sha256: str
    bytes: int
    loaded_at: datetime
    records: int
    rejects: int
    signals: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def digest(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder(lake: Path, source: str, sha256: str) -> Path:
    """Where the load of a file with this digest stands, or will stand."""
    return lake / source / sha256[:16]


def loads(lake: Path) -> list[Load]:
    """All loads in the lake, ordered by source and name."""
    return [_entry(path) for path in sorted(lake.glob(f"*/*/{LEDGER_ENTRY}"))]


def find(lake: Path, source: str, sha256: str) -> Load | None:
    """The load of a file with this digest, if it is in the lake."""
    path = folder(lake, source, sha256) / LEDGER_ENTRY
    return _entry(path) if path.exists() else None


def noted(folder: Path, declared: type[Reject] | type[Signal]) -> list[Noted]:
    """The rejects or the signals of the load in a folder."""
    parts = sorted(folder.glob(f"{declared.__name__}.*.parquet"))
    tables = (pq.read_table(part, schema=declared.columns()) for part in parts)
    return [row for table in tables for row in table.to_pylist()]


def commit(lake: Path, staged: Path, load: Load) -> None:
    """Put a staged load in its place in one step: a crash never leaves half a load."""
    with (staged / LEDGER_ENTRY).open("wb") as file:
        file.write(orjson.dumps(asdict(load), option=orjson.OPT_INDENT_2))
        file.flush()
        os.fsync(file.fileno())
    place = folder(lake, load.source, load.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.rmtree(staged)
    else:
        staged.rename(place)


@contextmanager
def writing(home: Path, what: str) -> Iterator[None]:
    """Let one writer in at a time.

    Raises `Locked`, naming the holder, when another process holds the lock. The lock ends with its
    process, so a stale one cannot stay.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(home / "writer.lock"), home / "writer.txt"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = holder.read_text() if holder.exists() else "another process"
        raise Locked(
            f"{home} is being written by {who}; wait for it to end, then run this again"
        ) from None
    try:
        holder.write_text(f"`peerline {what}` (process {os.getpid()})")
        yield
    finally:
        lock.release()


def _entry(path: Path) -> Load:
    raw = orjson.loads(path.read_bytes())
    return Load(**{**raw, "loaded_at": datetime.fromisoformat(raw["loaded_at"])})
