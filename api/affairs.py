"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api import notes as noted
from api import segment_questions
from api.alerts import AlertQuestions
from api.answering import Answering
from api.board_types import AdvisoryBoard, BoardConstraintsInput, BoardMeasureInput
from api.boards import advisory_board
from api.cadence import cadences, next_touches
from api.cadence_types import Cadences, CadenceStanding, NextTouches
from api.channels import ChannelQuestions
from api.filed import FiledScreening, filed_screening, filed_screenings
from api.last_touch import last_touch
from api.lifecycle import lifecycle
from api.lifecycle_types import Lifecycle
from api.rapport import Which, rapport, rapports
from api.rapport_types import Rapport, Rapports, RapportState
from api.roots import Info
from api.screening import screening as screened_now
from api.screening_types import (
    Screening,
    ScreeningInput,
    ScreeningRole,
    screening_of,
)
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
Tiers = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="A segment by `id`, whose levels are the tiers; else the default."
    ),
]


@strawberry.type
class Affairs(AlertQuestions, ChannelQuestions):
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

    notes = strawberry.field(
        resolver=noted.notes, description="Notes on a person, of the function of the purpose."
    )
    last_touch = strawberry.field(resolver=last_touch, description="When we last touched a person.")

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
        tiers: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="A segment by `id`, whose levels are the tiers."),
        ] = None,
        tier: Annotated[
            int | None, strawberry.argument(description="Only those on this level of `tiers`.")
        ] = None,
    ) -> Rapports | None:
        which = Which(state, tier, first)
        return await rapports(Answering(info), Side(liaison, team), which, as_of, tiers)

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
        tiers: Tiers = None,
        first: Annotated[
            int, strawberry.argument(description="How many to tell of, 0 to 100.")
        ] = 20,
    ) -> Cadences | None:
        return await cadences(Answering(info), liaison, standing, as_of, first, tiers)

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
        tiers: Tiers = None,
    ) -> NextTouches | None:
        return await next_touches(Answering(info), liaison, first, as_of, tiers)

    @strawberry.field(
        description="Whether a person may be invited to a role by a company: licences, exclusions, "
        "payments, conflicts, the reason and the fee, each with its records. What no source says "
        "is unknown, never clear."
    )
    async def screening(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        role: Annotated[ScreeningRole, strawberry.argument(description="To be what.")],
        company: Annotated[
            str, strawberry.argument(description="Who invites: a `companyId` or a name.")
        ],
        states: Annotated[
            list[str] | None,
            strawberry.argument(description="Where it takes place; else the state of practice."),
        ] = None,
        hours: Annotated[
            float | None, strawberry.argument(description="Hours of work, where a fee is meant.")
        ] = None,
        rate_usd: Annotated[
            float | None, strawberry.argument(description="US dollars an hour.")
        ] = None,
        topic: Annotated[
            str | None, strawberry.argument(description="MeSH heading that it is about.")
        ] = None,
    ) -> Screening | None:
        given = ScreeningInput(
            person=person,
            role=role,
            company=company,
            states=states,
            hours=hours,
            rate_usd=rate_usd,
            topic=topic,
        )
        return screening_of(await screened_now(Answering(info), given))

    @strawberry.field(description="Screenings of a person that were filed, the latest first.")
    async def screenings(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        first: Annotated[int, strawberry.argument(description="How many, 1 to 100.")] = 20,
    ) -> list[FiledScreening] | None:
        return await filed_screenings(Answering(info), person, first)

    @strawberry.field(description="One screening that was filed, by its number.")
    async def filed_screening(
        self,
        info: Info,
        number: Annotated[int, strawberry.argument(description="Its number.")],
    ) -> FiledScreening | None:
        return await filed_screening(Answering(info), number)

    @strawberry.field(
        description="An advisory board proposed under constraints: the best choice of persons whom "
        "a rule takes in, how far it may be from the best possible, and why each of them."
    )
    async def advisory_board(
        self,
        info: Info,
        rule: Annotated[
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="Who may be invited; without one, everybody."),
        ] = None,
        seats: Annotated[int, strawberry.argument(description="How many, 1 to 30.")] = 8,
        topic: Annotated[
            str | None,
            strawberry.argument(
                description="MeSH heading: only persons with a paper or trial about it or below "
                "it; where `topics` is not given, the headings directly below it are covered."
            ),
        ] = None,
        topics: Annotated[
            list[str] | None, strawberry.argument(description="MeSH headings to cover, up to 40.")
        ] = None,
        constraints: Annotated[
            BoardConstraintsInput | None, strawberry.argument(description="What must hold.")
        ] = None,
        measure: Annotated[
            BoardMeasureInput | None, strawberry.argument(description="What makes it good.")
        ] = None,
        seconds: Annotated[
            float, strawberry.argument(description="How long the search may take, 0.1 to 15.")
        ] = 5.0,
    ) -> AdvisoryBoard:
        return await advisory_board(Answering(info))

    @strawberry.field(
        description="A product's milestones from the first trial to the years after launch: which "
        "experts each needs and why, what to discuss, who was met, and how late."
    )
    async def lifecycle(
        self,
        info: Info,
        product: Annotated[str, strawberry.argument(description="Its name.")],
        as_of: Annotated[
            date | None, strawberry.argument(description="The day to look from; else today.")
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="Experts of each milestone, 1 to 50.")
        ] = 10,
    ) -> Lifecycle:
        return await lifecycle(Answering(info), product, as_of, first)
