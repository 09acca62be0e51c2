"""Who leads which institution or which part of it, in which role, from when to when?

No public file says who chairs a department; whoever has read the institutions' pages, or bought
them, gives it in this layout. One row is a role of a person at an institution as it was on one day,
`stated_on`; of several the latest stands. The institution is given by its ROR id, NPI or CMS
certification number, or by its name as printed, with its city where others bear the name, too.
Where both are given the identifier decides; the name speaks where the identifier is in no register
that is loaded. A blank `to_on` is no end that is known. The person's name is for people who read
the file, and is not kept.

Known faults: a person's name alone names nobody (the row is a reject). An institution whose name no
register knows stands by its name. Of two rows of one file that give different ends of one role
neither is taken.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import (
    IN_ORDER,
    SUFFIXES,
    WHO,
    Column,
    Contract,
    in_order,
    sole,
    state_dated,
    unit_of,
)
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.profession import LeadershipRole

_ROLES = (
    *("board member", "president", "chief executive officer", "chief medical officer"),
    *("chief scientific officer", "dean", "vice dean", "department chair", "vice chair"),
    *("division chief", "medical director", "programme director", "centre director"),
)
_SPELLINGS = {
    "program director": "programme director",
    "center director": "centre director",
    "CEO": "chief executive officer",
    "CMO": "chief medical officer",
    "CSO": "chief scientific officer",
    "chair": "department chair",
}
_NOWHERE = "names no institution: give its ROR id, NPI or CCN, or its name; row left out"
_CONTRADICTED = (
    "gives another end than another row of the same role and day; neither is taken: leave one in "
    "the file"
)
_CONTRACT = Contract(
    (
        *WHO,
        Column(
            "institution_id",
            kinds.INSTITUTION,
            "ROR id, NPI or CMS certification number of the institution.",
            "https://ror.org/002pd6e78",
            ("ror", "ror_id", "ccn"),
        ),
        Column(
            "institution",
            kinds.TEXT,
            "Name of the institution as printed.",
            "Example University Hospital",
            ("institution_name",),
        ),
        Column("city", kinds.TEXT, "City of the institution.", "Boston"),
        Column(
            "role",
            kinds.closed(*_ROLES, spellings=_SPELLINGS),
            "What the person leads as.",
            "department chair",
            needed=True,
            carries=True,
        ),
        Column(
            "department",
            kinds.TEXT,
            "Department, division, centre or programme; blank where it is all of the institution.",
            "Cardiology",
            ("division",),
        ),
        Column("from_on", kinds.DAY, "First day of the role.", "2023-01-01"),
        Column("to_on", kinds.END, "Last day of the role.", "2026-12-31"),
        Column(
            "stated_on",
            kinds.DAY,
            "Day on which the institution said so.",
            "2025-01-15",
            needed=True,
            carries=True,
        ),
    ),
    refusals=(
        ("institution", _NOWHERE),
        ("to_on", IN_ORDER.reason),
        ("to_on", _CONTRADICTED),
    ),
)
_CHECKS = (
    Check("printed_place", "place", "institution", _NOWHERE, whole=True),
    IN_ORDER,
    Check("printed_to_on", "sole", "to_on", _CONTRADICTED, whole=True),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the roles of a file, each in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "stated", ("to_on",))
        rows = table.check("who", [*_CONTRACT.checks(), *_CHECKS]).order_by("row")
        state_dated(LeadershipRole, rows, rows.stated_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the role that each speaks of, with its day and whether that is in order."""
    blank = ibis.literal("")
    rows = rows.mutate(
        place=ibis.coalesce(rows.institution_id, rows.institution),
        printed_place=ibis.coalesce(rows.printed_institution_id, rows.printed_institution, blank),
        part=ibis.coalesce(rows.department, blank),
        begun=ibis.coalesce(rows.from_on.cast("string"), blank),
        in_order=in_order(rows),
    )
    named = [ibis.coalesce(rows[name], blank) for name in ("institution_id", "institution", "city")]
    rows = rows.mutate(
        mention="leadership:" + ibis.literal("|").join(named).hexdigest("sha256").substr(0, 16),
        unit=unit_of(rows, ("place", "part", "role", "begun", "who")),
    )
    return rows.mutate(stated=unit_of(rows, ("unit", "stated_on")))


SOURCE = Source(
    name="leadership",
    title="Leadership roles at institutions",
    publisher="The user's own look-ups at the institutions",
    address="",
    terms="As the institution's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(LeadershipRole,),
    read=read,
    contract=_CONTRACT,
)
