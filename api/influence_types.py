"""What does a person's influence look like to those who ask?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api.connections import plain_connection
from api.context import Context
from api.pages import page_of
from api.paging import bounded

Info = strawberry.Info[Context, None]


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


plain_connection("Contribution", Contribution)


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
        info: Info,
        first: Annotated[int, strawberry.argument(description="Rows on the page, 0 to 100.")] = 20,
        after: Annotated[
            str | None, strawberry.argument(description="`endCursor` of the page before.")
        ] = None,
    ) -> Annotated["ContributionConnection", strawberry.lazy("api.made")]:  # type: ignore[name-defined]  # noqa: F821, UP037
        cursors, size = info.context.cursors, bounded(first)
        name = "contributions"
        begin = cursors.read(after, name)[0] + 1 if after is not None else 0
        rows = self.all_records[begin : begin + size]
        end, total = begin + len(rows), len(self.all_records)
        written = [cursors.write([place], name) for place in range(begin, end)]
        return page_of(rows, written, total, begin == 0, end >= total)


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

    @strawberry.field(description="How the scores come about, in words, a sentence a step.")
    def sentences(self) -> list[str]:
        about = f" about {self.topic} or below it" if self.topic else ""
        known = [one for one in self.dimensions if one.score is not None]
        scores = ", ".join(f"{one.name.replace('_', '-')} {one.score:.3f}" for one in known)
        return [
            "A score is the weighted mean of indicators, each the person's sum of records, halved "
            "for every five years of age, as a share of the highest sum in the cohort.",
            f"Compared are: {self.cohort}; records{about} up to {self.until}.",
            f"{self.name}: {scores or 'no source speaks of the person'}.",
            "Not counted, and never taken for zero: "
            + (", ".join(self.uncovered) or "nothing is left out")
            + ".",
        ]
