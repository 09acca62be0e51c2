"""The demo country's licences: in the layout of the contract, with what the truth names."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from demo import licences
from demo.world import build


def test_each_planted_standing_is_in_the_file(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    rows = licences.write(world, tmp_path)
    licences.write_truth(world, tmp_path)
    with (tmp_path / "licences_2025-01-15.csv").open(encoding="utf-8") as file:
        table = {row["npi"]: row for row in csv.DictReader(file)}
    planted = pq.read_table(tmp_path / "licences.parquet").to_pylist()
    assert len(table) == rows == len(planted)
    said = {
        "clean": ("active", "none"),
        "expired": ("expired", "none"),
        "suspended": ("suspended", "suspension"),
        "sanctioned": ("active", "reprimand"),
        "unknown": ("", ""),
    }
    for one in planted:
        row = table[world.people.npi[one["person"]]]
        assert (row["status"], row["action"]) == said[one["kind"]]
        assert (row["expires_on"] < row["checked_on"]) == (one["kind"] == "expired")
    counts = Counter(one["kind"] for one in planted)
    assert 1_100 <= counts.total() <= 1_300  # three in five
    # Shares of 1,200: 48 expired, 24 of each of the others.
    assert all(10 <= counts[kind] <= 40 for kind in ("suspended", "sanctioned", "unknown"))
    assert 30 <= counts["expired"] <= 70
