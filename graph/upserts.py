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

from graph.drawing import identifying
from schema.nodes import Person
from schema.vocabulary import Declared, Node, Relationship, camel

BATCH = 10_000

# Tied to the registry or not: the second label follows the property.
PHYSICIAN = """
FOREACH (_ IN CASE WHEN n.npi IS NULL THEN [] ELSE [1] END | SET n:Physician)
FOREACH (_ IN CASE WHEN n.npi IS NULL THEN [1] ELSE [] END | REMOVE n:Physician)"""


def upsert(driver: Driver, database: str, declared: type[Declared], rows: pa.Table) -> None:
    """Write rows as drawn: what is there is set, properties without a value are removed."""
    statement = _node_upsert(declared) if issubclass(declared, Node) else _tie_upsert(declared)
    _run(driver, database, statement, _batches(declared, rows))


def remove(driver: Driver, database: str, declared: type[Declared], rows: pa.Table) -> None:
    """Remove the nodes (with their relationships) or relationships that the identifying columns
    name."""
    statement = _node_removal(declared) if issubclass(declared, Node) else _tie_removal(declared)
    _run(driver, database, statement, _batches(declared, rows.select(identifying(declared))))


def _node_upsert(node: type[Node]) -> str:
    key = camel(node.key)
    text = f"UNWIND $rows AS row\nMERGE (n:{node.__name__} {{{key}: row.{key}}})\nSET n += row"
    return text + (PHYSICIAN if node is Person else "")


def _tie_upsert(declared: type[Declared]) -> str:
    return f"{_ends(declared)}\nMERGE {_pattern(declared)}\nSET r += row.properties"


def _node_removal(node: type[Node]) -> str:
    key = camel(node.key)
    return f"UNWIND $rows AS row\nMATCH (n:{node.__name__} {{{key}: row.{key}}})\nDETACH DELETE n"


def _tie_removal(declared: type[Declared]) -> str:
    return f"{_ends(declared)}\nMATCH {_pattern(declared)}\nDELETE r"


def _ends(declared: type[Declared]) -> str:
    assert issubclass(declared, Relationship)
    start, end = declared.start, declared.end
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (a:{start.__name__} {{{camel(start.key)}: row.start}})\n"
        f"MATCH (b:{end.__name__} {{{camel(end.key)}: row.end}})"
    )


def _pattern(declared: type[Declared]) -> str:
    assert issubclass(declared, Relationship)
    apart = ", ".join(f"{camel(name)}: row.properties.{camel(name)}" for name in declared.apart)
    return f"(a)-[r:{declared.type_name}{f' {{{apart}}}' if apart else ''}]->(b)"


def _batches(declared: type[Declared], rows: pa.Table) -> Iterator[list[dict[str, Any]]]:
    rows = rows.sort_by([(name, "ascending") for name in identifying(declared)])
    shape = _as_tie if issubclass(declared, Relationship) else _as_node
    for at in range(0, rows.num_rows, BATCH):
        yield shape(rows.slice(at, BATCH))


def _as_node(rows: pa.Table) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = rows.rename_columns(
        [camel(name) for name in rows.column_names]
    ).to_pylist()
    return named


def _as_tie(rows: pa.Table) -> list[dict[str, Any]]:
    properties = _as_node(rows.drop_columns(["start", "end"]))
    starts, ends = rows["start"].to_pylist(), rows["end"].to_pylist()
    return [
        {"start": start, "end": end, "properties": held}
        for start, end, held in zip(starts, ends, properties, strict=True)
    ]


def _run(
    driver: Driver, database: str, statement: str, batches: Iterator[list[dict[str, Any]]]
) -> None:
    # While the database writes one batch, the next is made ready.
    with driver.session(database=database) as session, ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(next, batches, None)
        while rows := coming.result():
            coming = ahead.submit(next, batches, None)
            session.execute_write(_work(statement, rows))


def _work(statement: str, rows: list[dict[str, Any]]) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        transaction.run(statement, rows=rows).consume()

    return work
