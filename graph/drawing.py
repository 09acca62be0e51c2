"""What should the graph hold, given the facts and claims of the lake?

Drawing evaluates the relation of every label and relationship type into one Parquet file each, in
a folder, and leaves a view `drawn."Class"` on it. The folder is the graph in columns: algorithms
derive ties from it, and publishing compares it with what the database holds.

Each file says where its rows come from (`lake.lineage`). A class whose rows come from the same as
those of an earlier drawing is not evaluated again: its file is taken over.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from graph.classes import drawn, named
from graph.companies import COMPANY_FAMILIES, COMPANY_LINKS, COMPANY_SPELLINGS, PAYERS
from graph.congresses import CONGRESS_ROLES
from graph.digital import DIGITAL_ROLES
from graph.drawn_tables import LINEAGE, Drawn, drawn_of, open_drawn, show, table_of
from graph.exclusions import RELATIONS as OF_EXCLUSIONS
from graph.facilities import CERTIFIED, INSTITUTION_KEYS
from graph.grants import GRANT_NAMES, LISTED_GRANTS
from graph.headings import HEADINGS
from graph.leadership import LEADERSHIP_ROLES
from graph.licences import LICENCES, ORCID_HOLDERS
from graph.nodes import NODE_VIEWS, prepare
from graph.persons import COUNTIES, NPI_HOLDERS, SPELLINGS
from graph.practice import PRESCRIBED_PRODUCTS
from graph.products import LISTED_PRODUCTS, MILESTONES
from graph.relationships import RELATIONSHIP_VIEWS
from graph.societies import SOCIETY_ROLES
from graph.territories import TERRITORIES
from graph.works import OPENALEX_PAPERS, SIGNATURES, WORKS
from lake.code import of_code
from lake.compiled import quoted
from lake.current import Lake
from lake.lineage import Lineage
from lake.relations import Relation, make, needed
from schema.catalogue import NODES, RELATIONSHIPS
from schema.vocabulary import Declared, Relationship

# What the views of several classes read.
INNER = (
    *(SPELLINGS, NPI_HOLDERS, ORCID_HOLDERS, LICENCES, SOCIETY_ROLES, HEADINGS, WORKS, SIGNATURES),
    *(*OF_EXCLUSIONS, CERTIFIED, PRESCRIBED_PRODUCTS),
    *(CONGRESS_ROLES, DIGITAL_ROLES),
    *(GRANT_NAMES, LISTED_GRANTS, OPENALEX_PAPERS),
    *(COMPANY_SPELLINGS, PAYERS, COMPANY_LINKS, COMPANY_FAMILIES, LISTED_PRODUCTS, MILESTONES),
    *(TERRITORIES, INSTITUTION_KEYS, LEADERSHIP_ROLES, COUNTIES),
)

CLASSES = {named(declared): declared for declared in (*NODES, *RELATIONSHIPS)}
CODE = tuple(Path(__file__).parents[1] / room for room in ("schema", "lake", "graph"))


@dataclass
class Drawing:
    """Rows drawn per class, and per relationship class how many were skipped and for which ends
    (the first ten). With a `lineage`, a table of `before`, the folder of an earlier drawing, is
    taken over where its rows come from the same."""

    folder: Path
    lineage: Lineage | None = None
    before: Path | None = None
    rows: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def table(self, declared: type[Declared]) -> Path:
        """The class's file."""
        return table_of(self.folder, declared)

    def take_over(self, declared: type[Declared]) -> bool:
        """Take the class's file over from the drawing before; whether its rows are the same."""
        said = drawn_of(self.before, declared) if self.before and self.lineage else None
        if not (self.before and said and self.lineage):
            return False
        if said.lineage != self.lineage.of(named(declared)):
            return False
        _link(table_of(self.before, declared), self.table(declared))
        self.count(declared, said)
        return True

    def count(self, declared: type[Declared], said: Drawn) -> None:
        """Count what stands in the class's file."""
        name = declared.__name__
        self.rows[name] = pq.read_metadata(self.table(declared)).num_rows
        if issubclass(declared, Relationship):
            self.skipped[name] = said.skipped
        if said.missing:
            self.missing[name] = [*said.missing]


def draw(lake: Lake, folder: Path, before: Path | None = None, seed: str = "") -> Drawing:
    """Evaluate the views into `folder`, which is emptied first; the files stand as `drawn."Class"`
    in the lake's tables. What comes from the same as in the drawing `before` is taken over; `seed`
    says what else the rows depend on, such as who is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.parquet"):
        old.unlink()
    prepare(lake.tables)
    open_drawn(lake.tables, folder)
    drawing = Drawing(folder, Lineage(lake, of_code(*CODE) + seed), before)
    draw_views(lake.tables, drawing, [*NODE_VIEWS.values(), *RELATIONSHIP_VIEWS.values()], INNER)
    return drawing


def draw_views(
    tables: duckdb.DuckDBPyConnection,
    drawing: Drawing,
    views: Collection[Relation],
    inner: Iterable[Relation],
    seed: str = "",
    make: Callable[[duckdb.DuckDBPyConnection, Relation], None] = make,
) -> None:
    """Draw classes by their relations, and make the `inner` relations that these read; neither
    where the class can be taken over. `seed` says what else the rows depend on."""
    if drawing.lineage:
        drawing.lineage.take([*inner, *views], seed)
    wanted = [relation for relation in views if not _taken_over(tables, drawing, relation)]
    for relation in needed([*inner, *wanted], wanted):
        if relation.name in CLASSES:
            draw_view(tables, drawing, CLASSES[relation.name], relation)
        else:
            make(tables, relation)


def _taken_over(tables: duckdb.DuckDBPyConnection, drawing: Drawing, relation: Relation) -> bool:
    declared = CLASSES[relation.name]
    is_same = drawing.take_over(declared)
    if is_same:
        show(tables, drawing.folder, declared)
    return is_same


def draw_view(
    tables: duckdb.DuckDBPyConnection,
    drawing: Drawing,
    declared: type[Declared],
    relation: Relation,
) -> None:
    """Write what a class's relation gives. Of a relationship's rows those whose ends are both drawn
    are written; the others are counted and named."""
    lineage = drawing.lineage.of(relation.name) if drawing.lineage else ""
    rows = relation.cast(relation.text)
    if not issubclass(declared, Relationship):
        _write(tables, drawing, declared, rows, Drawn(lineage))
        return
    ends = (("start", declared.start), ("end", declared.end))
    marks = ", ".join(
        f'"{end}" IN (SELECT {node.key} FROM {named(node)}) AS {end}_stands' for end, node in ends
    )
    tables.execute(f"CREATE OR REPLACE TEMP TABLE with_ends AS SELECT *, {marks} FROM ({rows})")
    missing: list[str] = []
    for end, node in ends:
        [(absent,)] = tables.execute(
            f'SELECT list(DISTINCT "{end}" ORDER BY "{end}")[:10] '
            f"FROM with_ends WHERE NOT {end}_stands"
        ).fetchall()
        missing += [f"{node.__name__} {key}" for key in absent or ()]
    whole = "start_stands AND end_stands"
    [(skipped,)] = tables.execute(
        f"SELECT count(*) FILTER (NOT ({whole})) FROM with_ends"
    ).fetchall()
    whole_rows = f"SELECT * EXCLUDE (start_stands, end_stands) FROM with_ends WHERE {whole}"
    _write(tables, drawing, declared, whole_rows, Drawn(lineage, skipped, tuple(missing)))
    tables.execute("DROP TABLE with_ends")


def draw_rows(
    tables: duckdb.DuckDBPyConnection, drawing: Drawing, declared: type[Declared], rows: pa.Table
) -> None:
    """Take rows that no view gives, such as the ledger's, into the drawing."""
    tables.register("stated", rows)
    relation = drawn(declared, "FROM stated")
    _write(tables, drawing, declared, relation.cast(relation.text), Drawn(""))
    tables.unregister("stated")


def _write(
    tables: duckdb.DuckDBPyConnection,
    drawing: Drawing,
    declared: type[Declared],
    rows: str,
    said: Drawn,
) -> None:
    text = quoted(orjson.dumps(asdict(said)).decode())
    tables.execute(
        f"COPY ({rows}) TO '{drawing.table(declared)}' (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{{LINEAGE.decode()}: {text}}})"
    )
    drawing.count(declared, said)
    show(tables, drawing.folder, declared)


def _link(place: Path, new: Path) -> None:
    """The same file under another name; a copy where the disk knows no such thing."""
    try:
        os.link(place, new)
    except OSError:
        shutil.copyfile(place, new)
