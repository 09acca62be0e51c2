"""How is a segment kept, pinned and forgotten?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated

import strawberry

from api.answering import Answering
from api.callers import LOCAL
from api.changing import Info, Why, kept, reason
from api.errors import bad_input
from api.memberships import KEY, names_segments, number
from api.ruling import Filter, read, text_of
from api.scopes import refuse_person
from api.segment_questions import Id, told
from api.segment_reviews import Occasion, review
from api.segment_types import SegmentPayload
from api.tiers import levels_of
from workspace import segment_reviews as reviews
from workspace import segments as stored
from workspace.saved import citation

UNTIL = "MATCH (p:Person) WHERE p.influenceUntil IS NOT NULL RETURN p.influenceUntil LIMIT 1"


@strawberry.input(description="A level of a segment, the highest first.")
class SegmentLevelInput:
    enters: Annotated["PersonFilter", strawberry.lazy("api.made")] | None = strawberry.field(  # type: ignore[name-defined]  # noqa: F821, UP037
        default=None, description="Whom it takes in; without it, everybody."
    )
    stays: Annotated["PersonFilter", strawberry.lazy("api.made")] | None = strawberry.field(  # type: ignore[name-defined]  # noqa: F821, UP037
        default=None, description="Who stays once in; without it, as `enters`. Ask for less here."
    )
    title: str = strawberry.field(default="", description="What it is called.")


async def save_segment(
    info: Info,
    name: Annotated[str, strawberry.argument(description="On one line, without `/`.")],
    levels: Annotated[
        list[SegmentLevelInput], strawberry.argument(description="One for a plain segment.")
    ],
    why: Annotated[str, strawberry.argument(description="What the rules are for.")] = "",
    is_shared: Annotated[bool, strawberry.argument(description="Let all read it.")] = False,
    is_quarterly: Annotated[
        bool, strawberry.argument(description="Move people once a quarter, not at any refresh.")
    ] = False,
) -> SegmentPayload | None:
    """Keep a segment in place of the caller's own of that name, and review it at once."""
    given = Answering(info).arguments()["levels"]
    rules = [
        stored.LevelRule(
            title=one.get("title") or "",
            enters=text_of(one.get("enters") or {}),
            stays=text_of(one.get("stays") or one.get("enters") or {}),
        )
        for one in given
    ]
    return await _saved(info, name, rules, why, is_shared, is_quarterly)


async def save_tiers(
    info: Info,
    name: Annotated[str, strawberry.argument(description="On one line, without `/`.")],
    area: Annotated[
        Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
        strawberry.argument(description="Who belongs to the therapeutic area; else everybody."),
    ] = None,
    is_shared: Annotated[bool, strawberry.argument(description="Let all read it.")] = False,
    is_quarterly: Annotated[
        bool, strawberry.argument(description="Move people once a quarter, not at any refresh.")
    ] = True,
) -> SegmentPayload | None:
    """Keep the tiers of an area as a segment whose levels are those of `tiers`, and review it."""
    of = text_of(Answering(info).arguments().get("area") or {})
    why = f"The tiers of {of}"[: stored.LONGEST_WHY]
    return await _saved(info, name, levels_of(of), why, is_shared, is_quarterly)


async def _saved(
    info: Info,
    name: str,
    rules: list[stored.LevelRule],
    why: str,
    is_shared: bool,
    is_quarterly: bool,
) -> SegmentPayload:
    # Read back as any review will, so that what is kept can be asked again.
    rules = [
        rule._replace(
            enters=text_of(_read(info, rule.enters)),
            stays=text_of(_read(info, rule.stays)),
        )
        for rule in rules
    ]
    asker = info.context.asker
    own = await kept(
        info.context,
        lambda at: stored.save(at, asker, name, rules, why, is_shared, is_quarterly),
    )
    return await _reviewed(info, own)


def _read(info: Info, text: str) -> Filter:
    """A rule as any review will read it. Raises BAD_USER_INPUT, also where it names a segment: two
    such rules could each wait for the other."""
    rule = read(info.schema._schema, text)
    if names_segments(rule):
        raise bad_input(
            f"the rule of a segment takes no `{KEY}`; write that segment's own rule there, "
            "or ask `people` with both"
        )
    return rule


async def delete_segment(info: Info, id: Id) -> SegmentPayload | None:
    """Forget the caller's own segment and its history."""
    asked, asker = number(id), info.context.asker
    gone = await kept(info.context, lambda at: told(at, stored.of_number(at, asker, asked)))
    await kept(info.context, lambda at: reviews.remove(at, asker.subject, asked))
    return SegmentPayload(segment=gone)


async def pin_to_level(
    info: Info,
    segment: Id,
    person: Annotated[str, strawberry.argument(description="A `personId`.")],
    level: Annotated[int, strawberry.argument(description="The level; 0 for outside.")],
    why: Why,
    until: Annotated[date, strawberry.argument(description="The last day on which it works.")],
) -> SegmentPayload | None:
    """Keep a person on a level of the caller's own segment, whatever the rules say, up to a day."""
    own, caller = await _own(info, segment), info.context.caller
    now = datetime.now(UTC)
    if until < now.date():
        raise bad_input(f"`until` is {until}; give a day to come")
    answering = Answering(info)
    rows = await answering.rows(
        "MATCH (p:Person {personId: $id}) RETURN p.personId AS id", {"id": person}
    )
    await refuse_person(answering, "segmentMembers", person, bool(rows))
    one = stored.Pin(person, level, reason(why), until, caller.subject, now)
    await kept(info.context, lambda at: stored.pin(at, own, caller.subject, one))
    return await _reviewed(info, own)


async def unpin(
    info: Info,
    segment: Id,
    person: Annotated[str, strawberry.argument(description="A `personId`.")],
) -> SegmentPayload | None:
    """Let the rules decide on a person again, in the caller's own segment."""
    own = await _own(info, segment)
    await kept(info.context, lambda at: stored.unpin(at, own.number, person))
    return await _reviewed(info, own)


async def _own(info: Info, id: str) -> stored.Segment:
    asked, asker = number(id), info.context.asker
    found = await kept(info.context, lambda at: stored.of_number(at, asker, asked))
    if found.owner != asker.subject:
        raise bad_input("this segment is another's; save one of your own with its rules")
    return found


async def _reviewed(info: Info, own: stored.Segment) -> SegmentPayload:
    """The segment after a review on the graph as it is. Who keeps it may read of fewer persons than
    are in it; what is told is bounded by that, and the review is not."""
    context = info.context
    rows = await context.records(UNTIL, {})
    as_of = rows[0][0].to_native() if rows else None
    occasion = await kept(context, lambda at: Occasion(citation(at).snapshot, as_of))
    assert context.settings
    whole = replace(context, caller=LOCAL)
    await review(whole, context.settings, info.schema._schema, own, occasion)
    return SegmentPayload(segment=await kept(context, lambda at: told(at, own)))
