"""Which values do the categories of the Open Payments files have, and how much is in a file?"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading.categories import Category
from loaders.reading.open_payments_columns import INVESTIGATORS, PRODUCTS

_RECIPIENTS = (
    "Covered Recipient Physician",
    "Covered Recipient Non-Physician Practitioner",
    "Covered Recipient Teaching Hospital",
    "Non-covered Recipient Entity",
    "Non-covered Recipient Individual",
)
_FORMS = (
    "Cash or cash equivalent",
    "In-kind items and services",
    "Stock, stock option, or any other ownership interest",
    "Stock",
    "Stock option",
    "Any other ownership interest",
    "Dividend, profit or other return on investment",
)
_SPEAKING = "Compensation for serving as faculty or as a speaker for "
_NATURES = (
    "Acquisitions",
    "Charitable Contribution",
    f"{_SPEAKING}a medical education program",
    f"{_SPEAKING}a non-accredited and noncertified continuing education program",
    f"{_SPEAKING}an accredited or certified continuing education program",
    "Compensation for services other than consulting, including serving as faculty or as a speaker "
    "at a venue other than a continuing education program",
    "Consulting Fee",
    "Current or prospective ownership or investment interest",
    "Debt forgiveness",
    "Education",
    "Entertainment",
    "Food and Beverage",
    "Gift",
    "Grant",
    "Honoraria",
    "Long term medical supply or device loan",
    "Royalty or License",
    "Space rental or facility fees (teaching hospital only)",
    "Travel and Lodging",
)
_PRODUCTS = ("Drug", "Biological", "Device", "Medical Supply")

_ALL = (
    Category("change", "Change_Type", ("NEW", "ADD", "ADDED", "CHANGED", "UNCHANGED")),
    Category("disputed", "Dispute_Status_for_Publication", ("Yes", "No")),
)
_PAID = (
    *_ALL,
    Category("recipient_kind", "Covered_Recipient_Type", _RECIPIENTS),
    Category("form", "Form_of_Payment_or_Transfer_of_Value", _FORMS),
    *(
        Category(
            f"product{n}_kind",
            f"Indicate_Drug_or_Biological_or_Device_or_Medical_Supply_{n}",
            _PRODUCTS,
        )
        for n in PRODUCTS
    ),
)
# The terms of an interest are in the payer's own words, hence no category.
CATEGORIES = {
    "general": (*_PAID, Category("nature", "Nature_of_Payment_or_Transfer_of_Value", _NATURES)),
    "research": (
        *_PAID,
        *(
            Category(
                f"investigator{n}_kind",
                f"Principal_Investigator_{n}_Covered_Recipient_Type",
                _RECIPIENTS,
            )
            for n in INVESTIGATORS
        ),
    ),
    "ownership": _ALL,
}

_OFFICIAL = "OP_DTL_"
# From program year 2013, of five months, on; all of 2023 together was 12.8 billion dollars.
_ROWS = {
    "general": (3_000_000, 25_000_000),
    "research": (100_000, 3_000_000),
    "ownership": (1_000, 20_000),
}
_MOST_USD = 20_000_000_000


def expect(path: Path, rows: ibis.Table, kind: str, delivery: Delivery) -> None:
    """Signal a file whose total, or whose rows where its name is the publisher's, are out of
    bounds: a part of a file would stand for its whole program year."""
    total = rows.amount_usd.sum().to_pyarrow().as_py() or 0
    delivery.expect(f"US dollars of {kind} payments", total, 0, _MOST_USD)
    if path.name.startswith(_OFFICIAL):
        delivery.expect(f"rows of a year's {kind} payments", delivery.records, *_ROWS[kind])
