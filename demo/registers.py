"""Who abroad is registered to practise, by the registers of France and Germany?

Two in three of the authors there, each with a namesake of another town for every tenth: France's as
the public directory gives them (`rpps`), Germany's as somebody would have looked them up
(`registers`). The truth says which number is whose (`registrants`).
"""

from __future__ import annotations

import csv
from pathlib import Path

from demo import truth
from demo.names import plain
from demo.specialties import SPECIALTIES
from demo.world import REGISTER, World

_RPPS = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|"
    "Prénom d'exercice|Code profession|Libellé profession|Code type savoir-faire|"
    "Libellé savoir-faire|Libellé Voie (coord. structure)|Libellé commune (coord. structure)|"
)
_CONTRACT = (
    *("country", "register", "number", "status", "specialty", "last_name", "first_name", "city"),
    "checked_on",
)
_REGISTERED = 2 / 3


def write(world: World, folder: Path) -> int:
    """Write Germany's register by the contract; returns its number of rows."""
    rows = [
        ("DE", "Demo Chamber of Physicians", number, "active", specialty, last, first, city)
        for number, last, first, specialty, city in _listed(world, "DE")
    ]
    day = f"{world.years[1] + 1}-01-15"
    with (folder / f"registers_{day}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_CONTRACT)
        table.writerows((*row, day) for row in rows)
    return len(rows)


def write_rpps(world: World, folder: Path) -> int:
    """Write France's directory; returns its number of rows."""
    lines = [_RPPS]
    for number, last, first, specialty, city in _listed(world, "FR"):
        name = f"{plain(last).upper()}|{plain(first).upper()}"
        skill = f"10|Médecin|S|{specialty}"
        lines.append(f"8|{number}|8{number}|{name}|{skill}|DE NULLE PART|{city}|")
    path = folder / f"PS_LibreAcces_Personne_activite_{world.years[1] + 1}01150800.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1


def write_truth(world: World, place: Path) -> None:
    """Write which number is whose."""
    found = [(_number(person), person) for code in ("DE", "FR") for person in _abroad(world, code)]
    columns = {"number": [row[0] for row in found], "person": [row[1] for row in found]}
    truth.write_table(place, "registrants", columns)


def _abroad(world: World, code: str) -> list[int]:
    people = world.people
    there = (
        person
        for person in range(world.clinicians, len(people))
        if world.city(int(people.city[person])).country_code == code
    )
    return [one for one in there if world.random(REGISTER, one).random() < _REGISTERED]


def _number(person: int, of_namesake: bool = False) -> str:
    return f"{10_000_000_000 + person * 10 + of_namesake}"


def _listed(world: World, code: str) -> list[tuple[str, str, str, str, str]]:
    """Number, last and first name, specialty and city, namesakes after those whose names they
    bear."""
    people, found = world.people, []
    for person in _abroad(world, code):
        last, first = str(people.last[person]), f"{people.first[person]} {people.middle[person]}"
        specialty = SPECIALTIES[int(people.specialty[person])].name
        city = world.city(int(people.city[person])).name
        found.append((_number(person), last, first.strip(), specialty, city))
        if person % 10 == 0:
            given, other = str(people.first[person]), "Elsewhere-sur-Mer"
            found.append((_number(person, True), last, given, specialty, other))
    return found
