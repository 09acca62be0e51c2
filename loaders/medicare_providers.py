"""What does Medicare count of a clinician's services in a year, and what does it pay for them?

CMS gives out Medicare Physician & Other Practitioners by provider: one row a provider and data
year, of what is paid under Part B for those with original Medicare, drugs and other services apart.
The year is in the file's name (`MUP_PHY_R25_P05_V20_D23_Prov.csv`, or `…_2023.csv`), else in a
column. The file by provider and service, which lists procedure codes (CPT, © AMA), is refused. A
provider that is an organisation is stated too, and is nobody in the graph.

Known faults: what concerns fewer than eleven patients is blank, `*` or `#`: it is unknown, not
zero, and with it sums of drugs and other services may be unknown while the whole is known. Services
are counted by the unit of each code, so that an hour of one and a milligram of another both are
one. Patients with Medicare Advantage, half of all, are not counted. Files up to data year 2018
spell their columns in lower case.
"""

from __future__ import annotations

import re
from pathlib import Path

from lake.delivery import Delivery, Refused
from loaders.reading import data_years
from loaders.reading.headers import header, normal
from loaders.reading.medicare_columns import IGNORED_OF_SERVICES
from loaders.reading.source import Source
from schema.mentions import MedicareServices

_COUNTS = {"patients": "Tot_Benes", "drug_patients": "Drug_Tot_Benes"}
_COUNTS |= {"medical_patients": "Med_Tot_Benes"}
_NUMBERS = {"services": "Tot_Srvcs", "drug_services": "Drug_Tot_Srvcs"}
_NUMBERS |= {"medical_services": "Med_Tot_Srvcs"}
_AMOUNTS = {
    "allowed_usd": "Tot_Mdcr_Alowd_Amt",
    "paid_usd": "Tot_Mdcr_Pymt_Amt",
    "drug_allowed_usd": "Drug_Mdcr_Alowd_Amt",
    "drug_paid_usd": "Drug_Mdcr_Pymt_Amt",
    "medical_allowed_usd": "Med_Mdcr_Alowd_Amt",
    "medical_paid_usd": "Med_Mdcr_Pymt_Amt",
}
_BEFORE_2019 = {
    "patients": "total_unique_benes",
    "services": "total_services",
    "allowed_usd": "total_medicare_allowed_amt",
    "paid_usd": "total_medicare_payment_amt",
    "drug_patients": "total_drug_unique_benes",
    "drug_services": "total_drug_services",
    "drug_allowed_usd": "total_drug_medicare_allowed_amt",
    "drug_paid_usd": "total_drug_medicare_payment_amt",
    "medical_patients": "total_med_unique_benes",
    "medical_services": "total_med_services",
    "medical_allowed_usd": "total_med_medicare_allowed_amt",
    "medical_paid_usd": "total_med_medicare_payment_amt",
}
_COUNTED = _COUNTS | _NUMBERS | _AMOUNTS
_LAYOUT: dict[str, tuple[str, ...]] = {
    "printed_npi": ("Rndrng_NPI", "npi"),
    "printed_year": data_years.YEAR,
    "entity": ("Rndrng_Prvdr_Ent_Cd", "nppes_entity_code"),
    "provider_type": ("Rndrng_Prvdr_Type", "provider_type"),
    "drug_flag": ("Drug_Sprsn_Ind", "drug_suppress_indicator"),
    "medical_flag": ("Med_Sprsn_Ind", "med_suppress_indicator"),
    **{f"printed_{c}": (name, _BEFORE_2019[c]) for c, name in _COUNTED.items()},
}
_FILE = data_years.ByProvider(
    states=MedicareServices,
    layout=_LAYOUT,
    required=("printed_npi", "entity", "printed_patients", "printed_services", "printed_paid_usd"),
    ignored=IGNORED_OF_SERVICES,
    counts=_COUNTS,
    numbers=_NUMBERS,
    amounts=_AMOUNTS,
    flags={"drug_": "drug_flag", "medical_": "medical_flag"},
    flag_columns={"drug_flag": "Drug_Sprsn_Ind", "medical_flag": "Med_Sprsn_Ind"},
    whole=("providers of a year", (700_000, 2_500_000)),
)
_PROCEDURES = re.compile("^(hcpcs|cpt)")


def read(path: Path, delivery: Delivery) -> None:
    """State what Medicare counts of each provider of a file."""
    licensed = [name for name in header(path) if _PROCEDURES.search(normal(name))]
    if licensed:
        raise Refused(
            f"{path.name} has the column {licensed[0]!r}: it is the file by provider and service, "
            "whose procedure codes are © AMA and may not be kept; give the file by provider "
            "(…_Prov.csv)"
        )
    _FILE.read(path, delivery)


SOURCE = Source(
    name="medicare-providers",
    title="Medicare Physician & Other Practitioners by Provider",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://data.cms.gov/provider-summary-by-type-of-service/"
    "medicare-physician-other-practitioners",
    terms="US government work; counts of fewer than eleven patients are suppressed",
    suffixes=(".csv", ".csv.gz"),
    states=(MedicareServices,),
    read=read,
)
