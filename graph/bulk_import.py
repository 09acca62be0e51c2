"""How does a drawing become a database at once?

The database's own importer reads the drawn Parquet files, with columns renamed to its headers, into
a store that no server has open. It writes a whole new store, so it serves the first load only; keys
and indexes are made afterwards.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa

from graph import embedded
from graph.classes import graph_columns
from graph.drawing import Drawing
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
from schema.settings import Settings
from schema.vocabulary import Declared, Node, Relationship, camel

TYPES = {
    pa.string(): "string",
    pa.int64(): "long",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "datetime",
    pa.list_(pa.string()): "string[]",
    pa.list_(pa.float64()): "double[]",
    pa.list_(pa.int64()): "long[]",
}


def is_first(settings: Settings) -> bool:
    """Whether the importer may write: the server's files are ours, and nothing was ever published
    into them."""
    published = settings.home / "published"
    return embedded.is_embedded(settings) and not (published.exists() and any(published.iterdir()))


def run(settings: Settings, drawing: Drawing) -> None:
    """Write the drawing as the whole content of the database; the server is stopped first.

    Raises `graph.embedded.ServerError` with the importer's own words when it refuses.
    """
    embedded.down(settings)
    scratch = settings.home / "import"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    inputs = []
    for node in NODES:
        if drawing.rows[node.__name__]:
            inputs.append(f"--nodes={node.__name__}={_for_import(drawing, node, scratch)}")
    for relationship in RELATIONSHIPS:
        if drawing.rows[relationship.__name__]:
            place = _for_import(drawing, relationship, scratch)
            inputs.append(f"--relationships={relationship.type_name}={place}")
    if inputs:
        embedded.admin(
            settings,
            *("database", "import", "full", settings.neo4j_database),
            *inputs,
            "--input-type=parquet",
            "--overwrite-destination",
            f"--report-file={settings.server_home / 'logs' / 'import.report'}",
        )
    shutil.rmtree(scratch)


def _for_import(drawing: Drawing, declared: type[Declared], scratch: Path) -> str:
    """The class's header and file: a line of the importer's names above one of the drawing's."""
    header = scratch / f"{declared.__name__}.csv"
    columns = graph_columns(declared)
    names = [_header(declared, column) for column in columns]
    drawn, place = list(columns.names), drawing.table(declared)
    if declared is Person:
        names, drawn, place = [*names, ":LABEL"], [*drawn, "labels"], _labelled(drawing, scratch)
    header.write_text(f"{','.join(names)}\n{','.join(drawn)}\n")
    return f"{header},{place}"


def _labelled(drawing: Drawing, scratch: Path) -> Path:
    """The persons with their labels."""
    place = scratch / "Person.parquet"
    labels = "if(coalesce(npi, register_ids[1]) IS NULL, 'Person', 'Person;Physician') AS labels"
    duckdb.execute(
        f"COPY (SELECT *, {labels} FROM '{drawing.table(Person)}') "
        f"TO '{place}' (FORMAT parquet, COMPRESSION snappy)"
    )
    return place


def _header(declared: type[Declared], column: pa.Field) -> str:
    if issubclass(declared, Relationship) and column.name in ("start", "end"):
        end = declared.start if column.name == "start" else declared.end
        return f":{column.name.upper()}_ID({end.__name__})"
    if issubclass(declared, Node) and column.name == declared.key:
        return f"{camel(column.name)}:ID({declared.__name__})"
    return f"{camel(column.name)}:{TYPES[column.type]}"
