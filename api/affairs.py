"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api import segment_questions
from api.answering import Answering
from api.cadence import cadences, next_touches
from api.cadence_types import Cadences, CadenceStanding, NextTouches
from api.rapport import rapport, rapports
from api.rapport_types import Rapport, Rapports, RapportState
from api.roots import Info
from api.segments import Objective, SegmentDryRun, TierRule, dry_run, objectives, tier_rules
from api.touch_reading import Side

Liaison = Annotated[
    str | None, strawberry.argument(description="A `liaisonId`: the liaison's own relationships.")
]
Team = Annotated[
    str | None, strawberry.argument(description="A `teamId`: those of its liaisons together.")
]
AsOf = Annotated[
    date | None, strawberry.argument(description="Only what was known by this day; else today.")
]


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

    @strawberry.field(
        description="How the relationship with a person fares, by which records: of a liaison, of "
        "a team, or of all of us. None where no touch was held by that day."
    )
    async def rapport(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        liaison: Liaison = None,
        team: Team = None,
        as_of: AsOf = None,
    ) -> Rapport | None:
        return await rapport(Answering(info), person, Side(liaison, team), as_of)

    @strawberry.field(
        description="How the relationships with everybody met fare: of a liaison, of a team, or of "
        "all of us. None where no touch was held by that day."
    )
    async def rapports(
        self,
        info: Info,
        liaison: Liaison = None,
        team: Team = None,
        state: Annotated[
            RapportState | None, strawberry.argument(description="Only those in this state.")
        ] = None,
        as_of: AsOf = None,
        first: Annotated[
            int, strawberry.argument(description="How many to tell of, 0 to 100.")
        ] = 20,
    ) -> Rapports | None:
        return await rapports(Answering(info), Side(liaison, team), state, as_of, first)

    @strawberry.field(
        description="How often the persons of a liaison's territory are met by all of us, beside "
        "how often their tier asks: whom the liaison neglects, and whom we overrun. None where no "
        "touch was held by that day."
    )
    async def cadences(
        self,
        info: Info,
        liaison: Annotated[str, strawberry.argument(description="A `liaisonId`.")],
        standing: Annotated[
            CadenceStanding | None, strawberry.argument(description="Only those met so.")
        ] = None,
        as_of: AsOf = None,
        first: Annotated[
            int, strawberry.argument(description="How many to tell of, 0 to 100.")
        ] = 20,
    ) -> Cadences | None:
        return await cadences(Answering(info), liaison, standing, as_of, first)

    @strawberry.field(
        description="Whom a liaison should see next, and why: by what is fresh, by who is overdue, "
        "and by what other teams did. None where no touch was held by that day."
    )
    async def next_touches(
        self,
        info: Info,
        liaison: Annotated[str, strawberry.argument(description="A `liaisonId`.")],
        first: Annotated[
            int, strawberry.argument(description="How many to tell of, each way, 0 to 100.")
        ] = 10,
        as_of: AsOf = None,
    ) -> NextTouches | None:
        return await next_touches(Answering(info), liaison, first, as_of)
