"""How influential is a person, in which ways, beside whom, and which records add up to that?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

The refresh leaves each person's sums and the cohort's highest as properties; the records behind
them are read here, so that what adds up is what the graph holds. With weights or a topic of the
caller's own, everything is counted anew, for the cohort as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import GraphQLError

from algorithms.dimensions import records as search
from algorithms.dimensions import scores as dimensions
from algorithms.dimensions.indicators import RECORDS, TOPICAL
from algorithms.dimensions.payments import titled
from algorithms.dimensions.scores import DIMENSIONS
from api.answering import Answering
from api.errors import bad_input
from api.influence_types import (
    Contribution,
    DimensionScore,
    IndicatorScore,
    IndicatorWeightInput,
    InfluenceScores,
)
from api.reads import Row, Statement
from api.rights import Guard
from schema.ties import HALF_LIFE_YEARS


async def _refuse_others(answering: Answering, person: str) -> None:
    """Raise FORBIDDEN for a person whom the caller may not read of."""
    guard = Guard(answering.info.context.caller, Statement())
    condition = guard.of_root("influence", "p")
    if not condition:
        return
    text = f"MATCH (p:Person {{personId: $person}}) RETURN coalesce({condition}, false)"
    parameters = guard.statement.bound({}) | {"person": person}
    ((is_own,),) = await answering.info.context.records(text, parameters)
    if not is_own:
        message = "the person lies outside your territory; ask an analyst"
        raise GraphQLError(message, extensions={"code": "FORBIDDEN"})


async def influence(
    answering: Answering,
    person: str,
    topic: str | None,
    given: list[IndicatorWeightInput] | None,
) -> InfluenceScores | None:
    """The five dimensions of a person; none where nothing was concluded of the person yet. Raises
    BAD_USER_INPUT for a person, topic or weight that there is none of."""
    rows = await answering.rows(search.PERSON, {"person": person})
    if not rows or person in answering.info.context.hidden():
        raise bad_input(f"no person has the id {person!r}; look one up with `people`")
    await _refuse_others(answering, person)
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
    scored = Scored(person, weights, uncovered, _indexed(held, counted), records, counted)
    return InfluenceScores(
        person_id=person,
        name=held["name"],
        cohort=held["cohort"],
        until=held["until"],
        topic=topic,
        uncovered=sorted(uncovered),
        dimensions=[_dimension(scored, name, held) for name in DIMENSIONS],
    )


@dataclass(frozen=True)
class Scored:
    """What the five scores of a person are made of: weights by dimension and indicator, what is
    uncovered, the cohort's highest sums, the person's records by indicator, and the cohort's sums
    where they were counted anew."""

    person: str
    weights: dict[str, dict[str, float]]
    uncovered: set[str]
    highest: dict[str, float]
    records: dict[str, list[Row]]
    counted: dict[str, dict[str, float]] | None

    def shares(self, dimension: str) -> dict[str, float]:
        """The share of each covered indicator in the dimension's weight."""
        own = {
            indicator: weight
            for indicator, weight in self.weights[dimension].items()
            if weight > 0 and f"{dimension}: {indicator}" not in self.uncovered
        }
        return {indicator: weight / sum(own.values()) for indicator, weight in own.items()}


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
    answering: Answering, cohort: str, topical: dict[str, object] | None
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


def _aged(rows: list[Row], held: Row) -> dict[str, list[Row]]:
    """Records by indicator with their values halved by age; those of PageRank are the neighbours'
    shares of the person's own."""
    found: dict[str, list[Row]] = {}
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


def _indexed(held: Row, counted: dict[str, dict[str, float]] | None) -> dict[str, float]:
    """The cohort's highest sum of each indicator."""
    if counted is not None:
        return {name: max(sums.values()) for name, sums in counted.items()}
    return dict(zip(held["indicators"], held["highest"], strict=True))


def _dimension(scored: Scored, name: str, held: Row) -> DimensionScore:
    shares = scored.shares(name)
    indicators = [
        _indicator(indicator, share, scored.highest[indicator], scored.records[indicator])
        for indicator, share in shares.items()
        if indicator in scored.records
    ]
    columns = (held[column] for column in ("dimensions", "ranks", "low", "high", "ranked"))
    ranks = {dimension: rest for dimension, *rest in zip(*columns, strict=True)}
    rank, low, high, ranked = ranks.get(name, [None] * 4)
    if scored.counted is not None:
        rank, ranked = _place(scored.person, shares, scored.counted, scored.highest)
        low = high = None
    if not indicators:
        rank = low = high = ranked = None
    return DimensionScore(
        name=name,
        score=sum(one.contribution for one in indicators) if indicators else None,
        is_covered=bool(shares),
        rank=rank,
        rank_low=low,
        rank_high=high,
        ranked=ranked,
        contributions=indicators,
    )


def _indicator(name: str, share: float, highest: float, rows: list[Row]) -> IndicatorScore:
    total = sum(row["value"] for row in rows)
    contributions = [
        Contribution(
            record=row["record"],
            title=_title(row),
            day=row["day"],
            source=row["source"],
            contribution=share * row["value"] / highest,
        )
        for row in rows
    ]
    contributions.sort(key=lambda one: (-one.contribution, one.record))
    return IndicatorScore(
        name=name,
        weight=share,
        total=total,
        highest=highest,
        contribution=share * total / highest,
        all_records=contributions,
    )


def _title(row: Row) -> str | None:
    title, amount = row["title"], row["amount"]
    return title if title is None or amount is None else titled(title, amount)


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
