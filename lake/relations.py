"""Which tables are derived, from what, and in which order are they made?

A relation is declared once, beside the question it belongs to: its name, its columns with types,
and its text, one SELECT. The name begins with the schema of its room (`identity.named`), so that no
two rooms mean different things by one name; what was loaded stands in `facts`, what was decided in
`claims`, what the graph shall hold in `drawn`. What a relation reads follows from its text, and the
order of the work from that. Rows that Python computes are declared alike, without a text.

What differs from run to run, such as the day asked, is a variable of the connection:
`getvariable('as_of')`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

# Every table is named after FROM or JOIN with its schema; a name without one is local to the text.
_READ = re.compile(r'\b(?:FROM|JOIN)\s+([a-z_]+\.(?:"\w+"|[a-z]\w*))')
_COMMA = re.compile(r",\s*(?![^(]*\))")


@dataclass(frozen=True)
class Relation:
    """A derived table: `name` as `schema.table`, `columns` as in CREATE TABLE, `text` a SELECT that
    gives at least these columns (none: Python computes the rows). `computed_from` names what it
    needs besides what the text names."""

    name: str
    columns: str
    text: str = ""
    computed_from: tuple[str, ...] = ()

    @cached_property
    def types(self) -> dict[str, str]:
        """The DuckDB type of each column, in order."""
        pairs = (column.split(None, 1) for column in _COMMA.split(self.columns.strip()))
        return {name.strip('"'): kind.strip() for name, kind in pairs}

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The tables that it is made of, such as `facts."Byline"`, in order of their names."""
        return tuple(sorted({*_READ.findall(self.text), *self.computed_from}))

    def cast(self, rows: str) -> str:
        """The SELECT that gives just the declared columns of other rows, with their types."""
        columns = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in self.types.items())
        return f"SELECT {columns} FROM ({rows})"


def in_order(relations: Iterable[Relation]) -> list[Relation]:
    """The relations so that each comes after all that it reads; those that nothing keeps apart stay
    as they were given. Raises `graphlib.CycleError`."""
    named = {relation.name: relation for relation in relations}
    before = {name: [one for one in it.reads if one in named] for name, it in named.items()}
    return [named[name] for name in TopologicalSorter(before).static_order()]


def needed(relations: Iterable[Relation], wanted: Iterable[Relation]) -> list[Relation]:
    """Those of the relations that the wanted ones read, by whatever steps, and the wanted ones, in
    order."""
    ordered, names = in_order(relations), {relation.name for relation in wanted}
    for relation in reversed(ordered):
        if relation.name in names:
            names.update(relation.reads)
    return [relation for relation in ordered if relation.name in names]


def make(connection: duckdb.DuckDBPyConnection, *relations: Relation) -> None:
    """Make the tables of relations that have a text, in the order that follows from what they
    read."""
    for relation in in_order(relations):
        _replace(connection, relation, relation.text)


def view(connection: duckdb.DuckDBPyConnection, *relations: Relation) -> None:
    """Make views of relations with a text, for rows that are read once and only in part."""
    for relation in in_order(relations):
        _open_schema(connection, relation)
        connection.execute(
            f"CREATE OR REPLACE VIEW {relation.name} AS {relation.cast(relation.text)}"
        )


def put(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    rows: pa.Table | pd.DataFrame | Relation,
) -> None:
    """Make the table of a relation from rows that Python computed, or from those that the text of
    another relation gives. That text may read the table itself: so it grows from step to step."""
    if isinstance(rows, Relation):
        _replace(connection, relation, rows.text)
        return
    connection.register("incoming", rows)
    _replace(connection, relation, "FROM incoming")
    connection.unregister("incoming")


def show(connection: duckdb.DuckDBPyConnection, relation: Relation, rows: pa.Table) -> None:
    """Let texts read rows of Python's as a relation's, where they lie: nothing is copied."""
    _open_schema(connection, relation)
    connection.register(f"rows of {relation.name}", rows)
    text = relation.cast(f'FROM "rows of {relation.name}"')
    connection.execute(f"CREATE OR REPLACE VIEW {relation.name} AS {text}")


def clear(connection: duckdb.DuckDBPyConnection, *relations: Relation) -> None:
    """Make the tables of relations without a row."""
    for relation in relations:
        nothing = ", ".join(f'NULL AS "{name}"' for name in relation.types)
        _replace(connection, relation, f"SELECT {nothing} WHERE false")


def rows_of(connection: duckdb.DuckDBPyConnection, relation: Relation) -> pa.Table:
    """The rows of a relation that Python alone reads, in the order of its text; no table is
    made."""
    return connection.sql(relation.cast(relation.text)).to_arrow_table()


def let(connection: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> None:
    """Set the variables that texts read by `getvariable`; of one that was never set, they read
    NULL."""
    for name, value in values.items():
        connection.execute(f'SET VARIABLE "{name}" = $1', [value])


def _replace(connection: duckdb.DuckDBPyConnection, relation: Relation, rows: str) -> None:
    _open_schema(connection, relation)
    connection.execute(f"CREATE OR REPLACE TABLE {relation.name} AS {relation.cast(rows)}")


def _open_schema(connection: duckdb.DuckDBPyConnection, relation: Relation) -> None:
    schema, _, _ = relation.name.partition(".")
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
