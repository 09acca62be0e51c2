"""How many patients did one clinician refer to another, in which period?

For licensed or own referral feeds, as CSV or Parquet: one row a pair of clinicians, the one who
referred first, and a `period` (2024, 2024-Q1 or 2024-03). A later file replaces what an earlier one
said of the same pair and period; which is later, a day in the files' names says
(referrals_2025-04-01.csv). Of two rows of one file that count the same differently neither is
taken.

Known faults: feeds differ in what they call a referral; say in your own notes whose rule it is. A
pair that is not in the file is not known, which is not the same as no referral.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import checks, kinds
from loaders.reading.contract import SUFFIXES, Column, Contract, sole, state_edition, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.patients import SharedPatients

_MOST = 10_000_000
_CONTRADICTED = (
    "differs from another row of the same two clinicians and period; neither is taken: leave one "
    "in the file"
)
_ONE = "names one clinician twice; row left out"
_OWN = (
    Check("printed_other_npi", "two", "other_npi", _ONE, whole=True),
    Check("printed_patients", "sole", "patients", _CONTRADICTED, whole=True),
)
_CONTRACT = Contract(
    (
        Column(
            "npi",
            kinds.NPI,
            "The clinician who referred.",
            "1234567893",
            ("from_npi", "referring_npi"),
            needed=True,
            carries=True,
        ),
        Column(
            "other_npi",
            kinds.NPI,
            "The clinician to whom.",
            "1992999874",
            ("to_npi", "referred_npi"),
            needed=True,
            carries=True,
        ),
        Column(
            "period",
            kinds.PERIOD,
            "Year, quarter or month: 2024, 2024-Q1 or 2024-03.",
            "2024-Q1",
            needed=True,
            carries=True,
        ),
        Column(
            "patients",
            kinds.whole(_MOST),
            "Distinct patients.",
            "14",
            needed=True,
            carries=True,
        ),
        Column("referrals", kinds.whole(_MOST), "Referrals.", "17"),
    ),
    refusals=(("other_npi", _ONE), ("patients", _CONTRADICTED)),
)


def read(path: Path, delivery: Delivery) -> None:
    """State a file's pairs."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "unit", ("patients", "referrals"))
        rows = table.check("printed_npi", [*_CONTRACT.checks(), *_OWN]).order_by("row")
        state_edition(SharedPatients, rows, checks.day_in_name(path), delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    rows = rows.mutate(
        two=ibis.ifelse(rows.npi == rows.other_npi, None, rows.npi),
        from_on="period",
        to_on=kinds.last_of(rows.printed_period, rows.period),
        times="referrals",
        days=ibis.null("int64"),
        same_day=ibis.null("int64"),
    )
    return rows.mutate(unit=unit_of(rows, ("npi", "other_npi", "from_on", "to_on")))


SOURCE = Source(
    name="referrals",
    title="Referrals",
    publisher="The user's own or licensed referral feed",
    address="",
    terms="As the user's licence says",
    suffixes=SUFFIXES,
    states=(SharedPatients,),
    read=read,
    contract=_CONTRACT,
)
