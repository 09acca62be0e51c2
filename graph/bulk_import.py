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
from graph.drawing import Drawing, graph_columns
from graph.settings import Settings
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Person
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


def _for_import(drawing: Drawing, declared: type[Declared], scratch: Path) -> Path:
    """The class's file with the importer's headers."""
    place = scratch / f"{declared.__name__}.parquet"
    columns = [
        f'"{column.name}" AS "{_header(declared, column)}"' for column in graph_columns(declared)
    ]
    if issubclass(declared, Node):
        # The key is a property too; as an id alone it would be no more than a number of a row.
        columns.append(f'"{declared.key}" AS "{camel(declared.key)}:string"')
    if declared is Person:
        columns.append("if(npi IS NULL, 'Person', 'Person;Physician') AS \":LABEL\"")
    duckdb.execute(
        f"COPY (SELECT {', '.join(columns)} FROM '{drawing.table(declared)}') "
        f"TO '{place}' (FORMAT parquet, COMPRESSION snappy)"
    )
    return place


def _header(declared: type[Declared], column: pa.Field) -> str:
    if issubclass(declared, Relationship) and column.name in ("start", "end"):
        end = declared.start if column.name == "start" else declared.end
        return f":{column.name.upper()}_ID({end.__name__})"
    if issubclass(declared, Node) and column.name == declared.key:
        return f":ID({declared.__name__})"
    return f"{camel(column.name)}:{TYPES[column.type]}"
