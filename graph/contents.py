"""How much does the graph hold, per label, per relationship type and per source?"""

from __future__ import annotations

from typing import Any

import duckdb
from neo4j import Driver

from graph.classes import named
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
from schema.tie_kinds import TIES

# What tells of a person whom others have identified.
TELLING = tuple(one for one in RELATIONSHIPS if Person in (one.start, one.end) and one not in TIES)


def contents(driver: Driver, database: str) -> dict[str, Any]:
    """`labels`, `relationships` and `sources`, each a count by name. Labels and types come from the
    count store; a source is counted over the nodes that name it."""
    labels = [node.__name__ for node in NODES] + ["Physician"]
    types = sorted({relationship.type_name for relationship in RELATIONSHIPS})
    with driver.session(database=database) as session:
        counted = {}
        for name, pattern in [(n, f"(:{n})") for n in labels] + [
            (t, f"()-[:{t}]->()") for t in types
        ]:
            record = session.run(f"MATCH {pattern} RETURN count(*) AS n").single(strict=True)
            counted[name] = record["n"]
        named = session.run(
            "MATCH (n) WHERE NOT n:Source UNWIND split(n.source, ', ') AS source "
            "RETURN source, count(*) AS n ORDER BY source"
        )
        sources = {record["source"]: record["n"] for record in named}
    return {
        "labels": {name: counted[name] for name in labels},
        "relationships": {name: counted[name] for name in types},
        "sources": sources,
    }


def persons_by_source(tables: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many persons of those drawn each source speaks of, by itself or by what it tells of
    them."""
    told = [f"SELECT person_id, source FROM {named(Person)}"]
    told += [
        f"SELECT {end}, source FROM {named(declared)}"
        for declared in TELLING
        for end, node in (("start", declared.start), ('"end"', declared.end))
        if node is Person
    ]
    return dict(
        tables.execute(
            "SELECT name, count(DISTINCT person_id) FROM ("
            "SELECT DISTINCT person_id, unnest(string_split(source, ', ')) AS name "
            f"FROM ({' UNION ALL '.join(told)})) GROUP BY name"
        ).fetchall()
    )
