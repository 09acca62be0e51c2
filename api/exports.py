"""What can a list be exported as, and how does it come whole or not at all?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from api.exporting import Walk
from api.graph_files import as_graphml, as_json_ld
from api.row_files import Table, as_csv, as_ndjson, as_parquet

Pages = Iterable[dict[str, Any]]


class Unwritten(Exception):
    """The file cannot be written; the text says why. One that was there stays as it was."""


@dataclass(frozen=True)
class Format:
    """A format of exports: the media type, and what writes it, as a table or as a graph."""

    media: str
    table: Table | None = None
    graph: Callable[[IO[bytes], Pages, Walk], int] | None = None

    @property
    def is_graph(self) -> bool:
        """Whether it holds nodes and edges, for which a `Walk` must ask."""
        return self.graph is not None

    def write(self, out: IO[bytes], walk: Walk, pages: Pages) -> int:
        """Write the pages of a walk; the number of rows, or of nodes."""
        if self.graph:
            return self.graph(out, (page for page in pages if walk.turn(page) is not None), walk)
        assert self.table
        return self.table(out, walk.columns, map(walk.take, pages))


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", table=as_csv),
    "ndjson": Format("application/x-ndjson", table=as_ndjson),
    "parquet": Format("application/vnd.apache.parquet", table=as_parquet),
    "graphml": Format(
        "application/graphml+xml", graph=lambda out, pages, _: as_graphml(out, pages)
    ),
    "jsonld": Format(
        "application/ld+json",
        graph=lambda out, pages, walk: as_json_ld(out, pages, walk.kinds),
    ),
}


def whole(place: Path, fill: Callable[[IO[bytes]], int]) -> int:
    """Fill a file that is there whole or not at all, in place of one that was there; what `fill`
    says. Raises `Unwritten`."""
    part = place.with_name(f".{place.name}.{uuid4().hex[:8]}.part")
    try:
        with part.open("xb") as out:
            count = fill(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
    except OSError as error:
        raise Unwritten(f"{place} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)
    return count
