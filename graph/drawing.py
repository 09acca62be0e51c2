"""What should the graph hold, given the facts and claims of the lake?

Drawing evaluates the view of every label and relationship type into one Parquet file each, in a
folder. The folder is the graph in columns: algorithms derive ties from it, and publishing compares
it with what the database holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from graph.nodes import MACROS, NODE_VIEWS, NPI_HOLDERS, SPELLINGS
from graph.relationships import RELATIONSHIP_VIEWS
from lake.current import Lake
from schema.vocabulary import Declared, Node, Relationship

SOURCED = pa.schema(
    [
        ("source", pa.string()),
        ("record", pa.string()),
        ("known_from", pa.timestamp("us", tz="UTC")),
    ]
)


@dataclass
class Drawing:
    """Rows drawn per class, and per relationship class how many were skipped and for which ends
    (the first ten)."""

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def table(self, declared: type[Declared]) -> Path:
        """The class's file."""
        return table_of(self.folder, declared)


def table_of(folder: Path, declared: type[Declared]) -> Path:
    """The file of a class in a drawing's folder."""
    return folder / f"{declared.__name__}.parquet"


def graph_columns(declared: type[Declared]) -> pa.Schema:
    """A drawn table's columns: `start, end` of a relationship, fields, `source, record,
    known_from`. Decimal amounts become doubles: the database has no decimals, and sums are taken in
    cents."""
    own = [_in_graph(column) for column in declared.columns()]
    return pa.schema([*own, *SOURCED])


def identifying(declared: type[Declared]) -> list[str]:
    """The columns that tell two rows of a class apart."""
    if issubclass(declared, Relationship):
        return ["start", "end", *declared.apart]
    assert issubclass(declared, Node)
    return [declared.key]


def draw(lake: Lake, folder: Path) -> Drawing:
    """Evaluate every view into `folder`, which is emptied first."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    for text in (*MACROS, SPELLINGS, NPI_HOLDERS):
        lake.run(text)
    drawing = Drawing(folder)
    for node, text in NODE_VIEWS.items():
        _write(lake, drawing, node, f"SELECT * FROM ({text}) WHERE {node.key} IS NOT NULL")
    for relationship, text in RELATIONSHIP_VIEWS.items():
        draw_relationship(lake, drawing, relationship, text)
    return drawing


def draw_relationship(
    lake: Lake, drawing: Drawing, relationship: type[Relationship], text: str
) -> None:
    """Evaluate one relationship's view: rows whose ends are both drawn; the others are counted and
    named."""
    keys = [
        f"\"{end}\" IN (SELECT {node.key} FROM '{drawing.table(node)}') AS {end}_drawn"
        for end, node in (("start", relationship.start), ("end", relationship.end))
    ]
    lake.run(f"CREATE OR REPLACE TEMP TABLE drawn AS SELECT *, {', '.join(keys)} FROM ({text})")
    for end, node in (("start", relationship.start), ("end", relationship.end)):
        absent = lake.one(
            f'SELECT list(DISTINCT "{end}" ORDER BY "{end}")[:10] FROM drawn WHERE NOT {end}_drawn'
        )[0]
        if absent:
            named = [f"{node.__name__} {key}" for key in absent]
            drawing.missing.setdefault(relationship.__name__, []).extend(named)
    total = lake.one("SELECT count(*) FROM drawn")[0]
    _write(lake, drawing, relationship, "SELECT * FROM drawn WHERE start_drawn AND end_drawn")
    drawing.skipped[relationship.__name__] = total - drawing.rows[relationship.__name__]


def draw_rows(lake: Lake, drawing: Drawing, declared: type[Declared], rows: pa.Table) -> None:
    """Take rows that no view gives, such as the ledger's, into the drawing."""
    lake.keep("given_rows", rows)
    _write(lake, drawing, declared, "SELECT * FROM given_rows")


def _write(lake: Lake, drawing: Drawing, declared: type[Declared], text: str) -> None:
    # An empty table in front names every column and its type, so that a view may leave fields out.
    schema = graph_columns(declared)
    lake.keep("pattern", schema.empty_table())
    names = ", ".join(_drawn_as(column) for column in schema)
    place = drawing.table(declared)
    lake.run(
        f"COPY (SELECT {names} FROM (FROM pattern UNION ALL BY NAME ({text}))) "
        f"TO '{place}' (FORMAT parquet, COMPRESSION zstd)"
    )
    drawing.rows[declared.__name__] = pq.read_metadata(place).num_rows


def _drawn_as(column: pa.Field) -> str:
    # The importer takes empty text for missing; so do we, that both ways give the same graph.
    is_text = pa.types.is_string(column.type)
    return f'nullif("{column.name}", \'\') AS "{column.name}"' if is_text else f'"{column.name}"'


def _in_graph(column: pa.Field) -> pa.Field:
    return column.with_type(pa.float64()) if pa.types.is_decimal(column.type) else column
