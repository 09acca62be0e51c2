"""What do drug and device makers report to have paid, to whom and about which products?

CMS publishes three files a program year: general payments, research payments with up to five
principal investigators, and ownership interests. The kind is recognised by the columns. A
publication replaces the program year as a whole, so that records it no longer holds are gone with
it; a program year's file must therefore be given in one piece. The later publication stands, by the
day in the file's name, else in its rows; of one publication, or where no day is known, the file
loaded later. Loading says which file of a program year stands.

Known faults: before program year 2021 there are no NPIs and the columns are called `Physician_…`;
a spreadsheet turns the payer's id into `1E+11`, and the payer is then known by its name; one payer
is spelled in several ways. Amounts are as the payer reported them, disputed ones included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery, Refused, Unit
from loaders.reading import checks
from loaders.reading.categories import signal_unknown
from loaders.reading.headers import header, nearest, normal
from loaders.reading.open_payments_columns import (
    IGNORED,
    INVESTIGATORS,
    LAYOUTS,
    PRODUCTS,
    REQUIRED,
    TELLING,
)
from loaders.reading.open_payments_known import CATEGORIES, expect
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from schema.mentions import Payee
from schema.nodes import Company, Payment, Product
from schema.relationships import CONCERNS

_FIRST_YEAR = 2013
_PUBLISHED_IN_NAME = r"_P(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d{4})"
_NONE = ibis.literal(None, type="string")


def read(path: Path, delivery: Delivery) -> None:
    """State a file's payments, payees, companies and products."""
    kind = _kind(path, header(path))
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, kind=kind, latest=latest)
    with opened(path, delivery, LAYOUTS[kind], REQUIRED, derive, ignored=IGNORED) as table:
        signal_unknown(table, "record_id", CATEGORIES[kind])
        rows = table.check("record_id", _checks(kind))
        expect(path, rows, kind, delivery)
        named = checks.day_in_name(path, _PUBLISHED_IN_NAME)
        delivery.state(Unit, _units(rows, named, latest, delivery.known_from.isoformat()))
        delivery.state(Payment, _payments(rows, kind))
        delivery.state(Payee, _payees(rows, kind))
        delivery.state(Company, _companies(rows))
        if kind != "ownership":
            products = _products(rows)
            delivery.state(Product, _distinct_products(products))
            delivery.state(CONCERNS, _concerned(products))


def _kind(path: Path, names: list[str]) -> str:
    plain = {normal(name) for name in names}
    for kind, column in TELLING.items():
        if normal(column) in plain:
            return kind
    wanted = ", ".join(f"{column!r}{nearest(column, names)}" for column in TELLING.values())
    raise Refused(
        f"{path.name} is no file of payments: it has none of the columns {wanted}; give the detail "
        "files of a program year (OP_DTL_GNRL, OP_DTL_RSRCH, OP_DTL_OWNRSHP)"
    )


def _typed(rows: ibis.Table, kind: str, latest: date) -> ibis.Table:
    """Add the typed columns, and the unit, payment and company that each row speaks of."""
    year = checks.whole(rows.program_year, _FIRST_YEAR, latest.year)
    record = ibis.ifelse(rows.record_id.re_search("^[0-9]+$"), rows.record_id, None)
    unit = f"{kind}:" + year.cast("string")
    typed = {
        "year": year,
        "record": record,
        "unit": unit,
        "payment_id": unit + ":" + record,
        "company_id": _company_id(rows),
        "amount_usd": checks.money(rows.amount, _most_usd(kind)),
    }
    for role in _roles(kind):
        typed[f"{role}_valid_npi"] = checks.npi(rows[f"{role}_npi"])
    if kind == "ownership":
        typed["invested_usd"] = checks.money(rows.invested, checks.MOST_OWNED_USD)
    else:
        typed["paid_on"] = checks.day(rows.paid, latest)
    return rows.mutate(**typed)


def _company_id(rows: ibis.Table) -> ibis.Value:
    printed = ibis.ifelse(rows.payer_id.re_search("^[0-9]+$"), rows.payer_id, None)
    return ibis.coalesce(printed, "name:" + rows.payer_name.lower())


def _most_usd(kind: str) -> int:
    return checks.MOST_OWNED_USD if kind == "ownership" else checks.MOST_PAID_USD


def _roles(kind: str) -> list[str]:
    return ["recipient", *(f"investigator{n}" for n in INVESTIGATORS if kind == "research")]


def _checks(kind: str) -> list[Check]:
    columns, no_amount = LAYOUTS[kind], checks.MONEY.format(_most_usd(kind))
    found = [
        Check("record_id", "record", "Record_ID", "is no record id; row left out", whole=True),
        Check("program_year", "year", "Program_Year", "is no program year; row left out", True),
        Check("amount", "amount_usd", columns["amount"][0], no_amount),
    ]
    for role in _roles(kind):
        name = columns[f"{role}_npi"][0]
        found.append(Check(f"{role}_npi", f"{role}_valid_npi", name, checks.NPI))
    if kind == "ownership":
        found.append(Check("invested", "invested_usd", columns["invested"][0], no_amount))
    else:
        found.append(Check("paid", "paid_on", "Date_of_Payment", checks.DAY))
    return found


def _units(rows: ibis.Table, named: str, latest: date, loaded_at: str) -> ibis.Table:
    """Each program year, in the edition that the file's name gives, else its rows."""
    printed = rows.select("unit", "published").distinct()
    published_on = checks.day(printed.published, latest).cast("string")
    edition = ibis.literal(named) if named else ibis.coalesce(published_on, ibis.literal(""))
    years = (
        printed.mutate(edition=edition).group_by("unit").agg(edition=lambda row: row.edition.max())
    )
    return years.order_by("unit").mutate(
        entry=ibis.literal(0, type="int64"),
        batch=ibis.literal(loaded_at),
        withdrawn=ibis.literal(False),
    )


def _payments(rows: ibis.Table, kind: str) -> ibis.Table:
    none, count = _NONE, ibis.literal(None, type="int64")
    disputed = rows.disputed.lower()
    owned = kind == "ownership"
    nct = rows.nct.upper().re_extract("NCT[0-9]{8}", 0).nullif("") if kind == "research" else none
    return rows.select(
        "unit",
        "payment_id",
        "amount_usd",
        "change",
        "company_id",
        entry=ibis.literal(0, type="int64"),
        record="record",
        kind=ibis.literal(kind),
        program_year="year",
        invested_usd=rows.invested_usd if owned else ibis.literal(None, type="decimal(18, 2)"),
        paid_on=ibis.literal(None, type="date") if owned else rows.paid_on,
        nature=none if kind == "research" else rows.nature,
        form=none if owned else rows.form,
        payments=checks.whole(rows.payments, 0, 999_999_999) if kind == "general" else count,
        study=rows.study if kind == "research" else none,
        nct_id=nct,
        is_disputed=ibis.cases((disputed == "yes", True), (disputed == "no", False)),
    )


def _payees(rows: ibis.Table, kind: str) -> ibis.Table:
    return ibis.union(*(_payee(rows, role, kind) for role in _roles(kind)))


def _payee(rows: ibis.Table, role: str, kind: str) -> ibis.Table:
    """Who stands in one role; an entity that is no teaching hospital is no payee."""
    recipient = role == "recipient"
    paid = recipient and kind != "ownership"
    hospital = rows.recipient_hospital if paid else _NONE
    named = (
        rows[f"{role}_last_name"].notnull()
        | rows[f"{role}_valid_npi"].notnull()
        | rows[f"{role}_profile_id"].notnull()
        | hospital.notnull()
    )
    if paid:
        entity = rows.recipient_kind.lower().contains("entity").fill_null(False)
        named = named & ~entity
    return rows.filter(named).select(
        "unit",
        "payment_id",
        entry=ibis.literal(0, type="int64"),
        record="record",
        mention="open-payments:" + rows.payment_id + f":{role}",
        role=ibis.literal("recipient" if recipient else "principal investigator"),
        kind=_NONE if recipient and not paid else rows[f"{role}_kind"],
        npi=rows[f"{role}_valid_npi"],
        hospital=hospital,
        ccn=rows.recipient_ccn if paid else _NONE,
        last_name=checks.without_generation(rows[f"{role}_last_name"]),
        suffix=checks.generation(rows[f"{role}_suffix"], rows[f"{role}_last_name"]),
        **{name: rows[f"{role}_{name}"] for name in _PERSON},
    )


_PERSON = ("profile_id", "first_name", "middle_name", "specialty", "city", "state", "country")


def _companies(rows: ibis.Table) -> ibis.Table:
    """Each payer once for each spelling of its name and address."""
    named = rows.filter(rows.payer_name.notnull(), rows.company_id.notnull())
    spelled = named.group_by(
        "unit", "company_id", name="payer_name", state="payer_state", country="payer_country"
    ).agg(entry=ibis.literal(0, type="int64"), record=named.record.min())
    by_name = spelled.company_id.startswith("name:")
    unsaid = {"family_id": "string", "lei": "string"}
    unsaid |= dict.fromkeys(("is_own", "is_competitor"), "boolean")
    return spelled.order_by("unit", "company_id", "name", "state", "country").mutate(
        open_payments_ids=ibis.ifelse(by_name, None, ibis.array([spelled.company_id])),
        **{name: ibis.null(kind) for name, kind in unsaid.items()},
    )


def _products(rows: ibis.Table) -> ibis.Table:
    """One row for each payment and product; the newer and the older columns are both read."""
    forms = [
        *_form(rows, "product", None),
        *_form(rows, "drug", "Drug or Biological"),
        *_form(rows, "device", "Device or Medical Supply"),
    ]
    return ibis.union(*forms)


def _form(rows: ibis.Table, column: str, kind: str | None) -> Iterator[ibis.Table]:
    """The products of five sibling columns; one that stands in two of them is taken once."""
    before: list[ibis.Value] = []
    for n in PRODUCTS:
        name = rows[f"{column}{n}_name"]
        said = rows[f"{column}{n}_kind"] if kind is None else ibis.literal(kind)
        key = (ibis.coalesce(said, ibis.literal("")) + "|" + name).lower()
        is_new = [key != ibis.coalesce(other, ibis.literal("")) for other in before]
        yield rows.filter(name.notnull(), *is_new).select(
            "unit",
            "record",
            "payment_id",
            product_id=key,
            kind=said,
            name=name,
            category=rows[f"{column}{n}_category"] if kind is None else _NONE,
        )
        before.append(key)


def _distinct_products(products: ibis.Table) -> ibis.Table:
    return (
        products.group_by("unit", "product_id")
        .agg(
            entry=ibis.literal(0, type="int64"),
            record=products.record.min(),
            name=products.name.min(),
            kind=products.kind.min(),
            category=products.category.min(),
            generic_names=ibis.null("array<string>"),
            molecule=ibis.null("string"),
        )
        .order_by("unit", "product_id")
    )


def _concerned(products: ibis.Table) -> ibis.Table:
    return products.select(
        "unit",
        "record",
        entry=ibis.literal(0, type="int64"),
        start="payment_id",
        end="product_id",
    )


SOURCE = Source(
    name="open-payments",
    title="Open Payments",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://openpaymentsdata.cms.gov/datasets",
    terms="US government work; amounts as the paying company reported them",
    suffixes=(".csv", ".csv.gz"),
    states=(Payment, Payee, Company, Product, CONCERNS),
    read=read,
    replaces_a_scope=True,
)
