"""Which liaison covers which states, institutions and specialties, from when to when?

The user's own plan of the field. One row is a part of a liaison's territory as it was on one day,
`stated_on`. What a row gives must hold together: a state and a specialty are the persons of that
specialty in that state. A liaison with several states has several rows, and a part may be several
liaisons'. `from_on` and `to_on` bound the row; a blank one is no bound that is known. One file is
the whole plan: a later file replaces it, unless none of its rows can be taken. A territory says who
covers whom. It gives no rights: what a liaison may read follows from the key or token.

Known faults: a liaison is known by the name or number that the engagement log uses. An institution
is named by its ROR id, NPI, CMS certification number or id in the graph, a specialty by its
taxonomy code or name; what names none covers nobody, and is counted as missing when the graph is
drawn. Two rows that give different ends of one liaison's part are neither taken.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import IN_ORDER, SUFFIXES, Column, Contract, agreed, in_order
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.states import JURISDICTIONS
from loaders.reading.whole_lists import state_own_list
from schema.fieldwork import TerritoryStatement
from schema.nodes import Liaison

_PARTS = ("state", "institution", "specialty")
_EVERYWHERE = "names no state, institution or specialty: give one of them; row left out"
# Without its state, the row would cover all of them.
_NO_STATE = "is no state or territory of the United States, two letters; row left out"
_DIFFERS = "is another end than that of another row; none of these rows is taken: leave one"
_CONTRACT = Contract(
    (
        Column(
            "liaison",
            kinds.TEXT,
            "The liaison, as in the engagement log.",
            "MSL-01",
            ("liaison_id", "msl"),
            needed=True,
            carries=True,
        ),
        Column("state", kinds.TEXT, "State that is covered, two letters.", "MA"),
        Column(
            "institution",
            kinds.TEXT,
            "Institution that is covered: ROR id, NPI or CCN.",
            "ror:002pd6e78",
            ("institution_id", "ror"),
        ),
        Column("specialty", kinds.TEXT, "Specialty: taxonomy code or name.", "Cardiology"),
        Column("from_on", kinds.DAY, "First day.", "2023-01-01"),
        Column("to_on", kinds.END, "Last day.", "2026-12-31"),
        Column(
            "stated_on",
            kinds.DAY,
            "Day of which the row speaks.",
            "2025-01-15",
            needed=True,
            carries=True,
        ),
    ),
    refusals=(
        ("liaison", _EVERYWHERE),
        ("state", _NO_STATE),
        ("to_on", IN_ORDER.reason),
        ("to_on", _DIFFERS),
    ),
)


def read(path: Path, delivery: Delivery) -> None:
    """State a file's territories, all in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = table.check("liaison", [*_CONTRACT.checks(), *_of_one_row()])
        table.rows = table.rows.mutate(sole=agreed(table.rows, "part", "end"))
        sole = Check("printed_to_on", "sole", "to_on", _DIFFERS, whole=True)
        rows = table.check("liaison", [sole]).mutate(record="liaison", liaison_id="liaison")
        state_own_list("territories", path, delivery, rows, TerritoryStatement, Liaison)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the part of the field that each speaks of, and its end."""
    blank = ibis.literal("")
    rows = rows.mutate(state=rows.state.upper())
    texts = [rows[name].cast("string").lower() for name in (*_PARTS, "from_on", "stated_on")]
    given = [rows.liaison, *texts]
    return rows.mutate(
        part=ibis.literal("|").join([ibis.coalesce(text, blank) for text in given]),
        end=ibis.coalesce(rows.to_on.cast("string"), blank),
        is_state=ibis.ifelse(rows.state.isnull() | rows.state.isin(JURISDICTIONS), "yes", None),
        covered=ibis.coalesce(*(rows[f"printed_{name}"] for name in _PARTS)),
        in_order=in_order(rows),
    )


def _of_one_row() -> list[Check]:
    return [
        Check("printed_liaison", "covered", "liaison", _EVERYWHERE, whole=True),
        Check("printed_state", "is_state", "state", _NO_STATE, whole=True),
        IN_ORDER,
    ]


SOURCE = Source(
    name="territories",
    title="Territories of the liaisons",
    publisher="The user's own plan",
    address="",
    terms="The user's own; stays on this machine",
    suffixes=SUFFIXES,
    states=(TerritoryStatement, Liaison),
    read=read,
    contract=_CONTRACT,
)
