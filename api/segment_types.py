"""What is told of a segment, its members and their moves?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from api.declaring import named
from api.types import Person
from workspace import segment_reviews as kept
from workspace import segments


@strawberry.type(description="A level of a segment and its rules; a tier is a level.")
class SegmentLevel:
    level: int = strawberry.field(description="1 is the highest.")
    title: str = strawberry.field(description="What it is called.")
    enters: str = strawberry.field(description="The rule for who comes in, a `PersonFilter`.")
    stays: str = strawberry.field(description="The rule for who stays, once in.")
    members: int | None = strawberry.field(
        description="Persons on it after the last review; none of an earlier version."
    )


@strawberry.type(description="The rules of a segment as they were in a version.")
class SegmentVersion:
    version: int = strawberry.field(description="Counted from 1.")
    why: str = strawberry.field(description="What the rules are for.")
    levels: list[SegmentLevel] = strawberry.field(description="The highest first.")


@strawberry.type(description="One time the rules of a segment were held against the graph.")
class SegmentReview:
    at: datetime = strawberry.field(description="When.")
    as_of: date | None = strawberry.field(description="The day the graph was asked about.")
    snapshot: str = strawberry.field(description="Digest of the graph; empty where not known.")
    version: int = strawberry.field(description="Of the rules.")
    members: int = strawberry.field(description="Persons in the segment after it.")
    moves: int = strawberry.field(description="Persons who came, went or changed the level.")
    refused: str | None = strawberry.field(
        description="Why nobody was moved, where the rules can be asked no longer."
    )


@named
@strawberry.type(description="People chosen by rules, reviewed at each refresh.")
class Segment:
    id: strawberry.ID = strawberry.field(description="By which it is asked for.")
    name: str = strawberry.field(description="Its name, one of its owner's.")
    owner: str = strawberry.field(description="Who keeps it, by id.")
    is_shared: bool = strawberry.field(description="Whether all may read it.")
    is_quarterly: bool = strawberry.field(
        description="Whether people move once a quarter; else at any refresh."
    )
    saved_at: datetime = strawberry.field(description="When it was last saved.")
    version: int = strawberry.field(description="Of its rules.")
    why: str = strawberry.field(description="What the rules are for.")
    levels: list[SegmentLevel] = strawberry.field(description="The highest first.")
    versions: list[SegmentVersion] = strawberry.field(description="The newest first.")
    reviewed: SegmentReview | None = strawberry.field(description="The last review.")
    flap_rate: float | None = strawberry.field(
        description="Moves of the last 92 days that took back one of the year before, as a share "
        "of the members; none where nobody is in, or no review says as of when it was."
    )


@strawberry.type(description="A level that somebody decided for a person, against the rules.")
class SegmentPin:
    level: int = strawberry.field(description="The level; 0 for outside.")
    why: str = strawberry.field(description="The reason that was given.")
    until: date = strawberry.field(description="The last day on which it works.")
    by: str = strawberry.field(description="Who decided it, by id.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="Somebody who is in a segment.")
class SegmentMember:
    person: Person = strawberry.field(description="The person.")
    level: int = strawberry.field(description="1 is the highest.")
    since: datetime = strawberry.field(description="Since which review.")
    pin: SegmentPin | None = strawberry.field(description="The pin by which the person is here.")


@strawberry.type(description="Some members of a segment.")
class SegmentMembers:
    total_count: int = strawberry.field(description="All whom the caller may read of.")
    members: list[SegmentMember] = strawberry.field(
        description="The highest level first, on it the most influential."
    )
    end_cursor: str | None = strawberry.field(description="For `after`; none on the last page.")


@strawberry.enum(description="What decided a move.")
class MoveCause(Enum):
    FIRST = strawberry.enum_value("FIRST", description="The first review of the segment.")
    RULES = strawberry.enum_value("RULES", description="The rules are new.")
    PIN = strawberry.enum_value("PIN", description="Somebody pinned the person.")
    RECORDS = strawberry.enum_value(
        "RECORDS", description="Records of the person that became known since the last review."
    )
    OTHERS = strawberry.enum_value(
        "OTHERS",
        description="No record of the person's own: others rose or fell, records were withdrawn, "
        "or time passed.",
    )


@strawberry.type(description="A clause of a rule as it stood at a move.")
class MoveClause:
    clause: str = strawberry.field(description="The clause, as the rule has it.")
    holds: bool = strawberry.field(description="Whether it held; what is not known does not.")
    value: str | None = strawberry.field(description="What the graph said; none: not known.")


@strawberry.type(description="A record that was new at a move.")
class MoveRecord:
    kind: str = strawberry.field(description="The relationship, such as AUTHORED.")
    source: str | None = strawberry.field(description="By its name in `sources`.")
    record: str | None = strawberry.field(description="The source's own id.")
    on: str | None = strawberry.field(description="The day it happened, where the source says.")
    known_from: str | None = strawberry.field(description="When it became known.")


@strawberry.type(description="Somebody came into a segment, went, or changed the level.")
class SegmentMove:
    person_id: str = strawberry.field(description="The person's id at that time.")
    person: Person | None = strawberry.field(description="None where the id is of nobody now.")
    before: int | None = strawberry.field(description="The level before; none: outside.")
    after: int | None = strawberry.field(description="The level after; none: outside.")
    cause: MoveCause = strawberry.field(description="What decided it.")
    clauses: list[MoveClause] = strawberry.field(
        description="The rule of the level left, then of the level reached."
    )
    records: list[MoveRecord] = strawberry.field(description="Those that were new, newest first.")
    at: datetime = strawberry.field(description="At which review.")
    as_of: date | None = strawberry.field(description="The day the graph was asked about.")
    version: int = strawberry.field(description="Of the rules.")


@strawberry.type(description="Some moves of a segment.")
class SegmentMoves:
    moves: list[SegmentMove] = strawberry.field(
        description="The newest first. Persons whom the caller may not read of are left out, so a "
        "page may hold fewer than asked for."
    )
    end_cursor: str | None = strawberry.field(description="For `after`; none on the last page.")


@strawberry.type(description="How much two segments have in common.")
class SegmentOverlap:
    one: strawberry.ID = strawberry.field(description="A segment, by id.")
    other: strawberry.ID = strawberry.field(description="Another, by id.")
    shared: int = strawberry.field(description="Persons in both.")
    share: float | None = strawberry.field(
        description="Of all who are in either, those in both; none where nobody is."
    )


@strawberry.type(description="Whom to ask for one of several objectives.")
class SegmentShortlist:
    segment: strawberry.ID = strawberry.field(description="The segment, by id.")
    persons: list[Person] = strawberry.field(description="The first choice first.")


@strawberry.type(description="What became of a segment.")
class SegmentPayload:
    segment: Segment = strawberry.field(description="The segment as it is, or was.")


def shown(
    one: segments.Segment,
    versions: list[segments.Segment],
    counts: dict[int, int],
    last: kept.Review | None,
    flap_rate: float | None,
) -> Segment:
    """A segment as the API tells of it; `counts` are the members of each level."""
    return Segment(
        id=strawberry.ID(str(one.number)),
        name=one.name,
        owner=one.owner,
        is_shared=one.is_shared,
        is_quarterly=one.is_quarterly,
        saved_at=one.saved_at,
        version=one.version,
        why=one.why,
        levels=_levels(one, counts),
        versions=[
            SegmentVersion(version=each.version, why=each.why, levels=_levels(each, None))
            for each in versions
        ],
        reviewed=None if last is None else _review(last),
        flap_rate=flap_rate,
    )


def _review(one: kept.Review) -> SegmentReview:
    return SegmentReview(
        at=one.at,
        as_of=one.as_of,
        snapshot=one.snapshot,
        version=one.version,
        members=one.members,
        moves=one.moves,
        refused=one.refused,
    )


def _levels(one: segments.Segment, counts: dict[int, int] | None) -> list[SegmentLevel]:
    return [
        SegmentLevel(
            level=number,
            title=rule.title,
            enters=rule.enters,
            stays=rule.stays,
            members=None if counts is None else counts.get(number, 0),
        )
        for number, rule in enumerate(one.levels, 1)
    ]


def shown_move(one: kept.KeptMove, person: Person | None) -> SegmentMove:
    """A move as the API tells of it."""
    cause: dict[str, Any] = one.cause
    return SegmentMove(
        person_id=one.person,
        person=person,
        before=one.before,
        after=one.after,
        cause=MoveCause(cause["why"]),
        clauses=[MoveClause(**each) for each in cause["outcomes"]],
        records=[
            MoveRecord(
                kind=each["kind"],
                source=each["source"],
                record=each["record"],
                on=each["on"],
                known_from=each["knownFrom"],
            )
            for each in cause["records"]
        ],
        at=one.at,
        as_of=one.as_of,
        version=one.version,
    )
