"""Which questions does medical affairs ask in its daily work?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api.answering import Answering
from api.board_types import AdvisoryBoard, BoardConstraintsInput, BoardMeasureInput
from api.boards import advisory_board
from api.lifecycle import lifecycle
from api.lifecycle_types import Lifecycle
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
