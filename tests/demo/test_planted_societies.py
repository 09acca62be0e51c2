"""The demo country's societies: each is led, and its panel sits, as the truth says."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from demo import societies
from demo.world import build


def test_each_society_has_its_planted_officers_and_first_panel(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = societies.write(world, tmp_path)
    societies.write_truth(world, tmp_path)
    with (tmp_path / "societies_2025-01-15.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    planted = pq.read_table(tmp_path / "societies.parquet").to_pylist()
    now = [row for row in rows if row["to_on"] > "2025"]
    led = {(r["npi"], r["society"], r["role"]) for r in now if r["role"] != "committee member"}
    panel = {
        (row["npi"], row["society"], row["role"])
        for row in now
        if row["committee"].startswith("Guideline panel")
    }
    npi = world.people.npi
    assert led | panel == {(npi[one["person"]], one["society"], one["role"]) for one in planted}
    for society in {row["society"] for row in rows}:
        seats = Counter(one["role"] for one in planted if one["society"] == society)
        assert seats == {"president": 1, "officer": 2, "committee member": 7}


def test_seats_change_hands_over_the_years(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    societies.write(world, tmp_path)
    with (tmp_path / "societies_2025-01-15.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["from_on"]]
    terms = [(r["npi"], r["society"], r["role"], r["committee"], r["from_on"]) for r in rows]
    assert len(terms) == len(set(terms))
    began = Counter(row["from_on"][:4] for row in rows)
    assert set(began) == {str(year) for year in range(2010, 2026)}
    again = Counter((row["npi"], row["society"], row["committee"]) for row in rows)
    assert 0.3 < sum(n > 1 for n in again.values()) / len(again) < 0.7
