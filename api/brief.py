"""Who connects us to this person, why believe it, and what to know before the first word?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from api.answering import Answering
from api.brief_facts import PERSON, CitedFact, Sources, cited, day_of, sources_of
from api.brief_reading import about, common, last_touch, standing
from api.brief_types import IntroductionBrief
from api.changing import kept
from api.cited import CitedRecord
from api.errors import bad_input, refuse_beyond
from api.filed import FiledScreening, filed_of, loads_of
from api.influence_types import InfluenceScores
from api.introduction_types import Introduction, IntroductionFilterInput
from api.scopes import refuse_days, refuse_person
from api.touch_reading import Side, check_side
from api.types import Person
from workspace import screenings

ROOT, MOST, MOST_HOPS, MOST_SCREENINGS = "introductionBrief", 5, 4, 2


@dataclass(frozen=True)
class Briefed:
    """What a brief is asked for: who is to be met, for whom, as of which day, with how many
    introductions; and the two questions that it asks in turn (`api.introductions` and
    `api.influence`)."""

    person: str
    side: Side
    as_of: date | None
    first: int
    introductions: Callable[..., Awaitable[list[Introduction]]]
    influence: Callable[..., Awaitable[InfluenceScores | None]]


async def introduction_brief(answering: Answering, asked: Briefed) -> IntroductionBrief:
    """The brief for a liaison or a team, with the strongest introductions. Raises BAD_USER_INPUT
    and FORBIDDEN."""
    refuse_beyond("first", asked.first, 1, MOST)
    refuse_days(asOf=asked.as_of)
    person, side = asked.person, asked.side
    if side.liaison is None and side.team is None:
        raise bad_input("neither `liaison` nor `team` is given; say who asks for an introduction")
    await check_side(answering, side)
    rows = await answering.rows(PERSON, {"person": person})
    await refuse_person(answering, ROOT, person, bool(rows))
    on, held = day_of(asked.as_of), rows[0]
    sources = await sources_of(answering.rows, cited(held | {"kind": "Person"}))
    chains = await _chains(answering, asked)
    people = await answering.below(Person, ("person",), "personId", [person])
    return IntroductionBrief(
        person=people[person],
        asked_for=str(side.liaison or side.team),
        as_of=on,
        about=about(held, sources),
        influence=standing(await asked.influence(answering, person, None, None, None), sources),
        introductions=chains,
        unreached=None if chains else _unreached(sources),
        common=await common(answering, person, side, on, sources),
        last_touch=await last_touch(answering, person, on, sources),
        screenings=await _filed(answering, person, sources.asked),
    )


async def _chains(answering: Answering, asked: Briefed) -> list[Introduction]:
    """The strongest introductions, each by another introducer."""
    liaison, team = asked.side.liaison, asked.side.team
    start = f"Liaison:{liaison}" if liaison is not None else f"Team:{team}"
    given = IntroductionFilterInput(as_of=asked.as_of, different_introducers=True)
    ends = ([start], [f"Person:{asked.person}"])
    how = (asked.first, None, MOST_HOPS, given, "introductions.")
    return await asked.introductions(answering, *ends, *how)


def _unreached(sources: Sources) -> CitedFact:
    said = (
        f"No chain of up to {MOST_HOPS} ties leads to the person in this graph. They may still "
        "have met."
    )
    return sources.absent(said, "pubmed", "clinical-trials", "engagements")


async def _filed(answering: Answering, person: str, asked: CitedRecord) -> list[CitedFact]:
    """The latest screenings of the person that were filed, and whether they still hold."""
    if answering.info.context.settings is None:
        said = "No screening is known: this server keeps no workspace."
        return [CitedFact(said=said, records=[asked])]
    found = await kept(
        answering.info.context, lambda at: screenings.filed(at, person, MOST_SCREENINGS)
    )
    if not found:
        return [CitedFact(said="No screening was filed: nothing was checked.", records=[asked])]
    loads = await loads_of(answering)
    return [_screening(filed_of(one, loads)) for one in found]


def _screening(one: FiledScreening) -> CitedFact:
    role, company = one.screening.role.value.lower(), one.screening.company
    state = f"to be done again: {one.stale_because}" if one.is_stale else "still holds"
    said = f"As {role} for {company}, filed {one.filed_at:%Y-%m-%d}: "
    record = CitedRecord(
        kind="FiledScreening",
        record=str(one.number),
        title=f"screening as {role} for {company}",
        day=one.filed_at.date(),
        source="screenings",
        amount_usd=None,
    )
    outcome = one.outcome.value.lower()
    return CitedFact(said=f"{said}{outcome}; {state.rstrip('.')}.", records=[record])
