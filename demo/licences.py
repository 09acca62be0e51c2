"""What do the boards of the demo country's states say of the licences that clinicians hold?

Of three clinicians in five a board was asked, as somebody would have looked them up. Planted
(`truth/licences.parquet`): of these, some four in a hundred are expired, two suspended, and two are
active after a sanction; of one in fifty the board gives no status, which is unknown.
"""

from __future__ import annotations

import csv
from pathlib import Path

from demo import truth
from demo.world import LICENCE, World

_COLUMNS = (
    *("npi", "name", "state", "number", "status", "issued_on", "expires_on"),
    *("action", "action_on", "checked_on"),
)
_ASKED = 0.6
_KINDS = ("clean", "expired", "suspended", "sanctioned", "unknown")
_SHARES = (0.90, 0.04, 0.02, 0.02, 0.02)


def write(world: World, folder: Path) -> int:
    """Write what the boards say as one CSV; returns its number of rows."""
    count, checked = 0, world.years[1] + 1
    path = folder / f"licences_{checked}-01-15.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for person in range(world.clinicians):
            if kind := _kind(world, person):
                table.writerow(_licence(world, person, kind, checked))
                count += 1
    return count


def write_truth(world: World, place: Path) -> None:
    """Write of whom a board was asked, and what was planted."""
    kinds = {person: _kind(world, person) for person in range(world.clinicians)}
    asked = {person: kind for person, kind in kinds.items() if kind}
    columns = {"person": list(asked), "kind": list(asked.values())}
    truth.write_table(place, "licences", columns)


def _kind(world: World, person: int) -> str:
    """What a board says of a clinician's licence; empty where none was asked."""
    random = world.random(LICENCE, person)
    if random.random() >= _ASKED:
        return ""
    return random.choices(_KINDS, _SHARES)[0]


def _licence(world: World, person: int, kind: str, checked: int) -> tuple[str, ...]:
    people, city = world.people, world.city(int(world.people.city[person]))
    ends = checked - 2 if kind == "expired" else checked + 1 + person % 2
    status = {"clean": "active", "sanctioned": "active", "unknown": ""}.get(kind, kind)
    action = {"sanctioned": "reprimand", "suspended": "suspension", "unknown": ""}.get(kind, "none")
    acted = f"{checked - 1}-0{1 + person % 9}-11" if kind in ("sanctioned", "suspended") else ""
    return (
        people.npi[person],
        f"{people.first[person]} {people.last[person]}",
        city.state,
        f"DEMO{person:07d}",
        status,
        f"{int(people.start[person])}-07-01",
        f"{ends}-06-30",
        action,
        acted,
        f"{checked}-01-15",
    )
