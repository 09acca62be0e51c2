"""How is a relation tried by itself? Rows in, rows out, as in dbt's unit tests.

A `Unit` gives rows to the tables that the relation reads (what it does not name is NULL, a table
it does not name is empty) and names the rows that must come out, by the columns that matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import duckdb
import pyarrow as pa

from lake.delivery import Whole, stored
from lake.relations import Relation, let, make
from schema.catalogue import CLAIMS, MENTIONS, NODES, RELATIONSHIPS

Rows = list[dict[str, Any]]
ROOMS = ("identity", "graph", "algorithms")
_DECLARED = (*NODES, *RELATIONSHIPS, *MENTIONS, *CLAIMS, Whole)
FACTS = {declared.__name__: declared for declared in _DECLARED}


@dataclass(frozen=True)
class Unit:
    """One trial of a relation: what its tables hold, what the variables are, what must come out,
    in any order. `about` says what the rows show."""

    relation: Relation
    about: str
    given: dict[str, Rows]
    expected: Rows
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.relation.name}: {self.about}"


def try_out(
    unit: Unit,
    prepare: Callable[[duckdb.DuckDBPyConnection], None] = lambda connection: None,
) -> None:
    """Fail unless the unit's relation gives the rows expected. `prepare` makes what texts need
    besides tables, such as macros."""
    unread = set(unit.given) - set(unit.relation.reads)
    assert not unread, f"{unit.relation.name} does not read {', '.join(sorted(unread))}"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        prepare(connection)
        let(connection, unit.values)
        for table in unit.relation.reads:
            _fill(connection, table, unit.given.get(table, []))
        make(connection, unit.relation)
        names = list(unit.expected[0]) if unit.expected else list(unit.relation.types)
        columns = ", ".join(f'"{name}"' for name in names)
        found = connection.execute(f"SELECT {columns} FROM {unit.relation.name}").fetchall()
    wanted = [tuple(row[name] for name in names) for row in unit.expected]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


@cache
def declared_relations() -> dict[str, Relation]:
    """Every relation that a module of a room declares, by name; one name means one relation."""
    found: dict[str, Relation] = {}
    for room in ROOMS:
        package = import_module(room)
        for module in walk_packages(package.__path__, f"{room}."):
            for value in vars(import_module(module.name)).values():
                for one in value.values() if isinstance(value, dict) else [value]:
                    if isinstance(one, Relation):
                        assert found.setdefault(one.name, one) is one, f"{one.name} stands twice"
    return found


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    schema, _, name = table.partition(".")
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    declared = FACTS.get(name.strip('"'))
    if declared is not None:
        columns = stored(declared) if schema in ("facts", "history") else _drawn(declared)
        connection.register("incoming", pa.Table.from_pylist(rows, columns))
        connection.execute(f"CREATE TABLE {table} AS FROM incoming")
        return
    relation = declared_relations()[table]
    connection.execute(f"CREATE TABLE {table} ({relation.columns})")
    for row in rows:
        names = ", ".join(f'"{key}"' for key in row)
        marks = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def _drawn(declared: Any) -> pa.Schema:
    from graph.classes import graph_columns

    return declared.columns() if declared in CLAIMS else graph_columns(declared)
