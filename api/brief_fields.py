"""How are the documents for a visit asked for? The root fields, with their arguments."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api.answering import Answering
from api.brief import introduction_brief as brief
from api.brief_types import IntroductionBrief
from api.congress_debrief import congress_debrief as debrief
from api.congress_debrief_types import CongressDebrief
from api.evidence_pack import evidence_pack as pack
from api.evidence_pack_types import EvidencePack
from api.roots import Info
from api.touch_reading import Side

Id = Annotated[str, strawberry.argument(description="A `personId`.")]
Liaison = Annotated[str | None, strawberry.argument(description="For a liaison: a `liaisonId`.")]
AsOf = Annotated[
    date | None, strawberry.argument(description="Only what was known by this day; else today.")
]
Team = Annotated[str | None, strawberry.argument(description="For a team: a `teamId`.")]


async def introduction_brief(
    info: Info,
    person: Id,
    liaison: Liaison = None,
    team: Team = None,
    as_of: AsOf = None,
    first: Annotated[
        int, strawberry.argument(description="Introductions, each by another introducer, 1 to 5.")
    ] = 3,
) -> IntroductionBrief:
    """The root field of this name."""
    return await brief(Answering(info), person, Side(liaison, team), as_of, first)


async def evidence_pack(
    info: Info,
    person: Id,
    product: Annotated[
        str | None,
        strawberry.argument(description="A product by name: only what it is listed for counts."),
    ] = None,
    as_of: AsOf = None,
    first: Annotated[
        int, strawberry.argument(description="Trials, and papers, at most, 1 to 25.")
    ] = 8,
) -> EvidencePack:
    """The root field of this name."""
    return await pack(Answering(info), person, product, as_of, first)


async def congress_debrief(
    info: Info,
    congress: Annotated[str, strawberry.argument(description="A `congressId`.")],
    liaison: Liaison = None,
    team: Team = None,
    segment: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only members of this segment; its levels are the tiers."),
    ] = None,
    as_of: AsOf = None,
    first: Annotated[
        int, strawberry.argument(description="Persons of each kind to tell of, 1 to 100.")
    ] = 25,
) -> CongressDebrief:
    """The root field of this name."""
    return await debrief(Answering(info), congress, Side(liaison, team), segment, as_of, first)
