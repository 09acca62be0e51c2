"""Which companies are one family, which are your own, and who competes with whom?

No public file says which of the names that Open Payments and trial registries print are one
company, and which companies belong together; whoever has looked it up gives it in this layout. One
row says something of one `company`, on the day it was read, `checked_on`: who its `parent` is,
whether it is your `own`, a company that it competes with (`competitor_of`, in a therapeutic `area`
or with a `product`), or how else it is known (`open_payments_id`, `sponsor_name`, `lei`). A company
of several spellings has several rows. `from_on` and `to_on` bound what the row says; a blank one is
no bound that is known. One file is the whole list: a later file replaces it, unless none
of its rows can be taken. What is your own, or competes with you, is the whole family.

Known faults: a name is compared in plain letters without its legal form, so that two companies of
one such name are one. Two parents of one company on one day, a company above itself, an identifier
or a spelling of two companies, and yes and no to `own` contradict each other: none of the rows is
taken, and each is named.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.company_names import (
    MOST_LEVELS,
    Fault,
    Link,
    company_key,
    has_key,
    impossible,
)
from loaders.reading.contract import IN_ORDER, SUFFIXES, Column, Contract, agreed, in_order
from loaders.reading.kinds import Kind
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from loaders.reading.whole_lists import state_own_list
from schema.industry import CompanyStatement

_SAYS = ("parent", "own", "competitor_of", "open_payments_id", "sponsor_name", "lei")
_NAMES = ("company", "parent", "competitor_of", "sponsor_name")
_LINK = ("key", "parent_key", "since", "until")
_NONE_TAKEN = "none of these rows is taken: leave one in the file"
_SILENT = "says nothing of the company: give a parent, own, a competitor or an identifier; left out"
_NO_NAME = "holds no letter of the Latin alphabet and no digit; row left out"
_TWICE = f"gives two parents, or one twice, of one day; {_NONE_TAKEN}"
_CIRCLE = "leads back to the company itself; none of these rows is taken: correct one of them"
_DEEP = f"has more than {MOST_LEVELS} companies above it; row left out: check its parents"
_FAULTS = {Fault.SEVERAL: _TWICE, Fault.CIRCLE: _CIRCLE, Fault.TOO_DEEP: _DEEP}
_BOTH = f"is yes and no of one company; {_NONE_TAKEN}"
_SHARED = f"is given of two companies; {_NONE_TAKEN}"
_OTHERS = "is a company of its own in this file; row left out: give its rows under one name"
_PAYER = Kind(
    "Open Payments id",
    kinds.TEXT.arrow,
    "is no identifier of Open Payments: digits alone",
    lambda text, _: ibis.ifelse(text.re_search("^[0-9]{1,20}$"), text, None),
)
_CONTRACT = Contract(
    (
        Column(
            "company",
            kinds.TEXT,
            "Name of the company, as you call it.",
            "Example Biologics LLC",
            ("company_name",),
            needed=True,
            carries=True,
        ),
        Column("parent", kinds.TEXT, "Company directly above it.", "Example Pharmaceuticals"),
        Column("own", kinds.closed("yes", "no"), "Whether it is your own.", "no"),
        Column("competitor_of", kinds.TEXT, "A company it competes with.", "Other Pharma Inc."),
        Column("area", kinds.TEXT, "Therapeutic area in which it competes.", "Cardiology"),
        Column("product", kinds.TEXT, "Product with which it competes.", "EXAMPLIN"),
        Column("open_payments_id", _PAYER, "Identifier in Open Payments.", "100000000001"),
        Column("sponsor_name", kinds.TEXT, "Another spelling, such as a trial's.", "Example Bio"),
        Column("lei", kinds.LEI, "Legal Entity Identifier.", "5493001KJTIIGC8Y1R12"),
        Column("from_on", kinds.DAY, "First day of what the row says.", "2019-03-01"),
        Column("to_on", kinds.END, "Last day of it.", "2030-12-31"),
        Column("source", kinds.TEXT, "Where you read it.", "annual report 2024"),
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
        ("company", _SILENT),
        *((name, _NO_NAME) for name in _NAMES),
        ("to_on", IN_ORDER.reason),
        *(("parent", reason) for reason in _FAULTS.values()),
        ("own", _BOTH),
        *((name, _SHARED) for name in ("open_payments_id", "sponsor_name", "lei")),
        ("sponsor_name", _OTHERS),
    ),
)


def read(path: Path, delivery: Delivery) -> None:
    """State a file's companies, all in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = table.check("company", [*_CONTRACT.checks(), *_of_one_row()])
        _without_shared(table)
        _without_impossible_parents(table)
        rows = table.rows.mutate(record="company", competitor="competitor_of", said_by="source")
        state_own_list("companies", path, delivery, rows, CompanyStatement)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the companies that they name, and what a row by itself must fulfil."""
    named = {f"key_of_{name}": has_key(rows[name], company_key(rows[name])) for name in _NAMES}
    return rows.mutate(
        **named,
        key=company_key(rows.company),
        parent_key=company_key(rows.parent),
        spelled=company_key(rows.sponsor_name),
        says=ibis.coalesce(*(rows[f"printed_{name}"] for name in _SAYS)),
        is_own=rows.own == "yes",
        in_order=in_order(rows),
    )


def _of_one_row() -> list[Check]:
    return [
        IN_ORDER,
        Check("printed_company", "says", "company", _SILENT, whole=True),
        *(
            Check(f"printed_{name}", f"key_of_{name}", name, _NO_NAME, whole=True)
            for name in _NAMES
        ),
    ]


def _without_shared(table: Table) -> None:
    """Leave out what two companies share, and what is said of one company in two ways."""
    checks = []
    for name, of, told, reason in (
        ("open_payments_id", "open_payments_id", "key", _SHARED),
        ("lei", "lei", "key", _SHARED),
        ("sponsor_name", "spelled", "key", _SHARED),
        ("own", "key", "own", _BOTH),
    ):
        sole = agreed(table.rows, of, told, name)
        table.rows = table.rows.mutate(**{f"sole_{name}": sole})
        checks.append(Check(f"printed_{name}", f"sole_{name}", name, reason, whole=True))
    companies = table.rows.select(taken="key").distinct()
    rows = table.rows.left_join(companies, table.rows.spelled == companies.taken)
    is_other = rows.taken.notnull() & (rows.taken != rows.key)
    table.rows = rows.mutate(apart=_unless(is_other)).drop("taken")
    checks.append(Check("printed_sponsor_name", "apart", "sponsor_name", _OTHERS, whole=True))
    table.rows = table.check("company", checks)


def _without_impossible_parents(table: Table) -> None:
    """Leave out parents that cannot be."""
    rows = table.rows.filter(table.rows.spelled.notnull())
    spellings = rows.group_by(plain="spelled").agg(known_as=rows.key.min())
    rows = table.rows.left_join(spellings, table.rows.parent_key == spellings.plain)
    rows = rows.mutate(
        parent_key=ibis.coalesce(rows.known_as, rows.parent_key),
        since=ibis.coalesce(rows.from_on, ibis.date(1, 1, 1)),
        until=ibis.coalesce(rows.to_on, ibis.date(9999, 12, 31)),
    ).drop("plain", "known_as")
    links = rows.filter(rows.parent_key.notnull()).select(_LINK).distinct().to_pyarrow()
    bad = impossible([Link(*link.values()) for link in links.to_pylist()])
    if not bad:
        return
    named = [(*link, fault.name) for link, fault in bad.items()]
    faults = ibis.memtable(named, columns=[*(f"bad_{name}" for name in _LINK), "fault"])
    rows = rows.left_join(faults, [rows[name] == faults[f"bad_{name}"] for name in _LINK])
    parts = {fault.name.lower(): _unless(rows.fault == fault.name) for fault in _FAULTS}
    table.rows = rows.mutate(**parts)
    checks = [
        Check("printed_parent", fault.name.lower(), "parent", reason, whole=True)
        for fault, reason in _FAULTS.items()
    ]
    table.rows = table.check("company", checks)


def _unless(falls: ibis.Value) -> ibis.Value:
    """Text where the row stands, null where it falls."""
    return ibis.ifelse(falls.fill_null(False), ibis.null("string"), "yes")


SOURCE = Source(
    name="companies",
    title="Families of companies",
    publisher="The user's own look-ups",
    address="",
    terms="As the supplier's terms say, where it was bought",
    suffixes=SUFFIXES,
    states=(CompanyStatement,),
    read=read,
    contract=_CONTRACT,
)
