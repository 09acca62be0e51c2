"""Who holds which role in the professional societies of the demo country?

Each specialty with thirty clinicians or more has a society. Planted (`truth/societies.parquet`): a
president, two officers, and a guideline panel of five; three in ten of the others are members.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from demo import truth
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = ("npi", "name", "society", "role", "committee", "from_on", "to_on", "stated_on")
_LEAST = 30
_LED = ("president", *("officer",) * 2, *("committee member",) * 5)


def write(world: World, folder: Path) -> int:
    """Write the roles as one CSV; returns its number of rows."""
    stated = world.years[1] + 1
    people, count = world.people, 0
    path = folder / f"societies_{stated}-01-15.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for person, specialty, role in _roles(world):
            name = f"{people.first[person]} {people.last[person]}"
            panel = f"Guideline panel on {SPECIALTIES[specialty].headings[0]}"
            committee = panel if role == "committee member" else ""
            days = (f"{stated - 2}-01-01", "" if role == "member" else f"{stated}-12-31")
            role_of = (people.npi[person], name, _society(specialty), role, committee)
            table.writerow((*role_of, *days, f"{stated}-01-15"))
            count += 1
    return count


def write_truth(world: World, place: Path) -> None:
    """Write who was planted as president, officer or on a guideline panel."""
    led = [row for row in _roles(world) if row[2] != "member"]
    columns = {
        "person": [person for person, _, _ in led],
        "society": [_society(specialty) for _, specialty, _ in led],
        "role": [role for _, _, role in led],
    }
    truth.write_table(place, "societies", columns)


def _society(specialty: int) -> str:
    return f"Demo Society of {SPECIALTIES[specialty].name}"


def _roles(world: World) -> Iterator[tuple[int, int, str]]:
    """Person, specialty and role; those of the highest influence lead."""
    people = world.people
    specialties = np.asarray(people.specialty[: world.clinicians])
    influence = np.asarray(people.influence[: world.clinicians])
    for specialty in range(len(SPECIALTIES)):
        members = np.flatnonzero(specialties == specialty)
        if len(members) < _LEAST:
            continue
        ranked = members[np.argsort(-influence[members], kind="stable")]
        for at, person in enumerate(ranked.tolist()):
            if at < len(_LED):
                yield person, specialty, _LED[at]
            elif person % 10 < 3:
                yield person, specialty, "member"
