"""What does Medicare count of a person, and where does it say that the person practises?"""

from decimal import Decimal
from typing import Annotated

from schema.nodes import Institution, Person, Product
from schema.vocabulary import Node, Relationship


class MedicareYear(Node, key="medicare_year_id", indexed=("year",)):
    """What Medicare counts of a clinician in one year: services under Part B, prescriptions under
    Part D. A count that it suppresses is unknown, not zero."""

    medicare_year_id: Annotated[str, "NPI and year."]
    year: Annotated[int, "Year of the data."]
    provider_type: Annotated[str | None, "Specialty as Medicare names it."]
    services: Annotated[float | None, "Services under Part B; some are counted in parts."]
    patients: Annotated[int | None, "Distinct patients of these services."]
    allowed_usd: Annotated[Decimal | None, "US dollars that Medicare allows for them."]
    paid_usd: Annotated[Decimal | None, "US dollars that Medicare paid for them."]
    drug_services: Annotated[float | None, "Those of the services that are drugs."]
    drug_patients: Annotated[int | None, "Distinct patients who were given drugs."]
    drug_allowed_usd: Annotated[Decimal | None, "US dollars allowed for drugs."]
    drug_paid_usd: Annotated[Decimal | None, "US dollars paid for drugs."]
    medical_services: Annotated[float | None, "Those of the services that are no drugs."]
    medical_patients: Annotated[int | None, "Distinct patients of services that are no drugs."]
    medical_allowed_usd: Annotated[Decimal | None, "US dollars allowed for services, no drugs."]
    medical_paid_usd: Annotated[Decimal | None, "US dollars paid for services that are no drugs."]
    claims: Annotated[int | None, "Prescriptions filled under Part D, refills included."]
    fills: Annotated[float | None, "The same in fills of 30 days."]
    days: Annotated[int | None, "Days of supply that were prescribed."]
    drug_cost_usd: Annotated[Decimal | None, "US dollars that the prescribed drugs cost."]
    prescribed_patients: Annotated[int | None, "Distinct patients with a prescription."]
    brand_claims: Annotated[int | None, "Claims of drugs under a brand."]
    generic_claims: Annotated[int | None, "Claims of generic drugs."]
    opioid_claims: Annotated[int | None, "Claims of opioids."]
    opioid_patients: Annotated[int | None, "Distinct patients with opioids."]
    long_opioid_claims: Annotated[int | None, "Claims of long-acting opioids."]
    antibiotic_claims: Annotated[int | None, "Claims of antibiotics."]
    antibiotic_patients: Annotated[int | None, "Distinct patients with antibiotics."]


class BILLED(Relationship, start=Person, end=MedicareYear):
    """Medicare counts in the year what this person did, by NPI."""


class PRESCRIBED(Relationship, start=Person, end=Product, apart=("year",)):
    """Medicare counts the person's prescriptions of the drug in the year under Part D. Fewer than
    eleven are not counted."""

    year: Annotated[int, "Year of the data."]
    claims: Annotated[int | None, "Prescriptions filled, refills included."]
    fills: Annotated[float | None, "The same in fills of 30 days."]
    days: Annotated[int | None, "Days of supply."]
    cost_usd: Annotated[Decimal | None, "US dollars that the drug cost."]
    patients: Annotated[int | None, "Distinct patients; none where they are fewer than eleven."]
    older_claims: Annotated[int | None, "Claims of patients of 65 years and over."]
    older_patients: Annotated[int | None, "Distinct patients of 65 years and over."]


class ADOPTED(Relationship, start=Person, end=Product):
    """When and how far the person took the drug up, as far as Part D counts it, and how that
    compares with peers: those of the same specialty and state who prescribe it, too."""

    first_year: Annotated[int, "First year of which prescriptions are counted."]
    last_year: Annotated[int, "Latest year of which prescriptions are counted."]
    is_new: Annotated[
        bool,
        "Whether the drug itself is new: nobody is counted with it in the year before its first, "
        "which is loaded, too. Where it is not, the first year says nothing.",
    ]
    claims: Annotated[int | None, "Claims in the latest year."]
    growth: Annotated[float | None, "Claims in the latest year over those of the year before it."]
    peers: Annotated[int, "Peers, the person not counted; 0 where specialty or state is unknown."]
    peer_share: Annotated[
        float | None, "The person's part of the claims of person and peers in the latest year."
    ]
    ahead_of_peers: Annotated[
        float | None,
        "Part of the peers who began in a later year; none without peers or where it is not new.",
    ]
    adoption_reasons: Annotated[list[str], "What the figures rest on, in words."]


class PRACTISES_AT(Relationship, start=Person, end=Institution):
    """Medicare's directory lists the person in the group practice, or at the facility."""

    kinds: Annotated[list[str], "group practice, or the kind of facility, such as Hospital."]
    members: Annotated[int | None, "Clinicians of the group practice."]
