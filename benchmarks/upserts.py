"""How fast do changed rows reach a database in use, beside a bare batched UNWIND of them?

Both write the same rows with the same statement and batches into an emptied database with its keys;
the bare way has its rows ready as dictionaries before the clock starts, ours comes from Arrow.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from neo4j import Driver

from benchmarks.measuring import Line, interleaved
from graph import connection, embedded
from graph.constraints import constrain
from graph.drawn_tables import table_of
from graph.upserts import BATCH, upsert
from schema.nodes import Paper, Person
from schema.relationships import AUTHORED
from schema.settings import Settings
from schema.vocabulary import camel

NODE = "UNWIND $rows AS row MERGE (n:Paper {pmid: row.pmid}) SET n += row"
TIE = (
    "UNWIND $rows AS row MATCH (a:Person {personId: row.start}) MATCH (b:Paper {pmid: row.end}) "
    "MERGE (a)-[r:AUTHORED]->(b) SET r += row.properties"
)


def ours(home: Path, tables: dict[str, Path], kind: str) -> float:
    """Seconds that `graph.upserts` needs for the rows."""
    settings = Settings(home=home, neo4j_uri=None)
    declared = Paper if kind == "Paper" else AUTHORED
    with connection.driver(settings) as driver:
        rows = _ready(driver, settings, tables, kind)
        began = perf_counter()
        upsert(driver, settings.neo4j_database, declared, rows)
        return perf_counter() - began


def bare(home: Path, tables: dict[str, Path], kind: str) -> float:
    """Seconds that the driver needs for the same rows, made ready before."""
    settings = Settings(home=home, neo4j_uri=None)
    with connection.driver(settings) as driver:
        rows = _ready(driver, settings, tables, kind)
        text, named = (NODE, _nodes(rows)) if kind == "Paper" else (TIE, _ties(rows))
        began = perf_counter()
        with driver.session(database=settings.neo4j_database) as session:
            for at in range(0, len(named), BATCH):
                session.run(text, rows=named[at : at + BATCH]).consume()
        return perf_counter() - began


def _ready(driver: Driver, settings: Settings, tables: dict[str, Path], kind: str) -> pa.Table:
    """The rows to write, before an emptied database that holds their ends, warmed up."""
    with driver.session(database=settings.neo4j_database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
    constrain(driver, settings.neo4j_database)
    read = {name: pq.read_table(path) for name, path in tables.items()}
    if kind == "AUTHORED":
        upsert(driver, settings.neo4j_database, Paper, read["Paper"])
        upsert(driver, settings.neo4j_database, Person, read["Person"])
    return read[kind]


def _nodes(rows: pa.Table) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = rows.rename_columns(
        [camel(name) for name in rows.column_names]
    ).to_pylist()
    return sorted(named, key=lambda row: str(row["pmid"]))


def _ties(rows: pa.Table) -> list[dict[str, Any]]:
    ties = [
        {"start": start, "end": end, "properties": held}
        for start, end, held in zip(
            rows["start"].to_pylist(),
            rows["end"].to_pylist(),
            rows.drop_columns(["start", "end"])
            .rename_columns([camel(n) for n in rows.column_names if n not in ("start", "end")])
            .to_pylist(),
            strict=True,
        )
    ]
    return sorted(ties, key=lambda tie: (tie["start"], tie["end"]))


def lines(home: Path, quick: bool) -> list[Line]:
    """Nodes and relationships, in a server of its own with what was published from `home`."""
    published = next(path for path in (home / "published").iterdir() if path.is_dir())
    tables = {kind.__name__: table_of(published, kind) for kind in (Paper, Person, AUTHORED)}
    server = home / "upserts"
    embedded.up(Settings(home=server, neo4j_uri=None))
    try:
        return [_line(server, tables, kind) for kind in ("Paper", "AUTHORED")]
    finally:
        embedded.down(Settings(home=server, neo4j_uri=None))


def _line(server: Path, tables: dict[str, Path], kind: str) -> Line:
    given = (server, tables, kind)
    ours(*given)  # the server's first plans and compilations are nobody's
    runs = interleaved(3, {"ours": (ours, given), "bare": (bare, given)})
    count = pq.read_metadata(tables[kind]).num_rows
    rate = {name: count / run.seconds for name, run in runs.items()}
    ratio = rate["ours"] / rate["bare"]
    return Line(
        f"upserts, {count:,} {kind}",
        f"{rate['ours']:,.0f} rows/s",
        f"bare UNWIND {rate['bare']:,.0f} rows/s",
        ratio,
        "≥ 0.9",
        ratio >= 0.9,
        runs["ours"].peak_mib,
    )
