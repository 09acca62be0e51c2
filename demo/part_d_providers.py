"""How much does each provider of the demo country prescribe to those with Medicare, in all?

The sums of what `demo.part_d_drugs` writes by drug, in the format of CMS: a file a year.
"""

from __future__ import annotations

import csv
from pathlib import Path

from demo.part_d_drugs import Prescribed, prescribed, shown, specialty_of
from demo.world import World

_HEADER = (
    "Prscrbr_NPI Prscrbr_Last_Org_Name Prscrbr_First_Name Prscrbr_MI Prscrbr_Crdntls "
    "Prscrbr_Ent_Cd Prscrbr_St1 Prscrbr_St2 Prscrbr_City Prscrbr_State_Abrvtn Prscrbr_Type "
    "Tot_Clms Tot_30day_Fills Tot_Drug_Cst Tot_Day_Suply Tot_Benes Brnd_Sprsn_Flag Brnd_Tot_Clms "
    "Gnrc_Sprsn_Flag Gnrc_Tot_Clms Opioid_Tot_Clms Opioid_Tot_Benes Opioid_LA_Tot_Clms "
    "Antbtc_Tot_Clms Antbtc_Tot_Benes"
)


def write(world: World, folder: Path, year: int) -> int:
    """Write a year's file; returns its number of rows."""
    count = 0
    name = f"MUP_DPR_RY{(year + 2) % 100:02d}_P04_V10_DY{year % 100:02d}_NPI.csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_HEADER.split())
        for person in range(world.clinicians):
            drugs = list(prescribed(world, person, year))
            if drugs:
                table.writerow(_row(world, person, drugs))
                count += 1
    return count


def _row(world: World, person: int, drugs: list[Prescribed]) -> list[str]:
    people, city = world.people, world.city(int(world.people.city[person]))
    claims = sum(one.claims for one in drugs)
    branded = _of(drugs, "brand").claims
    opioids, antibiotics = _of(drugs, "opioid"), _of(drugs, "antibiotic")
    return [
        *(people.npi[person], people.family(person, world.years[1]), str(people.first[person])),
        *("", "", "I", f"{person} SYNTHETIC STREET", "", city.name, city.state),
        specialty_of(world, person),
        str(claims),
        f"{claims * 1.5:.1f}",
        f"{sum(one.claims * one.drug.usd for one in drugs):.2f}",
        str(claims * 45),
        shown(max(one.patients for one in drugs)),
        "" if branded >= 11 else "*",
        shown(branded),
        "" if claims - branded >= 11 else "#",
        shown(claims - branded),
        *(shown(opioids.claims), shown(opioids.patients), "0"),
        *(shown(antibiotics.claims), shown(antibiotics.patients)),
    ]


def _of(drugs: list[Prescribed], kind: str) -> Prescribed:
    """Claims and patients of the drugs of a kind, which are one at most but for brands."""
    chosen = [one for one in drugs if one.drug.kind == kind]
    claims, patients = sum(one.claims for one in chosen), sum(one.patients for one in chosen)
    return Prescribed(drugs[0].drug, claims, patients)
