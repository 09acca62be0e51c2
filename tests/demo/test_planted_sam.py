"""The demo country's extract of SAM: the LEIE's exclusions, and those of another agency."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from demo import registries, sam
from demo.world import build


def test_the_exclusions_of_the_leie_are_handed_on_and_others_stand_beside(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = sam.write(world, tmp_path)
    sam.write_truth(world, tmp_path)
    registries.write_exclusions(world, tmp_path)
    with (tmp_path / "SAM_Exclusions_Public_Extract_V2_25015.CSV").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "UPDATED.csv").open(encoding="utf-8") as file:
        office = list(csv.DictReader(file))
    assert len(rows) == count == len({row["SAM Number"] for row in rows})
    assert {len(row) for row in rows} == {31}
    copied = {(r["NPI"], r["Active Date"]) for r in rows if r["Excluding Agency"] == "HHS"}
    listed = {
        (row["NPI"], f"{row['EXCLDATE'][:4]}-{row['EXCLDATE'][4:6]}-{row['EXCLDATE'][6:]}")
        for row in office
        if row["LASTNAME"] and row["NPI"] != "0000000000"
    }
    assert listed and copied - {("", "2010-06-20")} == listed
    planted = pq.read_table(tmp_path / "sam.parquet").to_pylist()
    others = {
        (row["NPI"], row["Active Date"])
        for row in rows
        if row["Excluding Agency"] == "OPM" and row["NPI"] != "0000000000"
    }
    npi = world.people.npi
    assert others == {(npi[one["person"]], one["excluded_on"]) for one in planted}
    assert len(others) == 2 and len({one for one, _ in others} & {one for one, _ in listed}) == 1
