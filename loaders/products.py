"""Which products are on the way or on the market, for which condition, and what happens when?

No public file says how far the products of all companies are; whoever follows them gives it in this
layout. One row is a milestone of a `product`, as it was read on one day, `checked_on`: what is to
happen, or did, on which day. Any row, also one without a milestone, may say of which `company` the
product is, what `molecule` it holds, and in which `phase` it is for a `condition`, a heading of
MeSH. Of several days the latest says the phase; a milestone after its `checked_on` is expected. One
file is the whole list: a later file replaces it, unless none of its rows can be taken.

Known faults: a product is compared by the letters and digits of its name, with those that payments
and prescriptions name. A product of two companies has a row for each. Two phases of one condition,
two molecules of one product, or two days of one milestone, read on one day, contradict each other:
none of the rows is taken. A condition that is no heading, and a company that neither payments,
trials nor the list of companies name, are counted as missing when the graph is drawn.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.company_names import bare, company_key, has_key
from loaders.reading.contract import SUFFIXES, Column, Contract, agreed, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.whole_lists import state_own_list
from schema.industry import ProductStatement

_PHASES = (
    *("preclinical", "phase 1", "phase 1/2", "phase 2", "phase 2/3", "phase 3"),
    *("filed", "approved", "marketed", "discontinued"),
)
_MILESTONES = (
    *("trial start", "data readout", "publication", "submission", "decision", "approval"),
    *("launch", "loss of exclusivity", "discontinuation", "other"),
)
_NO_NAME = "holds no letter of the Latin alphabet and no digit; row left out"
_UNDATED = "is blank, so that the milestone is on no day; row left out"
_DIFFERS = "differs from another row of the same day; none of these rows is taken: leave one"
_AGREED = (
    ("phase", "condition_read"),
    ("molecule", "product_read"),
    ("milestone_on", "milestone_read"),
)
_CONTRACT = Contract(
    (
        Column(
            "product",
            kinds.TEXT,
            "Name of the product, or its number while it has none.",
            "EXAMPLIN",
            ("product_name",),
            needed=True,
            carries=True,
        ),
        Column("company", kinds.TEXT, "Whose it is.", "Example Pharmaceuticals"),
        Column("molecule", kinds.TEXT, "What it holds.", "examplinib"),
        Column("condition", kinds.TEXT, "What it is for: a heading of MeSH.", "Heart Failure"),
        Column("phase", kinds.closed(*_PHASES), "How far it is for the condition.", "phase 3"),
        Column("milestone", kinds.closed(*_MILESTONES), "What happens, or did.", "data readout"),
        Column("milestone_on", kinds.END, "On which day.", "2025-06-30"),
        Column("note", kinds.TEXT, "Which one of several: region, trial.", "EU"),
        Column("source", kinds.TEXT, "Where you read it.", "press release"),
        Column(
            "checked_on",
            kinds.DAY,
            "Day on which you read it.",
            "2025-01-15",
            needed=True,
            carries=True,
        ),
    ),
    refusals=(
        ("product", _NO_NAME),
        ("company", _NO_NAME),
        ("milestone_on", _UNDATED),
        *((name, _DIFFERS) for name, _ in _AGREED),
    ),
)


def read(path: Path, delivery: Delivery) -> None:
    """State a file's products, all in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = table.check("product", [*_CONTRACT.checks(), *_of_one_row()])
        for name, read in _AGREED:
            table.rows = table.rows.mutate(**{f"sole_{name}": agreed(table.rows, read, name)})
        rows = table.check("product", [_sole(name) for name, _ in _AGREED])
        rows = rows.order_by("row").mutate(record="product", said_by="source")
        state_own_list("products", path, delivery, rows, ProductStatement)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with what each speaks of on its day."""
    blank, checked = ibis.literal(""), rows.checked_on.cast("string")
    rows = rows.mutate(
        key_of_product=has_key(rows.product, bare(rows.product)),
        key_of_company=has_key(rows.company, company_key(rows.company)),
        heading=ibis.coalesce(rows.condition.lower(), blank),
        remark=ibis.coalesce(rows.note.lower(), blank),
        product_read=bare(rows.product) + "|" + checked,
        dated=ibis.ifelse(
            rows.milestone.notnull() & rows.printed_milestone_on.isnull(), None, "yes"
        ),
    )
    rows = rows.mutate(condition_read=unit_of(rows, ("product_read", "heading")))
    return rows.mutate(milestone_read=unit_of(rows, ("condition_read", "milestone", "remark")))


def _of_one_row() -> list[Check]:
    return [
        *(
            Check(f"printed_{name}", f"key_of_{name}", name, _NO_NAME, whole=True)
            for name in ("product", "company")
        ),
        Check("printed_milestone_on", "dated", "milestone_on", _UNDATED, whole=True),
    ]


def _sole(name: str) -> Check:
    return Check(f"printed_{name}", f"sole_{name}", name, _DIFFERS, whole=True)


SOURCE = Source(
    name="products",
    title="Products and their milestones",
    publisher="The user's own look-ups",
    address="",
    terms="As the supplier's terms say, where it was bought",
    suffixes=SUFFIXES,
    states=(ProductStatement,),
    read=read,
    contract=_CONTRACT,
)
