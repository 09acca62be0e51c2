"""Who of our persons was at a congress with what, who was met there, and what is left to do?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

import strawberry

from api.admitting import CONVERSATION
from api.answering import Answering
from api.brief_facts import (
    CitedFact,
    EmptyPart,
    ForLiaison,
    ForTeam,
    OnDay,
    Sources,
    cited,
    counted,
    day_of,
    listed,
    sources_of,
)
from api.changing import Info, kept
from api.congress_debrief_reading import (
    CONGRESS,
    SESSIONS,
    Days,
    Ours,
    There,
    competitors,
    follow_ons,
    there,
)
from api.congress_debrief_types import CongressDebrief, CongressParticipant, CongressTopic
from api.errors import refuse_beyond
from api.reads import Row
from api.scopes import refuse_days
from api.segment_questions import own
from api.touch_reading import Side, check_side
from api.types import Congress, Person
from api.vocabularies import look_up
from schema import congresses
from workspace.segment_reviews import members

MOST, MOST_TOPICS, MOST_SESSIONS = 100, 15, 3
TELLING = ("congresses", "engagements", "territories", "companies", "clinical-trials")
PEOPLE = ("participants.person", "met.person", "notMet.person")
AT_CONGRESS = "congress"


async def congress_debrief(
    info: Info,
    congress: Annotated[str, strawberry.argument(description="A `congressId`.")],
    liaison: ForLiaison = None,
    team: ForTeam = None,
    segment: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only members of this segment; its levels are the tiers."),
    ] = None,
    as_of: OnDay = None,
    first: Annotated[
        int, strawberry.argument(description="Persons of each kind to tell of, 1 to 100.")
    ] = 25,
) -> CongressDebrief:
    """The debrief of a congress. Raises BAD_USER_INPUT, FORBIDDEN and NOT_FOUND."""
    answering = Answering(info)
    refuse_beyond("first", first, 1, MOST)
    refuse_days(asOf=as_of)
    await check_side(answering, Side(liaison, team))
    asked = [(congresses.Congress, "congress_id", congress)]
    await look_up(info.context, asked, {})
    [row] = await answering.rows(CONGRESS, {"congress": congress})
    on = day_of(as_of)
    days = Days(row["day"], min(row["until"] or row["day"], on))
    whose = Ours(liaison, team, await _levels(answering, segment))
    ours = await there(answering, congress, whose, days)
    told = await _told(answering, row, ours, on, first)
    told.asked_for = str(liaison or team or "all of us")
    return told


async def _told(
    answering: Answering, row: Row, ours: Sequence[There], on: date, first: int
) -> CongressDebrief:
    """The debrief by the row of the congress and our persons in their order."""
    id, admitted = row["record"], answering.info.context.may(CONVERSATION)
    sources = await sources_of(answering.rows, cited(row))
    took_part, met = [one for one in ours if one.parts], [one for one in ours if one.touches]
    missed = [one for one in took_part if not one.touches]
    shown = {one.person for some in (took_part, met, missed) for one in some[:first]}
    people = await answering.below(Person, PEOPLE, "personId", sorted(shown))
    themselves = await answering.below(Congress, ("congress",), "congressId", [id])
    rivals = await competitors(answering, [one.person for one in took_part], on)
    told = CongressDebrief(
        congress=themselves[id],
        asked_for="",
        as_of=on,
        when=_when(row, on),
        participant_count=len(took_part),
        participants=_people(took_part[:first], people),
        topics=_topics(await answering.rows(SESSIONS, {"congress": id}), took_part),
        presented=_presented(took_part[:first]),
        competitors=[_rival(one) for one in rivals or ()],
        met_count=len(met),
        met=_people(met[:first], people),
        not_met_count=len(missed),
        not_met=_people(missed[:first], people),
        follow_ons=await _follow_ons(answering, met, on) if admitted else [],
        empty=[],
        limits=_limits(row, sources),
    )
    told.empty = _empty(told, sources, rivals is not None, admitted)
    return told


async def _levels(answering: Answering, segment: str | None) -> dict[str, int] | None:
    if segment is None:
        return None
    of = await own(answering.info, segment)
    return await kept(answering.info.context, lambda at: members(at, of.number))


def _when(row: Row, on: date) -> CitedFact:
    place = ", ".join(filter(None, (row["place"], row["country"]))) or "place not known"
    ends = f" to {row['until']}" if row["until"] else ", last day not known"
    ahead = " It has not begun: the programme is what is planned." if row["day"] > on else ""
    return CitedFact(said=f"{row['day']}{ends}; {place}.{ahead}", records=[cited(row)])


def _people(of: Sequence[There], people: Mapping[str, Person]) -> list[CongressParticipant]:
    return [
        CongressParticipant(
            person=people[one.person],
            tier=one.tiered.tier,
            tier_why=one.tiered.why,
            parts=[_part(part) for part in one.parts],
            touches=[_touch(touch) for touch in one.touches],
        )
        for one in of
        if one.person in people
    ]


def _part(part: Row) -> CitedFact:
    what = f"{part['role'].capitalize()}: {part['title']}, {part['day']}."
    return CitedFact(said=what, records=[cited(part)])


def _touch(touch: Row) -> CitedFact:
    channel = touch["title"]
    how = (
        "at the congress"
        if (channel or "").lower() == AT_CONGRESS
        else f"by {channel or 'a channel not stated'}"
    )
    length = f", {touch['minutes']} minutes" if touch["minutes"] else ""
    said = f"{listed(touch['us'])} on {touch['day']}, {how}{length}."
    return CitedFact(said=said, records=[cited(touch)])


def _topics(sessions: Sequence[Row], ours: Iterable[There]) -> list[CongressTopic]:
    """Sessions by topic, most of our persons first, then most sessions."""
    at: dict[str, set[str]] = {}
    for one in ours:
        for part in one.parts:
            at.setdefault(part["record"], set()).add(one.person)
    by: dict[str | None, list[Row]] = {}
    for row in sessions:
        for name in row["topics"] or [None]:
            by.setdefault(name, []).append(row)
    found = []
    for name, rows in by.items():
        persons = len(set().union(*(at.get(row["record"], set()) for row in rows)))
        # Those in which our persons took part stand first.
        rows.sort(key=lambda row: (-len(at.get(row["record"], ())), row["day"], row["record"]))
        many = f"{counted(len(rows), 'session')}, with {persons} of our persons"
        records = [cited(row) for row in rows[:MOST_SESSIONS]]
        why = CitedFact(said=f"{name or 'No topic given'}: {many}.", records=records)
        found.append(CongressTopic(name=name, sessions=len(rows), persons=persons, why=why))
    found.sort(key=lambda one: (one.name is None, -one.persons, -one.sessions, one.name or ""))
    return found[:MOST_TOPICS]


def _presented(ours: Iterable[There]) -> list[CitedFact]:
    """Each title once, with those who presented it."""
    by: dict[str, tuple[Row, dict[str, None]]] = {}
    for one in ours:
        for part in one.parts:
            if part["what"]:
                key = part["paper"] or f"{part['record']} {part['what']}"
                by.setdefault(key, (part, {}))[1][one.name] = None
    return [_title(part, list(names)) for part, names in by.values()]


def _title(part: Row, names: Sequence[str]) -> CitedFact:
    records = [cited(part)]
    if part["paper"]:
        paper = {"kind": "Paper", "record": part["paper"], "title": part["paperTitle"]}
        paper |= {"day": part["published"], "source": part["paperSource"]}
        records.append(cited(paper))
    since = " The paper has been retracted." if part["retracted"] else ""
    return CitedFact(
        said=f"{part['what'].rstrip('.')}. By {listed(names)}.{since}", records=records
    )


def _rival(row: Row) -> CitedFact:
    said = f"{row['name']}: {counted(len(row['trials']), 'trial')} with {listed(row['names'], 5)}."
    return CitedFact(said=said, records=[cited(one) for one in row["trials"][:MOST_SESSIONS]])


async def _follow_ons(answering: Answering, met: Sequence[There], on: date) -> list[CitedFact]:
    found = []
    for row in await follow_ons(answering, met, on):
        due = f"due on {row['due']}" if row["due"] else "no day is set"
        said = f"{row['name']}: {row['todo']}, {due}."
        found.append(CitedFact(said=said, records=[cited(row)]))
    return found


def _limits(row: Row, sources: Sources) -> list[CitedFact]:
    days = (
        "Met is who had an engagement on the days of the congress, by any channel where the "
        "programme names the person, else by the channel congress."
        if row["until"]
        else "The last day is not known: engagements of the first day alone count."
    )
    programme = (
        "Who took part is whom the programme names; who else was there is not known. Trials of "
        "competitors are those that name one of our persons."
    )
    general = [
        CitedFact(said=days, records=sources.cite("engagements")),
        CitedFact(said=programme, records=sources.cite("congresses", "clinical-trials")),
    ]
    return general + sources.limits(TELLING)


def _empty(
    told: CongressDebrief, sources: Sources, knows_rivals: bool, is_admitted: bool
) -> list[EmptyPart]:
    """A sentence for each part that is empty."""
    rivals = "No trial of a competitor that names one of our persons there is known."
    if not knows_rivals:
        rivals = "Who competes is not known: no list says."
    everyone = "No one of ours who took part and was not met is known."
    parts: list[tuple[str, Sequence[object], str, tuple[str, ...]]] = [
        (
            "participants",
            told.participants,
            "That any of our persons took part is not known.",
            ("congresses", "territories"),
        ),
        ("topics", told.topics, "No session of it is known.", ("congresses",)),
        (
            "presented",
            told.presented,
            "No title of what our persons presented is known.",
            ("congresses",),
        ),
        ("competitors", told.competitors, rivals, ("companies", "clinical-trials")),
        (
            "met",
            told.met,
            "No engagement with our persons on its days is known.",
            ("engagements",),
        ),
        ("notMet", told.not_met, everyone, ("congresses", "engagements")),
    ]
    if is_admitted:
        said = "No debrief of these engagements leaves anything not recorded as done."
        parts.append(("followOns", told.follow_ons, said, ("engagements",)))
    return [
        EmptyPart(part=name, why=sources.absent(said, *names))
        for name, part, said, names in parts
        if not part
    ]
