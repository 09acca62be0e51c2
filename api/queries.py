"""Which questions can be asked?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import strawberry

from api import saving
from api.affairs import Affairs
from api.answering import Answering
from api.brief import Briefed, introduction_brief
from api.brief_facts import ForLiaison, ForTeam, Id, OnDay
from api.brief_types import IntroductionBrief
from api.congress_debrief import congress_debrief
from api.cypher import cypher
from api.evidence import evidence
from api.evidence_pack import evidence_pack
from api.frozen import frozen_lists, frozen_persons
from api.influence import influence as influence_of
from api.influence_types import IndicatorWeightInput, InfluenceScores
from api.introduction_types import Introduction, IntroductionFilterInput
from api.introductions import introductions
from api.lists import Lists
from api.me import Me
from api.me import me as asking
from api.pages import After, Before, Last, Part, Rows
from api.past_ties import PastTieConnection, ties_on
from api.planning import NextIntroduction, Reach, next_introductions, reach
from api.points import RateLimit
from api.ranking import rank
from api.ranking_types import DimensionWeightInput, RankBy, RankConnection
from api.roots import Info
from api.scopes import ScopeInput
from api.tie_kinds import TieKind
from api.touch_reading import Side
from api.trends import Trend, trend

First = Annotated[int, strawberry.argument(description="Rows on the page, 1 to 100.")]
Starts = Annotated[
    list[str],
    strawberry.argument(
        name="from",
        description="A `personId`, `liaisonId` or `teamId`, or several; `Liaison:id` and the like "
        "where one id could mean two.",
    ),
]
Goals = Annotated[list[str], strawberry.argument(description="A `personId`, or several.")]
Kinds = Annotated[
    list[TieKind] | None, strawberry.argument(description="Records that may make ties; else all.")
]
Hops = Annotated[int, strawberry.argument(description="Most ties in a chain, 1 to 6.")]
Without = Annotated[
    IntroductionFilterInput | None, strawberry.argument(description="What to do without.")
]


@strawberry.type(description="The questions.")
class Query(Lists, Affairs):
    @strawberry.field(description="What this operation costs, and what is left of the hour.")
    def rate_limit(self, info: Info) -> RateLimit:
        balance = info.context.balance
        assert balance
        return balance

    @strawberry.field(description="Who asks, and what may be asked.")
    def me(self, info: Info) -> Me:
        return asking(info.context)

    @strawberry.field(
        description="The strongest chains of ties from a liaison, a team or persons to persons, "
        "for each of these in turn."
    )
    async def introductions(
        self,
        info: Info,
        from_: Starts,
        to: Goals,
        first: Annotated[int, strawberry.argument(description="How many to each, 1 to 20.")] = 3,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> list[Introduction]:
        asked = (from_, to, first, kinds, max_hops, filter)
        return await introductions(Answering(info), *asked)

    @strawberry.field(
        description="Who connects a liaison or a team to a person, and what to know before."
    )
    async def introduction_brief(
        self,
        info: Info,
        person: Id,
        liaison: ForLiaison = None,
        team: ForTeam = None,
        as_of: OnDay = None,
        first: Annotated[
            int, strawberry.argument(description="Each by another introducer, 1 to 5.")
        ] = 3,
    ) -> IntroductionBrief:
        side = Side(liaison, team)
        asked = Briefed(person, side, as_of, first, introductions, influence_of)
        return await introduction_brief(Answering(info), asked)

    evidence_pack = strawberry.field(
        resolver=evidence_pack,
        description="What to bring to a visit: trials and papers beside a person's interests.",
    )
    congress_debrief = strawberry.field(
        resolver=congress_debrief,
        description="Who of our persons was at a congress, with what, and who was met there.",
    )

    @strawberry.field(
        description="A person's influence in five dimensions within the cohort, opened down to the "
        "records that add up to it; none where nothing was concluded yet."
    )
    async def influence(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        topic: Annotated[
            str | None,
            strawberry.argument(description="MeSH heading: only records about it or below it."),
        ] = None,
        weights: Annotated[
            list[IndicatorWeightInput] | None,
            strawberry.argument(description="In place of those of algorithms/weights.toml."),
        ] = None,
        as_of: Annotated[
            date | None,
            strawberry.argument(
                description="Only records up to this day count, of the person and of the cohort of "
                "today; the network dimension has no score then, for PageRank of a past day is not "
                "kept."
            ),
        ] = None,
    ) -> InfluenceScores | None:
        return await influence_of(Answering(info), person, topic, weights, as_of)

    @strawberry.field(
        description="Persons within a scope, the first by a dimension of influence or by a number "
        "on ties leading, each with what adds up to the score."
    )
    async def rank(
        self,
        info: Info,
        by: Annotated[RankBy, strawberry.argument(description="By what.")],
        scope: Annotated[
            ScopeInput | None, strawberry.argument(description="Which persons and records.")
        ] = None,
        weights: Annotated[
            list[IndicatorWeightInput] | None,
            strawberry.argument(description="In place of those of algorithms/weights.toml."),
        ] = None,
        dimensions: Annotated[
            list[DimensionWeightInput] | None,
            strawberry.argument(description="How much each counts in ALL_DIMENSIONS."),
        ] = None,
        first: Rows = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> RankConnection:
        part = Part(first, after, last, before)
        return await rank(Answering(info), by, weights, dimensions, part)

    @strawberry.field(
        description="How the papers, volumes and centrality of a cohort run over twelve quarters, "
        "and a person's beside them; none where nothing was concluded yet."
    )
    async def trend(
        self,
        info: Info,
        scope: Annotated[
            ScopeInput | None,
            strawberry.argument(description="Which persons; else the cohort of `person`, or all."),
        ] = None,
        person: Annotated[
            str | None, strawberry.argument(description="A `personId`: whose line stands beside.")
        ] = None,
    ) -> Trend | None:
        return await trend(Answering(info), person)

    frozen_lists = strawberry.field(
        resolver=frozen_lists,
        description="The lists of emerging experts that were frozen, and how right they were: the "
        "latest years first, then files of the folder that are no lists.",
    )
    frozen_persons = strawberry.field(
        resolver=frozen_persons,
        description="Who is on a frozen list, in its order, and who rose.",
    )

    @strawberry.field(
        description="Which introductions to ask for, in the order that opens most persons with the "
        "fewest asks."
    )
    async def next_introductions(
        self,
        info: Info,
        from_: Starts,
        to: Goals,
        asks: Annotated[int, strawberry.argument(description="How many at most, 1 to 50.")] = 10,
        per_introducer: Annotated[
            int, strawberry.argument(description="How often one introducer may be asked.")
        ] = 2,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> list[NextIntroduction]:
        asked = (from_, to, asks, per_introducer, kinds, max_hops, filter)
        return await next_introductions(Answering(info), *asked)

    @strawberry.field(
        description="How many persons are in reach, and whom the loss of some would cut off."
    )
    async def reach(
        self,
        info: Info,
        from_: Starts,
        without: Annotated[
            list[str] | None, strawberry.argument(description="Persons to do without, by id.")
        ] = None,
        least: Annotated[
            float, strawberry.argument(description="Least strength of a chain that reaches.")
        ] = 0.01,
        first: Annotated[
            int, strawberry.argument(description="How many of those who lose most, 0 to 100.")
        ] = 20,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> Reach:
        asked = (from_, without or [], least, first, kinds, max_hops, filter)
        return await reach(Answering(info), *asked)

    @strawberry.field(
        description="To whom a person was tied on a past day, the strongest tie first, liaisons "
        "left out."
    )
    async def ties_on(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        as_of: Annotated[date, strawberry.argument(description="Only what had happened by then.")],
        known_by: Annotated[
            datetime | None, strawberry.argument(description="Only what had been loaded by then.")
        ] = None,
        filter: Annotated[
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="To whom, by what is known today."),
        ] = None,
        first: Rows = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PastTieConnection:
        part = Part(first, after, last, before)
        return await ties_on(Answering(info), person, as_of, known_by, part)

    @strawberry.field(description="The records behind one tie, the newest first, by pages.")
    async def evidence(
        self,
        info: Info,
        from_: Annotated[
            str, strawberry.argument(name="from", description="A `personId` or `liaisonId`.")
        ],
        to: Annotated[str, strawberry.argument(description="A `personId`.")],
        first: First = 20,
        after: Annotated[
            str | None, strawberry.argument(description="`endCursor` or a hop's `evidenceCursor`.")
        ] = None,
        kinds: Kinds = None,
        filter: Without = None,
    ) -> Annotated["EvidenceConnection", strawberry.lazy("api.made")]:  # type: ignore[name-defined]  # noqa: F821, UP037
        asked = (from_, to, kinds, first, after, filter)
        return await evidence(Answering(info), *asked)

    cypher = strawberry.field(
        resolver=cypher,
        description="What a Cypher statement answers that only reads; for analysts, stewards and "
        "administrators.",
    )
    saved_queries = strawberry.field(
        resolver=saving.saved_queries,
        description="The caller's own saved queries and those that others share, by id.",
    )
    saved_query = strawberry.field(
        resolver=saving.saved_query, description="A saved query, the caller's own or shared."
    )
