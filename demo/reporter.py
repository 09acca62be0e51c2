"""Which grants does NIH RePORTER list in the demo country?

One file a fiscal year, as ExPORTER gives them out, with a record for each year of a grant. Of one
record in twenty-five the cost is not printed. The truth says who leads which grant (`grants`), and
which two lead one together (`joint_grants`).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from demo import truth
from demo.grants import INSTITUTES, Grant
from demo.names import plain
from demo.specialties import SPECIALTIES
from demo.world import World

_HEADER = (
    "APPLICATION_ID,ACTIVITY,ADMINISTERING_IC,APPLICATION_TYPE,ARRA_FUNDED,AWARD_NOTICE_DATE,"
    "BUDGET_START,BUDGET_END,CFDA_CODE,CORE_PROJECT_NUM,ED_INST_TYPE,OPPORTUNITY NUMBER,"
    "FULL_PROJECT_NUM,FUNDING_ICs,FUNDING_MECHANISM,FY,IC_NAME,NIH_SPENDING_CATS,ORG_CITY,"
    "ORG_COUNTRY,ORG_DEPT,ORG_DISTRICT,ORG_DUNS,ORG_UEI,ORG_FIPS,ORG_IPF_CODE,ORG_NAME,"
    "ORG_STATE,ORG_ZIPCODE,PHR,PI_IDS,PI_NAMEs,PROGRAM_OFFICER_NAME,PROJECT_START,PROJECT_END,"
    "PROJECT_TERMS,PROJECT_TITLE,SERIAL_NUMBER,STUDY_SECTION,STUDY_SECTION_NAME,SUBPROJECT_ID,"
    "SUFFIX,SUPPORT_YEAR,DIRECT_COST_AMT,INDIRECT_COST_AMT,TOTAL_COST,TOTAL_COST_SUB_PROJECT"
)
COLUMNS = _HEADER.split(",")
_FIRST_ID, _FIRST_PROFILE = 70_000_000, 7_000_000
_UNPRINTED = 25


def write(world: World, folder: Path) -> int:
    """Write the files of all fiscal years; returns their number of records."""
    count = 0
    for year in range(world.years[0], world.years[1] + 1):
        rows = [
            _record(world, grant, year)
            for grant in world.grants.all
            if grant.since <= year <= grant.until
        ]
        path = folder / f"RePORTER_PRJ_C_FY{year}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(
                file, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n"
            )
            table.writeheader()
            table.writerows(rows)
        count += len(rows)
    return count


def write_truth(world: World, place: Path) -> None:
    """Write who leads which grant, and which two lead one together."""
    led = [(grant, person) for grant in world.grants.all for person in grant.investigators]
    columns = {
        "core_project": [grant.core for grant, _ in led],
        "person": [person for _, person in led],
        "is_contact": [person == grant.investigators[0] for grant, person in led],
        "since": [grant.since for grant, _ in led],
        "until": [grant.until for grant, _ in led],
    }
    truth.write_table(place, "grants", columns)
    pairs = world.grants.pairs()
    joint = {
        "person": [one for one, _, _ in pairs],
        "other": [other for _, other, _ in pairs],
        "since": [grant.since for *_, grant in pairs],
        "until": [grant.until for *_, grant in pairs],
    }
    truth.write_table(place, "joint_grants", {name: np.array(of) for name, of in joint.items()})


def _record(world: World, grant: Grant, year: int) -> dict[str, str]:
    letters, institute, _ = INSTITUTES[grant.institute]
    contact, at = grant.investigators[0], year - grant.since
    number = _FIRST_ID + (grant.number - 900_000) * 10 + at
    specialty = SPECIALTIES[int(world.people.specialty[contact])]
    topic = specialty.headings[grant.number % len(specialty.headings)]
    cost = "" if number % _UNPRINTED == 0 else str(180_000 + number * 37 % 400_000)
    # By number, not the contact one first; who leads it alone is not marked.
    listed = sorted(grant.investigators)
    marks = [" (contact)" if p == contact and len(listed) > 1 else "" for p in listed]
    marked = [f"{_FIRST_PROFILE + p}{mark}" for p, mark in zip(listed, marks, strict=True)]
    names = [_name(world, p, year) + mark for p, mark in zip(listed, marks, strict=True)]
    return {
        "APPLICATION_ID": str(number),
        "ACTIVITY": "R01",
        "ADMINISTERING_IC": letters,
        "APPLICATION_TYPE": "5" if at else "1",
        "BUDGET_START": f"7/1/{year}",
        "BUDGET_END": f"6/30/{year + 1}",
        "CORE_PROJECT_NUM": grant.core,
        "FULL_PROJECT_NUM": f"{5 if at else 1}{grant.core}-{at + 1:02d}",
        "FY": str(year),
        "IC_NAME": institute,
        **_organisation(world, contact, year),
        "PI_IDS": "; ".join(marked) + ";",
        "PI_NAMEs": "; ".join(names) + ";",
        "PROJECT_START": f"7/1/{grant.since}",
        "PROJECT_END": f"6/30/{grant.until + 1}",
        "PROJECT_TITLE": f"Mechanisms of {topic.lower()}: an invented project",
        "SERIAL_NUMBER": str(grant.number),
        "SUPPORT_YEAR": str(at + 1),
        "TOTAL_COST": cost,
    }


def _name(world: World, person: int, year: int) -> str:
    people = world.people
    family = f"{people.family(person, year)} {people.suffix[person]}".strip()
    given = f"{people.first[person]} {str(people.middle[person])[:1]}".strip()
    return f"{plain(family)}, {plain(given)}".upper()


def _organisation(world: World, person: int, year: int) -> dict[str, str]:
    house = world.house(world.people.house(person, year))
    city = world.city(house.city)
    return {
        "ORG_NAME": plain(house.name).upper(),
        "ORG_DEPT": SPECIALTIES[int(world.people.specialty[person])].name.upper(),
        "ORG_CITY": plain(city.name).upper(),
        "ORG_STATE": city.state,
        "ORG_COUNTRY": "UNITED STATES",
        "ORG_ZIPCODE": f"{city.zip3}010000",
    }
