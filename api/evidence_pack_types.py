"""What does the evidence for a visit look like to those who ask?"""

from __future__ import annotations

from datetime import date

import strawberry

from api.brief_facts import CitedFact, EmptyPart
from api.cited import CitedRecord
from api.types import Person, Product


@strawberry.type(description="A topic that a person works on or speaks about.")
class EvidenceTopic:
    name: str = strawberry.field(description="MeSH heading.")
    record_count: int = strawberry.field(description="Records of the person that are about it.")
    why: CitedFact = strawberry.field(description="What they are, and the newest of them.")


@strawberry.type(description="A trial to speak about, and why it was chosen.")
class EvidenceTrial:
    trial: CitedRecord = strawberry.field(description="The trial, as of the day it began.")
    status: str | None = strawberry.field(description="As the registry says; none: unsaid.")
    phases: list[str] = strawberry.field(description="Phases; empty: none is stated.")
    sites: int = strawberry.field(description="Sites that resolve to an institution.")
    sites_in_state: int = strawberry.field(description="Those in the person's state.")
    topics: list[str] = strawberry.field(description="Topics of the person that it is about.")
    why: list[CitedFact] = strawberry.field(description="Why it was chosen.")


@strawberry.type(description="A recent paper by others, and why it was chosen.")
class EvidencePaper:
    paper: CitedRecord = strawberry.field(description="The paper.")
    journal: str | None = strawberry.field(description="Journal, abbreviated as in MEDLINE.")
    published_as: str = strawberry.field(description="Its date as far as it is known.")
    topics: list[str] = strawberry.field(description="Topics of the person that it is about.")
    points: int = strawberry.field(
        description="2 where it cites the person, 1 where a co-author signed it, 1 where it is "
        "cited at least twice as often as its field."
    )
    why: list[CitedFact] = strawberry.field(description="Why it was chosen.")


@strawberry.type(description="What to bring to a visit: evidence beside a person's interests.")
class EvidencePack:
    person: Person = strawberry.field(description="Who is visited.")
    product: Product | None = strawberry.field(description="The product that narrows it, if any.")
    as_of: date = strawberry.field(description="Later records do not count.")
    narrowed_to: list[CitedFact] = strawberry.field(
        description="What the product is for and how far it is, by the user's list."
    )
    practice: list[CitedFact] = strawberry.field(
        description="Patients, services and prescriptions as counted."
    )
    interests: list[EvidenceTopic] = strawberry.field(
        description="Topics by the person's papers, trials and sessions, most records first."
    )
    discussed: list[EvidenceTopic] = strawberry.field(
        description="Topics of debriefs that are MeSH headings; never what was said. Whoever may "
        "read them has trials and papers chosen by them, too."
    )
    trials: list[EvidenceTrial] = strawberry.field(
        description="Trials of others that are open or began within a year, with a site in the "
        "person's state first."
    )
    papers: list[EvidencePaper] = strawberry.field(
        description="Papers of others of the last two years, those closest to the person first. "
        "None that was retracted, corrects another or is a preprint."
    )
    empty: list[EmptyPart] = strawberry.field(description="Parts that are empty, and why.")
    limits: list[CitedFact] = strawberry.field(description="What the sources do not tell.")
