"""What does the lifecycle of a product look like to those who ask?"""

from __future__ import annotations

from datetime import date

import strawberry

from api.cited import CitedRecord
from api.types import Person, Product


@strawberry.type(description="An expert for a milestone, why, and whether a liaison was there.")
class LifecycleExpert:
    person: Person = strawberry.field(description="The person.")
    score: float = strawberry.field(
        description="0 to 1: weighted share of the most records of each kind that anybody has."
    )
    reasons: list[str] = strawberry.field(description="What the score is made of, in words.")
    latest: list[CitedRecord] = strawberry.field(
        description="The latest papers and trials about the condition, at most three."
    )
    engagements: int = strawberry.field(description="Engagements that liaisons held.")
    first_met_on: date | None = strawberry.field(description="Day of the first; none: never met.")
    last_met_on: date | None = strawberry.field(description="Day of the latest.")
    liaisons: list[str] = strawberry.field(description="Who held them, by `liaisonId`.")
    meeting: str = strawberry.field(
        description="met in time, met late, met (no day of the milestone is listed), missed, not "
        "due, or unknown (neither a day nor a phase is listed)."
    )
    days_late: int | None = strawberry.field(
        description="Days after the milestone's first day; 0 is in time, none where no day says so."
    )
    why: str = strawberry.field(description="The same in words.")


@strawberry.type(description="A milestone of a product for a condition, and its experts.")
class LifecycleMilestone:
    name: str = strawberry.field(description="Its name.")
    title: str = strawberry.field(description="The same, to be read.")
    why: str = strawberry.field(description="What experts are needed for.")
    condition: str = strawberry.field(description="MeSH heading that the product is for.")
    phase: str | None = strawberry.field(description="How far the product is for it, as listed.")
    begins_on: date | None = strawberry.field(
        description="Its first day, by the list of products; none is not listed."
    )
    has_begun: bool | None = strawberry.field(
        description="By that day, else by the phase; none is not known."
    )
    discuss: list[str] = strawberry.field(description="What to discuss.")
    missed: int = strawberry.field(description="Of the experts told, those missed or met late.")
    experts: list[LifecycleExpert] = strawberry.field(description="The first by score.")


@strawberry.type(description="A product's milestones, each with the experts it needs.")
class Lifecycle:
    product: Product = strawberry.field(description="The product.")
    as_of: date = strawberry.field(description="Later records and meetings do not count.")
    said: str = strawberry.field(description="What came of it, in words.")
    milestones: list[LifecycleMilestone] = strawberry.field(
        description="By condition, the earliest first."
    )
