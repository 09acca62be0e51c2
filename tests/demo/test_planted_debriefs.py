"""The demo country's debriefs are as planted, and nothing of the log is refused."""

from pathlib import Path

import pyarrow.parquet as pq

from demo import engagements
from demo.world import build
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.fieldwork import Debrief, ProductMention


def test_what_came_of_an_engagement_is_read_as_planted(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    engagements.write(world, tmp_path)
    engagements.write_truth(world, tmp_path)
    file = tmp_path / "engagements_2025-01-15.csv"
    [outcome] = load(tmp_path / "home", sources()["engagements"], [file], workers=1)
    assert not outcome.rejects and not outcome.signals
    lake = Lake(tmp_path / "home")
    planted = pq.read_table(tmp_path / "debriefs.parquet").to_pylist()
    noted = lake.facts(Debrief).to_pyarrow().to_pylist()
    is_open = {row["engagement_id"]: row["done_on"] is None for row in noted}
    assert is_open == {one["engagement"]: one["is_open"] for one in planted}
    assert {*is_open.values()} == {True, False}
    about = lake.facts(ProductMention).to_pyarrow().to_pylist()
    assert {(row["engagement_id"], row["product"]) for row in about} == {
        (one["engagement"], one["product"]) for one in planted
    }
