"""Who leads the institutions of the demo country, and their departments?

A university has a dean, a hospital a chief medical officer and an institute a centre director; each
specialty with four clinicians or more at one institution is a department with a chair. A term is of
four years, and whoever had the seat before stands in the list with its end. Institutions are given
by name and city, by ROR id or, where they have one, by certification number. Planted
(`truth/leadership.parquet`): those of the highest influence there lead now.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from demo import truth
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = (
    *("npi", "name", "institution_id", "institution", "city", "role", "department"),
    *("from_on", "to_on", "stated_on"),
)
_HEADS = {
    "university": "dean",
    "hospital": "chief medical officer",
    "institute": "centre director",
}
_CHAIR, _LEAST, _TERM = "department chair", 4, 4


class Seat(NamedTuple):
    """A person's term at an institution (index); of the department where one is named."""

    person: int
    house: int
    role: str
    department: str
    began: int
    is_held: bool


def write(world: World, folder: Path) -> int:
    """Write the roles as one CSV; returns its number of rows."""
    stated, people = world.years[1] + 1, world.people
    path = folder / f"leadership_{stated}-01-15.csv"
    seats = list(_seats(world))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for seat in seats:
            row = {
                "npi": people.npi[seat.person],
                "name": f"{people.first[seat.person]} {people.last[seat.person]}",
                "role": seat.role,
                "department": seat.department,
                "from_on": f"{seat.began}-07-01",
                "to_on": f"{seat.began + _TERM}-06-30",
                "stated_on": f"{stated}-01-15",
            }
            table.writerow(row | _named(world, seat.house))
    return len(seats)


def write_truth(world: World, place: Path) -> None:
    """Write who leads what now, by the institution's id in the graph."""
    held = [seat for seat in _seats(world) if seat.is_held]
    columns = {
        "person": [seat.person for seat in held],
        "institution": [_id_of(world.house(seat.house).ror) for seat in held],
        "role": [seat.role for seat in held],
        "department": [seat.department for seat in held],
    }
    truth.write_table(place, "leadership", columns)


def _id_of(ror: str) -> str:
    """The institution's id in the graph."""
    return ror.replace("https://ror.org/", "ror:")


def _named(world: World, at: int) -> dict[str, str]:
    house = world.house(at)
    if at % 3 == 0 and house.ccn:
        return {"institution_id": house.ccn}
    if at % 3 == 1:
        return {"institution_id": house.ror, "institution": house.name}
    return {"institution": house.name, "city": world.city(house.city).name}


def _seats(world: World) -> Iterator[Seat]:
    """The terms of every seat, the one that is held now first."""
    people = world.people
    houses = np.asarray(people.later_institution[: world.clinicians])
    specialties = np.asarray(people.specialty[: world.clinicians])
    influence = np.asarray(people.influence[: world.clinicians])
    order = np.argsort(-influence, kind="stable")
    for at, house in enumerate(world.places.institutions):
        staff = order[houses[order] == at]
        if not house.npi or len(staff) < _LEAST:
            continue
        yield from _terms(world, staff[:2].tolist(), at, _HEADS[house.kind], "")
        for specialty, one in enumerate(SPECIALTIES):
            members = staff[specialties[staff] == specialty]
            if len(members) >= _LEAST:
                yield from _terms(world, members[:2].tolist(), at, _CHAIR, one.name)


def _terms(
    world: World, people: list[int], house: int, role: str, department: str
) -> Iterator[Seat]:
    """The terms of one seat: the first of the people holds it now, the second did before."""
    began = world.years[1] - house % _TERM
    for back, person in enumerate(people):
        if began - back * _TERM >= world.years[0]:
            yield Seat(person, house, role, department, began - back * _TERM, back == 0)
