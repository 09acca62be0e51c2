"""How do the relationships with persons fare, and which records say so?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from algorithms.rapport.growth import growth
from algorithms.rapport.halves import Comparison
from algorithms.rapport.rules import rules
from algorithms.rapport.states import Relationship, relationship
from algorithms.rapport.touches import Touch, Window
from api.admitting import CONVERSATION
from api.answering import Answering
from api.changing import kept
from api.errors import bad_input, forbidden, refuse_beyond
from api.rapport_types import (
    InfluenceGrowth,
    Rapport,
    RapportCount,
    RapportIndicator,
    RapportMonth,
    Rapports,
    RapportSign,
    RapportSilence,
    RapportState,
    RapportTier,
    RapportTrend,
)
from api.scopes import refuse_days, refuse_person
from api.segment_questions import own
from api.touch_reading import Log, Side, check_side, log_of, touches_of
from api.types import Engagement, Person
from workspace.segment_reviews import members

MOST = 100
# What is told of all relationships together.
TOGETHER = ("contact", "answers")
ONE = "MATCH (p:Person {personId: $person}) RETURN p.personId AS person"
GROWTH = """
MATCH (p:Person) WHERE p.personId IN $persons
RETURN p.personId AS person, p.papersByQuarter AS papers, p.servicesByQuarter AS services,
  p.centralityByQuarter AS centrality, p.trendUntil AS until, p.isLifting AS lifting,
  p.emergingReasons AS reasons"""


async def rapport(
    answering: Answering, person: str, side: Side, as_of: date | None
) -> Rapport | None:
    """The relationship with one person; none where the log holds nothing by that day. Raises
    BAD_USER_INPUT and FORBIDDEN."""
    rows = await answering.rows(ONE, {"person": person})
    await refuse_person(answering, "rapport", person, bool(rows))
    await check_side(answering, side)
    refuse_days(asOf=as_of)
    log = await log_of(answering, as_of)
    if log is None:
        return None
    touches = await touches_of(answering, "rapport", side, log.window, person)
    told = {person: relationship(touches.get(person, []), log.window)}
    [found] = await _told(answering, "", told, touches, side, log, {})
    return found


def _reads_states(answering: Answering) -> bool:
    context = answering.info.context
    return context.may(CONVERSATION)


@dataclass(frozen=True)
class Which:
    """Relationships to be told of: in a state, on a level of the tiers, and how many."""

    state: RapportState | None
    tier: int | None
    first: int


async def rapports(
    answering: Answering, side: Side, which: Which, as_of: date | None, tiers: str | None
) -> Rapports | None:
    """The relationships with everybody met; none where the log holds nothing by that day. Raises
    BAD_USER_INPUT, and FORBIDDEN for a state that the caller may not read."""
    refuse_beyond("first", which.first, 0, MOST)
    if which.state is not None and not _reads_states(answering):
        raise forbidden(
            "states rest on conversations, which liaisons and admins read for a medical purpose"
        )
    await check_side(answering, side)
    of, levels = await _levels(answering, tiers, which.tier)
    refuse_days(asOf=as_of)
    log = await log_of(answering, as_of)
    if log is None:
        return None
    touches = await touches_of(answering, "rapports", side, log.window)
    all_ = await asyncio.to_thread(_relationships, touches, log.window)
    states = {id: _state(of) for id, of in all_.items()}
    asked = [
        id
        for id, state in states.items()
        if which.state in (None, state) and which.tier in (None, levels.get(id))
    ]
    asked.sort(key=lambda id: (-len(all_[id].comparisons[0].sampled.samples), id))
    told = {id: all_[id] for id in asked[: which.first]}
    together = {name: list[RapportIndicator]() for name in TOGETHER}
    if answering.asks(*TOGETHER):
        together = await asyncio.to_thread(_together, touches, asked, log.window)
    return Rapports(
        **together,
        as_of=log.window.until,
        total=len(asked),
        counts=_counts(states.values()),
        tiers=_by_tier(states, levels, of),
        relationships=await _told(answering, "relationships.", told, touches, side, log, levels),
    )


async def _levels(
    answering: Answering, tiers: str | None, tier: int | None
) -> tuple[int, dict[str, int]]:
    """How many levels the segment given as tiers has, none without one, and who is on which.
    Raises BAD_USER_INPUT and NOT_FOUND."""
    if tiers is None:
        if tier is not None:
            raise bad_input("`tier` is a level of a segment; give the segment as `tiers`")
        return 0, {}
    of = await own(answering.info, tiers)
    if tier is not None:
        refuse_beyond("tier", tier, 1, len(of.levels))
    found = await kept(answering.info.context, lambda at: members(at, of.number))
    return len(of.levels), found


def _counts(states: Iterable[RapportState]) -> list[RapportCount]:
    many = Counter(states)
    return [RapportCount(state=one, relationships=many[one]) for one in RapportState]


def _by_tier(
    states: Mapping[str, RapportState], levels: Mapping[str, int], of: int
) -> list[RapportTier]:
    """Relationships by each of so many levels, those in none last; nothing without levels."""
    by_level: dict[int | None, list[RapportState]] = {}
    for id, state in states.items():
        by_level.setdefault(levels.get(id), []).append(state)
    return [
        RapportTier(
            tier=one,
            relationships=len(by_level.get(one, [])),
            counts=_counts(by_level.get(one, [])),
        )
        for one in ([*range(1, of + 1), None] if of else [])
    ]


def _relationships(touches: Mapping[str, list[Touch]], window: Window) -> dict[str, Relationship]:
    return {id: relationship(some, window) for id, some in touches.items()}


def _together(
    touches: Mapping[str, list[Touch]], asked: Iterable[str], window: Window
) -> dict[str, list[RapportIndicator]]:
    """The figures over all engagements with those asked for, each once."""
    each = {touch.engagement_id: touch for id in asked for touch in touches[id]}
    figures = _figures(relationship(list(each.values()), window))
    return {name: figures[name] for name in TOGETHER}


async def _told(
    answering: Answering,
    below: str,
    told: Mapping[str, Relationship],
    touches: Mapping[str, list[Touch]],
    side: Side,
    log: Log,
    levels: Mapping[str, int],
) -> list[Rapport]:
    """Relationships by person as the answer has them, below a path of the root field."""
    people = await answering.below(Person, (f"{below}person",), "personId", list(told))
    grown = {row["person"]: row for row in await answering.rows(GROWTH, {"persons": list(told)})}
    used = {id: _used(of) for id, of in told.items()}
    records: dict[str, Engagement] = {}
    if answering.asks(f"{below}engagements"):
        ids = sorted({one for some in used.values() for one in some})
        path = (f"{below}engagements",)
        records = await answering.below(Engagement, path, "engagementId", ids)
    return [
        Rapport(
            person=people[id],
            liaison_id=side.liaison,
            team_id=side.team,
            tier=levels.get(id),
            as_of=log.window.until,
            log_from=log.window.log_from,
            log_until=log.until,
            engagements=[
                records[touch.engagement_id]
                for touch in reversed(touches.get(id, []))
                if touch.engagement_id in records and touch.engagement_id in used[id]
            ],
            growth=_growth(grown[id]),
            **_figures(of),
        )
        for id, of in told.items()
        if id in people
    ]


def _used(of: Relationship) -> set[str]:
    """The engagements that its figures rest on."""
    used = {id for one in of.comparisons for id in one.sampled.engagements}
    return used | ({of.silence.engagement_id} if of.silence else set())


def _figures(of: Relationship) -> dict[str, Any]:
    quiet = of.silence
    by_kind: dict[bool, list[RapportIndicator]] = {False: [], True: []}
    for one in of.comparisons:
        by_kind[one.sampled.indicator.is_said].append(_indicator(one))
    return {
        "state": _state(of),
        "why": of.why,
        "signs": [
            RapportSign(
                indicator=one.indicator,
                is_better=one.is_better,
                sentence=one.sentence,
                chance=one.chance,
                engagement_ids=list(one.engagements),
            )
            for one in of.signs
        ],
        "contact": by_kind[False],
        "answers": by_kind[True],
        "silence": RapportSilence(
            days=quiet.days,
            since=quiet.since,
            engagement_id=quiet.engagement_id,
            touches_before=quiet.touches_before,
            chance=quiet.chance,
        )
        if quiet
        else None,
    }


def _indicator(one: Comparison) -> RapportIndicator:
    of = one.sampled
    value, indicator = of.value, of.indicator
    return RapportIndicator(
        name=indicator.name,
        title=indicator.title,
        unit=indicator.unit,
        formula=indicator.formula,
        value=value,
        unknown="no engagement of the twelve months says" if value is None else None,
        before=one.before,
        after=one.after,
        trend=_trend(one),
        chance=one.chance,
        months=[
            RapportMonth(to_on=end, value=month, records=records)
            for end, (month, records) in zip(of.window.ends(), of.months(), strict=True)
        ],
        engagement_ids=of.engagements,
    )


def _trend(one: Comparison) -> RapportTrend:
    """By the indicator's own chance, whatever the others say."""
    if one.chance is None:
        return RapportTrend.UNKNOWN
    if one.chance > rules().chance or not one.way:
        return RapportTrend.LEVEL
    return RapportTrend.RISES if one.way > 0 else RapportTrend.FALLS


def _growth(row: Mapping[str, Any]) -> InfluenceGrowth:
    lines = (row["papers"], row["services"], row["centrality"])
    found = growth(lines, row["until"], row["lifting"], row["reasons"] or [])
    return InfluenceGrowth(
        publications=found.publications,
        volume=found.volume,
        centrality=found.centrality,
        is_lifting=found.is_lifting,
        until=found.until,
        reasons=list(found.reasons),
    )


def _state(of: Relationship) -> RapportState:
    return RapportState[of.state.upper().replace(" ", "_")]
