"""Which segments are there, who is in them, who moved and why, and what have they in common?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

import strawberry

from algorithms.segments.rotation import shortlists
from api.answering import Answering
from api.changing import Info, kept
from api.errors import bad_input, refuse_beyond
from api.reads import Statement
from api.rights import Guard
from api.segment_types import (
    Segment,
    SegmentMember,
    SegmentMembers,
    SegmentMoves,
    SegmentOverlap,
    SegmentPin,
    SegmentShortlist,
    shown,
    shown_move,
)
from api.types import Person
from schema.settings import Settings
from workspace import segment_reviews as reviews
from workspace import segments as stored

MOST_LISTED, MOST_PAGE, MOST_SEGMENTS, MOST_EACH = 100, 100, 20, 100
A_QUARTER = timedelta(days=92)
Id = Annotated[strawberry.ID, strawberry.argument(description="The segment's `id`.")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"Segments by `id`, 1 to {MOST_SEGMENTS}.")
]
First = Annotated[int, strawberry.argument(description=f"How many, 1 to {MOST_PAGE}.")]


def number(id: str) -> int:
    """The number of a segment's id. Raises BAD_USER_INPUT."""
    if not (id.isascii() and id.isdigit() and len(id) <= 9):
        raise bad_input(f"`{id[:20]}` is no id of a segment; see `segments`")
    return int(id)


def told(settings: Settings, one: stored.Segment) -> Segment:
    """A segment with its versions, its last review and how often people moved to and fro."""
    levels = Counter(reviews.members(settings, one.number).values())
    last = reviews.last_review(settings, one.number)
    rate = None
    if last and last.as_of and levels.total():
        rate = reviews.flaps(settings, one.number, last.as_of - A_QUARTER) / levels.total()
    return shown(one, stored.versions(settings, one.number), dict(levels), last, rate)


async def segments(info: Info, first: First = MOST_LISTED) -> list[Segment]:
    """The caller's own segments and those that others share, by id."""
    subject = info.context.caller.subject
    refuse_beyond("first", first, 1, MOST_LISTED)
    return await kept(
        info.context,
        lambda at: [told(at, one) for one in stored.segments(at, subject)[:first]],
    )


async def segment(info: Info, id: Id) -> Segment | None:
    """One segment, the caller's own or shared."""
    asked, subject = number(id), info.context.caller.subject
    return await kept(info.context, lambda at: told(at, stored.of_number(at, subject, asked)))


async def segment_members(
    info: Info,
    segment: Id,
    level: Annotated[int | None, strawberry.argument(description="Only those on it.")] = None,
    first: First = 20,
    after: Annotated[str | None, strawberry.argument(description="`endCursor`.")] = None,
) -> SegmentMembers:
    """The members of a segment whom the caller may read of."""
    answering, skip = Answering(info), _offset(after)
    refuse_beyond("first", first, 1, MOST_PAGE)
    of = await own(info, segment)
    levels = await _levels(info, of.number)
    asked = {person: on for person, on in levels.items() if level in (None, on)}
    order = await _by_level(answering, "segmentMembers", asked)
    page = order[skip : skip + first]
    people = await answering.below(Person, ("members.person",), "personId", page)
    since = await kept(info.context, lambda at: reviews.since(at, of.number, page))
    pins = await _pins(info, of.number)
    return SegmentMembers(
        total_count=len(order),
        members=[
            SegmentMember(
                person=people[person],
                level=levels[person],
                since=since[person],
                pin=pins.get(person),
            )
            for person in page
            if person in people and person in since
        ],
        end_cursor=str(skip + first) if skip + first < len(order) else None,
    )


async def segment_moves(
    info: Info,
    segment: Id,
    person: Annotated[str | None, strawberry.argument(description="Only a `personId`'s.")] = None,
    first: First = 20,
    after: Annotated[str | None, strawberry.argument(description="`endCursor`.")] = None,
) -> SegmentMoves:
    """Who came, went or changed the level, and why."""
    answering, before = Answering(info), _offset(after) or None
    refuse_beyond("first", first, 1, MOST_PAGE)
    of = await own(info, segment)
    found = await kept(info.context, lambda at: reviews.moves(at, of.number, first, before, person))
    ids = sorted({one.person for one in found})
    seen = set(await _readable(answering, "segmentMoves", ids))
    people = await answering.below(Person, ("moves.person",), "personId", sorted(seen))
    is_bound = Guard(info.context.caller, Statement()).of_root("segmentMoves", "p") != ""
    hidden = info.context.hidden()
    return SegmentMoves(
        moves=[
            shown_move(one, people.get(one.person))
            for one in found
            if one.person in seen or not (is_bound or one.person in hidden)
        ],
        end_cursor=str(found[-1].number) if len(found) == first else None,
    )


async def segment_overlaps(info: Info, segments: Ids) -> list[SegmentOverlap]:
    """How many persons each two segments have in common."""
    of = await _some(info, segments)
    found = await kept(info.context, lambda at: reviews.shared_members(at, of))
    size = {one: found.get((one, one), 0) for one in of}
    rows = []
    for at, one in enumerate(of):
        for other in of[at + 1 :]:
            shared = found.get((one, other), 0)
            either = size[one] + size[other] - shared
            rows.append(
                SegmentOverlap(
                    one=strawberry.ID(str(one)),
                    other=strawberry.ID(str(other)),
                    shared=shared,
                    share=shared / either if either else None,
                )
            )
    return rows


async def segment_shortlists(
    info: Info,
    segments: Ids,
    each: Annotated[
        int, strawberry.argument(description=f"Names on each list, 1 to {MOST_EACH}.")
    ] = 10,
    most: Annotated[
        int, strawberry.argument(description="On how many of the lists one person may be.")
    ] = 1,
) -> list[SegmentShortlist]:
    """Whom to ask for which of several segments, so that not the same few are asked for all: the
    segments choose in turn, and the turn is reversed after each round."""
    refuse_beyond("each", each, 1, MOST_EACH)
    refuse_beyond("most", most, 1, MOST_SEGMENTS)
    of, answering = await _some(info, segments), Answering(info)
    orders = {}
    for one in of:
        orders[str(one)] = await _by_level(answering, "segmentShortlists", await _levels(info, one))
    lists = await asyncio.to_thread(shortlists, orders, each, most)
    ids = sorted({person for chosen in lists.values() for person in chosen})
    people = await answering.below(Person, ("persons",), "personId", ids)
    return [
        SegmentShortlist(
            segment=strawberry.ID(name), persons=[people[id] for id in chosen if id in people]
        )
        for name, chosen in lists.items()
    ]


async def own(info: Info, id: str) -> stored.Segment:
    """The segment that the caller keeps, or that somebody shares. Raises BAD_USER_INPUT or
    NOT_FOUND."""
    asked, subject = number(id), info.context.caller.subject
    return await kept(info.context, lambda at: stored.of_number(at, subject, asked))


async def _some(info: Info, ids: list[strawberry.ID]) -> list[int]:
    """The numbers of segments that the caller may read, each once."""
    refuse_beyond("segments", len(ids), 1, MOST_SEGMENTS)
    return [(await own(info, id)).number for id in dict.fromkeys(ids)]


async def _levels(info: Info, number: int) -> dict[str, int]:
    return await kept(info.context, lambda at: reviews.members(at, number))


async def _by_level(answering: Answering, root: str, levels: Mapping[str, int]) -> list[str]:
    """Those whom the caller may read of, the highest level first, on it the most influential."""
    order = await _readable(answering, root, list(levels))
    return sorted(order, key=lambda person: levels[person])


async def _readable(answering: Answering, root: str, ids: list[str]) -> list[str]:
    """Those of some persons whom the caller may read of, the most influential first."""
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    guard = Guard(context.caller, statement)
    bounds = (guard.of_root(root, "p"), statement.shown("p"))
    where = " AND ".join([f"p.personId IN {statement.parameter(ids)}", *filter(None, bounds)])
    text = (
        f"MATCH (p:Person) WHERE {where} "
        "RETURN p.personId ORDER BY coalesce(p.influence, 0.0) DESC, p.personId"
    )
    rows = await context.records(text, statement.bound(answering.hidden()))
    return [id for (id,) in rows]


async def _pins(info: Info, number: int) -> dict[str, SegmentPin]:
    def read(at: Settings) -> dict[str, SegmentPin]:
        last = reviews.last_review(at, number)
        on = (last and (last.as_of or last.at.date())) or None
        return {
            one.person: SegmentPin(
                level=one.level, why=one.why, until=one.until, by=one.pinned_by, at=one.pinned_at
            )
            for one in (stored.pins(at, number, on) if on else [])
        }

    return await kept(info.context, read)


def _offset(after: str | None) -> int:
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) <= 9):
        raise bad_input("`after` takes an `endCursor` of this list")
    return int(after)
