"""How is a person left out of every answer over the API, and let back?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import strawberry

from api.changing import Effect, Info, Who, Why, kept, name_of, reason
from api.errors import bad_input
from schema.settings import Settings
from workspace import naming, suppression


@strawberry.type(description="One person who is left out. It says nothing of who that is.")
class Suppression:
    number: int = strawberry.field(description="Its place in the list.")
    key_count: int = strawberry.field(description="By how many keys the person is known again.")
    by: str = strawberry.field(description="Who put it down, by id.")
    at: datetime = strawberry.field(description="When.")
    why: str = strawberry.field(description="The reason.")
    asked_on: date | None = strawberry.field(description="When the person asked for it.")
    released_at: datetime | None = strawberry.field(description="When the person was let back.")


@strawberry.type(description="What became of a suppression or a release.")
class SuppressionPayload:
    suppressions: list[Suppression] = strawberry.field(description="Those made or released.")
    takes_effect: Effect = strawberry.field(
        description="From when on it is seen: answers leave a person out at once, and the graph "
        "from the next refresh on; who is let back is there after the next refresh."
    )


async def suppress(
    info: Info,
    person: Who,
    why: Why,
    asked_on: Annotated[
        date | None, strawberry.argument(description="The day on which the person asked for it.")
    ] = None,
) -> SuppressionPayload | None:
    """Leave a person out."""
    name, plain, by = name_of("person", person), reason(why), info.context.caller.subject
    if asked_on and not date(1900, 1, 1) <= asked_on <= datetime.now(UTC).date() + timedelta(1):
        raise bad_input(f"`askedOn` is {asked_on}; give a day that has been")

    def work(at: Settings) -> suppression.Suppression:
        person_id, keys = naming.known_by(at, name)
        return suppression.suppress(at, person_id, keys, by, plain, asked_on)

    made = await kept(info.context, work)
    return SuppressionPayload(suppressions=[_shown(made)], takes_effect=Effect.AT_ONCE)


async def release(info: Info, person: Who, why: Why) -> SuppressionPayload | None:
    """Let a person back."""
    name, plain, by = name_of("person", person), reason(why), info.context.caller.subject

    def work(at: Settings) -> list[suppression.Suppression]:
        return suppression.release(at, naming.known_by(at, name)[1], by, plain)

    released = await kept(info.context, work)
    return SuppressionPayload(
        suppressions=[_shown(one) for one in released], takes_effect=Effect.AT_NEXT_REFRESH
    )


def _shown(one: suppression.Suppression) -> Suppression:
    return Suppression(
        number=one.number,
        key_count=len(one.digests),
        by=one.by,
        at=one.at,
        why=one.why,
        asked_on=one.asked_on,
        released_at=one.released_at,
    )
