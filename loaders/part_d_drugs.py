"""Which drugs does a clinician prescribe to those with Medicare, how often and since when?

CMS gives out Medicare Part D Prescribers by provider and drug: one row a provider, brand, generic
name and data year. The year is in the file's name (`MUP_DPR_RY25_P04_V10_DY23_NPIBN.csv`, or
`…_2023.csv`), else in a column. A part of a file, such as one state's, may be loaded: a later
release replaces what an earlier one said of the providers that it holds.

Known faults: a drug that a provider prescribed fewer than eleven times in the year has no row, so
that a first year may be the year in which it was no longer rare. Patients are blank where they are
fewer than eleven: unknown, not zero. Where a drug has no brand the generic name stands in its
place. A pen, a kit and an extended release are brands of their own. Files up to data year 2018
spell their columns in lower case, and are separated by tabs, which is refused.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import checks, data_years
from loaders.reading.medicare_columns import IGNORED_OF_DRUGS
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from schema.mentions import Prescription

_COUNTS = {
    "claims": "Tot_Clms",
    "days": "Tot_Day_Suply",
    "patients": "Tot_Benes",
    "older_claims": "GE65_Tot_Clms",
    "older_patients": "GE65_Tot_Benes",
}
_NUMBERS = {"fills": "Tot_30day_Fills"}
_AMOUNTS = {"cost_usd": "Tot_Drug_Cst"}
_BEFORE_2019 = {
    "claims": "total_claim_count",
    "fills": "total_30_day_fill_count",
    "days": "total_day_supply",
    "cost_usd": "total_drug_cost",
    "patients": "bene_count",
    "older_claims": "total_claim_count_ge65",
    "older_patients": "bene_count_ge65",
}
_COUNTED = _COUNTS | _NUMBERS | _AMOUNTS
_LAYOUT: dict[str, tuple[str, ...]] = {
    "printed_npi": ("Prscrbr_NPI", "npi"),
    "printed_year": data_years.YEAR,
    "entity": ("Prscrbr_Ent_Cd", "nppes_entity_code"),
    "printed_brand": ("Brnd_Name", "drug_name"),
    "generic": ("Gnrc_Name", "generic_name"),
    "older_claims_flag": ("GE65_Sprsn_Flag", "ge65_suppress_flag"),
    "older_patients_flag": ("GE65_Bene_Sprsn_Flag", "bene_count_ge65_suppress_flag"),
    **{f"printed_{c}": (name, _BEFORE_2019[c]) for c, name in _COUNTED.items()},
}
_IGNORED = IGNORED_OF_DRUGS
_REQUIRED = ("printed_npi", "printed_brand", "generic", "printed_claims", "printed_cost_usd")
_FLAG_COLUMNS = {
    "older_claims_flag": "GE65_Sprsn_Flag",
    "older_patients_flag": "GE65_Bene_Sprsn_Flag",
}
_WHOLE = "prescribers and drugs of a year", (15_000_000, 45_000_000)
_FLAGS = {"older_claims": "older_claims_flag", "older_patients": "older_patients_flag"}
_NAMELESS = "has neither a brand nor a generic name; row left out"


def read(path: Path, delivery: Delivery) -> None:
    """State what each provider of a file prescribed of each drug."""
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, year=data_years.of_file(path, latest), latest=latest)
    nameless = [Check("printed_brand", "brand", "Brnd_Name", _NAMELESS, whole=True)]
    with opened(path, delivery, _LAYOUT, _REQUIRED, derive, ignored=_IGNORED) as table:
        data_years.look(table, path, _FLAG_COLUMNS, *_WHOLE)
        key = ("npi", "year", "brand")
        table.rows = data_years.sole(table.rows, key, _COUNTED, beside=("generic",))
        counted = data_years.checked(_COUNTS | _NUMBERS, _AMOUNTS, nameless)
        rows = table.check("printed_npi", counted)
        delivery.state(Prescription, data_years.stated(rows, path, delivery))


def _typed(rows: ibis.Table, year: int | None, latest: date) -> ibis.Table:
    rows = data_years.typed(rows, year, latest, _COUNTS, _NUMBERS, _AMOUNTS, _FLAGS)
    return rows.mutate(brand=ibis.coalesce(rows.printed_brand, rows.generic))


SOURCE = Source(
    name="part-d-drugs",
    title="Medicare Part D Prescribers by Provider and Drug",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://data.cms.gov/provider-summary-by-type-of-service/"
    "medicare-part-d-prescribers/medicare-part-d-prescribers-by-provider-and-drug",
    terms="US government work; counts of fewer than eleven are suppressed",
    suffixes=(".csv", ".csv.gz"),
    states=(Prescription,),
    read=read,
)
