"""Who holds which role in the professional societies of the demo country?

Each specialty with thirty clinicians or more has a society, three in ten of whose clinicians are
members. It has a board of a president and two officers, guideline panels and committees of seven.
A term is of three years; half of those who sit on one go on for another. Planted
(`truth/societies.parquet`): those of the highest influence lead, and sit on the first panel, now.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from demo import truth
from demo.circles import Ints
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = ("npi", "name", "society", "role", "committee", "from_on", "to_on", "stated_on")
_LEAST, _SEED = 30, 18
_BOARD = ("president", "officer", "officer")
_COMMITTEES = (
    *("Guideline panel on {}", "Programme committee", "Education committee"),
    *("Research committee", "Registry committee"),
)
_SEATS, _TERM, _GOES_ON = 7, 3, 0.5
# Who may be asked for a seat, by influence.
_ABLE = 0.5


class Role(NamedTuple):
    """A person's role in the society of a specialty; `began` is none where no day is known."""

    person: int
    specialty: int
    role: str
    committee: str
    began: int | None
    is_planted: bool = False


def write(world: World, folder: Path) -> int:
    """Write the roles as one CSV; returns its number of rows."""
    stated = world.years[1] + 1
    people, count = world.people, 0
    path = folder / f"societies_{stated}-01-15.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for one in _roles(world):
            name = f"{people.first[one.person]} {people.last[one.person]}"
            role = (people.npi[one.person], name, _society(one.specialty), one.role, one.committee)
            began = f"{one.began}-01-01" if one.began else ""
            ends = f"{one.began + _TERM - 1}-12-31" if one.began else ""
            table.writerow((*role, began, ends, f"{stated}-01-15"))
            count += 1
    return count


def write_truth(world: World, place: Path) -> None:
    """Write who was planted as president, officer or on a guideline panel."""
    led = [one for one in _roles(world) if one.is_planted]
    columns = {
        "person": [one.person for one in led],
        "society": [_society(one.specialty) for one in led],
        "role": [one.role for one in led],
    }
    truth.write_table(place, "societies", columns)


def _society(specialty: int) -> str:
    return f"Demo Society of {SPECIALTIES[specialty].name}"


def _roles(world: World) -> Iterator[Role]:
    people = world.people
    specialties = np.asarray(people.specialty[: world.clinicians])
    influence = np.asarray(people.influence[: world.clinicians])
    for specialty in range(len(SPECIALTIES)):
        members = np.flatnonzero(specialties == specialty)
        if len(members) < _LEAST:
            continue
        ranked = members[np.argsort(-influence[members], kind="stable")]
        yield from _seated(world, specialty, ranked)
        led = len(_BOARD) + _SEATS
        for person in ranked[led:].tolist():
            if person % 10 < 3:
                yield Role(person, specialty, "member", "", None)


def _seated(world: World, specialty: int, ranked: Ints) -> Iterator[Role]:
    """The terms of every seat, from the last back to the country's first year: each seat's begin
    in years of their own, so that no year changes all of them."""
    rng = np.random.default_rng([world.seed, _SEED, specialty])
    now = world.years[1] + 1
    able = ranked[: max(_LEAST // 2, int(len(ranked) * _ABLE))]
    heading = SPECIALTIES[specialty].headings[0]
    seats = [(role, "") for role in _BOARD]
    for committee in _COMMITTEES:
        seats += [("committee member", committee.format(heading))] * _SEATS
    sitting = [int(ranked[seat]) for seat in range(len(_BOARD) + _SEATS)]
    sitting += rng.choice(able, len(seats) - len(sitting)).tolist()
    held: set[tuple[int, str, int]] = set()
    for back in range(0, now - world.years[0] + 1, _TERM):
        for seat, (role, committee) in enumerate(seats):
            began, person = now - seat % _TERM - back, sitting[seat]
            if began >= world.years[0] and (person, committee, began) not in held:
                held.update((person, committee, year) for year in range(began - 2, began + _TERM))
                is_planted = back == 0 and seat < len(_BOARD) + _SEATS
                yield Role(person, specialty, role, committee, began, is_planted)
            if rng.random() >= _GOES_ON:
                sitting[seat] = int(rng.choice(able))
