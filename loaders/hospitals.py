"""Which hospitals does Medicare register, where, of what kind, and how does it rate them?

CMS gives out Hospital General Information some four times a year: one row a hospital, known by its
CMS certification number (CCN), whose first two characters tell the state; it may begin with zeros
and hold letters. A file is the whole list and replaces the one before it: that of the later day in
its name, else the one loaded later. What is stated: name, city, state, kind, owner, emergency
services and the overall rating. Addresses, telephones and the single measures are not read.

Known faults: names are in capitals; what is not rated is `Not Available`, which is unknown and no
rating; the column of the city changes its name, and emergency services are Yes or true.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from loaders.reading.whole_lists import state_list
from schema.mentions import Hospital

_LAYOUT = {
    "printed_ccn": ("Facility ID", "Provider ID", "Provider Number"),
    "printed_name": ("Facility Name", "Hospital Name"),
    "city": ("City/Town", "City"),
    "state": ("State",),
    "kind": ("Hospital Type",),
    "ownership": ("Hospital Ownership",),
    "emergency": ("Emergency Services",),
    "printed_rating": ("Hospital overall rating",),
}
_REQUIRED = ("printed_ccn", "printed_name", "city", "state", "kind", "ownership")
_GROUPS = ("MORT", "Safety", "READM", "Pt Exp", "TE")
_COMPARED = (
    *("Mortality", "Safety of care", "Readmission", "Patient experience"),
    *("Effectiveness of care", "Timeliness of care", "Efficient use of medical imaging"),
)
_IGNORED = (
    *("Address", "ZIP Code", "County Name", "County/Parish", "Phone Number", "Telephone Number"),
    *("Location", "Hospital overall rating footnote"),
    "Meets criteria for promoting interoperability of EHRs",
    "Meets criteria for meaningful use of EHRs",
    "Meets criteria for birthing friendly designation",
    *(f"{name} national comparison" for name in _COMPARED),
    *(f"{name} national comparison footnote" for name in _COMPARED),
    *(f"{name} Group Measure Count" for name in _GROUPS),
    *(f"Count of Facility {name} Measures" for name in _GROUPS),
    *(f"Count of {name} Measures {how}" for name in _GROUPS for how in ("Better", "Worse")),
    *(f"Count of {name} Measures No Different" for name in _GROUPS),
    *(f"{name} Group Footnote" for name in _GROUPS),
)
_KINDS = (
    *("Acute Care Hospitals", "Critical Access Hospitals", "Psychiatric", "Childrens"),
    *("Acute Care - Department of Defense", "Acute Care - Veterans Administration"),
    *("Rural Emergency Hospital", "Long-term"),
)
_OWNERS = (
    *("Voluntary non-profit - Private", "Voluntary non-profit - Church", "Proprietary"),
    *("Voluntary non-profit - Other", "Government - Local", "Government - State"),
    *("Government - Federal", "Government - Hospital District or Authority", "Physician"),
    *("Department of Defense", "Veterans Health Administration", "Tribal"),
)
_CATEGORIES = [
    Category("kind", "Hospital Type", _KINDS),
    Category("ownership", "Hospital Ownership", _OWNERS),
]
_LISTS = 4_000, 8_000
_UNRATED = "Not Available"
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")
_TWICE = "is the number of several hospitals; none is taken: leave one in the file"


def read(path: Path, delivery: Delivery) -> None:
    """State the hospitals of a list."""
    with opened(path, delivery, _LAYOUT, _REQUIRED, _typed, ignored=_IGNORED) as table:
        signal_unknown(table, "printed_ccn", _CATEGORIES)
        delivery.expect("hospitals of a list", delivery.records, *_LISTS)
        of_one = ibis.window(group_by=table.rows.ccn)
        is_one = table.rows.ccn.isnull() | (table.rows.name.nunique().over(of_one) < 2)
        table.rows = table.rows.mutate(sole=ibis.ifelse(is_one, table.rows.row, None))
        rows = table.check("printed_ccn", _checks())
        rows = rows.distinct(on="ccn", keep="first").mutate(
            unit=ibis.literal("hospitals"), entry=ibis.literal(0, type="int64"), record="ccn"
        )
        state_list("hospitals", path, delivery)
        delivery.state(Hospital, rows.order_by("row"))


def _typed(rows: ibis.Table) -> ibis.Table:
    emergency = rows.emergency.lower()
    rows = rows.mutate(printed_rating=rows.printed_rating.nullif(_UNRATED))
    return rows.mutate(
        ccn=checks.ccn(rows.printed_ccn),
        name="printed_name",
        has_emergency=ibis.cases((emergency.isin(_YES), True), (emergency.isin(_NO), False)),
        rating=checks.whole(rows.printed_rating, 1, 5),
    )


def _checks() -> list[Check]:
    return [
        Check("printed_ccn", "ccn", "Facility ID", checks.CCN, whole=True),
        Check("printed_name", "name", "Facility Name", "has no name; row left out", whole=True),
        Check("printed_ccn", "sole", "Facility ID", _TWICE, whole=True),
        Check("emergency", "has_emergency", "Emergency Services", "is neither Yes nor No"),
        Check("printed_rating", "rating", "Hospital overall rating", "is no rating from 1 to 5"),
    ]


SOURCE = Source(
    name="hospitals",
    title="Hospital General Information",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://data.cms.gov/provider-data/dataset/xubh-q36u",
    terms="US government work",
    suffixes=(".csv", ".csv.gz"),
    states=(Hospital,),
    read=read,
    replaces_a_scope=True,
)
