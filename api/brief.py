"""Who connects us to this person, why believe it, and what to know before the first word?"""

from __future__ import annotations

from datetime import date

from api.answering import Answering
from api.brief_facts import CitedFact, Sources, cited, day_of, sources_of
from api.brief_reading import PERSON, about, common, filed, last_touch, standing
from api.brief_types import IntroductionBrief
from api.errors import bad_input, refuse_beyond
from api.introduction_types import IntroductionFilterInput
from api.introductions import introductions
from api.scopes import refuse_days, refuse_person
from api.touch_reading import Side, check_side
from api.types import Person

ROOT, MOST, MOST_HOPS = "introductionBrief", 5, 4


async def introduction_brief(
    answering: Answering, person: str, side: Side, as_of: date | None, first: int
) -> IntroductionBrief:
    """The brief for a liaison or a team, with the `first` strongest introductions. Raises
    BAD_USER_INPUT and FORBIDDEN."""
    refuse_beyond("first", first, 1, MOST)
    refuse_days(asOf=as_of)
    if side.liaison is None and side.team is None:
        raise bad_input("neither `liaison` nor `team` is given; say who asks for an introduction")
    await check_side(answering, side)
    rows = await answering.rows(PERSON, {"person": person})
    await refuse_person(answering, ROOT, person, bool(rows))
    on, held = day_of(as_of), rows[0]
    sources = await sources_of(answering, cited(held | {"kind": "Person"}))
    start = f"Liaison:{side.liaison}" if side.liaison is not None else f"Team:{side.team}"
    chains = await introductions(
        answering,
        [start],
        [f"Person:{person}"],
        first,
        None,
        MOST_HOPS,
        IntroductionFilterInput(as_of=as_of, different_introducers=True),
        "introductions.",
    )
    people = await answering.below(Person, ("person",), "personId", [person])
    return IntroductionBrief(
        person=people[person],
        asked_for=str(side.liaison or side.team),
        as_of=on,
        about=about(held, sources),
        influence=await standing(answering, person, sources),
        introductions=chains,
        unreached=None if chains else _unreached(sources),
        common=await common(answering, person, side, on, sources),
        last_touch=await last_touch(answering, person, on, sources),
        screenings=await filed(answering, person, sources.asked),
    )


def _unreached(sources: Sources) -> CitedFact:
    said = (
        f"No chain of up to {MOST_HOPS} ties leads to the person in this graph. They may still "
        "have met."
    )
    return sources.absent(said, "pubmed", "clinical-trials", "engagements")
