"""Do this machine's cores and Spark lead to the same lake, claims and graph, and at what cost?

    python -m benchmarks.engines [--clinicians N] [--master local[2]] [--keep FOLDER]
      [SOURCE=FOLDER …]

A made-up country, by default of 20,000 clinicians, or the files given: each engine loads them into
a home of its own and refreshes it. Told are the seconds of the parts that the engine runs and of
all; 1 where the two homes differ. With `--keep` both stay, to be looked at.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from time import monotonic

import duckdb
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from demo.country import write
from engine.choosing import engine_of
from graph import connection, embedded
from graph.digest import digest
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.catalogue import CLAIMS
from schema.settings import Settings

CLINICIANS = 20_000
# When a file was loaded stands in these, alone or after a day of its own.
_OF_LOADING = ("known_from", "edition", "batch")


def main() -> int:
    """Fill a home by each engine, and compare them; 1 where they differ."""
    about = "Compare what this machine's cores and Spark lead to."
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=about)
    parser.add_argument("--clinicians", type=int, default=CLINICIANS)
    parser.add_argument("--master", default="local[2]", help="the Spark to use")
    parser.add_argument("--keep", type=Path, help="an empty folder, where both homes stay")
    parser.add_argument("files", nargs="*", metavar="SOURCE=FOLDER", help="else a made-up country")
    given = parser.parse_args()
    named = dict(_named(text, parser) for text in given.files)
    scratch = tempfile.TemporaryDirectory
    with nullcontext(given.keep) if given.keep else scratch(prefix="peerline-bench-") as name:
        folder = Path(name)
        if not named:
            write(folder / "country", clinicians=given.clinicians)
            named = {it: folder / "country" / it for it in sources()}
        local = Settings(home=folder / "local", neo4j_uri=None)
        spark = Settings(
            home=folder / "spark", neo4j_uri=None, engine="spark", spark_master=given.master
        )
        seconds, digests = [], []
        for at in (local, spark):
            seconds.append(filled(at, named))
            digests.append(_digest(at))
        differ = differing(local.home, spark.home)
    Console(width=100).print(_table(seconds))
    same = not differ and len(set(digests)) == 1
    sys.stdout.write(f"different tables: {', '.join(differ) or 'none'}; digests: {digests}\n")
    return 0 if same else 1


def _named(text: str, parser: argparse.ArgumentParser) -> tuple[str, Path]:
    source, _, folder = text.partition("=")
    if source not in sources() or not Path(folder).is_dir():
        parser.error(f"{text} is no source with a folder; sources are {', '.join(sources())}")
    return source, Path(folder)


def filled(at: Settings, named: dict[str, Path]) -> dict[str, float]:
    """Load every source's folder into a home and refresh it by its engine; seconds by step."""
    began = monotonic()
    for name, folder in named.items():
        source = sources()[name]
        files = files_of(source, [str(folder)])
        load(at.home, source, files, engine=engine_of(at))
    return {"files to facts": monotonic() - began} | refresh(at).seconds


def differing(one: Path, other: Path) -> list[str]:
    """The tables of facts and claims in which two homes differ, but for when they were loaded."""
    mine, its = _parts(one), _parts(other)
    unlike = sorted({*mine} ^ {*its})
    for name in sorted({*mine} & {*its}):
        if _columns(mine[name]) and _differ(mine[name], its[name]):
            unlike.append(name)
    for name in (f"claims/{claim.__name__}" for claim in CLAIMS):
        mine_now, its_now = (pq.read_table(home / f"{name}.parquet") for home in (one, other))
        if not mine_now.equals(its_now):
            unlike.append(name)
    return unlike


def _parts(home: Path) -> dict[str, Path]:
    """The parts of a lake by their names, without that of the try that put each."""
    places = home.glob("lake/*/*/*.parquet")
    return {str(at.relative_to(home)).rsplit(".", 2)[0]: at for at in places}


def _columns(place: Path) -> list[str]:
    return [name for name in pq.read_schema(place).names if name not in _OF_LOADING]


def _differ(one: Path, other: Path) -> bool:
    columns = f"COLUMNS(lambda name: name NOT IN {_OF_LOADING})"
    mine, its = (f"SELECT {columns} FROM '{place}'" for place in (one, other))
    both = f"(({mine}) EXCEPT ALL ({its})) UNION ALL (({its}) EXCEPT ALL ({mine}))"
    [(rows,)] = duckdb.execute(f"SELECT count(*) FROM ({both})").fetchall()
    return bool(rows)


def _digest(at: Settings) -> str:
    try:
        with connection.driver(at) as driver:
            return digest(driver, at.neo4j_database)
    finally:
        embedded.down(at)


def _table(seconds: list[dict[str, float]]) -> Table:
    made = Table("step", "this machine", "Spark", "ratio")
    for step in seconds[0]:
        local, spark = (of.get(step, 0.0) for of in seconds)
        made.add_row(step, f"{local:.1f} s", f"{spark:.1f} s", f"{spark / max(local, 0.1):.2f}")
    local, spark = (sum(of.values()) for of in seconds)
    made.add_row("all", f"{local:.1f} s", f"{spark:.1f} s", f"{spark / local:.2f}")
    return made


if __name__ == "__main__":
    sys.exit(main())
