"""Which companies of the demo country are one family, which is the user's own, and who competes?

Planted (`truth/companies.parquet`): the user's own family under a holding that pays nobody; a
competing family of three under a parent that pays too; a company that was sold before the first
year; and one that the list calls by another name than payments and trials do.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from demo import truth
from demo.world import World

HOLDING, SHORT = "Halvora Group AG", "Corvantis"
OWN, RIVALS, SOLD, RENAMED = (0, 7, 19), (1, 5, 11), 13, 4
_COLUMNS = (
    *("company", "parent", "own", "competitor_of", "area", "product", "open_payments_id"),
    *("sponsor_name", "lei", "from_on", "to_on", "source", "checked_on"),
)


class Member(NamedTuple):
    """A company by its number, the name that the list gives it, and the head of its family."""

    company: int
    name: str
    family: str
    standing: str


def members(world: World) -> list[Member]:
    """The companies that the list speaks of, with what is true of them."""
    names = [company.name for company in world.companies]
    rival = names[RIVALS[0]]
    return [
        *(Member(at, names[at], HOLDING, "own") for at in OWN),
        *(Member(at, names[at], rival, "competitor") for at in RIVALS),
        Member(SOLD, names[SOLD], names[SOLD], ""),
        Member(RENAMED, SHORT, SHORT, ""),
    ]


def write(world: World, folder: Path) -> int:
    """Write the list as one CSV; returns its number of rows."""
    read_on = f"{world.years[1] + 1}-01-15"
    rows = _rows(world)
    with (folder / f"companies_{read_on}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        table.writeheader()
        said = {"source": "annual report", "checked_on": read_on}
        table.writerows({**row, **said} for row in rows)
    return len(rows)


def write_truth(world: World, place: Path) -> None:
    """Write which company is of which family, and how it stands to the user's own."""
    found = members(world)
    columns = {name: [getattr(one, name) for one in found] for name in Member._fields}
    truth.write_table(place, "companies", columns)


def _rows(world: World) -> list[dict[str, str]]:
    names = [company.name for company in world.companies]
    rival, first = names[RIVALS[0]], world.years[0]
    area = world.companies[RIVALS[1]].products[0].area
    renamed = world.companies[RENAMED]
    return [
        {"company": HOLDING, "own": "yes"},
        *({"company": names[at], "parent": HOLDING} for at in OWN),
        *({"company": names[at], "parent": rival, "from_on": "2005-03-01"} for at in RIVALS[1:]),
        {"company": names[RIVALS[1]], "competitor_of": names[OWN[1]], "area": area},
        {"company": names[SOLD], "parent": rival, "to_on": f"{first - 1}-06-30"},
        {"company": names[SOLD], "own": "no"},
        {"company": SHORT, "open_payments_id": renamed.payer_id, "sponsor_name": renamed.name},
    ]
