"""Whom does a liaison neglect, and whom should the liaison see next?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from algorithms.cadence.cadence import Cadence as Counted
from algorithms.cadence.cadence import channel_next, mix
from algorithms.cadence.rules import rules
from algorithms.cadence.tiers import LAST
from algorithms.cadence.week import Candidate, Next, week
from api.answering import Answering
from api.cadence_types import (
    Cadence,
    Cadences,
    CadenceStanding,
    ChannelCount,
    LastScreening,
    LeftOut,
    NextTouch,
    NextTouches,
    StandingCount,
    TouchTrigger,
)
from api.changing import kept
from api.errors import bad_input, refuse_beyond
from api.scopes import refuse_days
from api.screening_types import ScreeningOutcome
from api.segment_questions import own
from api.territory_reading import covered
from api.touch_reading import Side, check_side, log_of
from api.types import Person
from workspace.screenings import latest
from workspace.segment_reviews import members

MOST = 100
FILED_AT = ("again.filedScreening", "firstTime.filedScreening")


async def cadences(
    answering: Answering,
    liaison: str,
    standing: CadenceStanding | None,
    as_of: date | None,
    first: int,
    tiers: str | None = None,
) -> Cadences | None:
    """How often the persons of the territory are met; none where nothing was held by that day.
    Raises BAD_USER_INPUT."""
    refuse_beyond("first", first, 0, MOST)
    await check_side(answering, Side(liaison, None))
    refuse_days(asOf=as_of)
    log = await log_of(answering, as_of)
    if log is None:
        return None
    until, log_from = log.window.until, log.window.log_from
    decided = await _decided(answering, tiers)
    found = await covered(answering, "cadences", liaison, until, log_from, False, decided)
    many = Counter(_standing(one.cadence) for one in found.candidates)
    asked = [o for o in found.candidates if standing in (None, _standing(o.cadence))]
    asked.sort(key=_neglect)
    shown = asked[:first]
    ids = [one.person for one in shown]
    people = await answering.below(Person, ("persons.person",), "personId", ids)
    return Cadences(
        as_of=until,
        total=len(asked),
        counts=[StandingCount(standing=one, persons=many[one]) for one in CadenceStanding],
        persons=[_cadence(one, people, liaison) for one in shown if one.person in people],
    )


async def next_touches(
    answering: Answering, liaison: str, first: int, as_of: date | None, tiers: str | None = None
) -> NextTouches | None:
    """Whom to see next, `first` at most of those met before and of those never met; none where
    nothing was held by that day. Raises BAD_USER_INPUT."""
    refuse_beyond("first", first, 0, MOST)
    await check_side(answering, Side(liaison, None))
    refuse_days(asOf=as_of)
    log = await log_of(answering, as_of)
    if log is None:
        return None
    until, log_from = log.window.until, log.window.log_from
    decided = await _decided(answering, tiers)
    found = await covered(answering, "nextTouches", liaison, until, log_from, True, decided)
    told = week(found.candidates, liaison, found.teams)
    again, first_time = told.again[:first], told.first_time[:first]
    ids = [one.candidate.person for one in (*again, *first_time)]
    paths = [
        f"{name}.{at}" for name in ("again", "firstTime") for at in ("person", "cadence.person")
    ]
    people = await answering.below(Person, paths, "personId", ids)
    filed = await _filed(answering, ids) if answering.asks(*FILED_AT) else {}
    return NextTouches(
        as_of=until,
        again=[
            _next(one, people, filed, liaison) for one in again if one.candidate.person in people
        ],
        first_time=[
            _next(one, people, filed, liaison)
            for one in first_time
            if one.candidate.person in people
        ],
        left_out=[LeftOut(why=why, persons=persons) for why, persons in told.left_out.items()],
    )


async def _decided(answering: Answering, tiers: str | None) -> dict[str, int]:
    """The tiers of persons by the segment that is named; none where none is. Raises
    BAD_USER_INPUT."""
    if tiers is None:
        return {}
    of = await own(answering.info, tiers)
    if len(of.levels) > LAST:
        raise bad_input(f"`tiers` has {len(of.levels)} levels; cadences are of {LAST} tiers")
    return await kept(answering.info.context, lambda at: members(at, of.number))


def _neglect(of: Candidate) -> tuple[int, bool, float, float, str]:
    """By tier, those longest not met first, those never met last, by influence."""
    at = of.cadence
    never = at.last is None
    return (at.tiered.tier, never, -at.intervals_late, -(of.influence or 0.0), of.person)


def _next(
    of: Next, people: Mapping[str, Person], filed: Mapping[str, LastScreening], liaison: str
) -> NextTouch:
    return NextTouch(
        person=people[of.candidate.person],
        why=list(of.why),
        triggers=[
            TouchTrigger(
                kind=one.kind,
                record_id=one.record,
                title=one.title,
                on=one.on,
                source=one.source,
            )
            for one in of.fresh
        ],
        channel=channel_next(of.candidate.cadence),
        cadence=_cadence(of.candidate, people, liaison),
        filed_screening=filed.get(of.candidate.person),
    )


async def _filed(answering: Answering, persons: Sequence[str]) -> dict[str, LastScreening]:
    """The last screening that was filed of each, where a workspace is kept."""
    context = answering.info.context
    if context.settings is None or not persons:
        return {}
    found = await kept(context, lambda at: latest(at, persons))
    return {
        person: LastScreening(
            number=one.number,
            purpose=one.purpose,
            outcome=ScreeningOutcome(one.outcome),
            filed_at=one.at,
        )
        for person, one in found.items()
    }


def _cadence(of: Candidate, people: Mapping[str, Person], liaison: str) -> Cadence:
    at = of.cadence
    tier = rules().tiers[at.tiered.tier]
    return Cadence(
        person=people[of.person],
        tier=at.tiered.tier,
        tier_why=at.tiered.why,
        standing=_standing(at),
        sentence=at.sentence,
        touches=len(at.touches),
        own_touches=sum(liaison in one.liaisons for one in at.touches),
        fewest=tier.fewest,
        most=tier.most,
        from_on=at.since,
        until=at.until,
        last_on=at.last.on if at.last else None,
        due_on=at.due_on,
        channels=[_channel(at, kind, touches) for kind, touches in mix(at).items()],
        engagement_ids=[one.engagement_id for one in at.touches],
    )


def _channel(of: Counted, kind: str, touches: int) -> ChannelCount:
    low, high = rules().minutes.get(kind, (None, None))
    return ChannelCount(
        kind=kind,
        touches=touches,
        minutes=of.minutes(kind),
        minutes_from=low,
        minutes_to=high,
    )


def _standing(of: Counted) -> CadenceStanding:
    return CadenceStanding[of.standing.upper()]
