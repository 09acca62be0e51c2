"""Who is excluded from federal health programmes, since when, and who has been taken back?

The Office of Inspector General publishes the List of Excluded Individuals and Entities (LEIE)
whole, and each month the new exclusions and the reinstatements. An entry has no number of its own:
it is known by a digest of its names, state, type and date. A reinstatement outlives a full list
that no longer holds the entry. Birth dates and streets are not read.

Known faults: the NPI is `0000000000` where it is not known, which is most of the time; a date is
`00000000` where there is none; a business name is cut at thirty characters; blanks trail.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
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
_REQUIRED = ("last_name", "first_name", "business", "printed_npi", "state", "type", "excluded")
_IDENTIFYING = (
    *("last_name", "first_name", "middle_name", "business", "state", "type", "excluded"),
)
_NO_DAY, _NO_NPI = "00000000", "0000000000"


def read(path: Path, delivery: Delivery) -> None:
    """State a list's exclusions: the full list, a month's exclusions or its reinstatements."""
    latest = checks.latest_day(delivery.known_from.date())
    with opened(path, delivery, _LAYOUT, _REQUIRED, partial(_typed, latest=latest)) as table:
        rows = table.check("exclusion_id", _checks())
        rows = rows.mutate(unit="exclusion_id", entry=rows.row + 1, record="exclusion_id")
        printed = rows.reinstated_on.cast("string")
        units = rows.select(
            "unit",
            "entry",
            edition=ibis.coalesce(printed, ibis.literal("")),
            batch=ibis.literal(""),
            withdrawn=ibis.literal(False),
        )
        delivery.state(Unit, units)
        delivery.state(Exclusion, rows)


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
