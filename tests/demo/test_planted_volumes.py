"""The demo country's volumes: in the format of the loader, with the spikes that the truth names."""

import csv
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from demo import volumes
from demo.world import build


def test_planted_spikes_more_than_double_and_others_do_not(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    rows = volumes.write(world, tmp_path)
    volumes.write_spikes(world, tmp_path)
    (path,) = tmp_path.glob("volumes_2025-01-15.csv")
    with path.open() as file:
        table = list(csv.DictReader(file))
    assert len(table) == rows and rows % 12 == 0
    lines: dict[str, list[int]] = defaultdict(list)
    for row in table:
        lines[row["npi"]].append(int(row["services"]))
    spikes = pq.read_table(tmp_path / "spikes.parquet")["person"].to_pylist()
    assert 8 <= len(spikes) <= 30  # one in fifty of some 700 who perform
    planted = {world.people.npi[person] for person in spikes}
    lifts = {npi: (sum(n[8:]) + 1) / (sum(n[4:8]) + 1) for npi, n in lines.items()}
    assert all(lifts[npi] > 1.8 for npi in planted)
    # In the first 5 % by the change of volume stand at least eight in ten of the planted.
    first = sorted(lifts, key=lambda npi: -lifts[npi])[: len(lifts) // 20]
    assert len(planted & set(first)) >= 0.8 * len(planted)
