"""The demo country's products are as planted, and nothing of their list is refused."""

from pathlib import Path

import pyarrow.parquet as pq

from demo import pipeline
from demo.headings import headings
from demo.world import build
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.industry import ProductStatement


def test_each_product_is_in_its_planted_phase_and_readouts_lie_ahead(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = pipeline.write(world, tmp_path)
    pipeline.write_truth(world, tmp_path)
    file = tmp_path / "products_2025-01-15.csv"
    [outcome] = load(tmp_path / "home", sources()["products"], [file], workers=1)
    assert not outcome.rejects
    rows = Lake(tmp_path / "home").facts(ProductStatement).to_pyarrow().to_pylist()
    assert len(rows) == count
    said = {(row["product"], row["phase"], str(row["milestone_on"] or "")) for row in rows}
    planted = pq.read_table(tmp_path / "products.parquet").to_pylist()
    assert {(p["product"], p["phase"], p["milestone_on"] or "") for p in planted} <= said
    ahead = [row for row in rows if row["milestone"] == "data readout"]
    assert ahead and all(row["milestone_on"] > row["checked_on"] for row in ahead)
    assert {row["condition"] for row in rows} <= set(headings())
