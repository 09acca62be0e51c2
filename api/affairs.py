"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from typing import Annotated

import strawberry

from api import segment_questions
from api.answering import Answering
from api.roots import Info
from api.segments import Objective, SegmentDryRun, TierRule, dry_run, objectives, tier_rules


@strawberry.type
class Affairs:
    """The part of the questions that is about the work with persons: whom to choose, to meet, to
    invite."""

    @strawberry.field(description="What medical affairs sets out to do, each with a rule.")
    def objectives(self) -> list[Objective]:
        return objectives()

    @strawberry.field(
        description="The tiers of medical affairs, the highest first, each with its rules."
    )
    def tiers(self) -> list[TierRule]:
        return tier_rules()

    @strawberry.field(
        description="Whom a rule takes in, who would come and who would go by it, and for which of "
        "its parts. Nothing is changed."
    )
    async def segment_dry_run(
        self,
        info: Info,
        rule: Annotated[
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="The rule to try; without one, everybody."),
        ] = None,
        than: Annotated[
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="The rule before; without one, all would come."),
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="How many to tell of, each way, 0 to 100.")
        ] = 10,
    ) -> SegmentDryRun:
        return await dry_run(Answering(info), first)

    segments = strawberry.field(
        resolver=segment_questions.segments,
        description="The caller's own segments and those that others share, by id.",
    )
    segment = strawberry.field(
        resolver=segment_questions.segment,
        description="A segment, the caller's own or shared.",
    )
    segment_members = strawberry.field(
        resolver=segment_questions.segment_members, description="Who is in a segment, by level."
    )
    segment_moves = strawberry.field(
        resolver=segment_questions.segment_moves,
        description="Who came into a segment, went or changed the level, and why.",
    )
    segment_overlaps = strawberry.field(
        resolver=segment_questions.segment_overlaps,
        description="How much each two of some segments have in common.",
    )
    segment_shortlists = strawberry.field(
        resolver=segment_questions.segment_shortlists,
        description="Whom to ask for which of several segments, so that not the same few are asked "
        "for all.",
    )
