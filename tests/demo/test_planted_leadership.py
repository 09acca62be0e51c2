"""The demo country's institutions and departments are led by whom the truth names."""

import csv
import re
from pathlib import Path

import pyarrow.parquet as pq

from demo import leadership
from demo.world import build


def test_each_seat_is_held_by_whom_the_truth_names(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = leadership.write(world, tmp_path)
    leadership.write_truth(world, tmp_path)
    with (tmp_path / "leadership_2025-01-15.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    planted = pq.read_table(tmp_path / "leadership.parquet").to_pylist()
    npi = world.people.npi
    now = sorted((r["npi"], r["role"], r["department"]) for r in rows if r["to_on"] > "2025-01-15")
    assert now == sorted((npi[p["person"]], p["role"], p["department"]) for p in planted)
    assert len({(p["institution"], p["role"], p["department"]) for p in planted}) == len(planted)
    assert {row["role"] for row in rows} == {
        *("dean", "chief medical officer", "centre director", "department chair")
    }
    assert all(re.fullmatch("ror:0[a-z0-9]{8}", p["institution"]) for p in planted)
    ids = {row["institution_id"] for row in rows} - {""}
    assert all(re.fullmatch(r"https://ror\.org/0[a-z0-9]{8}|\d{6}", one) for one in ids)
    ways = {(bool(row["institution_id"]), bool(row["institution"])) for row in rows}
    assert ways == {(True, False), (True, True), (False, True)}
    assert len(now) < count < 2 * len(now) + 1
