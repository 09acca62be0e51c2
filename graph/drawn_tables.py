"""Which tables stand in a drawing's folder, and what do they say of themselves?

One Parquet file a class of the graph; each says in its metadata where its rows come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import orjson
import pyarrow.parquet as pq

from graph.classes import drawn, named
from lake.relations import view
from schema.catalogue import NODES, RELATIONSHIPS
from schema.vocabulary import Declared

LINEAGE = b"lineage"


@dataclass(frozen=True)
class Drawn:
    """What a class's file says of itself: the digest of all that its rows come from, how many were
    skipped, and for which ends (the first ten of each)."""

    lineage: str
    skipped: int = 0
    missing: tuple[str, ...] = ()


def table_of(folder: Path, declared: type[Declared]) -> Path:
    """The file of a class in a drawing's folder."""
    return folder / f"{declared.__name__}.parquet"


def drawn_of(folder: Path, declared: type[Declared]) -> Drawn | None:
    """What a class's file in a drawing's folder says of itself, if there is one that does."""
    place = table_of(folder, declared)
    said = (pq.read_metadata(place).metadata or {}).get(LINEAGE) if place.exists() else None
    return Drawn(**orjson.loads(said)) if said else None


def open_drawn(tables: duckdb.DuckDBPyConnection, folder: Path | None) -> None:
    """Make a view `drawn."Class"` of every class of the graph on its file in a folder; where it has
    none, of no rows."""
    tables.execute("CREATE SCHEMA IF NOT EXISTS drawn")
    for declared in (*NODES, *RELATIONSHIPS):
        if folder is not None and table_of(folder, declared).exists():
            show(tables, folder, declared)
        else:
            view(tables, drawn(declared, "SELECT NULL AS source WHERE false"))


def show(tables: duckdb.DuckDBPyConnection, folder: Path, declared: type[Declared]) -> None:
    """Make the view `drawn."Class"` on the class's file in a folder."""
    place = table_of(folder, declared)
    tables.execute(f"CREATE OR REPLACE VIEW {named(declared)} AS FROM '{place}'")
