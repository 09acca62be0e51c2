"""How much does a clinician prescribe to those with Medicare, opioids and antibiotics apart?

CMS gives out Medicare Part D Prescribers by provider: one row a provider and data year. The year is
in the file's name (`MUP_DPR_RY25_P04_V10_DY23_NPI.csv`, or `…_2023.csv`), else in a column. A
provider that is an organisation is stated too, and is nobody in the graph.

Known faults: a count of fewer than eleven is blank, or suppressed by a flag (`*`) or so that the
other can not be worked out from it (`#`): it is unknown, not zero. A claim is a prescription that
was filled, not one that was written. Files up to data year 2018 spell their columns in lower case,
and are separated by tabs, which is refused: save them with commas.
"""

from __future__ import annotations

from pathlib import Path

from lake.delivery import Delivery, Refused
from loaders.reading import data_years
from loaders.reading.headers import header, normal
from loaders.reading.medicare_columns import IGNORED_OF_PRESCRIBING
from loaders.reading.source import Source
from schema.mentions import MedicarePrescribing

_COUNTS = {
    "claims": "Tot_Clms",
    "days": "Tot_Day_Suply",
    "patients": "Tot_Benes",
    "brand_claims": "Brnd_Tot_Clms",
    "generic_claims": "Gnrc_Tot_Clms",
    "opioid_claims": "Opioid_Tot_Clms",
    "opioid_patients": "Opioid_Tot_Benes",
    "long_opioid_claims": "Opioid_LA_Tot_Clms",
    "antibiotic_claims": "Antbtc_Tot_Clms",
    "antibiotic_patients": "Antbtc_Tot_Benes",
}
_NUMBERS = {"fills": "Tot_30day_Fills"}
_AMOUNTS = {"cost_usd": "Tot_Drug_Cst"}
_BEFORE_2019 = {
    "claims": ("total_claim_count",),
    "fills": ("total_30_day_fill_count",),
    "days": ("total_day_supply",),
    "cost_usd": ("total_drug_cost",),
    "patients": ("bene_count",),
    "brand_claims": ("brand_claim_count",),
    "generic_claims": ("generic_claim_count",),
    "opioid_claims": ("opioid_claim_count",),
    "opioid_patients": ("opioid_bene_count",),
    "long_opioid_claims": ("la_opioid_claim_count", "er_opioid_claim_count"),
    "antibiotic_claims": ("antibiotic_claim_count",),
    "antibiotic_patients": ("antibiotic_bene_count",),
}
_COUNTED = _COUNTS | _NUMBERS | _AMOUNTS
_LAYOUT: dict[str, tuple[str, ...]] = {
    "printed_npi": ("Prscrbr_NPI", "npi"),
    "printed_year": data_years.YEAR,
    "entity": ("Prscrbr_Ent_Cd", "nppes_entity_code"),
    "provider_type": ("Prscrbr_Type", "specialty_description"),
    "brand_flag": ("Brnd_Sprsn_Flag", "brand_suppress_flag"),
    "generic_flag": ("Gnrc_Sprsn_Flag", "generic_suppress_flag"),
    **{f"printed_{c}": (name, *_BEFORE_2019[c]) for c, name in _COUNTED.items()},
}
_FILE = data_years.ByProvider(
    states=MedicarePrescribing,
    layout=_LAYOUT,
    required=("printed_npi", "printed_claims", "printed_cost_usd", "printed_patients"),
    ignored=IGNORED_OF_PRESCRIBING,
    counts=_COUNTS,
    numbers=_NUMBERS,
    amounts=_AMOUNTS,
    flags={"brand_": "brand_flag", "generic_": "generic_flag"},
    flag_columns={"brand_flag": "Brnd_Sprsn_Flag", "generic_flag": "Gnrc_Sprsn_Flag"},
    whole=("prescribers of a year", (700_000, 2_500_000)),
)
_DRUG_NAMES = {"brndname", "gnrcname", "drugname", "genericname"}


def read(path: Path, delivery: Delivery) -> None:
    """State what each provider of a file prescribed."""
    names = [name for name in header(path) if normal(name) in _DRUG_NAMES]
    if names:
        raise Refused(
            f"{path.name} has the column {names[0]!r}: it is the file by provider and drug; load "
            "it as part-d-drugs"
        )
    _FILE.read(path, delivery)


SOURCE = Source(
    name="part-d-providers",
    title="Medicare Part D Prescribers by Provider",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://data.cms.gov/provider-summary-by-type-of-service/"
    "medicare-part-d-prescribers/medicare-part-d-prescribers-by-provider",
    terms="US government work; counts of fewer than eleven are suppressed",
    suffixes=(".csv", ".csv.gz"),
    states=(MedicarePrescribing,),
    read=read,
)
