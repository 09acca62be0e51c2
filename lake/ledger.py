"""What has been loaded, from which file, when, and what was refused of it?

A load is a folder `<source>/<load>/` of the lake. Its parts are put first, under names of their own
for each try; its `load.json`, which names every part with its size, is put last and is its entry in
the ledger. What no entry names is nothing: so a load is in the lake entirely or not at all, where
files can be renamed and where they cannot (`lake/store.py`). The load's name is a digest of the
file's content: the same file twice is one load.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from lake.delivery import Reject, Signal
from lake.store import File, Store, StoreFault, store

LEDGER_ENTRY = "load.json"
# A part without an entry that is older is no running writer's.
LONGEST_TRY = timedelta(days=1)
_AT_A_TIME = 16
_ENTRY = re.compile(rf"[^/]+/[^/]+/{LEDGER_ENTRY}")
_PART = re.compile(r"\w+\.\d+(\.[^/]+)?\.parquet")
_PART_OF_A_TRY = re.compile(r"[^/]+/[0-9a-f]{16}/\w+\.\d+\.([^/]+)\.parquet(\.new)?")

Noted = dict[str, Any]  # the fields of a `Reject` or `Signal`


class Locked(Exception):
    """Another writer is at work; the message names it."""


@dataclass(frozen=True)
class Load:
    """One file's entry: `facts` counts rows per schema class, `rejects` the records refused,
    `signals` what is not as known; `ignored` names the columns that are left out on purpose,
    `parts` the Parquet files with their bytes."""

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
    parts: dict[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Its folder below the lake."""
        return f"{self.source}/{self.load}"

    def parts_of(self, name: str) -> list[str]:
        """The files below the lake that hold its rows of a class, by the class's name."""
        chosen = sorted(part for part in self.parts if part.startswith(f"{name}."))
        return [f"{self.folder}/{part}" for part in chosen]


def digest(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def loads(lake: Path | str) -> list[Load]:
    """All loads in the lake, ordered by source and name. Raises `StoreFault`."""
    return _loads(store(lake), store(lake).files())


def whole_loads(lake: Path | str) -> list[Load]:
    """All loads in the lake, every part of which is there as it was put. Raises `StoreFault`,
    naming one that is not."""
    at = store(lake)
    files = at.files()
    found = _loads(at, files)
    _see_whole(at, found, files)
    return found


def find(lake: Path | str, source: str, sha256: str) -> Load | None:
    """The load of a file with this digest, if it is in the lake. Raises `StoreFault`."""
    return _entry(store(lake), f"{source}/{sha256[:16]}/{LEDGER_ENTRY}")


def noted(
    lake: Path | str, declared: type[Reject] | type[Signal], load: Load | None = None
) -> list[Noted]:
    """The rejects or the signals of a load, or of the one that is staged in a folder."""
    at, name = store(lake), declared.__name__
    parts = (
        load.parts_of(name) if load else sorted(p for p in at.files() if p.startswith(f"{name}."))
    )
    tables = (at.table(part, declared.columns()) for part in parts)
    return [row for table in tables for row in table.to_pylist()]


def commit(lake: Path | str, staged: Path, load: Load) -> Load:
    """Put a staged load into the lake: its parts, then its entry. A crash never leaves half a load.
    What another writer put before stands. Raises `StoreFault`."""
    at = store(lake)
    before = find(lake, load.source, load.sha256)
    if before is None:
        parts = {}
        for part in sorted(staged.glob("*.parquet")):
            name = f"{part.stem}.{staged.name}.parquet"
            parts[name] = part.stat().st_size
            at.put(part, f"{load.folder}/{name}")
        load = replace(load, parts=parts)
        _see_whole(at, [load], {})
        with (staged / LEDGER_ENTRY).open("wb") as file:
            file.write(orjson.dumps(asdict(load), option=orjson.OPT_INDENT_2))
            file.flush()
            os.fsync(file.fileno())
        before = find(lake, load.source, load.sha256)
        if before is None:
            at.put(staged / LEDGER_ENTRY, f"{load.folder}/{LEDGER_ENTRY}")
        else:
            at.remove(f"{load.folder}/{name}" for name in parts)
    shutil.rmtree(staged)
    return before or load


def tidy(lake: Path | str, staging: Path) -> None:
    """Remove the parts without an entry that were put by tries staged in a folder, which must have
    ended, or over `LONGEST_TRY` ago; then the folder. Raises `StoreFault`."""
    at, ended = store(lake), {staged.name for staged in staging.glob("*")}
    files = at.files()
    oldest = datetime.now(UTC) - LONGEST_TRY
    found = {name: tried[1] for name in files if (tried := _PART_OF_A_TRY.fullmatch(name))}
    # The entries are read after the parts were listed: a part of the list has its entry, or none.
    named = {f"{load.folder}/{part}" for load in loads(lake) for part in load.parts}
    at.remove(
        name
        for name, tried in found.items()
        if name not in named and (tried in ended or files[name].at < oldest)
    )
    shutil.rmtree(staging, ignore_errors=True)


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


def _loads(at: Store, files: dict[str, File]) -> list[Load]:
    names = sorted(name for name in files if _ENTRY.fullmatch(name))
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        found = list(threads.map(lambda name: _kept(at, name, files[name]), names))
    return [load for load in found if load is not None]


@cache
def _kept(at: Store, name: str, _: File) -> Load | None:
    """An entry, which is read once by a process as long as it is as it was."""
    return _entry(at, name)


def _entry(at: Store, name: str) -> Load | None:
    content = at.read(name)
    if content is None:
        return None
    folder = name.rpartition("/")[0]
    try:
        raw = orjson.loads(content)
        if "parts" not in raw:  # of before they were named: the folder was renamed as a whole
            files = at.files(folder)
            raw["parts"] = {part.rpartition("/")[2]: file.bytes for part, file in files.items()}
            del raw["parts"][LEDGER_ENTRY]
        load = Load(**{**raw, "loaded_at": datetime.fromisoformat(raw["loaded_at"])})
        if load.folder != folder or not all(map(_is_part, load.parts.items())):
            raise ValueError("it speaks of other files")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreFault(
            f"{at}/{name} is no entry of the ledger ({error}); put it back from a copy, or remove "
            f"{folder}/ and load its file again"
        ) from None
    return load


def _is_part(given: tuple[str, object]) -> bool:
    name, size = given
    return _PART.fullmatch(name) is not None and type(size) is int


def _see_whole(at: Store, loads: list[Load], files: dict[str, File]) -> None:
    sizes = {f"{load.folder}/{part}": size for load in loads for part, size in load.parts.items()}
    odd = [name for name, size in sizes.items() if name not in files or files[name].bytes != size]
    # A long list is no moment: what came while it was made may be missing in it.
    there = at.sizes(odd)
    for name in odd:
        if there.get(name) != sizes[name]:
            folder = name.rpartition("/")[0]
            raise StoreFault(
                f"{at}/{name} has {there.get(name, 0):,} bytes, and {LEDGER_ENTRY} beside it says "
                f"{sizes[name]:,}: put it back from a copy, or remove {folder}/ and load its file "
                "again"
            )
