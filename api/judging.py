"""How does a steward say over the API who is who, and see before what that changes?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from api.answering import Answering
from api.changing import NOBODY, DryRun, Effect, Info, Who, Why, kept, name_of, reason
from api.errors import not_found
from api.types import Person
from schema.settings import Settings
from workspace import judgements, naming
from workspace.naming import Sides

MOST_SHOWN = 100
TIES = """
MATCH (p:Person)-[tie:CONNECTED_TO]-() WHERE p.personId IN $ids
RETURN count(DISTINCT tie) AS ties"""
Mention = Annotated[str, strawberry.argument(description="A mention, such as `pubmed:38000001:2`.")]


@strawberry.enum(description="What a judgement says of two groups of mentions.")
class JudgementKind(Enum):
    SAME = strawberry.enum_value("same", description="They are of one person.")
    DIFFERENT = strawberry.enum_value("different", description="They are of different persons.")


@strawberry.type(description="A steward's decision about who is who.")
class Judgement:
    number: int = strawberry.field(description="By which it is undone.")
    kind: JudgementKind = strawberry.field(description="What it says.")
    about: str = strawberry.field(description="What the steward named.")
    by: str = strawberry.field(description="Who judged, by id.")
    at: datetime = strawberry.field(description="When.")
    why: str = strawberry.field(description="The reason.")
    undone_by: str | None = strawberry.field(description="Who took it back, by id.")
    undone_at: datetime | None = strawberry.field(description="When it was taken back.")
    undone_why: str | None = strawberry.field(description="Why it was taken back.")


@strawberry.type(description="What a judgement touches, as identity and the graph are now.")
class Touched:
    persons: list[Person] = strawberry.field(
        description=f"The persons whose mentions they are, the first {MOST_SHOWN} in the graph."
    )
    person_count: int = strawberry.field(description="How many persons.")
    mention_count: int = strawberry.field(description="How many mentions the judgement names.")
    records: list[str] = strawberry.field(
        description=f"The records in which the mentions stand, the first {MOST_SHOWN}."
    )
    record_count: int = strawberry.field(description="How many records.")
    tie_count: int = strawberry.field(
        description="Ties of the persons in the graph, which are worked out anew."
    )
    outranked: list[int] = strawberry.field(
        description="Standing judgements that say the contrary of some of the pairs; this, being "
        "later, stands."
    )


@strawberry.type(description="What became of a judgement.")
class JudgementPayload:
    judgement: Judgement | None = strawberry.field(
        description="The judgement as it is kept; none where nothing was to change."
    )
    touched: Touched = strawberry.field(description="What it touches.")
    takes_effect: Effect = strawberry.field(description="From when on it is seen.")


async def same_person(
    info: Info, one: Who, other: Who, why: Why, dry_run: DryRun = False
) -> JudgementPayload | None:
    """Put down that two persons are one."""
    pair = name_of("one", one), name_of("other", other)
    return await _judged(info, lambda at: naming.same(at, *pair), reason(why), dry_run)


async def different_persons(
    info: Info, one: Mention, other: Mention, why: Why, dry_run: DryRun = False
) -> JudgementPayload | None:
    """Put down that two mentions are not of one person."""
    pair = name_of("one", one), name_of("other", other)
    return await _judged(info, lambda at: naming.different(at, *pair), reason(why), dry_run)


async def not_hers(
    info: Info,
    person: Who,
    record: Annotated[str, strawberry.argument(description="A PMID, an NCT number or a mention.")],
    why: Why,
    dry_run: DryRun = False,
) -> JudgementPayload | None:
    """Put down that a record is not the person's."""
    pair = name_of("person", person), name_of("record", record)
    return await _judged(info, lambda at: naming.not_hers(at, *pair), reason(why), dry_run)


async def undo(
    info: Info,
    number: Annotated[int, strawberry.argument(description="The judgement's number.")],
    why: Why,
    dry_run: DryRun = False,
) -> JudgementPayload | None:
    """Take a judgement back; it stays in the list, marked."""
    context, plain = info.context, reason(why)

    def look(at: Settings) -> tuple[judgements.Judgement, Sides]:
        one = judgements.standing_one(at, number)
        persons = naming.persons_of(at, [*one.one, *one.other])
        return one, Sides(one.kind, one.one, one.other, one.about, persons)

    before, sides = await kept(context, look)
    touched = await _touched(info, sides, [])
    if not dry_run:
        by = context.caller.subject
        before = await kept(context, lambda at: judgements.undo(at, number, by, plain))
    return _payload(None if dry_run else before, touched)


async def _judged(
    info: Info, name: Callable[[Settings], Sides], why: str, dry_run: bool
) -> JudgementPayload | None:
    """Look at what is touched, then judge; where the graph cannot be asked, nothing is judged."""
    context = info.context
    sides = await kept(context, name)
    words = (sides.kind, sides.one, sides.other, sides.about, context.caller.subject, why)

    def look(at: Settings) -> list[judgements.Judgement]:
        judgements.judged(*words)
        return judgements.outranked(at, sides.kind, sides.one, sides.other)

    outranked = await kept(context, look)
    touched = await _touched(info, sides, [one.number for one in outranked])
    if dry_run:
        return _payload(None, touched)
    return _payload(await kept(context, lambda at: judgements.judge(at, *words)), touched)


async def _touched(info: Info, sides: Sides, outranked: Sequence[int]) -> Touched:
    if info.context.hidden() & set(sides.persons):
        raise not_found(NOBODY)
    answering, records = Answering(info), sides.records
    persons = await answering.below(
        Person, ("touched.persons",), "personId", sides.persons[:MOST_SHOWN]
    )
    (row,) = await answering.rows(TIES, {"ids": sides.persons})
    return Touched(
        persons=[persons[id] for id in sides.persons if id in persons],
        person_count=len(sides.persons),
        mention_count=len(sides.one) + len(sides.other),
        records=records[:MOST_SHOWN],
        record_count=len(records),
        tie_count=row["ties"],
        outranked=list(outranked),
    )


def _payload(one: judgements.Judgement | None, touched: Touched) -> JudgementPayload:
    shown = (
        None
        if one is None
        else Judgement(
            number=one.number,
            kind=JudgementKind(one.kind),
            about=one.about,
            by=one.by,
            at=one.at,
            why=one.why,
            undone_by=one.undone_by,
            undone_at=one.undone_at,
            undone_why=one.undone_why,
        )
    )
    return JudgementPayload(judgement=shown, touched=touched, takes_effect=Effect.AT_NEXT_REFRESH)
