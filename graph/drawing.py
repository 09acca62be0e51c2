"""What should the graph hold, given the facts and claims of the lake?

Drawing evaluates the relation of every label and relationship type into one Parquet file each, in
a folder, and leaves a view `drawn."Class"` on it. The folder is the graph in columns: algorithms
derive ties from it, and publishing compares it with what the database holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from graph.classes import drawn, named
from graph.exclusions import CORRECTED_EXCLUSIONS, EXCLUSIONS, LATEST_EXCLUSIONS
from graph.facilities import CERTIFIED
from graph.headings import HEADINGS
from graph.licences import LICENCES, ORCID_HOLDERS
from graph.nodes import NODE_VIEWS, NPI_HOLDERS, SPELLINGS, prepare
from graph.practice import PRESCRIBED_PRODUCTS
from graph.relationships import RELATIONSHIP_VIEWS
from graph.works import SIGNATURES, WORKS
from lake.current import Lake
from lake.relations import Relation, in_order, make, view
from schema.catalogue import NODES, RELATIONSHIPS
from schema.vocabulary import Declared, Relationship

# What the views of several classes read.
INNER = (
    *(SPELLINGS, NPI_HOLDERS, ORCID_HOLDERS, LICENCES, HEADINGS, WORKS, SIGNATURES),
    *(LATEST_EXCLUSIONS, CORRECTED_EXCLUSIONS, EXCLUSIONS, CERTIFIED, PRESCRIBED_PRODUCTS),
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


def open_drawn(tables: duckdb.DuckDBPyConnection, folder: Path | None) -> None:
    """Make a view `drawn."Class"` of every class of the graph on its file in a folder; where it has
    none, of no rows."""
    tables.execute("CREATE SCHEMA IF NOT EXISTS drawn")
    for declared in (*NODES, *RELATIONSHIPS):
        if folder is not None and table_of(folder, declared).exists():
            _show(tables, folder, declared)
        else:
            view(tables, drawn(declared, "SELECT NULL AS source WHERE false"))


def draw(lake: Lake, folder: Path) -> Drawing:
    """Evaluate every view into `folder`, which is emptied first; the files stand as `drawn."Class"`
    in the lake's tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    prepare(lake.tables)
    open_drawn(lake.tables, folder)
    drawing = Drawing(folder)
    views = (*NODE_VIEWS.values(), *RELATIONSHIP_VIEWS.values())
    classes = {named(declared): declared for declared in (*NODES, *RELATIONSHIPS)}
    for relation in in_order([*INNER, *views]):
        declared = classes.get(relation.name)
        if declared is None:
            make(lake.tables, relation)
        else:
            draw_view(lake.tables, drawing, declared, relation)
    return drawing


def draw_view(
    tables: duckdb.DuckDBPyConnection,
    drawing: Drawing,
    declared: type[Declared],
    relation: Relation,
) -> None:
    """Write what a class's relation gives. Of a relationship's rows those whose ends are both drawn
    are written; the others are counted and named."""
    rows = relation.cast(relation.text)
    if not issubclass(declared, Relationship):
        _write(tables, drawing, declared, rows)
        return
    ends = (("start", declared.start), ("end", declared.end))
    marks = ", ".join(
        f'"{end}" IN (SELECT {node.key} FROM {named(node)}) AS {end}_stands' for end, node in ends
    )
    tables.execute(f"CREATE OR REPLACE TEMP TABLE with_ends AS SELECT *, {marks} FROM ({rows})")
    for end, node in ends:
        [(absent,)] = tables.execute(
            f'SELECT list(DISTINCT "{end}" ORDER BY "{end}")[:10] '
            f"FROM with_ends WHERE NOT {end}_stands"
        ).fetchall()
        if absent:
            labelled = [f"{node.__name__} {key}" for key in absent]
            drawing.missing.setdefault(declared.__name__, []).extend(labelled)
    [(total,)] = tables.execute("SELECT count(*) FROM with_ends").fetchall()
    whole = "FROM with_ends WHERE start_stands AND end_stands"
    _write(tables, drawing, declared, f"SELECT * EXCLUDE (start_stands, end_stands) {whole}")
    tables.execute("DROP TABLE with_ends")
    drawing.skipped[declared.__name__] = total - drawing.rows[declared.__name__]


def draw_rows(
    tables: duckdb.DuckDBPyConnection, drawing: Drawing, declared: type[Declared], rows: pa.Table
) -> None:
    """Take rows that no view gives, such as the ledger's, into the drawing."""
    tables.register("stated", rows)
    relation = drawn(declared, "FROM stated")
    _write(tables, drawing, declared, relation.cast(relation.text))
    tables.unregister("stated")


def _write(
    tables: duckdb.DuckDBPyConnection, drawing: Drawing, declared: type[Declared], rows: str
) -> None:
    place = drawing.table(declared)
    tables.execute(f"COPY ({rows}) TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
    drawing.rows[declared.__name__] = pq.read_metadata(place).num_rows
    _show(tables, drawing.folder, declared)


def _show(tables: duckdb.DuckDBPyConnection, folder: Path, declared: type[Declared]) -> None:
    place = table_of(folder, declared)
    tables.execute(f"CREATE OR REPLACE VIEW {named(declared)} AS FROM '{place}'")
