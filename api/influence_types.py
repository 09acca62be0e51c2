"""What does a person's influence look like to those who ask?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api.errors import bad_input
from api.pages import PageInfo

MOST = 100


@strawberry.input(description="A weight in place of that in algorithms/dimensions/weights.toml.")
class IndicatorWeightInput:
    dimension: str = strawberry.field(description="Such as scientific.")
    indicator: str = strawberry.field(description="Such as citations.")
    weight: float = strawberry.field(description="0 leaves the indicator out.")


@strawberry.type(description="What one record adds to a score.")
class Contribution:
    record: str = strawberry.field(
        description="PMID, registry number, payment, or the neighbour's `personId`."
    )
    title: str | None = strawberry.field(
        description="What the record is called; of a payment, company, nature and amount."
    )
    day: date | None = strawberry.field(description="When it happened; a tie's latest record.")
    source: str | None = strawberry.field(description="Where it comes from.")
    contribution: float = strawberry.field(description="What it adds to the dimension's score.")


@strawberry.type(description="A page of records, the largest contribution first.")
class ContributionPage:
    nodes: list[Contribution] = strawberry.field(description="The records.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="Records in all.")


@strawberry.type(description="What one indicator adds to a dimension.")
class IndicatorScore:
    name: str = strawberry.field(description="Such as citations.")
    weight: float = strawberry.field(
        description="Its share of the dimension's weight, among indicators that are covered."
    )
    total: float = strawberry.field(description="The person's sum over records, halved by age.")
    highest: float = strawberry.field(description="The highest sum in the cohort.")
    contribution: float = strawberry.field(description="weight x total / highest.")
    all_records: strawberry.Private[list[Contribution]]

    @strawberry.field(description="The records it is made of, the largest contribution first.")
    def records(
        self,
        first: Annotated[int, strawberry.argument(description="Rows on the page, 0 to 100.")] = 20,
        after: Annotated[
            str | None, strawberry.argument(description="`endCursor` of the page before.")
        ] = None,
    ) -> ContributionPage:
        if not 0 <= first <= MOST:
            raise bad_input(f"`first` is {first}; give 0 to {MOST}, and `after` for more")
        if after is not None and not after.isdigit():
            raise bad_input(f"{after[:80]!r} is no cursor of this list")
        begin = int(after) if after else 0
        rows = self.all_records[begin : begin + first]
        end = begin + len(rows)
        page_info = PageInfo(
            has_next_page=end < len(self.all_records),
            start_cursor=str(begin) if rows else None,
            end_cursor=str(end) if rows else None,
        )
        return ContributionPage(nodes=rows, page_info=page_info, total_count=len(self.all_records))


@strawberry.type(description="Influence in one dimension, within the cohort.")
class DimensionScore:
    name: str = strawberry.field(description="scientific, clinical, network, digital, ...")
    score: float | None = strawberry.field(
        description="0 to 1; none where no source speaks of the person."
    )
    is_covered: bool = strawberry.field(description="Whether any of its sources is loaded.")
    rank: int | None = strawberry.field(description="Place within the cohort, from 1.")
    rank_low: int | None = strawberry.field(
        description="Best place in nine of ten resamples of identity and ties; none with weights "
        "or a topic of the caller's own."
    )
    rank_high: int | None = strawberry.field(description="Worst place in nine of ten resamples.")
    ranked: int | None = strawberry.field(description="Persons of the cohort that have a score.")
    contributions: list[IndicatorScore] = strawberry.field(
        description="What adds up to the score, indicator by indicator and record by record."
    )


@strawberry.type(description="A person's influence, opened down to the records.")
class InfluenceScores:
    person_id: str = strawberry.field(description="Whose.")
    name: str = strawberry.field(description="The person's name.")
    cohort: str = strawberry.field(description="Beside whom: specialty, place, career stage.")
    until: date = strawberry.field(description="The day asked about; later records do not count.")
    topic: str | None = strawberry.field(description="The scope, if one was given.")
    uncovered: list[str] = strawberry.field(
        description="Indicators that do not count, for no source of theirs is loaded or they have "
        "no topic of their own; never taken for zero."
    )
    dimensions: list[DimensionScore] = strawberry.field(description="All five, never collapsed.")
