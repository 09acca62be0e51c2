"""Who is first within a part of the graph, by a dimension of influence or by a number on ties?

Within a cohort of the caller's own everything is scored as a refresh scores within its cohorts:
each indicator is a share of the highest sum in the scope. Numbers on ties are those of
`algorithms.network.ranking` on the ties within the scope, which the command line ranks by as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from graphql import GraphQLError

from algorithms.dimensions.scores import DIMENSIONS
from algorithms.dimensions.standings import (
    Standings,
    scored,
    shares_of,
    standings,
    together,
)
from algorithms.network import ranking
from api.answering import Answering
from api.callers import Role
from api.cohorts import MOST_WEIGHT, Cohort, cohort_of, weights_of
from api.errors import bad_input
from api.influence_types import DimensionScore, IndicatorWeightInput
from api.pages import Part
from api.ranking_types import DimensionWeightInput, RankBy, RankConnection, RankEdge
from api.records import records_of
from api.scopes import refuse_days
from api.scores import Place, Scored
from api.types import Person
from api.vocabularies import look_up
from graph.scopes import NotAKind, Scope, scope_of
from schema import nodes as n
from schema.vocabulary import camel

RECORDS_AT = ("edges.dimensions.contributions.records",)
OF_DIMENSIONS = frozenset({*DIMENSIONS, "all_dimensions"})
REASONS = {
    **dict.fromkeys(("influence", "tieCount"), "influence_reasons"),
    **dict.fromkeys(
        ("connector", "betweenness", "participation", "circlesJoined"), "connector_reasons"
    ),
}
INTERVALS = """
MATCH (p:Person) WHERE p.personId IN $persons AND $dimension IN p.influenceDimensions
WITH p, [at IN range(0, size(p.influenceDimensions) - 1)
  WHERE p.influenceDimensions[at] = $dimension][0] AS at
RETURN p.personId AS person, p.influenceRanksLow[at] AS low, p.influenceRanksHigh[at] AS high"""
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Ranked:
    """Standings, and how a page of them is told: the cohort and shares that scores open to, or
    reasons by person."""

    standings: Standings
    cohort: Cohort | None = None
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    dimensions: Sequence[str] = ()
    run: str | None = None
    until: date | None = None
    reasons: Mapping[str, list[str]] = field(default_factory=dict)


async def rank(
    answering: Answering,
    by: RankBy,
    given: list[IndicatorWeightInput] | None,
    dimensions: list[DimensionWeightInput] | None,
    part: Part,
) -> RankConnection:
    """A page of the persons of the field's `scope` who have a score, the highest first; raises
    BAD_USER_INPUT."""
    scope = answering.arguments().get("scope") or {}
    if str(by.value) in OF_DIMENSIONS:
        ranked = await _by_dimensions(answering, by, scope, given or [], dimensions or [])
        asked = {name for name, value in scope.items() if value is not None}
        is_plain = asked == {"cohort"} and not given and not dimensions
    else:
        if given or dimensions:
            raise bad_input(f"weights are for dimensions; {by.name} has none")
        ranked, is_plain = await _by_ties(answering, by, scope), False
    found, cursors = ranked.standings, answering.info.context.cursors
    size, order = len(found.persons), f"rank {by.name}"

    def key_at(place: int) -> tuple[float, str]:
        return -float(found.score[place]), found.persons[place].decode()

    places, written, position = part.page(size, key_at, cursors, order)
    return RankConnection(
        edges=await _edges(answering, ranked, by, places, written, is_plain),
        page_info=position,  # type: ignore[arg-type]
        total_count=size,
        until=ranked.until,
        uncovered=sorted(ranked.cohort.uncovered) if ranked.cohort else [],
        run=ranked.run,
    )


async def _by_dimensions(
    answering: Answering,
    by: RankBy,
    scope: Mapping[str, Any],
    given: list[IndicatorWeightInput],
    dimensions: list[DimensionWeightInput],
) -> Ranked:
    if scope.get("kinds") is not None:
        raise bad_input("`kinds` are of ties; a dimension counts all records")
    if dimensions and by is not RankBy.ALL_DIMENSIONS:
        raise bad_input("`dimensions` goes with ALL_DIMENSIONS")
    weights, whole = weights_of(given), _whole(by, dimensions)
    cohort = await cohort_of(answering, "rank", scope, weights)
    if cohort is None:
        return Ranked(standings(np.zeros(0, "S1"), np.zeros(0)))
    shares = shares_of(weights, cohort.uncovered)
    scores = [(weight, scored(cohort.sums, shares[name])) for name, weight in whole.items()]
    found = standings(cohort.sums.persons, together(scores))
    return Ranked(found, cohort, shares, tuple(whole), until=cohort.until)


def _whole(by: RankBy, given: list[DimensionWeightInput]) -> dict[str, float]:
    """How much each dimension counts."""
    if by is not RankBy.ALL_DIMENSIONS:
        return {str(by.value): 1.0}
    whole = dict.fromkeys(DIMENSIONS, 1.0)
    for one in given:
        if one.dimension not in whole:
            names = ", ".join(DIMENSIONS)
            raise bad_input(f"there is no dimension {one.dimension[:80]!r}; there are {names}")
        if not 0 <= one.weight <= MOST_WEIGHT:
            words = f"the weight of {one.dimension} is {one.weight}"
            raise bad_input(f"{words}; give 0 to {MOST_WEIGHT}")
        whole[one.dimension] = one.weight
    if not any(whole.values()):
        raise bad_input("every dimension weighs 0; give one of them more")
    return whole


async def _by_ties(answering: Answering, by: RankBy, asked: Mapping[str, Any]) -> Ranked:
    context, scope = answering.info.context, await _scope(answering, asked)
    settings = context.settings
    if settings is None:
        raise bad_input("numbers on ties need a server with its settings")

    async def count() -> ranking.Run:
        def alone() -> ranking.Run:
            with _ONE_AT_A_TIME:
                return ranking.run(settings, scope)

        return await asyncio.to_thread(alone)

    try:
        run = await context.kept.of(
            context.home, ("run", scope.digest), count, lambda run: int(run.table.nbytes)
        )
    except ranking.NothingInScope as error:
        raise bad_input(str(error)) from None
    hidden = context.hidden()
    column = {camel(name): name for name in run.table.column_names}[str(by.value)]
    reasons = REASONS.get(str(by.value))
    names = ["person_id", column, *([reasons] if reasons else [])]
    rows = [row for row in run.table.select(names).to_pylist() if row["person_id"] not in hidden]
    ids = np.array([row["person_id"].encode() for row in rows] or [b""], np.bytes_)[: len(rows)]
    values = [np.nan if row[column] is None else float(row[column]) for row in rows]
    return Ranked(
        standings(ids, np.array(values, np.float64)),
        run=run.run,
        until=scope.as_of,
        reasons={row["person_id"]: row[reasons] or [] for row in rows} if reasons else {},
    )


async def _scope(answering: Answering, asked: Mapping[str, Any]) -> Scope:
    """The ties that a scope means; raises BAD_USER_INPUT for what ties are not cut by."""
    refuse_days(asOf=asked.get("asOf"))
    for name in ("countries", "stage", "cohort", "filter"):
        if asked.get(name) is not None:
            raise bad_input(f"numbers on ties are not cut by `{name}`; rank by a dimension instead")
    alone = {name: asked.get(name) or [None] for name in ("states", "specialties")}
    for name, values in alone.items():
        if len(values) > 1:
            raise bad_input(f"`{name}` has {len(values)} values; numbers on ties take one")
    (state,), (specialty,) = alone.values()
    caller = answering.info.context.caller
    if caller.role is Role.LIAISON and state not in caller.territory:
        message = "numbers on ties reach beyond your territory; give `states` one of your own"
        raise GraphQLError(message, extensions={"code": "FORBIDDEN"})
    values = ((n.Person, "state", state), (n.Person, "specialty", specialty))
    values = (*values, (n.Topic, "name", asked.get("topic")))
    known = [(node, name, value) for node, name, value in values if value is not None]
    await look_up(answering.info.context, known, {})
    kinds = [kind.value.lower() for kind in asked.get("kinds") or []]
    try:
        return scope_of(kinds or None, state, specialty, asked.get("topic"), asked.get("asOf"))
    except NotAKind as error:
        raise bad_input(str(error)) from None


async def _edges(
    answering: Answering,
    ranked: Ranked,
    by: RankBy,
    places: range,
    written: Sequence[str],
    is_plain: bool,
) -> list[RankEdge]:
    found, cohort = ranked.standings, ranked.cohort
    ids = [found.persons[place].decode() for place in places]
    people = await answering.below(Person, ("edges.node", "nodes"), "personId", ids)
    opened = await _opened(answering, ranked, ids) if cohort else {}
    is_bounded = answering.info.context.caller.role is Role.LIAISON
    intervals: dict[str, tuple[int, int]] = {}
    if is_plain and not is_bounded and not answering.info.context.hidden():
        values = {"persons": ids, "dimension": by.value}
        rows = await answering.rows(INTERVALS, values)
        intervals = {row["person"]: (row["low"], row["high"]) for row in rows}
    edges = []
    for place, id, cursor in zip(places, ids, written, strict=True):
        low, high = intervals.get(id, (None, None))
        parts = opened.get(id, [])
        edges.append(
            RankEdge(
                cursor=cursor,
                node=people[id],
                rank=int(found.place[place]),
                score=float(found.score[place]),
                rank_low=low,
                rank_high=high,
                dimensions=parts,
                reasons=ranked.reasons.get(id) or _reasons(parts),
            )
        )
    return edges


async def _opened(
    answering: Answering, ranked: Ranked, ids: list[str]
) -> dict[str, list[DimensionScore]]:
    """The dimensions of persons, down to the records where these are asked for."""
    cohort = ranked.cohort
    assert cohort
    sums, highest = cohort.sums, cohort.sums.highest()
    totals = {id: sums.of(id) for id in ids}
    records: dict[str, dict[str, list[Any]]] = {}
    if answering.asks(*RECORDS_AT):
        where = (cohort.until, cohort.topic, totals, cohort.is_past)
        records = await records_of(answering, ids, *where)
    ranks = {
        name: standings(sums.persons, scored(sums, ranked.shares[name]))
        for name in ranked.dimensions
    }
    found = {}
    for id in ids:
        scores = Scored(ranked.shares, highest, totals[id], records.get(id, {}))
        found[id] = [
            scores.dimension(name, Place(ranks[name].place_of(id), ranked=len(ranks[name].persons)))
            for name in ranked.dimensions
        ]
    return found


def _reasons(parts: Sequence[DimensionScore]) -> list[str]:
    """What a score is made of, the largest first, in words."""
    indicators = [(part.name, each) for part in parts for each in part.contributions]
    indicators.sort(key=lambda one: (-one[1].contribution, one[1].name))
    return [
        f"{dimension.replace('_', '-')}, {each.name.replace('_', ' ')}: {each.total:.3g} of at "
        f"most {each.highest:.3g} in the scope, adds {each.contribution:.3f}"
        for dimension, each in indicators
    ]
