"""Which licences do the state boards say a person holds, in which standing, since which check?

No public file gives what the boards of the states publish page by page; whoever has looked them up,
or bought them, gives them in this layout. One row is a licence of a person as a board gave it on
one day, `checked_on`; of several the latest check stands. A blank or unknown `status` is unknown,
and never held to be clear; `action` is `none` only where the board says that it took none. The name
is for people who read the file, and is not kept.

Known faults: a name alone names nobody (the row is a reject). Of two rows of one file that say
different things of one licence on one day neither is taken: where a board has taken several
actions, give the gravest. Boards write one number in several ways; it is compared by its letters
and digits.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import SUFFIXES, WHO, Column, Contract, sole, state_dated, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.states import JURISDICTIONS
from schema.mentions import BoardLicence

_STATUSES = (
    *("active", "inactive", "expired", "retired", "surrendered"),
    *("probation", "restricted", "suspended", "revoked", "unknown"),
)
_ACTIONS = (
    *("none", "reprimand", "fine", "probation", "restriction", "suspension", "revocation"),
    *("surrender", "other"),
)
_SAID = ("status", "issued_on", "expires_on", "action", "action_on")
_CONTRADICTED = (
    "differs from another row of the same licence and check; neither is taken: leave one in the "
    "file"
)
_SOLE = Check("printed_number", "sole", "number", _CONTRADICTED, whole=True)
_CONTRACT = Contract(
    (
        *WHO,
        Column(
            "state",
            kinds.closed(*JURISDICTIONS),
            "State or territory of the board.",
            "MA",
            needed=True,
            carries=True,
        ),
        Column(
            "number",
            kinds.TEXT,
            "Number of the licence.",
            "MD-204117",
            ("licence_number", "license_number"),
            needed=True,
            carries=True,
        ),
        Column(
            "status",
            kinds.closed(*_STATUSES),
            "Standing as the board gives it; blank is unknown.",
            "active",
            needed=True,
        ),
        Column("issued_on", kinds.DAY, "Day it was issued.", "2009-07-01"),
        Column("expires_on", kinds.END, "Day it ends.", "2026-06-30"),
        Column(
            "action",
            kinds.closed(*_ACTIONS),
            "The board's gravest action; blank is unknown, `none` is the board's word.",
            "none",
        ),
        Column("action_on", kinds.DAY, "Day of that action.", "2019-05-14"),
        Column(
            "checked_on",
            kinds.DAY,
            "Day the board was asked.",
            "2025-01-15",
            needed=True,
            carries=True,
        ),
    ),
    refusals=(("number", _CONTRADICTED),),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the licences of a file, each in the edition of its check."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "check", _SAID)
        rows = table.check("who", [*_CONTRACT.checks(), _SOLE]).order_by("row")
        state_dated(BoardLicence, rows, rows.checked_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the licence that each speaks of, and with its check."""
    rows = rows.mutate(unit=unit_of(rows, ("state", "number", "who")))
    return rows.mutate(check=unit_of(rows, ("unit", "checked_on")))


SOURCE = Source(
    name="licences",
    title="Licences by the state boards",
    publisher="The user's own look-ups at the boards",
    address="",
    terms="As the board's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(BoardLicence,),
    read=read,
    contract=_CONTRACT,
)
