"""Which drugs does the demo country prescribe to those with Medicare, year by year?

Five years by provider and drug, in the format of CMS: a file a year, rows of eleven claims and
more. Of each specialty one drug is new two years before the last. Planted early adopters
(`truth/adopters.parquet`) prescribe it in that year, when nobody else does; four in ten of the
others of the specialty follow in the two years after.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from demo import truth
from demo.nppes import is_deactivated
from demo.recipients import work
from demo.specialties import SPECIALTIES
from demo.world import DRUG, World

YEARS = 5
_NEW_FOR = 2
_PRESCRIBES, _EARLY, _FOLLOWS = 0.6, 0.04, 0.4
_LEAST = 11
_HEADER = (
    "Prscrbr_NPI Prscrbr_Last_Org_Name Prscrbr_First_Name Prscrbr_City Prscrbr_State_Abrvtn "
    "Prscrbr_State_FIPS Prscrbr_Type Prscrbr_Type_Src Brnd_Name Gnrc_Name Tot_Clms "
    "Tot_30day_Fills Tot_Day_Suply Tot_Drug_Cst Tot_Benes GE65_Sprsn_Flag GE65_Tot_Clms "
    "GE65_Tot_30day_Fills GE65_Tot_Drug_Cst GE65_Tot_Day_Suply GE65_Bene_Sprsn_Flag GE65_Tot_Benes"
)


class Drug(NamedTuple):
    """A drug by brand and generic name, with US dollars a claim and its kind: brand, generic,
    opioid or antibiotic."""

    brand: str
    generic: str
    usd: float
    kind: str


class Prescribed(NamedTuple):
    """A provider's claims of a drug in a year, and the patients."""

    drug: Drug
    claims: int
    patients: int


_COMMON = (
    *(Drug(name, name, 14.0, "generic") for name in ("Atenovol", "Lisopranil", "Metfarmin")),
    *(Drug(name, name, 22.0, "generic") for name in ("Sertravine", "Gabapenol")),
    Drug("Oxymorvone", "Oxymorvone Hcl", 41.0, "opioid"),
    Drug("Amoxavil", "Amoxavil Trihydrate", 11.0, "antibiotic"),
)


def years(world: World) -> range:
    """The data years."""
    return range(world.years[1] - YEARS + 1, world.years[1] + 1)


def write(world: World, folder: Path, year: int) -> int:
    """Write a year's file; returns its number of rows."""
    count = 0
    name = f"MUP_DPR_RY{(year + 2) % 100:02d}_P04_V10_DY{year % 100:02d}_NPIBN.csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_HEADER.split())
        for person in range(world.clinicians):
            rows = [_row(world, person, one) for one in prescribed(world, person, year)]
            table.writerows(rows)
            count += len(rows)
    return count


def write_adopters(world: World, place: Path) -> None:
    """Write who was made to take up a new drug early, which one and when."""
    rows = [
        (person, new_drug(world, int(world.people.specialty[person])), begun)
        for person, begun in _begun(world)
        if begun == launched(world)
    ]
    columns = {"person": [row[0] for row in rows], "drug": [row[1].brand for row in rows if row[1]]}
    truth.write_table(place, "adopters", columns | {"year": [row[2] for row in rows]})


def launched(world: World) -> int:
    """The year from which on the new drugs are prescribed."""
    return world.years[1] - _NEW_FOR


def new_drug(world: World, specialty: int) -> Drug | None:
    """The new drug of a specialty; none where no company makes one."""
    made = _made(world, specialty)
    return made[0] if made else None


def prescribed(world: World, person: int, year: int) -> Iterator[Prescribed]:
    """What a clinician prescribed in a year, drugs of fewer than eleven claims left out."""
    random = world.random(DRUG, person)
    prescribes, begun = _course(world, person, random)
    if not prescribes or not world.people.start[person] < year <= world.people.end[person]:
        return
    made = _made(world, int(world.people.specialty[person]))
    usual = [(drug, random.lognormvariate(3.6, 0.6)) for drug in made[1:3]]
    usual += [(drug, random.lognormvariate(4.0, 0.8)) for drug in random.sample(_COMMON, 4)]
    if made and begun is not None and year >= begun:
        usual.append((made[0], (20 + random.random() * 20) * 1.6 ** (year - begun)))
    of_year = Random(f"{world.seed} {person} {year}")
    for drug, level in usual:
        claims = round(of_year.gauss(level, level**0.5))
        if claims >= _LEAST:
            yield Prescribed(drug, claims, max(1, round(claims * of_year.uniform(0.3, 0.8))))


def shown(count: int) -> str:
    """A count as it is published: blank below eleven."""
    return str(count) if count >= _LEAST else ""


def _course(world: World, person: int, random: Random) -> tuple[bool, int | None]:
    """Whether a clinician prescribes, and from when on the new drug of the specialty."""
    prescribes = random.random() < _PRESCRIBES and not is_deactivated(person)
    early, follows = random.random() < _EARLY, random.random() < _FOLLOWS
    later = launched(world) + random.randint(1, _NEW_FOR)
    begun = launched(world) if early else later if follows else None
    return prescribes, begun


def _begun(world: World) -> Iterator[tuple[int, int]]:
    for person in range(world.clinicians):
        prescribes, begun = _course(world, person, world.random(DRUG, person))
        start, end = int(world.people.start[person]), int(world.people.end[person])
        has_new = new_drug(world, int(world.people.specialty[person])) is not None
        if prescribes and has_new and begun is not None and start < begun <= end:
            yield person, begun


@cache
def _made(world: World, specialty: int) -> tuple[Drug, ...]:
    """The drugs that companies make for a specialty."""
    return tuple(
        Drug(one.name.title(), f"{one.name.title()[:-2]}umab", 900.0, "brand")
        for company in world.companies
        for one in company.products
        if one.specialty == specialty and one.kind != "Device"
    )


def _row(world: World, person: int, one: Prescribed) -> list[str]:
    people, city = world.people, world.city(int(world.people.city[person]))
    older = round(one.claims * 0.85)
    return [
        people.npi[person],
        people.family(person, world.years[1]),
        str(people.first[person]),
        city.name,
        city.state,
        "",
        specialty_of(world, person),
        "S",
        one.drug.brand,
        one.drug.generic,
        str(one.claims),
        f"{one.claims * 1.5:.1f}",
        str(one.claims * 45),
        f"{one.claims * one.drug.usd:.2f}",
        shown(one.patients),
        "" if older >= _LEAST else "*",
        shown(older),
        f"{older * 1.5:.1f}" if older >= _LEAST else "",
        f"{older * one.drug.usd:.2f}" if older >= _LEAST else "",
        str(older * 45) if older >= _LEAST else "",
        "*" if one.patients < _LEAST else "",
        shown(round(one.patients * 0.85)),
    ]


def specialty_of(world: World, person: int) -> str:
    """The specialty as Medicare names it."""
    if int(world.people.profession[person]) in (1, 2):
        return work(world, person)[0]
    return SPECIALTIES[int(world.people.specialty[person])].name
