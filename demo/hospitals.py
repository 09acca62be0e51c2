"""Which hospitals does the demo country have, by Medicare's list of them?

Each that has a certification number, in capitals as CMS prints them; by name, city and state it is
one of the register of research organisations.
"""

from __future__ import annotations

import csv
from pathlib import Path

from demo.names import plain
from demo.world import World

_COLUMNS = (
    *("Facility ID", "Facility Name", "Address", "City/Town", "State", "ZIP Code"),
    *("County/Parish", "Telephone Number", "Hospital Type", "Hospital Ownership"),
    *("Emergency Services", "Meets criteria for birthing friendly designation"),
    *("Hospital overall rating", "Hospital overall rating footnote"),
)
_OWNERS = ("Voluntary non-profit - Private", "Proprietary", "Government - Local")


def write(world: World, folder: Path) -> int:
    """Write the list; returns the number of hospitals."""
    houses = [house for house in world.places.institutions if house.ccn]
    path = folder / "Hospital_General_Information_2025-02-01.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for at, house in enumerate(houses):
            city, unrated = world.city(house.city), at % 4 == 3
            is_for_children = "Children" in house.name
            row = {
                "Facility ID": house.ccn,
                "Facility Name": plain(house.name).upper(),
                "Address": f"{at} SYNTHETIC STREET",
                "City/Town": city.name.upper(),
                "State": city.state,
                "Telephone Number": f"(555) 555-{at % 100 + 100:04d}",
                "Hospital Type": "Childrens" if is_for_children else "Acute Care Hospitals",
                "Hospital Ownership": _OWNERS[at % len(_OWNERS)],
                "Emergency Services": "No" if at % 5 == 4 else "Yes",
                "Hospital overall rating": "Not Available" if unrated else str(1 + at % 5),
                "Hospital overall rating footnote": "16" if unrated else "",
            }
            table.writerow(row)
    return len(houses)
