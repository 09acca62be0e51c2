"""What is new of those whom the caller watches, and how often is it of use?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime
from functools import partial
from math import sqrt
from typing import Annotated

import strawberry

from api.alert_types import (
    Alert,
    AlertKind,
    AlertPrecision,
    AlertRule,
    Alerts,
    AlertsLeftOut,
    Watch,
    rules,
    shown_alert,
    shown_watch,
)
from api.answering import Answering
from api.changing import Info, kept
from api.errors import refuse_beyond, unavailable
from api.numbers import number
from api.readable import readable
from api.types import Person
from schema.settings import Settings
from workspace import alert_counts as counts
from workspace import alerts as told
from workspace import watches as stored

MOST_PAGE, LOOK_SECONDS, SMALL = 100, 1.0, 20
Z = 1.959964  # of the 95 % interval


async def watches(info: Info) -> list[Watch]:
    """The caller's own watches, by id."""
    asker = info.context.asker

    def read(at: Settings) -> list[Watch]:
        found = stored.watches(at, asker)
        return [shown_watch(one, len(stored.persons(at, one.number))) for one in found]

    return await kept(info.context, read)


async def alerts(
    info: Info,
    watch: Annotated[
        strawberry.ID | None, strawberry.argument(description="Only of that watch.")
    ] = None,
    kind: Annotated[
        AlertKind | None,
        strawberry.argument(description="Only of that kind."),
    ] = None,
    person: Annotated[str | None, strawberry.argument(description="Only of a `personId`.")] = None,
    unread: Annotated[bool, strawberry.argument(description="Only those not yet read.")] = False,
    since: Annotated[
        datetime | None, strawberry.argument(description="Only those raised then or later.")
    ] = None,
    first: Annotated[int, strawberry.argument(description=f"How many, 1 to {MOST_PAGE}.")] = 20,
    after: Annotated[strawberry.ID | None, strawberry.argument(description="`endCursor`.")] = None,
) -> Alerts | None:
    """The caller's own alerts, the latest first."""
    refuse_beyond("first", first, 1, MOST_PAGE)
    owner = info.context.caller.subject
    of = told.Asked(
        watch=None if watch is None else number("watch", watch),
        kind=None if kind is None else kind.name,
        person=person,
        is_unread=unread,
        since=since,
        function=info.context.asker.function,
    )
    before = None if after is None else number("after", after)
    page = told.Asked(**{**vars(of), "before": before})
    total = await kept(info.context, lambda at: told.count(at, owner, of))
    found = await kept(info.context, lambda at: told.alerts(at, owner, page, first))
    missed = await kept(info.context, lambda at: counts.left_out(at, owner, since))
    return Alerts(
        total_count=total,
        left_out=[AlertsLeftOut(kind=AlertKind(name), alerts=n) for name, n in missed.items()],
        alerts=await _shown(Answering(info), "alerts", "alerts.person", found),
        end_cursor=str(found[-1].number) if len(found) == first else None,
    )


async def alert_precision(
    info: Info,
    everybody: Annotated[
        bool, strawberry.argument(description="Of all users' alerts, not the caller's alone.")
    ] = False,
) -> list[AlertPrecision] | None:
    """How often alerts of each kind are found to be of use."""
    owner = None if everybody else info.context.caller.subject
    found = await kept(info.context, lambda at: counts.precision(at, owner))
    return [_precision(one) for one in found]


async def alerted(
    info: Info,
    since: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="The `id` of the last one known; else from now on."),
    ] = None,
) -> AsyncGenerator[Alert, None]:
    """Each alert of the caller as it is raised, the earliest first."""
    settings, owner = info.context.settings, info.context.caller.subject
    if settings is None:
        raise unavailable("this server keeps no alerts")
    if since is None:
        last = await kept(info.context, lambda at: told.latest(at, owner))
    else:
        last = number("since", since)
    while True:
        read = partial(
            told.alerts,
            owner=owner,
            asked=told.Asked(after=last, function=info.context.asker.function),
            first=MOST_PAGE,
        )
        found = await kept(info.context, read)
        for one in await _shown(Answering(info), "alerts", "person", found):
            yield one
        last = found[-1].number if found else last
        if len(found) < MOST_PAGE:
            await asyncio.sleep(LOOK_SECONDS)


async def _shown(
    answering: Answering, root: str, path: str, found: Sequence[told.Alert]
) -> list[Alert]:
    """Those of some alerts whose persons the caller may read of."""
    if not found:
        return []
    ids = sorted({one.person for one in found})
    seen = await readable(answering.info.context, root, ids)
    people = await answering.below(Person, (path,), "personId", seen)
    return [shown_alert(one, people[one.person]) for one in found if one.person in people]


def _precision(one: counts.Precision) -> AlertPrecision:
    low, high = _interval(one.useful, one.judged)
    return AlertPrecision(
        kind=AlertKind(one.kind),
        alerts=one.alerts,
        judged=one.judged,
        useful=one.useful,
        precision=one.useful / one.judged if one.judged else None,
        low=low,
        high=high,
        is_small=one.judged < SMALL,
    )


def _interval(useful: int, judged: int) -> tuple[float | None, float | None]:
    """The interval that holds the share with 95 % confidence (Wilson 1927)."""
    if not judged:
        return None, None
    share, room = useful / judged, Z * Z / judged
    middle = (share + room / 2) / (1 + room)
    half = Z * sqrt(share * (1 - share) / judged + room / (4 * judged)) / (1 + room)
    return max(0.0, middle - half), min(1.0, middle + half)


@strawberry.type
class AlertQuestions:
    """The part of the questions that is about what is watched."""

    @strawberry.field(
        description="By which rule alerts of each kind are raised, the gravest first."
    )
    def alert_rules(self) -> list[AlertRule]:
        return rules()

    watches = strawberry.field(resolver=watches, description="The caller's own watches, by id.")
    alerts = strawberry.field(
        resolver=alerts,
        description="What is new of those whom the caller watches, the latest first.",
    )
    alert_precision = strawberry.field(
        resolver=alert_precision,
        description="How often alerts of each kind are found to be of use.",
    )
