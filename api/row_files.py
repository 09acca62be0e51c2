"""How do flat rows become a table in a file: CSV, JSON lines or Parquet?

Rows come in batches of any number and are written as they come. A spreadsheet runs what a text cell
begins with `=`, `+`, `-` or `@`: in CSV such text begins with an apostrophe, and numbers stay
numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import IO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from api.rows import Column, Row

# What begins a formula, wide forms too, and what spreadsheets skip before it.
_FORMULA, _SKIPPED = (
    "=+-@\uff1d\uff0b\uff0d\uff20",
    " \t\r\n\v\f\u00a0\u200b\u200e\u200f\u202a\u202d\u202e\ufeff",
)
_KINDS = {
    "Int": pa.int64(),
    "Float": pa.float64(),
    "Decimal": pa.decimal128(38, 10),
    "Boolean": pa.bool_(),
    "Date": pa.date32(),
    "DateTime": pa.timestamp("us", tz="UTC"),
}
Batches = Iterable[Sequence[Row]]
Table = Callable[[IO[bytes], Sequence[Column], Batches], int]


def as_csv(out: IO[bytes], columns: Sequence[Column], batches: Batches) -> int:
    """Write RFC 4180 in UTF-8, lists as JSON; the number of rows."""
    rows = 0
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([column.name for column in columns])
    for batch in batches:
        lines.writerows([[cell(row.get(column.name)) for column in columns] for row in batch])
        rows += len(batch)
    text.detach()
    return rows


def as_ndjson(out: IO[bytes], columns: Sequence[Column], batches: Batches) -> int:
    """Write a JSON object a line; the number of rows."""
    rows = 0
    for batch in batches:
        for row in batch:
            out.write(orjson.dumps({column.name: row.get(column.name) for column in columns}))
            out.write(b"\n")
        rows += len(batch)
    return rows


def as_parquet(out: IO[bytes], columns: Sequence[Column], batches: Batches) -> int:
    """Write Parquet, a row group a batch, lists as JSON text; the number of rows."""
    rows = 0
    schema = pa.schema([(column.name, _KINDS.get(column.kind, pa.string())) for column in columns])
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            values = [
                pa.array([_stored(c, row) for row in batch], schema.field(at).type)
                for at, c in enumerate(columns)
            ]
            writer.write_table(pa.table(values, schema=schema))
            rows += len(batch)
    return rows


def cell(value: object) -> object:
    """A value as CSV has it: numbers as they are, text that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    text = text.replace("\0", "")
    begins = text.lstrip(_SKIPPED)[:1]
    is_run = begins and begins in _FORMULA
    return f"'{text}" if is_run or text[:1] in ("\t", "\r", "\n") else text


def _stored(column: Column, row: Row) -> object:
    value = column.typed(row)
    if value is None or isinstance(value, str) or column.kind in _KINDS:
        return value
    return orjson.dumps(value).decode()
