"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.answering import Answering
from api.roots import Info
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
