"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.answering import Answering
from api.filed import FiledScreening, filed_screening, filed_screenings
from api.roots import Info
from api.screening import screening as screened_now
from api.screening_types import (
    Screening,
    ScreeningInput,
    ScreeningRole,
    screening_of,
)
from api.segments import Objective, SegmentDryRun, dry_run, objectives


@strawberry.type
class Affairs:
    """The part of the questions that is about the work with persons: whom to choose, to meet, to
    invite."""

    @strawberry.field(description="What medical affairs sets out to do, each with a rule.")
    def objectives(self) -> list[Objective]:
        return objectives()

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
