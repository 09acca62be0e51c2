"""One file on its way into the lake: what it states, what it withdraws, what was refused of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from schema.vocabulary import Declared, Mention


class Refused(Exception):
    """The whole file is refused; the message says why and what to do next."""


class Unit(Mention):
    """One thing that a file speaks of as a whole, and that a later edition replaces as a whole."""

    unit: Annotated[
        str, "The record's id; a wider scope where the source replaces more than a record at once."
    ]
    entry: Annotated[int, "The record's place in the file, from 1; 0 where the unit spans records."]
    edition: Annotated[str, "Sorts editions of the unit, as text: the greatest stands."]
    batch: Annotated[
        str, "Sorts the publisher's deliveries, as text; empty where the file does not tell."
    ]
    withdrawn: Annotated[
        bool, "The publisher takes back what batches up to this one said of the unit."
    ]


class Whole(Mention):
    """The file is a whole list of its publisher: what earlier batches stated of units that it no
    longer holds does not stand any more."""

    batch: Annotated[str, "The list's batch, as in `Unit`; its own units have it, too."]


class Reject(Mention):
    """One record, or one value of it, that was not taken."""

    record: Annotated[str, "The record's id or its line."]
    field: Annotated[str | None, "The field at fault; none where it is the whole record."]
    value: Annotated[str | None, "The value at fault."]
    reason: Annotated[str, "What is wrong with it, and what was done."]
    is_expected: Annotated[
        bool, "Not at fault: the source prints such records, and they are none of ours."
    ]


OF_THE_LAKE: tuple[type[Declared], ...] = (Unit, Whole, Reject)
PROVENANCE = pa.schema([("unit", pa.string()), ("entry", pa.int64()), ("record", pa.string())])
STAMP = pa.schema(
    [("source", pa.string()), ("load", pa.string()), ("known_from", pa.timestamp("us", tz="UTC"))]
)


def columns(declared: type[Declared]) -> pa.Schema:
    """The columns a loader gives for a class: `unit, entry, record`, then the fields (of what the
    lake itself reads, `OF_THE_LAKE`, the fields)."""
    own = declared.columns()
    return own if declared in OF_THE_LAKE else pa.unify_schemas([PROVENANCE, own])


def stored(declared: type[Declared]) -> pa.Schema:
    """The columns of a class's fact table: the loader's, then `source, load, known_from`."""
    return pa.unify_schemas([columns(declared), STAMP])


@dataclass
class Delivery:
    """Collects what a loader reads from `path` into Parquet files, in bounded memory."""

    source: str
    path: Path
    staged: Path
    load: str
    known_from: datetime

    def __post_init__(self) -> None:
        self.records = 0
        self.facts: Counter[str] = Counter()
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._parts = 0
        self._rejects: list[dict[str, object]] = []

    def state(self, declared: type[Declared], rows: pa.Table | ibis.Table) -> None:
        """Take rows of a class: an Arrow table, or an Ibis expression that is run here. Columns as
        `columns()`."""
        if isinstance(rows, pa.Table):
            self._write(declared, rows)
        else:
            self._run(declared, rows)

    def hold_whole(self, batch: str) -> None:
        """Note that the file is the publisher's whole list; see `Whole`."""
        self.state(Whole, pa.table({"batch": [batch]}))

    def reject(
        self,
        record: str,
        reason: str,
        field: str | None = None,
        value: str | None = None,
        is_expected: bool = False,
    ) -> None:
        """Note a record (or one value of it) that is not taken; the file itself still is."""
        short = value if value is None or len(value) <= 200 else value[:200] + "…"
        told = {"record": record, "field": field, "value": short, "reason": reason}
        self._rejects.append({**told, "is_expected": is_expected})
        if len(self._rejects) >= 10_000:
            self._flush_rejects()

    def __enter__(self) -> Delivery:
        self.staged.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._flush_rejects()
        for writer in self._writers.values():
            writer.close()

    def _write(self, declared: type[Declared], rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        name, n = declared.__name__, rows.num_rows
        stamp = (self.source, self.load, self.known_from)
        for column, value in zip(STAMP, stamp, strict=True):
            rows = rows.append_column(column, pa.repeat(pa.scalar(value, column.type), n))
        schema = stored(declared)
        if name not in self._writers:
            self._writers[name] = pq.ParquetWriter(self._part(name), schema, compression="zstd")
        self._writers[name].write_table(rows.select(schema.names).cast(schema))
        self.facts[name] += n

    def _run(self, declared: type[Declared], rows: ibis.Table) -> None:
        schema, name = stored(declared), declared.__name__
        rows = rows.mutate(
            source=ibis.literal(self.source),
            load=ibis.literal(self.load),
            known_from=ibis.literal(self.known_from, type="timestamp('UTC', 6)"),
        )
        part = self._part(name)
        rows.select(*schema.names).cast(ibis.Schema.from_pyarrow(schema)).to_parquet(part)
        self.facts[name] += pq.read_metadata(part).num_rows

    def _part(self, name: str) -> Path:
        self._parts += 1
        return self.staged / f"{name}.{self._parts}.parquet"

    def _flush_rejects(self) -> None:
        if self._rejects:
            self._write(Reject, pa.Table.from_pylist(self._rejects, columns(Reject)))
            self._rejects.clear()
