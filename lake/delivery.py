"""One file on its way into the lake: what it states, what it withdraws, what was refused of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from lake.compiled import quoted
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


class Signal(Mention):
    """Something of a file that nobody reads, or that is not as it is known to be. All that the
    loader reads is taken all the same."""

    kind: Annotated[str, "One of `MEANINGS`."]
    field: Annotated[str, "The column, key or element, or what was counted."]
    value: Annotated[str | None, "The value that is not known, or the figure and its bounds."]
    records: Annotated[int | None, "Times it was seen; none for a column, which all records have."]
    record: Annotated[str | None, "Where it was seen first: the record's id or its line."]
    meaning: Annotated[str, "What it means, and what to do."]


OF_THE_LAKE: tuple[type[Declared], ...] = (Unit, Whole, Reject, Signal)

NEW_COLUMN, NEW_KEY = "new column", "new key"
UNKNOWN_CATEGORY, OUT_OF_BOUNDS = "unknown category", "out of bounds"
MEANINGS = {
    NEW_COLUMN: "is read by no loader, and named by none as left out on purpose; it was left out",
    NEW_KEY: "is read by no loader, and named by none as left out on purpose; it was left out",
    UNKNOWN_CATEGORY: "is none of the values known; it was taken as it stands",
    OUT_OF_BOUNDS: "is not what the publisher's files hold; the file was taken all the same: see "
    "that it is whole, and the right one",
}
_MOST_SIGNALS = 1_000
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
FURTHER = "further ones"
# Rows are read side by side in groups of so many.
ROW_GROUP = 122_880
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
        self.ignored: list[str] = []
        self._rejects: list[dict[str, object]] = []
        self._signals: dict[tuple[str, str, str | None], list[Any]] = {}

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
        told = {"record": record, "field": field, "value": _short(value), "reason": reason}
        self._rejects.append({**told, "is_expected": is_expected})
        if len(self._rejects) >= 10_000:
            self._flush_rejects()

    def signal(
        self,
        kind: str,
        field: str,
        value: str | None = None,
        record: str | None = None,
        records: int | None = 1,
    ) -> None:
        """Note something of one of the `MEANINGS`; what was noted before is counted on. A file that
        holds over a thousand different things has the others counted together."""
        key = kind, _short(field) or "", _short(value)
        if key not in self._signals and len(self._signals) >= _MOST_SIGNALS:
            key, records = (kind, FURTHER, None), records or 1
        seen = self._signals.setdefault(key, [None, record])
        seen[0] = seen[0] if records is None else (seen[0] or 0) + records

    def ignore(self, column: str) -> None:
        """Note a column that the loader knows and leaves out on purpose."""
        self.ignored.append(_short(column) or "")

    def expect(self, what: str, figure: float, least: float, most: float) -> None:
        """Signal a figure of the file that lies outside of what is known of its kind."""
        if not least <= figure <= most:
            value = f"{figure:,} (expected {least:,} to {most:,})"
            self.signal(OUT_OF_BOUNDS, what, value, records=None)

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
        self._state_signals()
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
        self._writers[name].write_table(
            rows.select(schema.names).cast(schema), row_group_size=ROW_GROUP
        )
        self.facts[name] += n

    def _run(self, declared: type[Declared], rows: ibis.Table) -> None:
        name, told = declared.__name__, columns(declared)
        part = self._part(name)
        told_rows = rows.select(*told.names).cast(ibis.Schema.from_pyarrow(told))
        rows.get_backend().write(
            told_rows,
            part,
            source=quoted(self.source),
            load=quoted(self.load),
            known_from=f"TIMESTAMPTZ {quoted(self.known_from.isoformat())}",
        )
        self.facts[name] += pq.read_metadata(part).num_rows

    def _part(self, name: str) -> Path:
        self._parts += 1
        return self.staged / f"{name}.{self._parts}.parquet"

    def _flush_rejects(self) -> None:
        if self._rejects:
            self._write(Reject, pa.Table.from_pylist(self._rejects, columns(Reject)))
            self._rejects.clear()

    def _state_signals(self) -> None:
        rows = [
            {"kind": kind, "field": field, "value": value, "records": records, "record": record}
            | {"meaning": MEANINGS[kind]}
            for (kind, field, value), (records, record) in self._signals.items()
        ]
        self._write(Signal, pa.Table.from_pylist(rows, columns(Signal)))


def _short(text: str | None) -> str | None:
    """The text cut to a length that a reader takes in, on one line. Half a character, or what would
    steer a terminal, becomes a question mark."""
    if text is None:
        return None
    short = text if len(text) <= 200 else text[:200] + "…"
    return _STEERING.sub("?", " ".join(short.split()))
