"""How is a watch kept and forgotten, and what do users say of their alerts?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from api.alert_types import (
    AlertKind,
    AlertPayload,
    ReadAlertsPayload,
    Watch,
    WatchPayload,
    shown_alert,
    shown_watch,
)
from api.answering import Answering
from api.changing import Info, kept
from api.context import Context
from api.errors import bad_input, not_found, refuse_beyond
from api.memberships import number as segment_number
from api.numbers import number
from api.readable import readable
from api.ruling import text_of
from api.types import Person
from api.watch_reading import taken_in
from schema.settings import Settings
from workspace import alerts as told
from workspace import watches as stored
from workspace.saved import NoSuchQuery
from workspace.segments import NoSuchSegment

MOST_NAMED, MOST_READ = 500, 500
Id = Annotated[strawberry.ID, strawberry.argument(description="The watch's `id`.")]


async def save_watch(
    info: Info,
    name: Annotated[str, strawberry.argument(description="On one line.")],
    persons: Annotated[
        list[str] | None, strawberry.argument(description="Persons by `personId`.")
    ] = None,
    segment: Annotated[
        strawberry.ID | None, strawberry.argument(description="A segment by `id`, or tiers.")
    ] = None,
    level: Annotated[
        int | None, strawberry.argument(description="That level of the segment alone.")
    ] = None,
    rule: Annotated[
        Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
        strawberry.argument(description="Whom a rule takes in at each refresh."),
    ] = None,
    query: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="The persons in the answer to a saved query, by `id`."),
    ] = None,
    kinds: Annotated[
        list[AlertKind] | None,
        strawberry.argument(description="Of what to be told; else of all."),
    ] = None,
) -> WatchPayload | None:
    """Keep a watch in place of the caller's own of that name. Give one of `persons`, `segment`,
    `rule` and `query`; news are told from the next refresh on."""
    context, answering = info.context, Answering(info)
    what = _what(answering.arguments())
    members = await _members(answering, what)
    rights, owner = _rights(context), context.caller.subject
    names = [kind.name for kind in kinds or []]

    def save(at: Settings) -> Watch:
        made = stored.save(at, owner, name, what, members, names, rights)
        return shown_watch(made, len(members))

    return WatchPayload(watch=await kept(context, save))


def _rights(context: Context) -> stored.Rights:
    """What the caller may read now, as a watch keeps it."""
    caller = context.caller
    territory = sorted(caller.territory)
    return stored.Rights(caller.role.value, territory, caller.purpose, context.asker.function)


def _what(given: dict[str, Any]) -> stored.Watched:
    """What the arguments of `saveWatch` ask to watch. Raises BAD_USER_INPUT."""
    segment, query, rule = (given.get(name) for name in ("segment", "query", "rule"))
    return stored.Watched(
        persons=list(dict.fromkeys(given.get("persons") or [])),
        segment=None if segment is None else segment_number(segment),
        level=given.get("level"),
        rule=None if rule is None else text_of(rule),
        query=None if query is None else number("query", query),
    )


async def _members(answering: Answering, what: stored.Watched) -> Sequence[str]:
    """Whom a watch takes in now. Raises BAD_USER_INPUT for persons whom nobody knows, or whom the
    caller may not read of."""
    context, settings = answering.info.context, answering.info.context.settings
    given = (what.segment, what.rule, what.query)
    if what.persons or settings is None or all(one is None for one in given):
        refuse_beyond("persons", len(what.persons), 0, MOST_NAMED)
        seen = set(await readable(answering.info.context, "watches", what.persons))
        if missing := [one for one in what.persons if one not in seen]:
            raise bad_input(
                f"`persons` names {missing[0][:40]!r}, whom nobody knows here, or who is not of "
                "your territory; look ids up with `people`"
            )
        return what.persons
    schema = answering.info.schema
    try:
        return sorted(await taken_in(context, settings, schema, what))
    except (NoSuchSegment, NoSuchQuery) as error:
        raise not_found(str(error)) from None


async def delete_watch(info: Info, id: Id) -> WatchPayload | None:
    """Forget the caller's own watch; its alerts stay."""
    asked, asker = number("id", id), info.context.asker

    def remove(at: Settings) -> Watch:
        one = stored.of_number(at, asker, asked)
        was = shown_watch(one, len(stored.persons(at, asked)))
        stored.remove(at, asker, asked)
        return was

    return WatchPayload(watch=await kept(info.context, remove))


async def read_alerts(
    info: Info,
    ids: Annotated[
        list[strawberry.ID], strawberry.argument(description=f"Alerts, 1 to {MOST_READ}.")
    ],
) -> ReadAlertsPayload | None:
    """Mark the caller's own alerts as read."""
    refuse_beyond("ids", len(ids), 1, MOST_READ)
    asked, owner = [number("ids", id) for id in ids], info.context.caller.subject
    return ReadAlertsPayload(read=await kept(info.context, lambda at: told.read(at, owner, asked)))


async def judge_alert(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The alert's `id`.")],
    is_useful: Annotated[bool, strawberry.argument(description="Whether it was of use.")],
    why: Annotated[str, strawberry.argument(description="The reason, on one line.")] = "",
) -> AlertPayload | None:
    """Say whether one of the caller's own alerts was of use; it counts as read."""
    asked, owner = number("id", id), info.context.caller.subject
    one = await kept(info.context, lambda at: told.judge(at, owner, asked, is_useful, why))
    people = await Answering(info).below(Person, ("alert.person",), "personId", [one.person])
    return AlertPayload(alert=shown_alert(one, people.get(one.person)))
