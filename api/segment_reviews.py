"""Who comes into a segment, goes or changes the level at a review, and why?

Persons are moved as the rules of the levels say of the graph as it is now. The cause of a move is a
new version of the rules, a pin, records that became known since the last review, or else what
happened to others or to the calendar.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from graphql import GraphQLError, GraphQLSchema

from algorithms.segments.placing import Level, Move, moves, pinned, placed
from api.context import Context
from api.errors import bad_input
from api.evaluating import members, new_records, outcomes
from api.ruling import Filter, clauses, read, text_of
from schema.settings import Settings
from workspace import segment_reviews as kept
from workspace import segments

# Of how many moves of one kind at one review the cause is told, the most influential first.
MOST_TOLD, MOST_MEMBERS = 1_000, 100_000
FIRST, RULES, PIN, RECORDS, OTHERS = "FIRST", "RULES", "PIN", "RECORDS", "OTHERS"
Causes = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Occasion:
    """The graph on which is reviewed: its digest, and the day it was asked about."""

    snapshot: str
    as_of: date | None


async def review(
    context: Context,
    settings: Settings,
    schema: GraphQLSchema,
    of: segments.Segment,
    occasion: Occasion,
) -> kept.Review:
    """The review of a segment, which is kept. Where it is not due, pins alone move people, and
    where they move nobody the last one stands. Rules that can be asked no longer move nobody, and
    the review says so."""
    last = await asyncio.to_thread(kept.last_review, settings, of.number, True)
    is_due = last is None or _is_due(of, last, occasion)
    before = await asyncio.to_thread(kept.members, settings, of.number)
    new = _begun(of, occasion, len(before))
    try:
        rules = [(read(schema, one.enters), read(schema, one.stays)) for one in of.levels]
        levels = [await _level(context, *rule) for rule in rules] if is_due else []
    except GraphQLError as error:
        if (error.extensions or {}).get("code") != "BAD_USER_INPUT":
            raise
        refused = replace(new, refused=error.message)
        return await asyncio.to_thread(kept.keep, settings, refused, [])
    pins = await _pins(settings, of, occasion.as_of or new.at.date())
    after = placed(levels, before, pins) if is_due else pinned(before, pins)
    moved = list(moves(before, after))
    if last and not (is_due or moved):
        return last
    causes = await _causes(context, rules, moved, last, of.version, pins)
    rows = [(one.person, one.before, one.after, causes[one.person]) for one in moved]
    made = replace(new, members=len(after))
    return await asyncio.to_thread(kept.keep, settings, made, rows)


async def _pins(settings: Settings, of: segments.Segment, on: date) -> dict[str, int]:
    found = await asyncio.to_thread(segments.pins, settings, of.number, on)
    return {one.person: one.level for one in found}


def _begun(of: segments.Segment, occasion: Occasion, members: int) -> kept.Review:
    return kept.Review(
        number=0,
        segment=of.number,
        version=of.version,
        at=datetime.now(UTC),
        as_of=occasion.as_of,
        snapshot=occasion.snapshot,
        members=members,
        moves=0,
        undone=0,
        refused=None,
    )


def _is_due(of: segments.Segment, last: kept.Review, occasion: Occasion) -> bool:
    """Whether people may move now: a quarterly segment once a quarter, unless its rules are new."""
    if not of.is_quarterly or last.version != of.version or not (last.as_of and occasion.as_of):
        return True
    return _quarter(last.as_of) != _quarter(occasion.as_of)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


async def _level(context: Context, enters: Filter, stays: Filter) -> Level:
    """The persons of a level by its rules; who may come in may stay."""
    new = await members(context, enters)
    if len(new) > MOST_MEMBERS:
        raise bad_input(f"the rule takes in {len(new):,} people; a level has {MOST_MEMBERS:,}")
    return Level(new, new if stays == enters else new | await members(context, stays))


async def _causes(
    context: Context,
    rules: Sequence[tuple[Filter, Filter]],
    moved: Sequence[Move],
    last: kept.Review | None,
    version: int,
    pins: Mapping[str, int],
) -> Causes:
    """What decided each move: why in a word, the clauses with what the graph says, the records."""
    found: Causes = {}
    alike: defaultdict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for one in moved:
        alike[one.before, one.after].append(one.person)
    for (was, now), persons in alike.items():
        parts = clauses(rules[was - 1][1]) if was and was <= len(rules) else []
        parts += clauses(rules[now - 1][0]) if now else []
        parts = list({part.text: part for part in parts}.values())
        told = await outcomes(context, persons, parts, MOST_TOLD)
        records: dict[str, list[dict[str, Any]]] = {}
        if last and told:
            records = await new_records(context, list(told), parts, last.at)
        for person in persons:
            found[person] = {
                "why": _why(person, last, version, pins, records),
                "outcomes": [
                    {"clause": one.clause.text, "holds": one.holds, "value": _said(one.value)}
                    for one in told.get(person, [])
                ],
                "records": records.get(person, []),
            }
    return found


def _why(
    person: str,
    last: kept.Review | None,
    version: int,
    pins: Mapping[str, int],
    records: Iterable[str],
) -> str:
    if person in pins:
        return PIN
    if last is None:
        return FIRST
    if last.version != version:
        return RULES
    return RECORDS if person in records else OTHERS


def _said(value: object) -> str | None:
    return None if value is None else text_of(value)
