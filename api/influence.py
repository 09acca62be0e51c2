"""How influential is a person, in which ways, beside whom, and which records add up to that?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

The refresh leaves each person's sums and the cohort's highest as properties; the records behind
them are read here, so that what adds up is what the graph holds. With weights, a topic or a day of
the caller's own, the cohort's sums are counted anew, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from algorithms.dimensions import records as search
from algorithms.dimensions.scores import DIMENSIONS
from algorithms.dimensions.standings import Sums, scored, shares_of, standings
from api.answering import Answering
from api.cohorts import cohort_of, uncovered_of, weights_of
from api.influence_types import IndicatorWeightInput, InfluenceScores
from api.reads import Row
from api.records import records_of
from api.scopes import refuse_days, refuse_person
from api.scores import Place, Scored, totals_of
from api.vocabularies import look_up
from schema import nodes as n


async def influence(
    answering: Answering,
    person: str,
    topic: str | None,
    given: list[IndicatorWeightInput] | None,
    as_of: date | None,
) -> InfluenceScores | None:
    """The five dimensions of a person; none where nothing was concluded of the person yet. Raises
    BAD_USER_INPUT for a person, topic or weight that there is none of."""
    refuse_days(asOf=as_of)
    weights = weights_of(given or [])
    rows = await answering.rows(search.PERSON, {"person": person})
    await refuse_person(answering, "influence", person, bool(rows))
    if topic is not None:
        await look_up(answering.info.context, [(n.Topic, "name", topic)], {})
    if (held := rows[0])["cohort"] is None:
        return None
    until = as_of or held["until"]
    own = dict(zip(held["indicators"], held["totals"], strict=True))
    records = await records_of(answering, [person], until, topic, {person: own}, as_of is not None)
    is_own = topic is not None or given or as_of
    sums = await _sums(answering, held["cohort"], topic, as_of, weights) if is_own else None
    uncovered = uncovered_of(weights, held["uncovered"], topic, as_of is not None)
    highest = sums.highest() if sums else _highest(held)
    shares, known = shares_of(weights, uncovered), records.get(person, {})
    opened = Scored(shares, highest, totals_of(known), known)
    return InfluenceScores(
        person_id=person,
        name=held["name"],
        cohort=held["cohort"],
        until=until,
        topic=topic,
        uncovered=sorted(uncovered),
        dimensions=[
            opened.dimension(each, _place(person, each, held, sums, shares[each]))
            for each in DIMENSIONS
        ],
    )


async def _sums(
    answering: Answering,
    cohort: str,
    topic: str | None,
    as_of: date | None,
    weights: dict[str, dict[str, float]],
) -> Sums:
    """The sums of everyone in a cohort, whoever asks: places within it are the same for all."""
    scope = {"cohort": cohort, "topic": topic, "asOf": as_of}
    found = await cohort_of(answering, None, scope, weights)
    assert found
    return found.sums


def _highest(held: Row) -> dict[str, float]:
    return dict(zip(held["indicators"], held["highest"], strict=True))


def _place(
    person: str, dimension: str, held: Row, sums: Sums | None, shares: Mapping[str, float]
) -> Place:
    """The person's place in a dimension: that of the refresh, or by the sums counted anew."""
    if sums is None:
        columns = (held[column] for column in ("dimensions", "ranks", "low", "high", "ranked"))
        places = {name: rest for name, *rest in zip(*columns, strict=True)}
        return Place(*places.get(dimension, []))
    found = standings(sums.persons, scored(sums, shares))
    return Place(found.place_of(person), ranked=len(found.persons))
