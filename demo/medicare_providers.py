"""How many services of the demo country's clinicians does Medicare pay for, year by year?

Four years by provider, in the format of CMS: a file a year, organisations among the rows. Planted
clinicians of high volume (`truth/high_volume.parquet`), one in a hundred of those who bill, perform
six to nine times what others of theirs do.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from demo import truth
from demo.nppes import is_deactivated
from demo.part_d_drugs import shown, specialty_of
from demo.world import MEDICARE, World

YEARS = 4
_BILLS, _HIGH = 0.7, 0.01
_HEADER = (
    "Rndrng_NPI Rndrng_Prvdr_Last_Org_Name Rndrng_Prvdr_First_Name Rndrng_Prvdr_MI "
    "Rndrng_Prvdr_Crdntls Rndrng_Prvdr_Ent_Cd Rndrng_Prvdr_St1 Rndrng_Prvdr_St2 "
    "Rndrng_Prvdr_City Rndrng_Prvdr_State_Abrvtn Rndrng_Prvdr_Cntry Rndrng_Prvdr_Type "
    "Rndrng_Prvdr_Mdcr_Prtcptg_Ind Tot_HCPCS_Cds Tot_Benes Tot_Srvcs Tot_Sbmtd_Chrg "
    "Tot_Mdcr_Alowd_Amt Tot_Mdcr_Pymt_Amt Tot_Mdcr_Stdzd_Amt Drug_Sprsn_Ind Drug_Tot_HCPCS_Cds "
    "Drug_Tot_Benes Drug_Tot_Srvcs Drug_Sbmtd_Chrg Drug_Mdcr_Alowd_Amt Drug_Mdcr_Pymt_Amt "
    "Drug_Mdcr_Stdzd_Amt Med_Sprsn_Ind Med_Tot_HCPCS_Cds Med_Tot_Benes Med_Tot_Srvcs "
    "Med_Sbmtd_Chrg Med_Mdcr_Alowd_Amt Med_Mdcr_Pymt_Amt Med_Mdcr_Stdzd_Amt"
)


def years(world: World) -> range:
    """The data years."""
    return range(world.years[1] - YEARS + 1, world.years[1] + 1)


def write(world: World, folder: Path, year: int) -> int:
    """Write a year's file; returns its number of rows."""
    rows = [_clinician(world, person, year) for person in range(world.clinicians)]
    laboratories = [place for place in world.places.practices if place.kind == 4]
    rows += [_laboratory(world, place.npi, place.name, place.city) for place in laboratories]
    found = [row for row in rows if row]
    name = f"MUP_PHY_R{(year + 2) % 100:02d}_P05_V10_D{year % 100:02d}_Prov.csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _HEADER.split(), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(found)
    return len(found)


def write_high_volume(world: World, place: Path) -> None:
    """Write whose volume was made to be high."""
    chosen = [person for person in range(world.clinicians) if _course(world, person)[1]]
    truth.write_table(place, "high_volume", {"person": chosen})


def _course(world: World, person: int) -> tuple[bool, bool, Random]:
    """Whether a clinician bills, and much, and the generator of the rest."""
    random = world.random(MEDICARE, person)
    active = int(world.people.end[person]) >= world.years[1]
    bills = active and not is_deactivated(person) and random.random() < _BILLS
    return bills, bills and random.random() < _HIGH, random


def _clinician(world: World, person: int, year: int) -> dict[str, str]:
    bills, is_high, random = _course(world, person)
    if not bills or world.people.start[person] >= year:
        return {}
    level = random.lognormvariate(6.2, 0.5) * (random.uniform(6, 9) if is_high else 1)
    of_year = Random(f"{world.seed} {person} {year}")
    services = max(11, round(of_year.gauss(level, level**0.5)))
    drugs = round(services * max(0.0, random.gauss(0.1, 0.1)))
    patients = max(11, round(services * 0.3))
    people = world.people
    row = {
        "Rndrng_NPI": people.npi[person],
        "Rndrng_Prvdr_Last_Org_Name": people.family(person, year),
        "Rndrng_Prvdr_First_Name": str(people.first[person]),
        "Rndrng_Prvdr_Ent_Cd": "I",
        "Rndrng_Prvdr_Type": specialty_of(world, person),
        **_place(world, int(people.city[person])),
        **_counts("Tot", services, patients),
    }
    if 0 < drugs < 11:  # of fewer than eleven patients: the rest would give it away
        return row | {"Drug_Sprsn_Ind": "*", "Med_Sprsn_Ind": "#"}
    row |= _counts("Drug", drugs, min(patients, drugs))
    return row | _counts("Med", services - drugs, patients)


def _laboratory(world: World, npi: str, name: str, city: int) -> dict[str, str]:
    services = 5_000 + int(npi) % 90_000
    return {
        "Rndrng_NPI": npi,
        "Rndrng_Prvdr_Last_Org_Name": name,
        "Rndrng_Prvdr_Ent_Cd": "O",
        "Rndrng_Prvdr_Type": "Clinical Laboratory",
        **_place(world, city),
        **_counts("Tot", services, services // 4),
    }


def _place(world: World, at: int) -> dict[str, str]:
    city = world.city(at)
    return {
        "Rndrng_Prvdr_St1": f"{at} SYNTHETIC STREET",
        "Rndrng_Prvdr_City": city.name,
        "Rndrng_Prvdr_State_Abrvtn": city.state,
        "Rndrng_Prvdr_Cntry": city.country_code,
        "Rndrng_Prvdr_Mdcr_Prtcptg_Ind": "Y",
    }


def _counts(of: str, services: int, patients: int) -> dict[str, str]:
    """A group of columns: services, patients and three amounts."""
    part = "Tot_" if of == "Tot" else f"{of}_Tot_"
    money = "Tot" if of == "Tot" else of
    return {
        f"{part}Srvcs": str(services),
        f"{part}Benes": shown(patients) if services else "0",
        f"{money}_Sbmtd_Chrg": f"{services * 210.5:.2f}",
        f"{money}_Mdcr_Alowd_Amt": f"{services * 88.25:.2f}",
        f"{money}_Mdcr_Pymt_Amt": f"{services * 68.5:.2f}",
        f"{money}_Mdcr_Stdzd_Amt": f"{services * 67.75:.2f}",
    }
