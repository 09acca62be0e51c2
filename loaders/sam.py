"""Whom do the agencies of the United States exclude, since when and until when?

The General Services Administration publishes the exclusions of all agencies in the System for Award
Management (SAM) each day as one file, the public extract: active records alone. A file is the whole
list, known as such by `Public_Extract` in its name or by more than 20,000 records; whoever a later
one no longer holds is no longer listed. The later list is the one whose name has the later day
(`SAM_Exclusions_Public_Extract_V2_25015.CSV` is of the fifteenth day of 2025), else the one with
the later record. Persons are taken (Classification `Individual`); firms, vessels and others are
left out and counted. Streets, cities, postcodes, comments and cross-references are not read.

HHS hands the exclusions of the LEIE on to SAM: the same exclusion stands in both. The graph shows
it once, with the day and number of each. A record names a person by its NPI alone: a row without
one stands in the graph, and names nobody; so does an exclusion that SAM does not list say nothing
of a person. The file is downloaded by hand from the data services of sam.gov, as the publisher's
programmable service asks for an account.

Known faults: most records have no NPI; `0000000000` is none. A termination `Indefinite` is no end.
An exclusion that the LEIE has without an NPI and SAM with one stands twice.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.contract import state_edition
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from loaders.reading.whole_lists import hold_exclusions
from schema.nodes import Exclusion

_LAYOUT = {
    "classification": ("Classification",),
    "printed_name": ("Name",),
    "first_name": ("First",),
    "middle_name": ("Middle",),
    "last_name": ("Last",),
    "state": ("State / Province",),
    "program": ("Exclusion Program",),
    "agency": ("Excluding Agency",),
    "type": ("Exclusion Type",),
    "began": ("Active Date",),
    "ends": ("Termination Date",),
    "status": ("Record Status",),
    "number": ("SAM Number",),
    "printed_npi": ("NPI",),
    "created": ("Creation_Date", "Creation Date"),
}
_IGNORED = (
    *("Prefix", "Suffix", "Address 1", "Address 2", "Address 3", "Address 4", "City", "Country"),
    *("Zip Code", "Open Data Flag", "Blank (Deprecated)", "DUNS", "Unique Entity ID", "CT Code"),
    *("Additional Comments", "Cross-Reference", "CAGE"),
)
_REQUIRED = tuple(name for name in _LAYOUT if name not in ("middle_name", "program", "created"))
_PERSON, _OTHERS = "Individual", ("Firm", "Vessel", "Special Entity Designation")
_ACTIVE, _ENDED = "Active", "Inactive"
_CATEGORIES = [
    Category("classification", "Classification", (_PERSON, *_OTHERS)),
    Category("program", "Exclusion Program", ("Reciprocal", "Procurement", "NonProcurement")),
    Category(
        "type",
        "Exclusion Type",
        (
            *("Ineligible (Proceedings Pending)", "Ineligible (Proceedings Completed)"),
            *("Prohibition/Restriction", "Voluntary Exclusion"),
        ),
    ),
    Category("status", "Record Status", (_ACTIVE, _ENDED)),
]
_NO_NPI, _NO_END = "0000000000", "Indefinite"
_WHOLE, _SURELY_WHOLE = "PUBLIC_EXTRACT", 20_000
_LISTS = 100_000, 300_000
_DAY_OF_YEAR = r"(?<!\d)(?P<year>\d\d)(?P<day>[0-3]\d\d)(?!\d)"
_CENTURY = timedelta(days=36_525)
_NOT_KNOWN = "is none that is known; row left out: whom it excludes is not known here"
_NAMELESS = "has no name; row left out"
_TWICE = "is the number of an earlier row; row left out"
_NO_LAST_DAY = "is no day between 1900 and a century after the load; value left out"


def read(path: Path, delivery: Delivery) -> None:
    """State the persons of a public extract."""
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, latest=latest)
    with opened(path, delivery, _LAYOUT, _REQUIRED, derive, ignored=_IGNORED) as table:
        signal_unknown(table, "number", _CATEGORIES)
        day = _day_in_name(path) or str(table.rows.created_on.max().to_pyarrow().as_py() or "")
        batch = f"{day} {delivery.known_from:%Y-%m-%dT%H:%M:%S.%f}"
        table.rows = table.check("number", _KNOWN)
        taken = table.check("number", _OF_OTHERS)
        is_first = taken.row == taken.row.min().over(ibis.window(group_by=taken.number))
        is_sole = taken.number.isnull() | is_first
        table.rows = taken.mutate(sole=ibis.ifelse(is_sole, "yes", None))
        rows = table.check("number", _CHECKS).order_by("row")
        rows = rows.mutate(
            unit="exclusion_id",
            listed_on=ibis.literal(day or None, type="date"),
            is_current=ibis.literal(True),
            sam_numbers=ibis.array([rows.number]),
            sam_excluded_on=rows.excluded_on,
            **dict.fromkeys(("general", "specialty", "reinstated_on", "waived_on"), ibis.null()),
            **dict.fromkeys(("unlisted_on", "sam_listed_on"), ibis.null()),
        )
        state_edition(Exclusion, rows, batch, delivery)
        if _WHOLE in path.name.upper() or delivery.records > _SURELY_WHOLE:
            hold_exclusions(path, batch, delivery)
            delivery.expect("records of a public extract", delivery.records, *_LISTS)


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    blank = ibis.literal("")
    given = ibis.coalesce(", " + rows.first_name, blank)
    middle = ibis.coalesce(" " + rows.middle_name, blank)
    return rows.mutate(
        is_known_class=_one_of(rows.classification, _PERSON, *_OTHERS),
        is_person=_one_of(rows.classification, _PERSON),
        is_known_status=_one_of(rows.status, _ACTIVE, _ENDED),
        is_active=_one_of(rows.status, _ACTIVE),
        exclusion_id="sam:" + rows.number,
        name=ibis.coalesce(rows.last_name + given + middle, rows.printed_name),
        npi=checks.npi(rows.printed_npi.nullif(_NO_NPI)),
        printed_npi=rows.printed_npi.nullif(_NO_NPI),
        excluded_on=checks.day(rows.began, latest),
        ends_on=checks.day(rows.ends.nullif(_NO_END), latest + _CENTURY),
        ends=rows.ends.nullif(_NO_END),
        created_on=checks.day(rows.created, latest),
    )


def _one_of(text: types.StringValue, *values: str) -> types.StringValue:
    """The text where it is one of the values, null where it is another or none."""
    return ibis.ifelse(text.isin(values).fill_null(False), text, None)


def _day_in_name(path: Path) -> str:
    """The day in the file's name: its two-digit year and its day in that year, or a whole day."""
    found = re.search(_DAY_OF_YEAR, path.stem)
    if found is None:
        return checks.day_in_name(path)
    first = date(2000 + int(found["year"]), 1, 1)
    day = first + timedelta(days=int(found["day"]) - 1)
    return day.isoformat() if day.year == first.year else ""


_KNOWN = [
    Check("classification", "is_known_class", "Classification", _NOT_KNOWN, whole=True),
    Check("status", "is_known_status", "Record Status", _NOT_KNOWN, whole=True),
]
_OF_OTHERS = [
    Check("classification", "is_person", "Classification", "is no person; left out", True, True),
    Check("status", "is_active", "Record Status", "is not active; left out", True, True),
]
_CHECKS = [
    Check("number", "exclusion_id", "SAM Number", "has no SAM number; row left out", whole=True),
    Check("number", "sole", "SAM Number", _TWICE, whole=True),
    Check("printed_name", "name", "Last", _NAMELESS, whole=True),
    Check("printed_npi", "npi", "NPI", checks.NPI),
    Check("began", "excluded_on", "Active Date", checks.DAY),
    Check("ends", "ends_on", "Termination Date", _NO_LAST_DAY),
]


SOURCE = Source(
    name="sam",
    title="Exclusions of the System for Award Management",
    publisher="General Services Administration",
    address="https://sam.gov/data-services/Exclusions/Public%20V2",
    terms="US government work",
    suffixes=(".csv", ".csv.gz"),
    states=(Exclusion,),
    read=read,
)
