"""What does a ranking look like to those who ask?"""

from __future__ import annotations

from datetime import date
from enum import Enum

import strawberry

from api.connections import PageInfo
from api.declaring import named
from api.influence_types import DimensionScore
from api.types import Person


@strawberry.enum(
    description="By what persons are ranked: a dimension of influence within the scope, or a "
    "number on the ties within it."
)
class RankBy(Enum):
    SCIENTIFIC = strawberry.enum_value(
        "scientific", description="Papers, citations, senior papers."
    )
    CLINICAL = strawberry.enum_value(
        "clinical", description="Trials, services, new drugs taken up."
    )
    NETWORK = strawberry.enum_value("network", description="PageRank on all ties.")
    DIGITAL = strawberry.enum_value(
        "digital",
        description="Posts, webinars, podcasts, communities; of verified accounts.",
    )
    CROSS_INDUSTRY = strawberry.enum_value(
        "cross_industry", description="Payments and trials of companies. Contact, not merit."
    )
    ALL_DIMENSIONS = strawberry.enum_value(
        "all_dimensions",
        description="The weighted mean of the dimensions; one whose sources are silent on a person "
        "adds nothing.",
    )
    INFLUENCE = strawberry.enum_value(
        "influence", description="PageRank on ties within the scope, as a share of the highest."
    )
    CONNECTOR = strawberry.enum_value(
        "connector", description="Betweenness times the share of ties that leave the circle."
    )
    BETWEENNESS = strawberry.enum_value(
        "betweenness", description="Shortest paths through the person."
    )
    TIE_COUNT = strawberry.enum_value("tieCount", description="Ties within the scope.")
    K_CORE = strawberry.enum_value(
        "kCore", description="Largest k so that a group holds k ties of each within it."
    )
    EIGENVECTOR = strawberry.enum_value("eigenvector", description="Leading eigenvector.")
    HARMONIC = strawberry.enum_value("harmonic", description="Mean of 1 / steps to all others.")
    CONSTRAINT = strawberry.enum_value("constraint", description="Burt's constraint.")
    EFFECTIVE_SIZE = strawberry.enum_value(
        "effectiveSize", description="Ties less their redundancy."
    )
    PARTICIPATION = strawberry.enum_value(
        "participation", description="How evenly ties are spread over circles."
    )
    CIRCLES_JOINED = strawberry.enum_value(
        "circlesJoined", description="Circles among the person's ties."
    )


@strawberry.input(description="How much a dimension counts in `ALL_DIMENSIONS`; else 1.")
class DimensionWeightInput:
    dimension: str = strawberry.field(description="Such as scientific.")
    weight: float = strawberry.field(description="0 leaves the dimension out.")


@named
@strawberry.type(description="A person in the place that the ranking gives.")
class RankEdge:
    cursor: str = strawberry.field(description="Cursor of this row, for `after` and `before`.")
    node: Person = strawberry.field(description="The person.")
    rank: int = strawberry.field(description="Place within the scope, from 1; equals share it.")
    score: float = strawberry.field(description="The number that is ranked by.")
    rank_low: int | None = strawberry.field(
        description="Best place in nine of ten resamples of identity and ties; only for one "
        "dimension within one `cohort`, with nothing else of the caller's own: elsewhere nothing "
        "is resampled."
    )
    rank_high: int | None = strawberry.field(description="Worst place in nine of ten resamples.")
    dimensions: list[DimensionScore] = strawberry.field(
        description="What adds up to the score, down to the records; empty for numbers on ties."
    )
    reasons: list[str] = strawberry.field(description="What the score is made of, in words.")


@named
@strawberry.type(description="One page of a ranking, and what it is a ranking of.")
class RankConnection:
    edges: list[RankEdge] = strawberry.field(description="Rows with place and score.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="Persons in the scope who have a score.")
    until: date | None = strawberry.field(
        description="Later records do not count; none where nothing was concluded yet, and of ties "
        "as they are."
    )
    uncovered: list[str] = strawberry.field(
        description="Indicators that do not count: their source is not loaded, they have no topic "
        "of their own, or nothing of them is kept of a past day. Never taken for zero."
    )
    run: str | None = strawberry.field(
        description="The run of a number on ties, by the digest of scope and ties; none for "
        "dimensions."
    )

    @strawberry.field(description="The persons themselves.")
    def nodes(self) -> list[Person]:
        return [edge.node for edge in self.edges]
