"""Which lists of emerging experts were frozen, how right were they, and who is on them?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import strawberry

from algorithms.emerging import frozen
from algorithms.emerging.frozen import DID_NOT, ROSE, UNKNOWN, Damaged, Judgement
from api.answering import Answering
from api.changing import kept
from api.errors import bad_input, not_found, refuse_beyond
from api.frozen_types import (
    FrozenJudgement,
    FrozenList,
    FrozenOutcome,
    FrozenPart,
    FrozenPersonConnection,
    FrozenPersonEdge,
)
from api.pages import After, Before, Last, Part, Rows
from api.readable import readable
from api.reads import Statement
from api.rights import Guard
from api.roots import Info
from api.types import Person

MOST_LISTED, PERSONS = 100, "frozenPersons"
WHOLE = {ROSE: True, DID_NOT: False}


async def frozen_lists(
    info: Info,
    first: Annotated[
        int, strawberry.argument(description=f"How many, 1 to {MOST_LISTED}.")
    ] = MOST_LISTED,
) -> list[FrozenList]:
    """The frozen lists, the latest years first; then files that are none."""
    refuse_beyond("first", first, 1, MOST_LISTED)
    return await kept(
        info.context,
        lambda at: [_told(at.home, one) for one in frozen.frozen_lists(at.home)[:first]],
    )


async def frozen_persons(
    info: Info,
    list: Annotated[strawberry.ID, strawberry.argument(description="A frozen list by `id`.")],
    first: Rows = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
) -> FrozenPersonConnection:
    """A page of the persons of a frozen list of whom the caller may read. Raises NOT_FOUND, and
    BAD_USER_INPUT for what is no `id` and for a list that is not as it was written."""
    answering, context = Answering(info), info.context
    if not frozen.NAME.fullmatch(list):
        raise bad_input(f"{list[:80]!r} names no frozen list; `frozenLists` has their ids")
    one = await kept(context, lambda at: frozen.frozen_list(at.home, list))
    if one is None:
        raise not_found(f"there is no frozen list {list[:80]!r}; `frozenLists` has their ids")
    if isinstance(one, Damaged):
        raise bad_input(f"{one.file} is not shown: {one.fault}")
    judged = await kept(context, lambda at: frozen.judgement_of(at.home, one, _today()))
    now = await kept(context, lambda at: frozen.led_to(at.home, one.persons))
    places: Sequence[int] = range(len(now))
    if Guard(context.caller, Statement()).of_root(PERSONS, "p"):
        own = set(await readable(context, PERSONS, now))
        places = [place for place in places if now[place] in own]
    page, written, position = Part(first, after, last, before).page(
        len(places), lambda row: (places[row],), context.cursors, one.sha256
    )
    ids = await readable(context, PERSONS, [now[places[row]] for row in page])
    people = await answering.below(Person, ("edges.node", "nodes"), "personId", ids)
    return FrozenPersonConnection(
        edges=[
            _edge(one, places[row], cursor, judged, people.get(now[places[row]]))
            for row, cursor in zip(page, written, strict=True)
        ],
        page_info=position,  # type: ignore[arg-type]
        total_count=len(places),
    )


def _edge(
    one: frozen.FrozenList,
    place: int,
    cursor: str,
    judged: Judgement | str,
    person: Person | None,
) -> FrozenPersonEdge:
    letter = judged.letters[place] if isinstance(judged, Judgement) else ""
    return FrozenPersonEdge(
        cursor=cursor,
        place=place + 1,
        chance=one.chances[place],
        rose=WHOLE.get(letter),
        unknown=UNKNOWN.get(letter),
        node=person,
    )


def _told(home: Path, one: frozen.FrozenList | Damaged) -> FrozenList:
    if isinstance(one, Damaged):
        return FrozenList(id=strawberry.ID(one.file), is_whole=False, fault=one.fault)
    found = frozen.judgement_of(home, one, _today())
    return FrozenList(
        id=strawberry.ID(one.file),
        is_whole=True,
        fault=None,
        as_of=one.as_of,
        frozen_at=one.frozen_at,
        is_in_hindsight=one.is_in_hindsight,
        outcome=FrozenOutcome(one.outcome),
        sha256=one.sha256,
        persons=len(one.persons),
        judgeable_after=one.closes_on,
        judgement=_judged(found) if isinstance(found, Judgement) else None,
        unjudged=found if isinstance(found, str) else None,
    )


def _judged(found: Judgement) -> FrozenJudgement:
    return FrozenJudgement(
        judged_at=found.judged_at,
        known_until=found.known_until,
        candidates=found.candidates,
        risen=found.risen,
        base=found.base,
        parts=[FrozenPart(**vars(part)) for part in found.parts],
    )


def _today() -> date:
    return datetime.now(UTC).date()
