"""How do changed rows get into a database that is in use?

Batches of UNWIND in managed transactions by one writer, sorted by key: nodes before relationships,
removals of relationships before removals of nodes. Every statement may be repeated; a batch that
was cut off is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
from neo4j import Driver, ManagedTransaction

from graph.classes import identifying
from schema.nodes import Person
from schema.vocabulary import Declared, Node, Relationship, camel

BATCH = 10_000
Row = tuple[Any, ...]

# Tied to a registry or not: the second label follows the property.
_UNTIED = "n.npi IS NULL AND n.registerIds IS NULL"
PHYSICIAN = f"""
FOREACH (_ IN CASE WHEN {_UNTIED} THEN [] ELSE [1] END | SET n:Physician)
FOREACH (_ IN CASE WHEN {_UNTIED} THEN [1] ELSE [] END | REMOVE n:Physician)"""


def upsert(driver: Driver, database: str, declared: type[Declared], rows: pa.Table) -> None:
    """Write rows as drawn: what is there is set, properties without a value are removed."""
    text = _node_upsert if issubclass(declared, Node) else _tie_upsert
    _run(driver, database, text(declared, rows.column_names), _batches(declared, rows))


def remove(driver: Driver, database: str, declared: type[Declared], rows: pa.Table) -> None:
    """Remove the nodes (with their relationships) or relationships that the identifying columns
    name."""
    rows = rows.select(identifying(declared))
    text = _node_removal if issubclass(declared, Node) else _tie_removal
    _run(driver, database, text(declared, rows.column_names), _batches(declared, rows))


def _node_upsert(node: type[Declared], columns: list[str]) -> str:
    text = f"UNWIND $rows AS row\nMERGE {_node(node, columns)}\n{_set('n', columns)}"
    return text + (PHYSICIAN if node is Person else "")


def _tie_upsert(declared: type[Declared], columns: list[str]) -> str:
    held = _set("r", columns, without=("start", "end"))
    return f"{_ends(declared, columns)}\nMERGE {_pattern(declared, columns)}\n{held}"


def _node_removal(node: type[Declared], columns: list[str]) -> str:
    return f"UNWIND $rows AS row\nMATCH {_node(node, columns)}\nDETACH DELETE n"


def _tie_removal(declared: type[Declared], columns: list[str]) -> str:
    return f"{_ends(declared, columns)}\nMATCH {_pattern(declared, columns)}\nDELETE r"


def _node(node: type[Declared], columns: list[str]) -> str:
    assert issubclass(node, Node)
    return f"(n:{node.__name__} {{{camel(node.key)}: row[{columns.index(node.key)}]}})"


def _ends(declared: type[Declared], columns: list[str]) -> str:
    assert issubclass(declared, Relationship)
    start, end = declared.start, declared.end
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (a:{start.__name__} {{{camel(start.key)}: row[{columns.index('start')}]}})\n"
        f"MATCH (b:{end.__name__} {{{camel(end.key)}: row[{columns.index('end')}]}})"
    )


def _pattern(declared: type[Declared], columns: list[str]) -> str:
    assert issubclass(declared, Relationship)
    apart = ", ".join(f"{camel(name)}: row[{columns.index(name)}]" for name in declared.apart)
    return f"(a)-[r:{declared.type_name}{f' {{{apart}}}' if apart else ''}]->(b)"


def _set(name: str, columns: list[str], without: tuple[str, ...] = ()) -> str:
    held = [
        f"{name}.{camel(column)} = row[{at}]"
        for at, column in enumerate(columns)
        if column not in without
    ]
    return f"SET {', '.join(held)}"


def _batches(declared: type[Declared], rows: pa.Table) -> Iterator[list[Row]]:
    """Rows as plain values in the order of the columns: names in every row would be most of what
    travels."""
    rows = rows.sort_by([(name, "ascending") for name in identifying(declared)])
    for at in range(0, rows.num_rows, BATCH):
        part = rows.slice(at, BATCH)
        yield list(zip(*(column.to_pylist() for column in part.columns), strict=True))


def _run(driver: Driver, database: str, statement: str, batches: Iterator[list[Row]]) -> None:
    # While the database writes one batch, the next is made ready.
    with driver.session(database=database) as session, ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(next, batches, None)
        while rows := coming.result():
            coming = ahead.submit(next, batches, None)
            session.execute_write(_work(statement, rows))


def _work(statement: str, rows: list[Row]) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        transaction.run(statement, rows=rows).consume()

    return work
