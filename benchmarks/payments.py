"""How fast do general payments become facts, beside a bare read of the same columns?"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.measuring import Line, interleaved
from lake.delivery import Delivery
from loaders import open_payments
from loaders.reading.headers import header
from loaders.reading.open_payments_columns import LAYOUTS


def ours(path: Path, columns: list[str]) -> None:
    """Read a file and write its facts to Parquet, as a load does."""
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        Delivery("open-payments", path, Path(folder) / "load", "0", datetime.now(UTC)) as delivery,
    ):
        open_payments.read(path, delivery)


def peer(path: Path, columns: list[str]) -> None:
    """Read the same columns as text with pandas."""
    pd.read_csv(path, usecols=columns, dtype=str)


def floor(path: Path, columns: list[str]) -> None:
    """Read the same columns as text with DuckDB, into a table of its own."""
    names = ", ".join(f'"{column}"' for column in columns)
    with duckdb.connect() as db:
        db.execute("SET enable_progress_bar = false")
        db.execute(
            f"CREATE TABLE bare AS SELECT {names} FROM read_csv($1, header = true, "
            "all_varchar = true, delim = ',', quote = '\"', escape = '\"')",
            [str(path)],
        )


def lines(country: Path, quick: bool) -> list[Line]:
    """Ours beside DuckDB, and beside pandas, on a file grown from the country's."""
    wanted = 200_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = _grown(country / "open-payments", Path(folder), wanted)
        columns = _columns(path)
        contenders = {work.__name__: (work, (path, columns)) for work in (ours, peer, floor)}
        runs = interleaved(3, contenders, warm=True)
    rate = {name: wanted / run.seconds for name, run in runs.items()}
    area, seen = f"payments, {wanted:,} rows", f"{rate['ours']:,.0f} rows/s"
    to_floor, to_peer, peak = (
        rate["ours"] / rate["floor"],
        rate["ours"] / rate["peer"],
        runs["ours"].peak_mib,
    )
    bare = f"DuckDB, same {len(columns)} columns, {rate['floor']:,.0f} rows/s"
    pandas = f"pandas, same columns, {rate['peer']:,.0f} rows/s"
    return [
        Line(area, seen, bare, to_floor, "≥ 0.7", to_floor >= 0.7, peak),
        Line(area, seen, pandas, to_peer, "≥ 1", to_peer >= 1, peak),
    ]


def _columns(path: Path) -> list[str]:
    """The columns of the file that the loader reads."""
    spelled = {spelling for spellings in LAYOUTS["general"].values() for spelling in spellings}
    return [name for name in header(path) if name in spelled]


def _grown(folder: Path, into: Path, wanted: int) -> Path:
    """A file of `wanted` rows: those of the country's, again and again, each with an id of its
    own."""
    source = max(folder.glob("OP_DTL_GNRL_*.csv"))
    path = into / source.name
    with duckdb.connect() as db:
        db.execute("SET enable_progress_bar = false")
        db.execute(
            'COPY (SELECT r.* REPLACE (1000000 + row_number() OVER () AS "Record_ID") '
            "FROM read_csv($1, header = true, all_varchar = true) r, "
            "(SELECT unnest(range(1000000))) LIMIT "
            f"{wanted}) TO '{path}' (HEADER, FORCE_QUOTE *)",
            [str(source)],
        )
    return path
