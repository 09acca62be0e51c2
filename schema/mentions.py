"""What do records say of people and places before anyone has decided who and which they are?"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from schema.vocabulary import Mention


class Byline(Mention):
    """One author in a paper's author list: a person, or a group in `collective_name`."""

    mention: Annotated[str, "`pubmed:PMID:position`."]
    pmid: Annotated[str, "The paper."]
    position: Annotated[int, "Place in the list, from 1."]
    last_name: Annotated[str | None, "Family name."]
    fore_name: Annotated[str | None, "Given names as printed."]
    initials: Annotated[str | None, "Initials as printed."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on."]
    collective_name: Annotated[str | None, "Name of a group that signs as an author."]
    orcid: Annotated[str | None, "ORCID iD, sixteen characters with hyphens, check digit verified."]
    is_valid: Annotated[bool, "False where the publisher withdrew this spelling (`ValidYN`)."]
    is_equal: Annotated[bool, "Marked as having contributed equally."]


class Collaborator(Mention):
    """One member of a study group in a paper's investigator list."""

    mention: Annotated[str, "`pubmed:PMID:investigator:position`."]
    pmid: Annotated[str, "The paper."]
    position: Annotated[int, "Place in the list, from 1."]
    last_name: Annotated[str | None, "Family name."]
    fore_name: Annotated[str | None, "Given names as printed."]
    initials: Annotated[str | None, "Initials as printed."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on."]
    orcid: Annotated[str | None, "ORCID iD, verified."]


class Affiliation(Mention):
    """One affiliation as printed with a byline, collaborator or trial official; e-mail addresses,
    telephone numbers and streets removed."""

    mention: Annotated[str, "The byline, collaborator or official it belongs to."]
    ordinal: Annotated[int, "Place among the mention's affiliations, from 1."]
    text: Annotated[str, "The affiliation as printed, without ways to reach a person."]
    identifiers: Annotated[list[str] | None, "Identifiers given with it, as `SCHEME:value`."]


class Official(Mention):
    """One person named by a trial's record: an overall official, a responsible party, a site's
    investigator."""

    mention: Annotated[str, "`clinical-trials:NCT:ordinal`."]
    nct_id: Annotated[str, "The trial."]
    ordinal: Annotated[int, "Place in the record, from 1."]
    name: Annotated[str, "Name as printed, credentials included."]
    last_name: Annotated[str | None, "Family name, parsed."]
    fore_name: Annotated[str | None, "Given names, parsed."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on, parsed."]
    credentials: Annotated[str | None, "Degrees, parsed."]
    role: Annotated[str, "Role, such as PRINCIPAL_INVESTIGATOR."]


class Site(Mention):
    """One location of a trial."""

    nct_id: Annotated[str, "The trial."]
    ordinal: Annotated[int, "Place in the record, from 1."]
    facility: Annotated[str | None, "Facility as printed."]
    city: Annotated[str | None, "City."]
    state: Annotated[str | None, "State or region as printed."]
    country: Annotated[str | None, "Country as printed."]
    status: Annotated[str | None, "Recruitment status."]


class Sponsor(Mention):
    """A lead sponsor or collaborator of a trial."""

    nct_id: Annotated[str, "The trial."]
    name: Annotated[str, "Name as printed."]
    kind: Annotated[str | None, "Class such as INDUSTRY, NIH, OTHER."]
    is_lead: Annotated[bool, "Lead sponsor, not collaborator."]


class Payee(Mention):
    """The person or hospital that a payment names, as recipient or as principal investigator."""

    mention: Annotated[
        str, "`open-payments:payment id:role`; role is recipient or investigator1 to 5."
    ]
    payment_id: Annotated[str, "The payment."]
    role: Annotated[str, "recipient, or principal investigator."]
    kind: Annotated[str | None, "Covered recipient type as reported."]
    npi: Annotated[str | None, "NPI as reported, check digit verified."]
    profile_id: Annotated[str | None, "Open Payments profile id."]
    first_name: Annotated[str | None, "First name."]
    middle_name: Annotated[str | None, "Middle name."]
    last_name: Annotated[str | None, "Last name."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on."]
    specialty: Annotated[str | None, "Specialty as reported."]
    city: Annotated[str | None, "City."]
    state: Annotated[str | None, "State."]
    country: Annotated[str | None, "Country."]
    hospital: Annotated[str | None, "Teaching hospital, where the recipient is one."]
    ccn: Annotated[str | None, "The hospital's CMS certification number."]


class Practitioner(Mention):
    """One individual in the National Plan and Provider Enumeration System."""

    npi: Annotated[str, "National Provider Identifier, check digit verified."]
    last_name: Annotated[str | None, "Legal last name."]
    first_name: Annotated[str | None, "Legal first name."]
    middle_name: Annotated[str | None, "Legal middle name or initial."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on."]
    other_names: Annotated[list[str] | None, "Other names, as `Last, First Middle`."]
    credentials: Annotated[str | None, "Credentials as printed."]
    city: Annotated[str | None, "City of the practice location."]
    state: Annotated[str | None, "State of the practice location."]
    zip: Annotated[str | None, "First five digits of the practice location's ZIP code."]
    country: Annotated[str | None, "Country of the practice location."]
    enumerated_on: Annotated[date | None, "Day the NPI was issued."]
    updated_on: Annotated[date | None, "Day of the last update."]
    deactivated_on: Annotated[date | None, "Day the NPI was deactivated."]
    reactivated_on: Annotated[date | None, "Day the NPI was reactivated."]


class Deactivation(Mention):
    """A registry row that only deactivates an NPI; whose it is, an earlier row says."""

    npi: Annotated[str, "National Provider Identifier of a person or an organisation."]
    deactivated_on: Annotated[date | None, "Day the NPI was deactivated."]


class Registration(Mention):
    """One of up to fifteen taxonomies, with its licence, that a practitioner or organisation
    reports."""

    npi: Annotated[str, "The provider."]
    ordinal: Annotated[int, "Place in the record, 1 to 15."]
    code: Annotated[str | None, "Taxonomy code."]
    licence_number: Annotated[str | None, "Licence number."]
    licence_state: Annotated[str | None, "State of the licence."]
    is_primary: Annotated[bool, "Whether the provider marked it as primary."]


class BoardLicence(Mention):
    """A person's licence as the board of a state gave it on one day."""

    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    state: Annotated[str, "State or territory of the board."]
    number: Annotated[str, "Number of the licence."]
    status: Annotated[str | None, "Standing; none is unknown."]
    issued_on: Annotated[date | None, "Day it was issued."]
    expires_on: Annotated[date | None, "Day it ends."]
    action: Annotated[str | None, "The board's gravest action; none is unknown."]
    action_on: Annotated[date | None, "Day of that action."]
    checked_on: Annotated[date, "Day the board was asked."]


class SocietyRole(Mention):
    """A person's role in a professional society as its roll stood on one day."""

    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    society: Annotated[str, "Name of the society as given."]
    role: Annotated[str, "Role, such as officer."]
    committee: Annotated[str | None, "Committee or guideline panel."]
    from_on: Annotated[date | None, "First day of the role."]
    to_on: Annotated[date | None, "Last day of the role; none is not known."]
    stated_on: Annotated[date, "Day on which the roll said so."]


class Attendee(Mention):
    """Whom an engagement was with, by the key that the log gives."""

    mention: Annotated[str, "`engagements:ID`."]
    engagement_id: Annotated[str, "The engagement."]
    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    person_id: Annotated[str | None, "Peerline's own id."]


class Volume(Mention):
    """What one clinician did in one group of codes, period and setting."""

    npi: Annotated[str, "The clinician, check digit verified."]
    code_group: Annotated[str, "A public grouping of procedures or diagnoses."]
    from_on: Annotated[date, "First day of the period."]
    to_on: Annotated[date, "Last day of the period."]
    setting: Annotated[str, "Setting, or `not stated`."]
    services: Annotated[int | None, "Services."]
    patients: Annotated[int | None, "Distinct patients."]


class MedicareServices(Mention):
    """What Medicare counts of one provider's services under Part B in one year. A count that it
    suppresses, since it is of fewer than eleven patients, is unknown."""

    npi: Annotated[str, "The provider, check digit verified."]
    year: Annotated[int, "Year of the data."]
    is_organisation: Annotated[bool | None, "Whether the provider is no person."]
    provider_type: Annotated[str | None, "Specialty as Medicare names it."]
    patients: Annotated[int | None, "Distinct patients."]
    services: Annotated[float | None, "Services; some are counted in parts."]
    allowed_usd: Annotated[Decimal | None, "US dollars that Medicare allows for them."]
    paid_usd: Annotated[Decimal | None, "US dollars that Medicare paid for them."]
    drug_patients: Annotated[int | None, "Distinct patients who were given drugs."]
    drug_services: Annotated[float | None, "Services that are drugs."]
    drug_allowed_usd: Annotated[Decimal | None, "US dollars allowed for drugs."]
    drug_paid_usd: Annotated[Decimal | None, "US dollars paid for drugs."]
    medical_patients: Annotated[int | None, "Distinct patients of other services."]
    medical_services: Annotated[float | None, "Services that are no drugs."]
    medical_allowed_usd: Annotated[Decimal | None, "US dollars allowed for other services."]
    medical_paid_usd: Annotated[Decimal | None, "US dollars paid for other services."]


class MedicarePrescribing(Mention):
    """What Medicare counts of one provider's prescriptions under Part D in one year. A count that
    it suppresses is unknown."""

    npi: Annotated[str, "The provider, check digit verified."]
    year: Annotated[int, "Year of the data."]
    is_organisation: Annotated[bool | None, "Whether the provider is no person."]
    provider_type: Annotated[str | None, "Specialty as Medicare names it."]
    claims: Annotated[int | None, "Prescriptions filled, refills included."]
    fills: Annotated[float | None, "The same in fills of 30 days."]
    days: Annotated[int | None, "Days of supply."]
    cost_usd: Annotated[Decimal | None, "US dollars that the drugs cost."]
    patients: Annotated[int | None, "Distinct patients."]
    brand_claims: Annotated[int | None, "Claims of drugs under a brand."]
    generic_claims: Annotated[int | None, "Claims of generic drugs."]
    opioid_claims: Annotated[int | None, "Claims of opioids."]
    opioid_patients: Annotated[int | None, "Distinct patients with opioids."]
    long_opioid_claims: Annotated[int | None, "Claims of long-acting opioids."]
    antibiotic_claims: Annotated[int | None, "Claims of antibiotics."]
    antibiotic_patients: Annotated[int | None, "Distinct patients with antibiotics."]


class Prescription(Mention):
    """What Medicare counts of one provider's prescriptions of one drug under Part D in one year;
    a drug with fewer than eleven claims is not counted at all."""

    npi: Annotated[str, "The provider, check digit verified."]
    year: Annotated[int, "Year of the data."]
    brand: Annotated[str, "Brand name; the generic name where the drug has none."]
    generic: Annotated[str | None, "Generic name."]
    claims: Annotated[int | None, "Prescriptions filled, refills included."]
    fills: Annotated[float | None, "The same in fills of 30 days."]
    days: Annotated[int | None, "Days of supply."]
    cost_usd: Annotated[Decimal | None, "US dollars that the drug cost."]
    patients: Annotated[int | None, "Distinct patients."]
    older_claims: Annotated[int | None, "Claims of patients of 65 years and over."]
    older_patients: Annotated[int | None, "Distinct patients of 65 years and over."]


class Listing(Mention):
    """A clinician at one practice, as Medicare's directory of clinicians lists them."""

    npi: Annotated[str, "The clinician, check digit verified."]
    medical_school: Annotated[str | None, "Medical school; none where the directory says OTHER."]
    graduation_year: Annotated[int | None, "Year of graduation from it."]
    specialty: Annotated[str | None, "Primary specialty as Medicare names it."]
    other_specialties: Annotated[list[str] | None, "Further specialties."]
    group_id: Annotated[str | None, "Medicare's number of the group practice (PAC ID)."]
    group_name: Annotated[str | None, "Legal name of the group practice."]
    group_members: Annotated[int | None, "Clinicians of the group practice."]
    city: Annotated[str | None, "City of the practice."]
    state: Annotated[str | None, "State of the practice."]


class FacilityAffiliation(Mention):
    """A clinician at a hospital or other facility, as Medicare's directory says by claims."""

    npi: Annotated[str, "The clinician, check digit verified."]
    ccn: Annotated[str, "The facility's CMS certification number."]
    parent_ccn: Annotated[str | None, "The number of the hospital that the unit belongs to."]
    kind: Annotated[str, "Kind of facility, such as Hospital."]
    name: Annotated[str | None, "The facility's name, where the directory prints it."]


class Hospital(Mention):
    """A hospital that Medicare registers."""

    ccn: Annotated[str, "CMS certification number: six characters, zeros at its beginning kept."]
    name: Annotated[str, "Name."]
    city: Annotated[str | None, "City."]
    state: Annotated[str | None, "State."]
    kind: Annotated[str | None, "Kind of hospital, such as Acute Care Hospitals."]
    ownership: Annotated[str | None, "Who owns it."]
    has_emergency: Annotated[bool | None, "Whether it has an emergency department."]
    rating: Annotated[int | None, "Medicare's overall rating, 1 to 5; none where there is none."]
