"""Which liaison of the demo company covers which states?

Each liaison has the states that the panel is of, not the countries abroad. Planted
(`truth/territories.parquet`): the first state of the first liaison was the second's until the year
before the last; the last liaison covers one specialty alone in each state.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from demo import truth
from demo.engagements import LIAISONS, named, states
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = ("liaison", "state", "institution", "specialty", "from_on", "to_on", "stated_on")


def write(world: World, folder: Path) -> int:
    """Write the plan as one CSV; returns its number of rows."""
    stated_on = f"{world.years[1] + 1}-01-15"
    rows = list(_rows(world))
    path = folder / f"territories_{stated_on}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "stated_on": stated_on} for row in rows)
    return len(rows)


def write_truth(world: World, place: Path) -> None:
    """Write which liaison covers which state today, and in which specialty."""
    rows = [row for row in _rows(world) if "to_on" not in row]
    names = ("liaison", "state", "specialty")
    truth.write_table(place, "territories", {n: [row.get(n) for row in rows] for n in names})


def _rows(world: World) -> Iterator[dict[str, str]]:
    until, since = f"{world.years[1] - 1}-12-31", f"{world.years[1]}-01-01"
    for at in range(LIAISONS):
        liaison, _ = named(at)
        for place, state in enumerate(filter(None, states(world, at))):
            row = {"liaison": liaison, "state": state}
            if at == LIAISONS - 1:
                row["specialty"] = SPECIALTIES[0].name
            if at == place == 0:
                yield {"liaison": named(1)[0], "state": state, "to_on": until}
                row["from_on"] = since
            yield row
