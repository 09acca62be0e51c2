"""NPPES: the full registry of a month, the weeks since, and the report of deactivated numbers.

The publisher's page names the archives. Of an archive the registry's own file is kept; practice
locations, other names and endpoints are not. Where two versions of an archive are given out, the
second stands. The report of deactivated numbers is a workbook; the weekly files say the same.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date

from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished
from fetching.outlet import Options, Outlet
from fetching.visit import Link, Visit, Wanted

_PAGE = "https://download.cms.gov/nppes/NPI_Files.html"
_MONTHLY = r"NPPES_Data_Dissemination_(?P<month>[A-Z][a-z]+)_(?P<year>\d{4})(?P<second>_V2)?\.zip"
_WEEKLY = r"NPPES_Data_Dissemination_\d{6}_(?P<day>\d{6})_Weekly(?P<second>_V2)?\.zip"
_DEACTIVATED = r"NPPES_Deactivated_NPI_Report_(?P<day>\d{6})(?P<second>_V2)?\.zip"
_REGISTRY = r"npidata_pfile_\d{8}-\d{8}\.csv"
DEACTIVATED = "deactivated"


class NppesOptions(Options):
    """Which files."""

    full: bool = Field(default=True, description="The full registry of the newest month")
    weekly: bool = Field(default=True, description="The changes of the weeks that are listed")
    deactivated: bool = Field(default=False, description="The report of deactivated numbers")


def fetch(visit: Visit[NppesOptions]) -> list[Arrival]:
    """The full registry, then the weeks in their order, then the report."""
    links = visit.links(_PAGE, f"{_MONTHLY}|{_named_apart(_WEEKLY)}|{_named_apart(_DEACTIVATED)}")
    months, weeks, reports = (_dated(links, kind) for kind in (_MONTHLY, _WEEKLY, _DEACTIVATED))
    chosen = visit.options
    wanted: list[Wanted] = []
    for is_chosen, listed, what in (
        (chosen.full, months[-1:], "the full registry"),
        (chosen.weekly, weeks, "the weekly changes"),
        (chosen.deactivated, reports[-1:], DEACTIVATED),
    ):
        if is_chosen and not listed:
            raise NotAsPublished(f"{_PAGE} names no archive of {what}; its layout differs")
        members = r".*\.(?:xlsx|csv)" if what == DEACTIVATED else _REGISTRY
        wanted += [
            Wanted(one.address, one.name, what, members=members) for one in listed if is_chosen
        ]
    return [arrival for one in wanted for arrival in visit.file(one)]


def _named_apart(pattern: str) -> str:
    """The pattern without names of its groups, which may stand once in an expression."""
    return re.sub(r"\?P<\w+>", "", pattern)


def _dated(links: list[Link], pattern: str) -> list[Link]:
    """The links that match, in the order of their days; of two versions the second."""
    dated: dict[date, Link] = {}
    for link in sorted(links, key=lambda one: "_V2" in one.name):
        match = re.fullmatch(pattern, link.name)
        if match and (day := _day(match.groupdict())):
            dated[day] = link
    return [dated[day] for day in sorted(dated)]


def _day(named: dict[str, str | None]) -> date | None:
    printed, month = named.get("day"), named.get("month")
    try:
        if printed:
            return date(2000 + int(printed[4:]), int(printed[:2]), int(printed[2:4]))
        return date(int(named.get("year") or 0), list(month_name).index(month or ""), 1)
    except ValueError:
        return None


OUTLETS = (
    Outlet(
        name="nppes",
        title="National Plan and Provider Enumeration System",
        hosts=("download.cms.gov",),
        options=NppesOptions,
        fetch=fetch,
        unread=(DEACTIVATED,),
    ),
)
