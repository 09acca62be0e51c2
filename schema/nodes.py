"""Which things does the graph hold, and what is known of each?"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from schema.vocabulary import KEYS, NAMES, Node


class Person(
    Node,
    key="person_id",
    search=("name_keys", "other_name_keys"),
    analyzer=KEYS,
    indexed=("npi", "orcid", "state", "county", "specialty"),
):
    """A human being, as a cluster of the mentions that identity holds to be one. Also labelled
    `Physician` once tied to a record of a licence registry or of a register abroad."""

    person_id: Annotated[str, "Peerline's own stable id."]
    name: Annotated[str, "The fullest form of the name that a source printed."]
    last_name: Annotated[str | None, "Family name."]
    fore_name: Annotated[str | None, "Given names or initials."]
    other_names: Annotated[list[str] | None, "Other spellings and former names."]
    name_keys: Annotated[
        list[str] | None,
        "Plain spellings of the name that search compares: family name, then given names or "
        "initials.",
    ]
    other_name_keys: Annotated[list[str] | None, "Of other names; also with umlauts as they are."]
    credentials: Annotated[str | None, "Credentials as the registry prints them, such as MD."]
    npi: Annotated[str | None, "National Provider Identifier, when tied to the registry."]
    orcid: Annotated[str | None, "ORCID iD, sixteen characters with hyphens."]
    register_ids: Annotated[
        list[str] | None, "Numbers in registers of other countries, such as `FR rpps 10001234567`."
    ]
    specialty: Annotated[str | None, "Primary specialty in words, by the registry's taxonomy."]
    specialty_code: Annotated[str | None, "Primary specialty's taxonomy code."]
    medical_school: Annotated[str | None, "Medical school, from Medicare's directory."]
    graduation_year: Annotated[int | None, "Year of graduation from the medical school."]
    city: Annotated[str | None, "City of practice, from the registry."]
    state: Annotated[str | None, "State of practice, from the registry."]
    county: Annotated[str | None, "County of practice, five digits (FIPS), by the ZIP code."]
    county_name: Annotated[str | None, "The county's name, as of 2020: Hennepin County."]
    county_share: Annotated[float | None, "Share of the ZIP code's land that lies in it, 0 to 1."]
    country: Annotated[str | None, "Country of practice, ISO 3166 alpha-2, from the registry."]
    enumerated_on: Annotated[date | None, "Day the registry issued the NPI."]
    deactivated_on: Annotated[date | None, "Day the NPI was deactivated; none where active again."]
    paper_count: Annotated[int, "Papers in the graph that carry this person's byline."]
    trial_count: Annotated[int, "Trials in the graph that name this person."]
    first_paper_on: Annotated[date | None, "Date of the first paper in the graph."]
    last_paper_on: Annotated[date | None, "Date of the latest paper in the graph."]


class Institution(
    Node,
    key="institution_id",
    search=("name", "other_names"),
    analyzer=NAMES,
    indexed=("state", "country"),
):
    """A university, hospital, institute or practice: a ROR record, an organisation NPI, a hospital
    or group practice of Medicare's, or a sponsor known by name."""

    institution_id: Annotated[
        str,
        "`ror:…`, `npi:…`, `ccn:…` or `name:…`, in this order of preference; `pac:…` of a group "
        "practice.",
    ]
    name: Annotated[str, "Name in the source's display form."]
    other_names: Annotated[list[str] | None, "Aliases, acronyms and labels in other languages."]
    types: Annotated[list[str] | None, "Kinds such as education, healthcare, facility."]
    city: Annotated[str | None, "City."]
    state: Annotated[str | None, "State or region; two letters in the United States."]
    country: Annotated[str | None, "Country, ISO 3166 alpha-2."]
    status: Annotated[str | None, "The register's status: active, inactive or withdrawn."]
    identifiers: Annotated[
        list[str] | None,
        "What other registers call it: `grid:…`, `isni:…`, `wikidata:…`, and Medicare `ccn:…`.",
    ]
    ownership: Annotated[str | None, "Who owns the hospital, as Medicare says."]
    has_emergency: Annotated[bool | None, "Whether the hospital has an emergency department."]
    rating: Annotated[int | None, "Medicare's overall rating of the hospital, 1 to 5."]


class Company(Node, key="company_id", search=("name",), analyzer=NAMES, indexed=("family_id",)):
    """A maker of drugs or devices that pays physicians or sponsors trials."""

    company_id: Annotated[str, "The name in lower case without its legal form."]
    family_id: Annotated[str | None, "The company above all of its family, by the user's list."]
    name: Annotated[str, "Name by the user's list, else as reported."]
    is_own: Annotated[bool | None, "Of the user's own family; none where no list says."]
    is_competitor: Annotated[bool | None, "Its family competes with the user's own; none: unsaid."]
    lei: Annotated[str | None, "Legal Entity Identifier (ISO 17442)."]
    open_payments_ids: Annotated[list[str] | None, "Identifiers of the company in Open Payments."]
    state: Annotated[str | None, "State of the company."]
    country: Annotated[str | None, "Country of the company as reported."]


class Journal(Node, key="journal_id"):
    """A periodical in the catalogue of the National Library of Medicine."""

    journal_id: Annotated[str, "NLM unique id."]
    title: Annotated[str | None, "Full title."]
    abbreviation: Annotated[str | None, "Abbreviation as in MEDLINE."]
    issn: Annotated[str | None, "Linking ISSN."]


class Paper(Node, key="pmid", search=("title",), indexed=("published_on",)):
    """A publication indexed by PubMed."""

    pmid: Annotated[str, "PubMed identifier."]
    title: Annotated[str | None, "Title of the article."]
    journal_id: Annotated[str | None, "NLM unique id of the journal."]
    published_on: Annotated[
        date | None, "Publication date; the first day of the known month or year."
    ]
    published_precision: Annotated[
        str | None, "What is known of the date: day, month, season or year."
    ]
    published_as: Annotated[str | None, "The date as printed, where it is free text."]
    types: Annotated[list[str] | None, "Publication types."]
    languages: Annotated[list[str] | None, "Languages, ISO 639-2."]
    doi: Annotated[str | None, "Digital object identifier."]
    pmcid: Annotated[str | None, "PubMed Central identifier."]
    authors: Annotated[int, "Number of persons in the byline, collective names not counted."]
    has_all_authors: Annotated[
        bool | None,
        "False where the record says that its author list is cut short; nobody is last.",
    ]
    is_retracted: Annotated[bool, "Whether a retraction has been published."]
    remark: Annotated[
        str | None,
        "What it is, where it is no sound article: retracted, retraction notice, erratum, "
        "expression of concern, preprint or comment.",
    ]
    retraction_notices: Annotated[list[str] | None, "PMIDs of the retraction notices."]
    revised_on: Annotated[date | None, "Date of the record's last revision."]
    version: Annotated[int, "Version of the record."]
    citation_count: Annotated[int | None, "Citations by papers of PubMed, as iCite counts them."]
    relative_citation_ratio: Annotated[
        float | None,
        "Citations a year over those expected in its field, by iCite; 1 is the median of NIH's.",
    ]


class Topic(Node, key="name", search=("name", "other_names")):
    """A descriptor of the Medical Subject Headings."""

    name: Annotated[str, "The heading."]
    mesh_id: Annotated[str | None, "Unique id of the descriptor, such as D006333."]
    tree_numbers: Annotated[list[str] | None, "Places in the MeSH tree."]
    other_names: Annotated[
        list[str] | None, "Other headings of the same unique id, such as those of former years."
    ]


class Trial(Node, key="nct_id", search=("title",), indexed=("status", "started_on")):
    """A study registered at ClinicalTrials.gov."""

    nct_id: Annotated[str, "Registry number."]
    title: Annotated[str | None, "Brief title."]
    official_title: Annotated[str | None, "Official title."]
    status: Annotated[str | None, "Overall status."]
    study_type: Annotated[str | None, "Interventional, observational or expanded access."]
    phases: Annotated[list[str] | None, "Phases."]
    conditions: Annotated[list[str] | None, "Conditions as the sponsor wrote them."]
    interventions: Annotated[list[str] | None, "Interventions as `type: name`."]
    enrollment: Annotated[int | None, "Number of participants."]
    started_on: Annotated[date | None, "Start; the first day of the month where no day is given."]
    completed_on: Annotated[date | None, "Completion, actual or expected."]
    updated_on: Annotated[date | None, "Last update posted."]


class Payment(Node, key="payment_id", indexed=("paid_on",)):
    """A transfer of value or an ownership interest that a company reported to Open Payments."""

    payment_id: Annotated[str, "Kind, program year and record id."]
    kind: Annotated[str, "general, research or ownership."]
    program_year: Annotated[int, "Program year."]
    amount_usd: Annotated[Decimal | None, "US dollars; the value of the interest for ownership."]
    invested_usd: Annotated[Decimal | None, "US dollars invested, for ownership."]
    paid_on: Annotated[date | None, "Date of payment."]
    nature: Annotated[str | None, "Nature of the payment, or terms of the interest."]
    form: Annotated[str | None, "Form of the payment."]
    payments: Annotated[int | None, "Number of payments in the total."]
    study: Annotated[str | None, "Name of the study, for research."]
    nct_id: Annotated[str | None, "Registry number of the study, for research."]
    is_disputed: Annotated[bool | None, "Whether the recipient disputes the record."]
    change: Annotated[
        str | None, "What the publication did to the record: NEW, ADD, CHANGED, UNCHANGED."
    ]
    company_id: Annotated[str | None, "The paying company."]


class Product(Node, key="product_id", search=("name",)):
    """What a payment was about, a drug that was prescribed, or a product that the user lists."""

    product_id: Annotated[str, "Kind and name in lower case."]
    name: Annotated[str, "Name as reported."]
    kind: Annotated[str | None, "Drug, Device, Biological or Medical Supply."]
    category: Annotated[str | None, "Therapeutic area or product category as reported."]
    generic_names: Annotated[list[str] | None, "Generic names, where Medicare counts the drug."]
    molecule: Annotated[str | None, "What it holds, by the user's list."]


class Specialty(Node, key="code", search=("name",)):
    """A specialty of the health care provider taxonomy."""

    code: Annotated[str, "Ten-character taxonomy code."]
    name: Annotated[
        str | None, "Display name; classification and specialization where there is none."
    ]
    grouping: Annotated[str | None, "Grouping."]
    classification: Annotated[str | None, "Classification."]
    specialization: Annotated[str | None, "Area of specialization."]


class Exclusion(Node, key="exclusion_id"):
    """An exclusion by the Office of Inspector General, or by any agency in SAM, in force or past
    (see `isCurrent`). One that SAM copies from the Office's list is one, of both sources."""

    exclusion_id: Annotated[str, "Digest of what the Office's list gives; else `sam:` and number."]
    name: Annotated[str, "Name as listed: last, first middle; or the business name."]
    npi: Annotated[str | None, "NPI where the list knows it."]
    general: Annotated[str | None, "Kind of provider."]
    specialty: Annotated[str | None, "Specialty as listed."]
    type: Annotated[str | None, "Section of the Social Security Act; SAM's type where it is alone."]
    agency: Annotated[str | None, "Agency that excludes, by SAM."]
    state: Annotated[str | None, "State."]
    excluded_on: Annotated[date | None, "Day the exclusion began."]
    ends_on: Annotated[date | None, "Day it ends, by SAM; none is indefinite or not known."]
    reinstated_on: Annotated[date | None, "Day of reinstatement."]
    waived_on: Annotated[date | None, "Day of a waiver."]
    listed_on: Annotated[date | None, "Day of the latest list that holds it."]
    unlisted_on: Annotated[date | None, "Day of the first full list without it; none while held."]
    is_current: Annotated[bool, "Whether it holds by either list: not reinstated, ended or gone."]
    sam_numbers: Annotated[list[str] | None, "SAM's records of it; none where SAM has none."]
    sam_excluded_on: Annotated[date | None, "Day it began, by SAM."]
    sam_listed_on: Annotated[date | None, "Day of SAM's latest list that holds it."]


class Source(Node, key="name"):
    """A publisher's files, how much of them is loaded, and how fresh they are."""

    name: Annotated[str, "Name on the command line, such as pubmed."]
    title: Annotated[str, "What it is."]
    publisher: Annotated[str, "Who publishes it."]
    address: Annotated[str | None, "Where it is published; none of files of the user's own."]
    terms: Annotated[str, "Terms of use and attribution."]
    files: Annotated[int, "Files loaded."]
    records: Annotated[int, "Records read."]
    rejects: Annotated[int, "Records or values refused."]
    signals: Annotated[
        int, "What its files hold that nobody reads, or that is not as known; see the ledger."
    ]
    persons: Annotated[int, "Persons of the graph that it speaks of."]
    loaded_at: Annotated[
        datetime | None, "When its latest file was loaded; none where it never was."
    ]
    told_until: Annotated[
        date | None,
        "Latest day that its records tell of and that had come when they were loaded; none where "
        "they name no day.",
    ]


class Liaison(Node, key="liaison_id"):
    """A medical science liaison of the user's own, as the engagement log names them."""

    liaison_id: Annotated[str, "The log's own name or number of the liaison."]


class Team(Node, key="team_id"):
    """A team of liaisons, as the engagement log names it."""

    team_id: Annotated[str, "The log's own name or number of the team."]


class Engagement(Node, key="engagement_id", indexed=("held_on",)):
    """A conversation of a liaison with a person: planned, held or cancelled."""

    engagement_id: Annotated[str, "The log's own number, else a digest of who, whom and when."]
    channel: Annotated[str | None, "How they spoke, such as visit, call or congress."]
    planned_on: Annotated[date | None, "Day it was planned for."]
    held_on: Annotated[date | None, "Day it took place; none where it did not."]
    minutes: Annotated[int | None, "How long it took."]
    invited_at: Annotated[datetime | None, "When the person was invited."]
    replied_at: Annotated[datetime | None, "When the person first replied."]
    accepted_at: Annotated[datetime | None, "When the person accepted."]
    is_cancelled: Annotated[bool, "Whether it was called off."]


class CodeGroup(Node, key="name", search=("name",)):
    """A public grouping of procedures or diagnoses, by which clinical volumes are counted."""

    name: Annotated[str, "The group's name. Never a CPT code or its text."]
