"""How fast do the largest files become facts, and is the memory that it takes bounded?

A big state's prescriptions by provider and drug, and the registry of all providers: the country's
files, again and again in the official layout, each time of providers with NPIs of their own. Beside
them stands DuckDB's bare read of the columns that the loader reads, into a database file, with the
memory that a loader gives the engine.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from benchmarks.measuring import Line, alone
from lake.delivery import Delivery
from loaders.reading.headers import header
from loaders.reading.source import sources

# The engine keeps within 2 GB (loaders/reading/tables.py); Python, Arrow and the writing of Parquet
# come on top of it.
MOST_MIB, MOST_GROWTH = 3_072, 1.2
STATE_ROWS, STATE_ROWS_QUICK = 1_500_000, 150_000
REGISTRY_ROWS, REGISTRY_ROWS_QUICK = (3_000_000, 10_000_000), (20_000, 60_000)
_FIRST, _PREFIX_SUM = 200_000_000, 24  # nine digits of an NPI; what Luhn's sum begins with


def ours(name: str, path: Path) -> None:
    """Read a file and write its facts to Parquet, as a load does."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        _read(name, path, Path(folder))


def floor(path: Path, columns: list[str]) -> None:
    """Read the columns as text with DuckDB, into a database file."""
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        duckdb.connect(Path(folder) / "bare.duckdb", config={"memory_limit": "2GB"}) as db,
    ):
        db.execute("SET enable_progress_bar = false")
        db.execute(
            f"CREATE TABLE bare AS SELECT {names} FROM read_csv($1, header = true, "
            "all_varchar = true, delim = ',', quote = '\"', escape = '\"')",
            [str(path)],
        )


def lines(country: Path, quick: bool) -> list[Line]:
    """Ours beside DuckDB for each file, and what memory adds from the smaller registry to the
    larger."""
    state_rows = STATE_ROWS_QUICK if quick else STATE_ROWS
    found = [_line("part-d-drugs", country, state_rows)]
    registry = [
        _line("nppes", country, rows) for rows in (REGISTRY_ROWS_QUICK if quick else REGISTRY_ROWS)
    ]
    found += registry
    if not quick:  # small files do not fill the memory that there is
        small, large = (line.peak_mib for line in registry)
        seen, against = f"{large:,.0f} MiB", f"a third of the rows, {small:,.0f} MiB"
        growth, goal = large / small, f"≤ {MOST_GROWTH}"
        met = growth <= MOST_GROWTH
        found.append(Line("nppes, peak memory", seen, against, growth, goal, met, large))
    return found


def _line(name: str, country: Path, rows: int) -> Line:
    source = max((country / name).glob("*.csv"))
    with tempfile.TemporaryDirectory(dir=country) as folder:
        columns = _columns(name, source, Path(folder))
        path = _grown(source, Path(folder), rows)
        own, bare = alone(ours, name, path), alone(floor, path, columns)
    against = f"DuckDB, same {len(columns)} columns, {rows / bare.seconds:,.0f} rows/s"
    return Line(
        f"{name}, {rows:,} rows",
        f"{rows / own.seconds:,.0f} rows/s",
        against,
        bare.seconds / own.seconds,
        f"peak ≤ {MOST_MIB:,} MiB",
        own.peak_mib <= MOST_MIB,
        own.peak_mib,
    )


def _columns(name: str, path: Path, folder: Path) -> list[str]:
    """The columns of the file that the loader reads: those that it does not leave out."""
    ignored = set(_read(name, path, folder).ignored)
    return [column for column in header(path) if column not in ignored]


def _read(name: str, path: Path, folder: Path) -> Delivery:
    with Delivery(name, path, folder / "load", "0", datetime.now(UTC)) as delivery:
        sources()[name].read(path, delivery)
    return delivery


def _grown(source: Path, into: Path, wanted: int) -> Path:
    """A file of `wanted` rows: those of the source, again and again, each time with new NPIs in the
    first column."""
    path, npi = into / source.name, header(source)[0]
    with duckdb.connect(config={"preserve_insertion_order": False}) as db:
        db.execute("SET enable_progress_bar = false")
        db.execute(
            f'CREATE TABLE printed AS SELECT *, dense_rank() OVER (ORDER BY "{npi}") AS provider '
            "FROM read_csv($1, header = true, all_varchar = true)",
            [str(source)],
        )
        [(rows, providers)] = db.execute("SELECT count(*), max(provider) FROM printed").fetchall()
        db.execute(
            f'COPY (SELECT * EXCLUDE (provider, digits, again) REPLACE ({_NPI} AS "{npi}") FROM ('
            f"SELECT *, {_FIRST} + again * {providers} + provider AS digits FROM printed, "
            f"range({wanted // rows + 1}) AS times(again)) LIMIT {wanted}) TO '{path}' (HEADER)"
        )
    return path


def _digit(place: int) -> str:
    """What the digit at a place of `digits`, from its end, adds to Luhn's sum."""
    digit = f"(digits // {10**place} % 10)"
    return digit if place % 2 else f"({digit} * 2 - ({digit} > 4)::INT * 9)"


_SUM = f"({_PREFIX_SUM} + {' + '.join(map(_digit, range(9)))})"
_NPI = f"(digits * 10 + (10 - {_SUM} % 10) % 10)::VARCHAR"
