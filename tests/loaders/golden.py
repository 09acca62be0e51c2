"""Are a sample's facts those that were reviewed? One fact a line, in a file beside the sample."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lake.delivery import OF_THE_LAKE, STAMP, Delivery
from loaders.reading.source import sources

SAMPLES = Path(__file__).parent / "samples"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--update-golden` write the golden files anew; the diff is the review."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def load(source_name: str, path: Path) -> dict[str, pa.Table]:
    """The tables that a source states of a file, by class, as they would come into the lake."""
    source = sources()[source_name]
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "staged"
        with Delivery(
            source_name, path, staged, "load", datetime(2025, 6, 1, tzinfo=UTC)
        ) as delivery:
            source.read(path, delivery)
        stated = (*source.states, *OF_THE_LAKE)
        parts = {d.__name__: sorted(staged.glob(f"{d.__name__}.*.parquet")) for d in stated}
        extra = {p.name.partition(".")[0] for p in staged.iterdir()} - parts.keys()
        assert not extra, f"{source_name} states {extra}, which its SOURCE does not declare"
        read = {name: [pq.read_table(p) for p in found] for name, found in parts.items() if found}
    return {name: pa.concat_tables(tables).drop(STAMP.names) for name, tables in read.items()}


def facts(tables: dict[str, pa.Table]) -> list[str]:
    """The rows as text, one a line: class, then `name=value` for each value that is there."""
    lines = []
    for name, table in tables.items():
        for row in table.to_pylist():
            values = (
                f"{k}={v!r}" if isinstance(v, str) else f"{k}={v}"
                for k, v in row.items()
                if v is not None
            )
            lines.append(f"{name} {' | '.join(values)}")
    return lines


def golden(request: pytest.FixtureRequest, source_name: str, path: Path) -> dict[str, pa.Table]:
    """Compare all facts of a sample with `<sample>.facts` beside it; returns the tables."""
    tables = load(source_name, path)
    lines = facts(tables)
    reviewed = path.with_name(f"{path.name}.facts")
    if request.config.getoption("--update-golden", default=False):
        reviewed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == reviewed.read_text(encoding="utf-8").splitlines()
    return tables
