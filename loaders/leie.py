"""Who is excluded from federal health programmes, since when, and who has been taken back?

The Office of Inspector General publishes the List of Excluded Individuals and Entities (LEIE)
whole, and each month the new exclusions and the reinstatements. A full list is known by `UPDATED`
in its name, as published, or by more than 20,000 entries. Whoever a later full list no longer holds
is no longer excluded; the exclusion stays in the graph with the day of the first list without it. A
reinstatement outlives every list. The later of two lists is the one whose name has the later day
(`UPDATED-2024-03-08.csv`), else the one with the later exclusion, else with the later month in its
name (none: the newest), else the one loaded later. Birth dates and streets are not read.

Known faults: an entry has no number of its own. It is known by a digest of its last, first and
business name, state, type and date, so that a list which adds an NPI or a middle name corrects it;
the middle name and the NPI tell it apart from a namesake in the same file only. A month's file that
holds one of two such namesakes does not say which. The NPI is `0000000000` where it is not known,
which is most of the time; a date is `00000000` where there is none; a business name is cut at
thirty characters; blanks trail.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from loaders.reading.whole_lists import hold_exclusions
from schema.nodes import Exclusion

_LAYOUT = {
    "last_name": ("LASTNAME",),
    "first_name": ("FIRSTNAME",),
    "middle_name": ("MIDNAME",),
    "business": ("BUSNAME",),
    "general": ("GENERAL",),
    "specialty": ("SPECIALTY",),
    "printed_npi": ("NPI",),
    "state": ("STATE",),
    "type": ("EXCLTYPE",),
    "excluded": ("EXCLDATE",),
    "reinstated": ("REINDATE",),
    "waived": ("WAIVERDATE",),
}
_IGNORED = ("UPIN", "DOB", "ADDRESS", "CITY", "ZIP", "WVRSTATE")
_REQUIRED = ("last_name", "first_name", "business", "printed_npi", "state", "type", "excluded")
_IDENTIFYING = ("last_name", "first_name", "business", "state", "type", "excluded")
# Sections of the Social Security Act, and breaches of integrity and settlement agreements.
_TYPES = (
    *(f"1128a{n}" for n in range(1, 5)),
    *(f"1128b{n}" for n in range(1, 17)),
    *("1128b1A", "1128b1B", "1128b15A", "1128c3gi", "1128c3gii", "1128Aa", "1156", "1160", "1892"),
    *("BRCH CIA", "BRCH SA"),
)
_CATEGORIES = [Category("type", "EXCLTYPE", _TYPES)]
_NO_DAY, _NO_NPI = "00000000", "0000000000"
_FULL = "UPDATED"
_SURELY_FULL = 20_000  # a month's file has some hundreds of entries, a full list 80,000
_FULL_LISTS = 60_000, 120_000
_NEWEST = 13
_MONTHS = [name.lower() for name in month_name]
_ALWAYS = "reinstated"  # sorts after every day: no list takes a reinstatement back


def read(path: Path, delivery: Delivery) -> None:
    """State a list's exclusions: the full list, a month's exclusions or its reinstatements."""
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, latest=latest)
    with opened(path, delivery, _LAYOUT, _REQUIRED, derive, ignored=_IGNORED) as table:
        signal_unknown(table, "exclusion_id", _CATEGORIES)
        rows = _told_apart(table.check("exclusion_id", _checks()))
        day = _day_of_list(path, rows)
        batch = f"{day} {_month_in_name(path):02} {delivery.known_from:%Y-%m-%dT%H:%M:%S.%f}"
        is_back = rows.reinstated_on.notnull()
        rows = rows.mutate(
            unit="exclusion_id",
            entry=rows.row + 1,
            record="exclusion_id",
            listed_on=ibis.ifelse(is_back, None, ibis.literal(day or None, type="date")),
            unlisted_on=ibis.literal(None, type="date"),
            is_current=~is_back,
            **dict.fromkeys(("agency", "ends_on", "sam_numbers", "sam_excluded_on"), ibis.null()),
            sam_listed_on=ibis.null(),
        )
        back = ibis.literal(_ALWAYS)
        units = rows.select(
            "unit",
            "entry",
            edition=ibis.ifelse(is_back, back + " " + rows.reinstated_on.cast("string"), batch),
            batch=ibis.ifelse(is_back, back, batch),
            withdrawn=ibis.literal(False),
        )
        delivery.state(Unit, units)
        delivery.state(Exclusion, rows)
        if _FULL in path.name.upper() or delivery.records > _SURELY_FULL:
            hold_exclusions(path, batch, delivery)
            delivery.expect("entries of a full list", delivery.records, *_FULL_LISTS)


def _day_of_list(path: Path, rows: ibis.Table) -> str:
    """The day in the file's name, else of its latest exclusion; empty where there is neither."""
    named = checks.day_in_name(path)
    return named or str(rows.excluded_on.max().to_pyarrow().as_py() or "")


def _month_in_name(path: Path) -> int:
    """The month that the name spells out; 13 where none: so the publisher names the newest."""
    words = re.split(r"[^a-z]+", path.name.lower())
    return max((_MONTHS.index(word) for word in words if word and word in _MONTHS), default=_NEWEST)


def _told_apart(rows: ibis.Table) -> ibis.Table:
    """The rows with the middle name in the id of those that share all else with another of the
    file, and with the NPI where that is shared, too."""
    blank = ibis.literal("")
    middle = ibis.coalesce(rows.middle_name, blank).upper()
    for text in (middle, ibis.coalesce(rows.npi, blank)):
        spellings = text.nullif("").nunique().over(ibis.window(group_by=rows.exclusion_id))
        told = (rows.exclusion_id + "|" + text).hexdigest("sha256").substr(0, 16)
        rows = rows.mutate(exclusion_id=ibis.ifelse(spellings > 1, told, rows.exclusion_id))
    return rows.order_by("row")


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    blank = ibis.literal("")
    rows = rows.mutate(
        printed_npi=rows.printed_npi.nullif(_NO_NPI),
        reinstated=rows.reinstated.nullif(_NO_DAY),
        waived=rows.waived.nullif(_NO_DAY),
    )
    given = ibis.coalesce(", " + rows.first_name, blank)
    middle = ibis.coalesce(" " + rows.middle_name, blank)
    identity = ibis.literal("|").join(
        [ibis.coalesce(rows[column], blank).upper() for column in _IDENTIFYING]
    )
    return rows.mutate(
        name=ibis.coalesce(rows.last_name + given + middle, rows.business),
        exclusion_id=identity.hexdigest("sha256").substr(0, 16),
        npi=checks.npi(rows.printed_npi),
        excluded_on=checks.day(rows.excluded.nullif(_NO_DAY), latest),
        reinstated_on=checks.day(rows.reinstated, latest),
        waived_on=checks.day(rows.waived, latest),
    )


def _checks() -> list[Check]:
    nameless = "has neither a last name nor a business name; row left out"
    return [
        Check("name", "name", "LASTNAME", nameless, whole=True),
        Check("printed_npi", "npi", "NPI", checks.NPI),
        Check("excluded", "excluded_on", "EXCLDATE", checks.DAY),
        Check("reinstated", "reinstated_on", "REINDATE", checks.DAY),
        Check("waived", "waived_on", "WAIVERDATE", checks.DAY),
    ]


SOURCE = Source(
    name="leie",
    title="List of Excluded Individuals and Entities",
    publisher="Office of Inspector General, US Department of Health and Human Services",
    address="https://oig.hhs.gov/exclusions/exclusions_list.asp",
    terms="US government work",
    suffixes=(".csv", ".txt", ".csv.gz"),
    states=(Exclusion,),
    read=read,
)
