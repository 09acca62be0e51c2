"""How long does the first load of a database take, beside the database's importer alone?

Measured is all that follows the lake and identity: drawing, ties, the importer, the server's start,
keys and indexes. The importer is timed within the same run, on the same rows.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from time import perf_counter

import orjson

from algorithms.ties.ties import draw_ties, newest_record
from benchmarks.measuring import Line, alone
from graph import bulk_import, embedded, publishing
from graph.classes import graph_columns
from graph.drawing import draw, draw_rows
from identity.resolve import resolve
from lake.current import Lake
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from schema.nodes import Source
from schema.settings import Settings


def load_all(country: Path, home: Path) -> None:
    """Load the files of a country, a folder a source."""
    for source in sources().values():
        if (country / source.name).exists():
            load(home, source, files_of(source, [str(country / source.name)]))


def prepare(country: Path, home: Path) -> None:
    """Load the country's files and decide who is who."""
    load_all(country, home)
    lake = Lake(home)
    resolve(lake)
    lake.close()


def publish(home: Path, told: Path) -> None:
    """Lake to served graph; the importer's seconds and the rows go into the file `told`."""
    settings, began = Settings(home=home, neo4j_uri=None), perf_counter()
    importer: list[float] = []
    admin = embedded.admin

    def timed(at: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
        start = perf_counter()
        try:
            return admin(at, *arguments)
        finally:
            importer.append(perf_counter() - start)

    bulk_import.embedded.admin = timed  # type: ignore[attr-defined]
    lake = Lake(home)
    drawing = draw(lake, home / "drawn")
    draw_rows(lake.tables, drawing, Source, graph_columns(Source).empty_table())
    drawn_at = perf_counter()
    draw_ties(lake.tables, drawing, newest_record(lake.tables))
    lake.close()
    try:
        publishing.publish(settings, drawing)
        told.write_bytes(
            orjson.dumps(
                {
                    "seconds": perf_counter() - began,
                    "importer": sum(importer),
                    "drawing": drawn_at - began,
                    "rows": sum(drawing.rows.values()),
                }
            )
        )
    finally:
        embedded.down(settings)


def lines(home: Path, quick: bool) -> list[Line]:
    """The whole way beside the importer alone: the median of one round (`quick`) or three."""
    told, found, peak = home / "bulk.json", [], 0.0
    for _ in range(1 if quick else 3):
        for made in ("published", "drawn"):
            shutil.rmtree(home / made, ignore_errors=True)
        peak = max(peak, alone(publish, home, told).peak_mib)
        found.append(orjson.loads(told.read_bytes()))
    one = sorted(found, key=lambda run: run["seconds"] / run["importer"])[len(found) // 2]
    ratio = one["seconds"] / one["importer"]
    rate = {name: one["rows"] / one[name] for name in ("seconds", "importer")}
    return [
        Line(
            f"first load, {one['rows']:,} nodes and edges",
            f"{one['seconds']:.1f} s, {rate['seconds']:,.0f}/s",
            f"importer alone {one['importer']:.1f} s, {rate['importer']:,.0f}/s",
            ratio,
            "≤ 1.3",
            ratio <= 1.3,
            peak,
        )
    ]
