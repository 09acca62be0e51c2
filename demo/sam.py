"""Whom do the agencies exclude in the demo country, by the System for Award Management?

Each exclusion of the LEIE whose NPI is known is handed on, of the same day. Beside them stand a
firm and a person without an NPI. Planted (`truth/sam.parquet`): one excluded clinician is excluded
by another agency, too, and one clinician by another agency alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from demo import truth
from demo.registries import exclusions
from demo.world import World

_COLUMNS = (
    *("Classification", "Name", "Prefix", "First", "Middle", "Last", "Suffix", "Address 1"),
    *("Address 2", "Address 3", "Address 4", "City", "State / Province", "Country", "Zip Code"),
    *("Open Data Flag", "Blank (Deprecated)", "Unique Entity ID", "Exclusion Program"),
    *("Excluding Agency", "CT Code", "Exclusion Type", "Additional Comments", "Active Date"),
    *("Termination Date", "Record Status", "Cross-Reference", "SAM Number", "CAGE", "NPI"),
    "Creation_Date",
)
_OF_HHS = ("HHS", "Prohibition/Restriction")
_OF_OTHERS = ("OPM", "Ineligible (Proceedings Completed)")
_RESTRICTION = {"Exclusion Program": "Reciprocal", "Country": "USA", "Record Status": "Active"}


class Record(NamedTuple):
    """An exclusion of a person by an agency; its day as YYYY-MM-DD, `type` as SAM names it."""

    person: int
    day: str
    agency: str
    type: str
    has_npi: bool = True
    is_planted: bool = False


def write(world: World, folder: Path) -> int:
    """Write the public extract; returns its number of rows."""
    people, day = world.people, f"{(world.years[1] + 1) % 100:02}015"
    path = folder / f"SAM_Exclusions_Public_Extract_V2_{day}.CSV"
    firm = {"Classification": "Firm", "Name": world.places.practices[0].name.upper()}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        count = 0
        for count, one in enumerate(_records(world), 1):
            city = world.city(int(people.city[one.person]))
            who = {
                "Classification": "Individual",
                "First": str(people.first[one.person]).upper(),
                "Middle": str(people.middle[one.person]).upper()[:1],
                "Last": people.family(one.person, int(one.day[:4])).upper(),
                "City": city.name.upper(),
                "State / Province": city.state,
                "NPI": people.npi[one.person] if one.has_npi else "0000000000",
            }
            table.writerow(_row(who, one.agency, one.type, one.day, count))
        table.writerow(_row(firm, *_OF_HHS, f"{world.years[0]}-06-20", count + 1))
    return count + 1


def write_truth(world: World, place: Path) -> None:
    """Write whom another agency than HHS excludes."""
    planted = [one for one in _records(world) if one.is_planted]
    columns = {name: [getattr(one, name) for one in planted] for name in ("person", "agency")}
    truth.write_table(place, "sam", columns | {"excluded_on": [one.day for one in planted]})


def _row(who: dict[str, str], agency: str, type: str, day: str, number: int) -> dict[str, str]:
    said = {"Excluding Agency": agency, "Exclusion Type": type, "Termination Date": "Indefinite"}
    days = {"Active Date": day, "Creation_Date": day, "SAM Number": f"S4DEMO{number:05}"}
    return _RESTRICTION | who | said | days


def _records(world: World) -> Iterator[Record]:
    listed = exclusions(world)
    known = [person for person, _, has_npi in listed if has_npi]
    for person, day, has_npi in listed:
        if has_npi:
            yield Record(person, f"{day[:4]}-{day[4:6]}-{day[6:]}", *_OF_HHS)
    free = [at for at in range(len(listed) + 2) if at not in {person for person, *_ in listed}]
    yield Record(free[0], f"{world.years[1]}-03-01", *_OF_OTHERS, has_npi=False)
    for person in (*known[:1], free[1]):
        yield Record(person, f"{world.years[1]}-02-01", *_OF_OTHERS, is_planted=True)
