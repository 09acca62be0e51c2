"""Open Payments: the detail files of program years, as the catalogue of its data sets names them.

A publication names its files anew, so that a name is an edition. Beside a year's files stands, from
its second publication on, the list of records that were removed; it is kept, though a year's files
replace the year as a whole and do not need it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import Field

from fetching.cache import Arrival
from fetching.catalogues import datasets, files
from fetching.faults import Absent, NotAsPublished
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_CATALOGUE = "https://openpaymentsdata.cms.gov/api/1/metastore/schemas/dataset/items"
_DETAIL = re.compile(r"OP_DTL_(GNRL|RSRCH|OWNRSHP)_PGYR(\d{4})_(P\w+)\.csv", re.I)
_REMOVED = re.compile(r"OP_REMOVED_DELETED_PGYR(\d{4})_P\w+\.csv", re.I)
REMOVED = "removed"


class PaymentsOptions(Options):
    """Which program years."""

    years: list[int] | None = Field(
        default=None, description="Program years, such as [2023, 2024]; else the latest"
    )
    kinds: list[str] = Field(
        default=["general", "research", "ownership"],
        description="Of what: general, research, ownership",
    )


_KINDS = {"GNRL": "general", "RSRCH": "research", "OWNRSHP": "ownership"}


@dataclass(frozen=True)
class _Detail:
    address: str
    name: str
    kind: str
    year: int
    publication: str


def fetch(visit: Visit[PaymentsOptions]) -> list[Arrival]:
    """The files, year by year."""
    catalogue = visit.json(_CATALOGUE, {"show-reference-ids": "false"})
    listed = [one for dataset in datasets(catalogue, _CATALOGUE) for one in files(dataset)]
    details = [
        _Detail(one.address, one.name, _KINDS[match[1].upper()], int(match[2]), match[3])
        for one in listed
        if (match := _DETAIL.fullmatch(one.name))
    ]
    if not details:
        raise NotAsPublished(
            f"{_CATALOGUE} names no file like OP_DTL_GNRL_PGYR2024_P….csv; its layout differs"
        )
    removed = {int(m[1]): one.address for one in listed if (m := _REMOVED.fullmatch(one.name))}
    arrivals: list[Arrival] = []
    for year in visit.options.years or [max(one.year for one in details)]:
        some = [one for one in details if one.year == year and one.kind in visit.options.kinds]
        if not some:
            known = ", ".join(str(year) for year in sorted({one.year for one in details}))
            raise NotAsPublished(f"{_CATALOGUE} has no file of {year}; there are {known}")
        for one in sorted(some, key=lambda one: one.kind):
            arrivals += visit.file(Wanted(one.address, one.name, one.kind, one.publication))
        arrivals += _removed(visit, some[0], removed.get(year))
    return arrivals


def _removed(visit: Visit[PaymentsOptions], beside: _Detail, address: str | None) -> list[Arrival]:
    """The list of removed records: where the catalogue names it, else beside a year's files."""
    name = f"OP_REMOVED_DELETED_PGYR{beside.year}_{beside.publication}.csv"
    address = address or beside.address.removesuffix(beside.name) + name
    try:
        wanted = Wanted(address, address.rpartition("/")[2], REMOVED, beside.publication)
        return visit.file(wanted)
    except Absent:
        return []  # a year's first publication has removed nothing


OUTLETS = (
    Outlet(
        name="open-payments",
        title="Open Payments",
        hosts=("openpaymentsdata.cms.gov", "download.cms.gov"),
        options=PaymentsOptions,
        fetch=fetch,
        unread=(REMOVED,),
    ),
)
