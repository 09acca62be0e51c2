"""What do records say of people and places before anyone has decided who and which they are?"""

from datetime import date
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
