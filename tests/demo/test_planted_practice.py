"""The demo country's practice, as Medicare counts it: the planted stand out, and sums agree."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demo import (
    clinicians_directory,
    hospitals,
    medicare_providers,
    part_d_drugs,
    part_d_providers,
)
from demo.world import World, build


@pytest.fixture(scope="module")
def world() -> World:
    return build(2_000, 1, (2010, 2024))


def _rows(folder: Path, part: str) -> Iterator[dict[str, str]]:
    for path in sorted(folder.glob(f"*{part}.csv")):
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader(file)


def test_planted_early_adopters_alone_prescribe_the_new_drugs_in_their_first_year(
    world: World, tmp_path: Path
) -> None:
    years: dict[str, Counter[str]] = defaultdict(Counter)
    prescribers: dict[tuple[str, int], set[str]] = defaultdict(set)
    for year in part_d_drugs.years(world):
        part_d_drugs.write(world, tmp_path, year)
        for row in _rows(tmp_path, f"DY{year % 100}_NPIBN"):
            prescribers[row["Brnd_Name"], year].add(row["Prscrbr_NPI"])
            years[row["Brnd_Name"]][str(year)] += 1
    part_d_drugs.write_adopters(world, tmp_path)
    planted = pq.read_table(tmp_path / "adopters.parquet").to_pylist()
    first = part_d_drugs.launched(world)
    assert 20 <= len(planted) <= 80 and {row["year"] for row in planted} == {first}
    early: dict[str, set[str]] = defaultdict(set)
    for row in planted:
        early[row["drug"]].add(world.people.npi[row["person"]])
    for drug, npis in early.items():
        assert prescribers[drug, first] == npis
        assert not prescribers[drug, first - 1]
        assert len(prescribers[drug, first + 2]) > 3 * len(npis)


def test_a_providers_claims_are_the_sum_of_the_drugs(world: World, tmp_path: Path) -> None:
    year = world.years[1]
    assert part_d_drugs.write(world, tmp_path, year) > 3_000
    assert part_d_providers.write(world, tmp_path, year) > 700
    claims: Counter[str] = Counter()
    for row in _rows(tmp_path, "NPIBN"):
        claims[row["Prscrbr_NPI"]] += int(row["Tot_Clms"])
        assert int(row["Tot_Clms"]) >= 11
    totals = {row["Prscrbr_NPI"]: int(row["Tot_Clms"]) for row in _rows(tmp_path, "_NPI")}
    assert totals == claims


def test_planted_clinicians_of_high_volume_are_the_first_by_services(
    world: World, tmp_path: Path
) -> None:
    services: Counter[str] = Counter()
    for year in medicare_providers.years(world):
        medicare_providers.write(world, tmp_path, year)
    for row in _rows(tmp_path, "_Prov"):
        if row["Rndrng_Prvdr_Ent_Cd"] == "I":
            services[row["Rndrng_NPI"]] += int(row["Tot_Srvcs"])
    medicare_providers.write_high_volume(world, tmp_path)
    chosen = pq.read_table(tmp_path / "high_volume.parquet")["person"].to_pylist()
    planted = {world.people.npi[person] for person in chosen}
    assert 5 <= len(planted) <= 30
    first = {npi for npi, _ in services.most_common(2 * len(planted))}
    assert len(first & planted) >= 0.8 * len(planted)


def test_every_affiliation_is_to_a_hospital_of_the_list(world: World, tmp_path: Path) -> None:
    count = hospitals.write(world, tmp_path)
    clinicians_directory.write(world, tmp_path)
    listed = {row["Facility ID"] for row in _rows(tmp_path, "Information_2025-02-01")}
    assert len(listed) == count
    rows = list(_rows(tmp_path, "Affiliation_2025-03-01"))
    named = {row["Facility Affiliations Certification Number"] for row in rows}
    assert len(rows) > 100 and named <= listed
