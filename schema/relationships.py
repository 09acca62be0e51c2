"""How do the things of the graph hang together?"""

from datetime import date
from typing import Annotated

from schema.nodes import (
    CodeGroup,
    Company,
    Engagement,
    Exclusion,
    Institution,
    Journal,
    Liaison,
    Paper,
    Payment,
    Person,
    Product,
    Specialty,
    Team,
    Topic,
    Trial,
)
from schema.vocabulary import Relationship


class AUTHORED(Relationship, start=Person, end=Paper):
    """A byline of the paper is held to be this person's."""

    position: Annotated[int, "Place among the persons of the byline, from 1."]
    is_first: Annotated[bool, "First author, or marked as having contributed equally with them."]
    is_last: Annotated[bool, "Last author of two or more, or marked as equal with them."]
    is_equal: Annotated[bool, "Marked as having contributed equally."]
    counted_with: Annotated[
        str | None,
        "PubMed identifier of the paper with which this one counts as one work: of an article that "
        "the person also signed, or of what a notice is about. None where it counts by itself.",
    ]
    printed_as: Annotated[str, "The name as the paper printed it."]
    identity_score: Annotated[float, "Confidence, 0 to 1, that the byline is this person's."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class COLLABORATED_ON(Relationship, start=Person, end=Paper):
    """The paper lists the person as a member of its study group: membership, not authorship."""

    identity_score: Annotated[float, "Confidence, 0 to 1, that the mention is this person's."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class INVESTIGATES(Relationship, start=Person, end=Trial, apart=("role",)):
    """The trial's record names this person as an official."""

    role: Annotated[str, "Role, such as PRINCIPAL_INVESTIGATOR."]
    printed_as: Annotated[str, "The name as the registry printed it."]
    identity_score: Annotated[float, "Confidence, 0 to 1, that the official is this person."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class RECEIVED(Relationship, start=Person, end=Payment, apart=("role",)):
    """The payment was reported as made to, or under the lead of, this person."""

    role: Annotated[str, "recipient, or principal investigator."]
    identity_score: Annotated[float, "Confidence, 0 to 1, that the payee is this person."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class AFFILIATED_WITH(Relationship, start=Person, end=Institution):
    """The person's bylines, trial records or grants name the institution."""

    first_on: Annotated[date | None, "Earliest record that says so."]
    last_on: Annotated[date | None, "Latest record that says so."]
    records: Annotated[int, "Number of papers, trials and grants that say so."]
    years: Annotated[list[int] | None, "Calendar years of the records that say so."]


class PRACTISES(Relationship, start=Person, end=Specialty):
    """The registry lists the specialty for the person."""

    is_primary: Annotated[bool, "Whether it is the primary one."]


class EXCLUDED_BY(Relationship, start=Person, end=Exclusion):
    """A list of exclusions names the person by NPI, or did once (see the exclusion's
    `isCurrent`)."""


class PUBLISHED_IN(Relationship, start=Paper, end=Journal):
    """The paper appeared in the journal."""


class ABOUT(Relationship, start=Paper, end=Topic):
    """The paper is indexed with the topic."""

    is_major: Annotated[
        bool, "Whether the topic, or one of its qualifiers, is a main point of the paper."
    ]
    qualifiers: Annotated[list[str] | None, "Subheadings."]


class CITES(Relationship, start=Paper, end=Paper):
    """The paper's reference list names the other, as PubMed says, else iCite, else OpenAlex."""


class ACCOMPANIES(Relationship, start=Paper, end=Paper, apart=("kind",)):
    """The paper belongs to the other: it corrects it, comments on it, or is an earlier version."""

    kind: Annotated[
        str,
        "erratum, retraction notice, expression of concern, comment, earlier version, earlier "
        "printing or reprint.",
    ]


class BROADER(Relationship, start=Topic, end=Topic):
    """The second topic stands directly above the first in the MeSH tree."""


class STUDIES(Relationship, start=Trial, end=Topic, apart=("role",)):
    """The registry indexed the trial with the topic."""

    role: Annotated[str, "condition or intervention."]


class SPONSORED_BY(Relationship, start=Trial, end=Company):
    """A company leads or supports the trial."""

    is_lead: Annotated[bool, "Lead sponsor, not collaborator."]


class SPONSORED_BY_INSTITUTION(
    Relationship, type_name="SPONSORED_BY", start=Trial, end=Institution
):
    """An institution leads or supports the trial."""

    is_lead: Annotated[bool, "Lead sponsor, not collaborator."]


class CONDUCTED_AT(Relationship, start=Trial, end=Institution):
    """The trial lists a site that resolves to the institution."""

    status: Annotated[str | None, "Recruitment status of the site."]


class PART_OF(Relationship, start=Institution, end=Institution):
    """The first institution belongs to the second."""


class SUCCEEDED_BY(Relationship, start=Institution, end=Institution):
    """The register says that the second institution took the place of the first."""


class PAID_BY(Relationship, start=Payment, end=Company):
    """The company made or reported the payment."""


class CONCERNS(Relationship, start=Payment, end=Product):
    """The payment was reported as related to the product."""


class MEMBER_OF(Relationship, start=Liaison, end=Team):
    """The engagement log lists the liaison under the team."""


class HELD(Relationship, start=Liaison, end=Engagement):
    """The liaison planned or held the engagement."""


class ENGAGED(Relationship, start=Engagement, end=Person):
    """The engagement was with this person."""

    identity_score: Annotated[float, "Confidence, 0 to 1, that the log means this person."]
    identity_reasons: Annotated[list[str], "What the log names the person by."]


class PERFORMED(Relationship, start=Person, end=CodeGroup, apart=("from_on", "to_on", "setting")):
    """A clinician's volume in a group of codes, in one period and setting."""

    from_on: Annotated[date, "First day of the period."]
    to_on: Annotated[date, "Last day of the period."]
    setting: Annotated[str, "Where: such as inpatient, outpatient, office; else not stated."]
    services: Annotated[int | None, "Services or procedures."]
    patients: Annotated[int | None, "Distinct patients."]


class CONNECTED_TO(Relationship, start=Person, end=Person):
    """A tie: the two have worked together. One direction is stored, the lower id first; it is read
    without one."""

    strength: Annotated[
        float,
        "Probability that the two have a joint record again within two years, 0 to 1; where the "
        "reasons say that the forecast was withheld, an order and no probability.",
    ]
    paper_strength: Annotated[float | None, "The same as far as joint papers say it."]
    trial_strength: Annotated[float | None, "The same, of joint trials that no company leads."]
    industry_strength: Annotated[float | None, "The same, of joint trials that a company leads."]
    strength_parts: Annotated[
        list[float] | None,
        "What each theme adds to the log odds: recency, amount, steadiness, places, the others on "
        "the latest record, activity of both, their other partners, shared partners.",
    ]
    paper_weight: Annotated[float, "The part of the summed weight that joint papers give."]
    trial_weight: Annotated[float, "The part of the summed weight that joint trials give."]
    papers: Annotated[int, "Joint papers that count: at most 50 authors."]
    trials: Annotated[int, "Joint trials."]
    industry_trials: Annotated[int | None, "Joint trials that a company leads."]
    smallest: Annotated[int | None, "Persons on the joint record with the fewest."]
    paper_last_on: Annotated[date | None, "Date of the latest joint paper."]
    trial_last_on: Annotated[date | None, "Date of the latest joint trial that no company leads."]
    industry_last_on: Annotated[date | None, "Date of the latest joint trial of a company."]
    first_on: Annotated[date | None, "Date of the first joint record."]
    last_on: Annotated[date | None, "Date of the latest joint record."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class MET(Relationship, start=Liaison, end=Person):
    """The liaison has held an engagement with the person; one that was cancelled or not held does
    not count."""

    strength: Annotated[float, "Probability that the two meet again within two years, 0 to 1."]
    engagements: Annotated[int, "Engagements held."]
    minutes: Annotated[int | None, "Minutes of them in all."]
    first_on: Annotated[date, "Day of the first."]
    last_on: Annotated[date, "Day of the latest."]
    strength_parts: Annotated[list[float] | None, "What each theme adds to the log odds."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]
