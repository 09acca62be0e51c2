"""Which products are on the way in the demo country, and when does what happen to them?

Each company has its products on the market, and every third one has one that is on the way. Planted
(`truth/products.parquet`): the phase of each, and of those on the way the day of the next data
readout, which lies ahead of the day the list was read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from demo import truth
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = (
    *("product", "company", "molecule", "condition", "phase"),
    *("milestone", "milestone_on", "note", "source", "checked_on"),
)
_PHASES = ("phase 1", "phase 2", "phase 3")


def write(world: World, folder: Path) -> int:
    """Write the list as one CSV; returns its number of rows."""
    read_on = f"{world.years[1] + 1}-01-15"
    rows = list(_rows(world))
    with (folder / f"products_{read_on}.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        table.writeheader()
        said = {"source": "company web page", "checked_on": read_on}
        table.writerows({**row, **said} for row in rows)
    return len(rows)


def write_truth(world: World, place: Path) -> None:
    """Write the phase of each product, and the day of the next readout."""
    rows = [row for row in _rows(world) if row.get("milestone") != "trial start"]
    names = ("product", "company", "condition", "phase", "milestone_on")
    truth.write_table(place, "products", {name: [row.get(name) for row in rows] for name in names})


def _rows(world: World) -> Iterator[dict[str, str]]:
    ahead = world.years[1] + 1
    for at, company in enumerate(world.companies):
        for product in company.products:
            yield {
                "product": product.name,
                "company": company.name,
                "condition": SPECIALTIES[product.specialty].headings[0],
                "phase": "marketed",
            }
        if at % 3 == 0:
            coming = {
                "product": f"{company.name[:3].upper()}-{1000 + at * 37}",
                "company": company.name,
                "molecule": f"{company.name[:4].lower()}tinib",
                "condition": SPECIALTIES[company.specialties[0]].headings[0],
                "phase": _PHASES[at // 3 % 3],
            }
            begun = {"milestone": "trial start", "milestone_on": f"{ahead - 2}-04-01"}
            yield coming | begun | {"note": coming["phase"]}
            day = f"{ahead + at % 2}-{2 + at % 11:02d}-20"
            yield coming | {"milestone": "data readout", "milestone_on": day}
