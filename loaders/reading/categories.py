"""Which values of a column are none of those that its publisher is known to print?

A category's values are compared by their letters and digits, since publications differ in capitals,
blanks and hyphens. A value that is not known is a signal; it is taken as it stands.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import ibis
import pyarrow as pa

from lake.delivery import FURTHER, UNKNOWN_CATEGORY
from loaders.reading.headers import normal
from loaders.reading.rows import Table

_LONGEST, _MOST = 200, 1_000


@dataclass(frozen=True)
class Category:
    """A column of a table, of texts or of lists of them, with its header (`field`) and all values
    known."""

    column: str
    field: str
    known: Collection[str]


def signal_unknown(table: Table, key: str, categories: Collection[Category]) -> None:
    """Signal each value that is none of its category's, how many records have it, and the first of
    them by its `key` and line."""
    unknown = [_unknown(table.rows, key, category) for category in categories]
    found = ibis.union(*unknown) if len(unknown) > 1 else unknown[0]
    known = {of.field: {normal(value) for value in of.known} for of in categories}
    listed = found.order_by("row", "field").to_pyarrow().to_pylist()
    rows = [row for row in listed if normal(row["value"]) not in known[row["field"]]]
    records = table.records(pa.Table.from_pylist(rows)) if rows else []
    for row, record in zip(rows, records, strict=True):
        table.delivery.signal(UNKNOWN_CATEGORY, row["field"], row["value"], record, row["records"])


def _unknown(rows: ibis.Table, key: str, category: Category) -> ibis.Table:
    """Each value not spelled as one of the known, its records and the first of them; those after
    the first thousand as one."""
    values = rows[category.column]
    texts = values.unnest() if values.type().is_array() else values
    named = rows.select("row", key=rows[key], value=texts, records=ibis.literal(1))
    others = named.filter(named.value.notin(list(category.known)))
    counted = _counted(others.mutate(value=others.value.substr(0, _LONGEST)))
    place = ibis.row_number().over(ibis.window(order_by=counted.row))
    few = counted.mutate(value=ibis.ifelse(place < _MOST, counted.value, FURTHER))
    return _counted(few).mutate(field=ibis.literal(category.field))


def _counted(rows: ibis.Table) -> ibis.Table:
    return rows.group_by("value").agg(
        records=rows.records.sum().cast("int64"),
        key=rows.key.argmin(rows.row),
        row=rows.row.min(),
    )
