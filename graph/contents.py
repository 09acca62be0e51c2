"""How much does the graph hold, per label, per relationship type and per source?"""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from neo4j import Driver

from graph.classes import named
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
from schema.tie_kinds import TIES
from schema.vocabulary import Declared

# What tells of a person whom others have identified.
TELLING = tuple(one for one in RELATIONSHIPS if Person in (one.start, one.end) and one not in TIES)


# What is planned or promised says nothing of until when a source looked.
_AHEAD = ("expires_on", "due_on", "happens_on", "planned_on")
_LOOKED = ("checked_on", "stated_on")


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


def told_until(tables: duckdb.DuckDBPyConnection) -> dict[str, date]:
    """The latest day that each source's drawn records tell of and that had come when they were
    loaded: the day of a look-up where they name it, else that on which something happened. What
    several sources tell together is none's alone; a source without a day is left out."""
    told = [
        f"SELECT source, max({day}) AS day FROM {named(declared)} "
        f"WHERE {day} <= known_from::DATE GROUP BY source"
        for declared in (*NODES, *RELATIONSHIPS)
        if declared not in TIES
        for day in _days(declared)
    ]
    return dict(
        tables.execute(
            f"SELECT source, max(day) FROM ({' UNION ALL '.join(told)}) "
            "WHERE source NOT LIKE '%, %' GROUP BY source"
        ).fetchall()
    )


def _days(declared: type[Declared]) -> list[str]:
    """The days of a class, as SQL."""
    columns = {column.name: column.type for column in declared.columns()}
    looked = [name for name in _LOOKED if name in columns]
    dated = [name for name, of in columns.items() if pa.types.is_date(of) and name not in _AHEAD]
    year = ["make_date(year, 12, 31)"] if columns.get("year") == pa.int64() else []
    return looked or dated or year
