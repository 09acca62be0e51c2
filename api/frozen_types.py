"""What is told of a frozen list, how right it was, and who is on it?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import strawberry

from algorithms.emerging.outcomes import CITATIONS, HORIZON, PAPERS
from api.connections import PageInfo
from api.declaring import named
from api.types import Person


@strawberry.enum(description="What the persons of a list were to gain.")
class FrozenOutcome(Enum):
    CITATIONS = strawberry.enum_value(CITATIONS, description="Citations received.")
    PAPERS_AND_TIES = strawberry.enum_value(
        PAPERS, description="Papers, and ties into other circles."
    )


@strawberry.type(description="How the first so many of a frozen list did.")
class FrozenPart:
    first: int = strawberry.field(description="So many, from the first place on.")
    rose: int = strawberry.field(description="Of these, who rose.")
    unknown: int = strawberry.field(description="Of these, of whom it is not known.")
    precision: float | None = strawberry.field(
        description="Share who rose of those of whom it is known; none where it is of nobody."
    )
    lift: float | None = strawberry.field(description="Precision over `base`.")


@strawberry.type(description="What the years after a frozen list made of it.")
class FrozenJudgement:
    judged_at: datetime = strawberry.field(description="When it was judged last.")
    known_until: date = strawberry.field(description="Day of the newest paper known then.")
    candidates: int = strawberry.field(
        description="All who were not yet visible, by what is known now, on the list or not."
    )
    risen: int = strawberry.field(description="Of these, who rose.")
    base: float = strawberry.field(description="The share of them: what chance would find.")
    parts: list[FrozenPart] = strawberry.field(
        description="The first 10, 20, 30, 50 and so on, and in the end all."
    )


@strawberry.type(description="A list of emerging experts, frozen so that later years can judge it.")
class FrozenList:
    id: strawberry.ID = strawberry.field(description="Its file in the home's `frozen` folder.")
    is_whole: bool = strawberry.field(
        description="Whether the file is as it was written. If not, nothing else of it is told."
    )
    fault: str | None = strawberry.field(
        default=None, description="Why it is no list, or none any more."
    )
    as_of: date | None = strawberry.field(
        default=None, description="Records of later days were not looked at."
    )
    frozen_at: datetime | None = strawberry.field(default=None, description="When it was written.")
    is_in_hindsight: bool | None = strawberry.field(
        default=None,
        description="Whether it was frozen when the first of the years that judge it was over. No "
        "later record was looked at, but identity was that of the time.",
    )
    outcome: FrozenOutcome | None = strawberry.field(
        default=None, description="What its model learned to foresee, by which it is judged."
    )
    sha256: str | None = strawberry.field(
        default=None, description="Digest of all else in the file: day, time, outcome and lines."
    )
    persons: int | None = strawberry.field(default=None, description="How many are on it.")
    judgeable_after: date | None = strawberry.field(
        default=None,
        description=f"The last of the {HORIZON} years by which it is judged ends on this day.",
    )
    judgement: FrozenJudgement | None = strawberry.field(
        default=None, description="How right it was; none where that is not known."
    )
    unjudged: str | None = strawberry.field(
        default=None, description="Why that is not known, in words."
    )


@named
@strawberry.type(description="A place on a frozen list.")
class FrozenPersonEdge:
    cursor: str = strawberry.field(description="Cursor of this row, for `after` and `before`.")
    place: int = strawberry.field(description="The place, from 1.")
    chance: float = strawberry.field(description="The chance to rise that was said, 0 to 1.")
    rose: bool | None = strawberry.field(description="Whether the person rose; none: not known.")
    unknown: str | None = strawberry.field(
        description="Why that is not known, in words, where the list was judged."
    )
    node: Person | None = strawberry.field(
        description="The person, as known today; none who is no longer in the graph."
    )


@named
@strawberry.type(description="One page of the persons of a frozen list.")
class FrozenPersonConnection:
    edges: list[FrozenPersonEdge] = strawberry.field(description="The places, in the list's order.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="All places of which the caller may read.")

    @strawberry.field(description="The persons themselves, those who are in the graph.")
    def nodes(self) -> list[Person]:
        return [edge.node for edge in self.edges if edge.node]
