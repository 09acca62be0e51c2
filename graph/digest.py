"""Do two graphs hold the same?

The digest of a graph is the sum, modulo 2^256, of the SHA-256 of every node and relationship: its
label or type, the keys of its ends and its declared properties in one spelling. A sum does not
depend on order. Left out is what no source states: when a thing was loaded (`knownFrom`), the
ledger's own `Source` nodes, and what algorithms conclude.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from neo4j import Driver

from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Source
from schema.vocabulary import Declared, Node, Relationship, camel

MODULUS = 1 << 256


def digest(driver: Driver, database: str) -> str:
    """The digest of the database's content, 64 hexadecimal digits."""
    total = 0
    with driver.session(database=database, fetch_size=10_000) as session:
        for node in NODES:
            if node is not Source:
                total += _sum(node.__name__, session.run(_nodes(node)))
        for relationship in RELATIONSHIPS:
            total += _sum(relationship.__name__, session.run(_relationships(relationship)))
    return f"{total % MODULUS:064x}"


def _sum(name: str, rows: Any) -> int:
    total = 0
    for row in rows:
        text = orjson.dumps([name, *row.values()], default=str)
        total += int.from_bytes(hashlib.sha256(text).digest())
    return total


def _values(declared: type[Declared], variable: str) -> str:
    names = [camel(f.name) for f in declared.fields()] + ["source", "record"]
    return ", ".join(f"{variable}.{name} AS v_{name}" for name in names)


def _nodes(node: type[Node]) -> str:
    labels = "COLLECT { UNWIND labels(n) AS label RETURN label ORDER BY label } AS labels"
    return f"MATCH (n:{node.__name__}) RETURN {_values(node, 'n')}, {labels}"


def _relationships(declared: type[Relationship]) -> str:
    start, end = declared.start, declared.end
    return (
        f"MATCH (a:{start.__name__})-[r:{declared.type_name}]->(b:{end.__name__}) "
        f"RETURN a.{camel(start.key)} AS a, b.{camel(end.key)} AS b, {_values(declared, 'r')}"
    )
