"""How influential is a person, in which ways, beside whom, and which records add up to that?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

The refresh leaves each person's sums and the cohort's highest as properties; the records behind
them are read here, so that what adds up is what the graph holds. With weights or a topic of the
caller's own, everything is counted anew, for the cohort as well.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry

from algorithms.dimensions import records as search
from algorithms.dimensions import scores as dimensions
from algorithms.dimensions.indicators import RECORDS, TOPICAL
from algorithms.dimensions.scores import DIMENSIONS, HALF_LIFE_YEARS
from api.answering import Answering
from api.errors import bad_input
from api.pages import PageInfo

MOST = 100


@strawberry.input(description="A weight in place of that in algorithms/weights.toml.")
class IndicatorWeightInput:
    dimension: str = strawberry.field(description="Such as scientific.")
    indicator: str = strawberry.field(description="Such as citations.")
    weight: float = strawberry.field(description="0 leaves the indicator out.")


@strawberry.type(description="What one record adds to a score.")
class Contribution:
    record: str = strawberry.field(
        description="PMID, registry number, payment, or the neighbour's `personId`."
    )
    title: str | None = strawberry.field(description="What the record is called.")
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
        rows = self["records"]  # type: ignore[index]
        begin = int(after) if after else 0
        end = begin + first
        return {  # type: ignore[return-value]
            "nodes": rows[begin:end],
            "total_count": len(rows),
            "page_info": {
                "has_next_page": end < len(rows),
                "start_cursor": str(begin) if rows[begin:end] else None,
                "end_cursor": str(min(end, len(rows))) if rows[begin:end] else None,
            },
        }


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


async def influence(
    answering: Answering,
    person: str,
    topic: str | None,
    given: list[IndicatorWeightInput] | None,
) -> dict[str, Any] | None:
    """The five dimensions of a person; none where nothing was concluded of the person yet. Raises
    BAD_USER_INPUT for a person, topic or weight that there is none of."""
    rows = await answering.rows(search.PERSON, {"person": person})
    if not rows:
        raise bad_input(f"no person has the id {person!r}; look one up with `people`")
    held = rows[0]
    if held["cohort"] is None:
        return None
    weights = _weights(given or [])
    below = await _below(answering, topic) if topic else None
    asked = {"until": held["until"], "below": below}
    text = search.records_of(TOPICAL if topic else tuple(RECORDS))
    records = _aged(await answering.rows(text, {**asked, "person": person}), held)
    counted = None
    if topic or given:
        counted = await _cohort(answering, held["cohort"], asked if topic else None)
    uncovered = _uncovered(weights, held["uncovered"], topic)
    told = _dimensions(person, weights, uncovered, held, records, counted)
    names = {"person_id": person, "topic": topic, "uncovered": sorted(uncovered)}
    return {**names, **{n: held[n] for n in ("name", "cohort", "until")}, "dimensions": told}


def _weights(given: list[IndicatorWeightInput]) -> dict[str, dict[str, float]]:
    weights = dimensions.read_weights()
    for one in given:
        if one.indicator not in weights.get(one.dimension, {}):
            names = ", ".join(f"{d}: {i}" for d, own in weights.items() for i in own)
            raise bad_input(f"there is no {one.dimension}: {one.indicator}; there are {names}")
        if not 0 <= one.weight <= 1_000:
            raise bad_input(f"the weight of {one.indicator} is {one.weight}; give 0 to 1000")
        weights[one.dimension][one.indicator] = one.weight
    return weights


async def _below(answering: Answering, topic: str) -> list[str]:
    (row,) = await answering.rows(search.BELOW, {"topic": topic})
    if not row["below"]:
        raise bad_input(f"there is no topic {topic!r}; give a MeSH heading of the graph")
    return list(row["below"])


def _uncovered(
    weights: dict[str, dict[str, float]], held: list[str], topic: str | None
) -> set[str]:
    silent = set(held)
    if topic:
        silent |= {f"{d}: {i}" for d, own in weights.items() for i in own if i not in TOPICAL}
    return silent


async def _cohort(
    answering: Answering, cohort: str, topical: dict[str, Any] | None
) -> dict[str, dict[str, float]]:
    """The sums of everyone in the cohort, by indicator and person: those kept, or on a topic."""
    found: dict[str, dict[str, float]] = {}
    if topical is None:
        for row in await answering.rows(search.HELD, {"cohort": cohort}):
            for name, total in zip(row["indicators"], row["totals"], strict=True):
                found.setdefault(name, {})[row["person"]] = total
        return found
    text = search.sums_of(TOPICAL, HALF_LIFE_YEARS)
    for row in await answering.rows(text, {**topical, "cohort": cohort}):
        found.setdefault(row["indicator"], {})[row["person"]] = row["total"]
    return found


def _aged(rows: list[dict[str, Any]], held: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Records by indicator with their values halved by age; those of PageRank are the neighbours'
    shares of the person's own."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["indicator"] != "page_rank":
            days = (held["until"] - row["day"]).days
            row["value"] *= 0.5 ** (days / 365.25 / HALF_LIFE_YEARS)
        found.setdefault(row["indicator"], []).append(row)
    passed = sum(row["value"] for row in found.get("page_rank", []))
    own = dict(zip(held["indicators"], held["totals"], strict=True)).get("page_rank", 0.0)
    for row in found.get("page_rank", []):
        row["value"] *= own / passed
    return found


def _dimensions(
    person: str,
    weights: dict[str, dict[str, float]],
    uncovered: set[str],
    held: dict[str, Any],
    records: dict[str, list[dict[str, Any]]],
    counted: dict[str, dict[str, float]] | None,
) -> list[dict[str, Any]]:
    highest = dict(zip(held["indicators"], held["highest"], strict=True))
    if counted is not None:
        highest = {name: max(sums.values()) for name, sums in counted.items()}
    columns = (held[name] for name in ("dimensions", "ranks", "low", "high", "ranked"))
    ranks = {name: rest for name, *rest in zip(*columns, strict=True)}
    told = []
    for name in DIMENSIONS:
        own = {i: w for i, w in weights[name].items() if w > 0 and f"{name}: {i}" not in uncovered}
        shares = {i: w / sum(own.values()) for i, w in own.items()}
        parts = [
            _indicator(i, w, highest[i], records[i]) for i, w in shares.items() if i in records
        ]
        score = sum(part["contribution"] for part in parts) if parts else None
        rank, low, high, ranked = ranks.get(name, [None] * 4)
        if counted is not None:
            rank, ranked = _place(person, shares, counted, highest)
            low = high = None
        told.append(
            {
                "name": name,
                "score": score,
                "is_covered": bool(own),
                "rank": rank if parts else None,
                "rank_low": low if parts else None,
                "rank_high": high if parts else None,
                "ranked": ranked if parts else None,
                "contributions": parts,
            }
        )
    return told


def _indicator(
    name: str, share: float, highest: float, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    total = sum(row["value"] for row in rows)
    told = [{**row, "contribution": share * row["value"] / highest} for row in rows]
    told.sort(key=lambda row: (-row["contribution"], row["record"]))
    return {
        "name": name,
        "weight": share,
        "total": total,
        "highest": highest,
        "contribution": share * total / highest,
        "records": told,
    }


def _place(
    person: str,
    shares: dict[str, float],
    counted: dict[str, dict[str, float]],
    highest: dict[str, float],
) -> tuple[int | None, int]:
    scores: dict[str, float] = {}
    for indicator, share in shares.items():
        for one, total in counted.get(indicator, {}).items():
            scores[one] = scores.get(one, 0.0) + share * total / highest[indicator]
    own = scores.get(person)
    above = sum(score > own + 1e-12 for score in scores.values()) if own is not None else None
    return (None if above is None else above + 1), len(scores)
