"""Who read, exported or changed what of which persons, and can the record be trusted?

An entry names persons by id, never by name. Each holds the digest of the one before, so that an
entry which was changed, removed or put in between breaks the chain from there; the database refuses
such changes itself. What was cut off at the end shows only to who noted the last digest before
(`peerline audit verify --expect`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

from sqlalchemy import JSON, Column, Connection, Integer, String, Table, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from schema.settings import Settings
from workspace.migrating import UnknownWorkspace
from workspace.store import METADATA, Instant, opened, reading

MOST_PERSONS = 100
# One chain, however many processes write.
LOCK = 7_337_547
KINDS = ("read", "export", "change")

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("subject", String, nullable=False),
    Column("role", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("operation", String, nullable=False),
    Column("operation_digest", String, nullable=False),
    Column("roots", JSON, nullable=False),
    Column("persons", JSON, nullable=False),
    Column("persons_count", Integer, nullable=False),
    Column("purpose", String, nullable=False),
    Column("request", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("digest", String, nullable=False),
)

# Made once: to put a statement together takes longer than to run it.
_LAST = select(AUDIT.c.number, AUDIT.c.digest).order_by(AUDIT.c.number.desc()).limit(1)
_INSERT = insert(AUDIT)


class NotAudited(RuntimeError):
    """The audit log cannot be written, so what it should record is not done."""


class BrokenChain(RuntimeError):
    """The audit log was tampered with; the text names the first broken entry."""


@dataclass(frozen=True)
class Entry:
    """What is put down: who, in which role, which kind of access (`KINDS`), the operation by name,
    digest and root fields, the persons by id (the first hundred, and how many), why, and when."""

    subject: str
    role: str
    kind: str
    operation: str = ""
    operation_digest: str = ""
    roots: Sequence[str] = ()
    persons: Sequence[str] = ()
    purpose: str = ""
    request: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def row(self) -> dict[str, Any]:
        """The entry's columns, but its place in the chain."""
        assert self.kind in KINDS
        persons = sorted(set(self.persons))
        return vars(self) | {
            "roots": list(self.roots),
            "persons": persons[:MOST_PERSONS],
            "persons_count": len(persons),
        }


class Writer:
    """Writes entries for one workspace from any thread; those that wait for one another share a
    transaction."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._waiting: list[tuple[Entry, Future[None]]] = []
        self._door, self._writing = Lock(), Lock()

    def write(self, entry: Entry) -> None:
        """Return once the entry is kept. Raises `NotAudited`."""
        kept: Future[None] = Future()
        with self._door:
            self._waiting.append((entry, kept))
        with self._writing:
            if not kept.done():
                with self._door:
                    batch, self._waiting = self._waiting, []
                self._keep(batch)
        kept.result()

    def _keep(self, batch: list[tuple[Entry, Future[None]]]) -> None:
        try:
            with opened(self.settings, is_frequent=True) as connection:
                _append(connection, [entry for entry, _ in batch])
        except (SQLAlchemyError, UnknownWorkspace, OSError) as error:
            for _, kept in batch:
                kept.set_exception(
                    NotAudited(f"the audit log cannot be written ({type(error).__name__})")
                )
            return
        for _, kept in batch:
            kept.set_result(None)


@lru_cache(maxsize=8)
def writer(settings: Settings) -> Writer:
    """The process's writer on the workspace of the settings."""
    return Writer(settings)


def entries(settings: Settings, last: int | None = None) -> list[dict[str, Any]]:
    """The last entries, or all of them, the oldest first."""
    chosen = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(last)
    with reading(settings) as connection:
        return [dict(row._mapping) for row in connection.execute(chosen)][::-1]


def verify(settings: Settings, expected: str | None = None) -> tuple[int, str]:
    """How many entries there are, and the digest of the last. Raises `BrokenChain` at the first
    entry that is not as it was written, or where none has the digest `expected`."""
    previous, count, is_met = "", 0, expected is None
    with reading(settings) as connection:
        for row in _all(connection):
            count += 1
            if row["number"] != count or row["previous"] != previous:
                raise BrokenChain(
                    f"the audit log is broken at entry {count}: what stood there is gone"
                )
            if row["digest"] != _digest(row):
                raise BrokenChain(f"the audit log is broken at entry {count}: it was changed")
            previous = row["digest"]
            is_met |= previous == expected
    if not is_met:
        raise BrokenChain(f"none of {count} entries has the digest {expected}: some were cut off")
    return count, previous


def _all(connection: Connection) -> Iterator[dict[str, Any]]:
    ordered = select(AUDIT).order_by(AUDIT.c.number).execution_options(yield_per=1_000)
    for row in connection.execute(ordered):
        yield dict(row._mapping)


def _append(connection: Connection, batch: Sequence[Entry]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    number, previous = connection.execute(_LAST).one_or_none() or (0, "")
    rows = []
    for entry in batch:
        number += 1
        row = entry.row() | {"number": number, "previous": previous}
        previous = row["digest"] = _digest(row)
        rows.append(row)
    connection.execute(_INSERT, rows)


def _digest(row: dict[str, Any]) -> str:
    """Of everything that an entry says, and of the digest before it."""
    said = {name: value for name, value in row.items() if name != "digest"}
    said["at"] = said["at"].astimezone(UTC).isoformat()
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
