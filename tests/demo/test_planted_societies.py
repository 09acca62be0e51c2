"""The demo country's societies: each has its officers and one panel, as the truth says."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from demo import societies
from demo.world import build


def test_each_society_has_its_planted_officers_and_one_panel(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = societies.write(world, tmp_path)
    societies.write_truth(world, tmp_path)
    with (tmp_path / "societies_2025-01-15.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    planted = pq.read_table(tmp_path / "societies.parquet").to_pylist()
    said = {(row["npi"], row["society"], row["role"]) for row in rows if row["role"] != "member"}
    npi = world.people.npi
    assert said == {(npi[one["person"]], one["society"], one["role"]) for one in planted}
    assert len(rows) == count > len(planted) > 0
    for society in {row["society"] for row in rows}:
        led = Counter(one["role"] for one in planted if one["society"] == society)
        assert led == {"president": 1, "officer": 2, "committee member": 5}
        assert len({r["committee"] for r in rows if r["society"] == society} - {""}) == 1
