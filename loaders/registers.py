"""Who is registered to practise in a country whose register knows no NPI?

Each country keeps registers of its own, in layouts of their own; whoever has read one, or bought
it, gives it in this layout. A person is known by the register and the number in it. One row is a
person as the register stood on one day, `checked_on`; of several the latest stands. Names may be in
any script. The number alone decides who a row is; whether records of papers and trials mean the
same person, identity decides by the full name, where the country and the city agree.

Known faults: a register writes a number in several ways: give it as the register prints it, always
the same. Practitioners of the United States are in NPPES, and are refused here. Of two rows of one
file that differ for one number and day neither is taken.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import SUFFIXES, Column, Contract, sole, state_dated, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.registers import Registrant

_STATUSES = ("active", "inactive", "retired", "suspended", "removed", "deceased", "unknown")
_SAID = ("status", "specialty", "last_name", "first_name", "city")
_CONTRADICTED = (
    "differs from another row of the same number and day; neither is taken: leave one in the file"
)
_SOLE = Check("printed_number", "sole", "number", _CONTRADICTED, whole=True)
_CONTRACT = Contract(
    (
        Column(
            "country",
            kinds.ABROAD,
            "Country of the register, two letters.",
            "DE",
            needed=True,
            carries=True,
        ),
        Column(
            "register",
            kinds.TEXT,
            "Name of the register, always the same.",
            "Example Chamber of Physicians",
            ("register_name",),
            needed=True,
            carries=True,
        ),
        Column(
            "number",
            kinds.TEXT,
            "Number in the register.",
            "80-12345-7",
            ("registration_number",),
            needed=True,
            carries=True,
        ),
        Column(
            "status",
            kinds.closed(*_STATUSES),
            "Standing as the register gives it; blank is unknown.",
            "active",
        ),
        Column("specialty", kinds.TEXT, "Specialty or profession.", "Cardiology"),
        Column(
            "last_name",
            kinds.TEXT,
            "Family name, in any script.",
            "Müller",
            ("family_name", "surname"),
            needed=True,
            carries=True,
        ),
        Column(
            "first_name",
            kinds.TEXT,
            "Given names, in any script.",
            "Änne Charlotte",
            ("given_name", "given_names", "fore_name"),
            needed=True,
            carries=True,
        ),
        Column("city", kinds.TEXT, "City of practice.", "Dresden"),
        Column(
            "checked_on",
            kinds.DAY,
            "Day on which the register said so.",
            "2025-01-15",
            ("checked",),
            needed=True,
            carries=True,
        ),
    ),
    refusals=(("number", _CONTRADICTED),),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the persons of a file, each in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "check", _SAID)
        rows = table.check("printed_number", [*_CONTRACT.checks(), _SOLE]).order_by("row")
        rows = rows.mutate(mention="register:" + rows.unit, fore_name=rows.first_name)
        state_dated(Registrant, rows, rows.checked_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the person that each speaks of, and with its day."""
    rows = rows.mutate(register=rows.register.lower().re_replace("[|:]", " "))
    rows = rows.mutate(unit=unit_of(rows, ("country", "register", "number")))
    return rows.mutate(check=unit_of(rows, ("unit", "checked_on")))


SOURCE = Source(
    name="registers",
    title="Registers of other countries",
    publisher="The user's own look-ups at the registers",
    address="",
    terms="As the register's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(Registrant,),
    read=read,
    contract=_CONTRACT,
)
