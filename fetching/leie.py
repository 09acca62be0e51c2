"""LEIE: the full list of exclusions, and each month's new exclusions and reinstatements.

The publisher's page names the months that it still gives out. The full list has the same name
always; it comes again when the publisher says that it has changed.
"""

from __future__ import annotations

import re

from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_PAGE = "https://oig.hhs.gov/exclusions/exclusions_list.asp"
_FULL = r"(?i:UPDATED)\.csv"
_MONTH = r"(?P<month>\d{4})(?P<kind>(?i:EXCL|REIN))\.csv"


class LeieOptions(Options):
    """Which lists."""

    months: bool = Field(default=True, description="Each month's exclusions and reinstatements")


def fetch(visit: Visit[LeieOptions]) -> list[Arrival]:
    """The full list, then the months in their order."""
    links = visit.links(_PAGE, f"{_FULL}|{_MONTH}")
    full = [link for link in links if re.fullmatch(_FULL, link.name)]
    months = sorted(set(links) - set(full), key=lambda link: link.name.lower())
    if not full:
        raise NotAsPublished(f"{_PAGE} does not name UPDATED.csv; the publisher may have moved it")
    wanted = [*full, *(months if visit.options.months else ())]
    return [
        arrival
        for link in wanted
        for arrival in visit.file(Wanted(link.address, link.name, _series(link.name)))
    ]


def _series(name: str) -> str:
    return "reinstatements" if "rein" in name.lower() else "exclusions"


OUTLETS = (
    Outlet(
        name="leie",
        title="List of Excluded Individuals and Entities",
        hosts=("oig.hhs.gov",),
        options=LeieOptions,
        fetch=fetch,
    ),
)
