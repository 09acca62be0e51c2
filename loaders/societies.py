"""Who belongs to which professional society, in which role or committee, from when to when?

No public file gives the rolls of the societies; whoever has read their pages, or bought them, gives
them in this layout. One row is a role of a person in a society as it stood on one day, `stated_on`;
of several the latest stands. Guideline panels are committees: name the panel in `committee`. A
blank `to_on` is no end that is known. The name is for people who read the file, and is not kept.

Known faults: a name alone names nobody (the row is a reject). A society is known by its name,
whatever its capitals, accents and marks; an abbreviation is another name. Of two rows of one file
that give different ends of one role neither is taken.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import SUFFIXES, WHO, Column, Contract, sole, state_dated, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.mentions import SocietyRole

_ROLES = ("member", "fellow", "committee member", "board member", "officer", "president")
_CONTRADICTED = (
    "gives another end than another row of the same role and day; neither is taken: leave one in "
    "the file"
)
_SOLE = Check("printed_society", "sole", "society", _CONTRADICTED, whole=True)
_CONTRACT = Contract(
    (
        *WHO,
        Column(
            "society",
            kinds.TEXT,
            "Name of the society, in full.",
            "Example Society of Cardiology",
            ("society_name",),
            needed=True,
            carries=True,
        ),
        Column(
            "role",
            kinds.closed(*_ROLES),
            "What the person is there.",
            "committee member",
            needed=True,
            carries=True,
        ),
        Column(
            "committee",
            kinds.TEXT,
            "Committee or guideline panel; blank where it is none.",
            "Guideline panel on heart failure",
        ),
        Column("from_on", kinds.DAY, "First day of the role.", "2023-01-01"),
        Column("to_on", kinds.END, "Last day of the role.", "2026-12-31"),
        Column(
            "stated_on",
            kinds.DAY,
            "Day on which the society's roll said so.",
            "2025-01-15",
            needed=True,
            carries=True,
        ),
    ),
    refusals=(("society", _CONTRADICTED),),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the roles of a file, each in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "stated", ("to_on",))
        rows = table.check("who", [*_CONTRACT.checks(), _SOLE]).order_by("row")
        state_dated(SocietyRole, rows, rows.stated_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the role that each speaks of, and with its day."""
    blank = ibis.literal("")
    rows = rows.mutate(
        panel=ibis.coalesce(rows.committee, blank),
        begun=ibis.coalesce(rows.from_on.cast("string"), blank),
    )
    rows = rows.mutate(unit=unit_of(rows, ("society", "role", "panel", "begun", "who")))
    return rows.mutate(stated=unit_of(rows, ("unit", "stated_on")))


SOURCE = Source(
    name="societies",
    title="Roles in professional societies",
    publisher="The user's own look-ups at the societies",
    address="",
    terms="As the society's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(SocietyRole,),
    read=read,
    contract=_CONTRACT,
)
