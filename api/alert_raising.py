"""Which alerts does a refresh raise, and for whom?

What is new of everybody is found once (`algorithms.alerts.news`); each watch takes what is of those
whom it watches. All alerts of a refresh are kept together, and only then does what was new become
known, so that a refresh that is killed tells all of it again, and nobody anything twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from graphql import GraphQLError

from algorithms.alerts.kinds import KINDS, PLACES, says
from algorithms.alerts.news import names_and_states, news
from api.alert_events import Event, Looked, of_members, of_moves, of_news
from api.callers import Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.watch_reading import taken_in
from graph import connection
from graph.publishing import latest
from schema.settings import Settings
from workspace import alert_counts as counts
from workspace import alerts as told
from workspace import segments as stored
from workspace import watches as watched
from workspace.askers import Asker
from workspace.saved import NoSuchQuery
from workspace.segments import NoSuchSegment
from workspace.store import opened
from workspace.suppression import hidden

# Of one user at one refresh, the gravest first; how many more there were is put down.
MOST_OF_ONE = 300


@dataclass
class Occasion:
    """The graph on which alerts are raised, and each known person's name and state."""

    snapshot: str
    as_of: date
    names: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


def raise_all(
    settings: Settings,
    snapshot: str,
    as_of: date,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Raise the alerts of everybody on the graph that is named by its digest, as of a day; how many
    are kept. Whom no answer may show is in none any longer."""
    gone = sorted(hidden(settings))
    told.erase(settings, gone)
    watched.erase(settings, gone)
    drawn = latest(settings.home)
    if drawn is None:
        return 0
    found = news(settings.home, drawn, as_of)
    looked = asyncio.run(_looked(settings, progress)) if watched.watches(settings) else []
    concerned = set().union(*(one.concerned for one in looked)) - set(gone)
    occasion = Occasion(snapshot, as_of, names_and_states(drawn, concerned))
    kept = 0
    if looked and not found.is_first:
        events = [*of_news(found.events, concerned), *of_moves(settings, snapshot, concerned)]
        kept = _kept(settings, looked, events, occasion)
    found.keep()
    return kept


async def _looked(settings: Settings, progress: Callable[[str], None]) -> list[Looked]:
    """Every watch as it is now, by the rights that its owner had."""
    from api.schema import schema

    looked = []
    cursors = Cursors(settings.home / "cursor.key")
    async with connection.async_driver(settings) as driver:
        whole = Context(driver, settings.neo4j_database, cursors, settings.home, settings=settings)
        for one in watched.watches(settings):
            progress(f"alerts: {one.name}")
            before = watched.persons(settings, one.number)
            if one.is_of_persons:
                looked.append(Looked(one, before, before))
                continue
            caller = Caller(one.owner, Role(one.role), frozenset(one.territory), one.purpose)
            context = replace(whole, caller=caller)
            try:
                members = await taken_in(context, settings, schema, one)
                looked.append(Looked(one, members, before))
            except (GraphQLError, NoSuchSegment, NoSuchQuery) as error:
                looked.append(Looked(one, before, before, str(error)[:500]))
    return looked


def _kept(
    settings: Settings, looked: Sequence[Looked], events: Iterable[Event], occasion: Occasion
) -> int:
    """Keep everybody's alerts, and whom each watch takes in now; how many alerts were new."""
    by_person: dict[str, list[Event]] = {}
    for event in [*events, *(e for one in looked for e in of_members(one, occasion.as_of))]:
        by_person.setdefault(event.person, []).append(event)
    visible = _visible(settings, looked)
    kept = 0
    with opened(settings) as work:
        for owner in sorted({one.watch.owner for one in looked}):
            own = [one for one in looked if one.watch.owner == owner]
            alerts = list(_alerts(own, by_person, occasion, visible))
            alerts.sort(key=lambda one: (PLACES[one.kind], one.person))
            made = told.keep(work, alerts[:MOST_OF_ONE], says)
            beyond = Counter(one.kind for one in alerts[MOST_OF_ONE:])
            counts.put_down(work, owner, occasion.snapshot, occasion.at, len(made), beyond)
            kept += len(made)
        for one in looked:
            if one.members != one.before or one.refused != one.watch.refused:
                watched.looked_at(work, one.watch.number, sorted(one.members), one.refused)
    return kept


def _visible(settings: Settings, looked: Sequence[Looked]) -> dict[Asker, set[str]]:
    """The numbers of the segments that each owner may read for a function, as text."""
    askers = {_asker(one.watch) for one in looked}
    return {
        asker: {str(one.number) for one in stored.segments(settings, asker)} for asker in askers
    }


def _asker(watch: watched.Watch) -> Asker:
    return Asker(watch.owner, watch.function)


def _alerts(
    own: Sequence[Looked],
    by_person: Mapping[str, Sequence[Event]],
    occasion: Occasion,
    visible: Mapping[Asker, set[str]],
) -> Iterator[told.Alert]:
    """The alerts of one owner: for each person, kind and part, by the first watch that asks."""
    groups: dict[tuple[str, str, str], tuple[watched.Watch, dict[str, Event]]] = {}
    for one in own:
        for person in sorted(one.concerned & by_person.keys()):
            if not _may_tell(one.watch, person, occasion):
                continue
            for event in by_person[person]:
                if _is_for(one.watch, event, visible[_asker(one.watch)]):
                    key = person, event.kind, event.part
                    _, events = groups.setdefault(key, (one.watch, {}))
                    events.setdefault(event.event, event)
    for (person, kind, _), (watch, events) in groups.items():
        yield _alert(watch, person, kind, list(events.values()), occasion)


def _may_tell(watch: watched.Watch, person: str, occasion: Occasion) -> bool:
    """Whether the person is in the graph, and in the territory that the watch was kept with."""
    if person not in occasion.names:
        return False
    _, state = occasion.names[person]
    return Role(watch.role) is not Role.LIAISON or state in watch.territory


def _is_for(watch: watched.Watch, event: Event, segments: set[str]) -> bool:
    if watch.kinds and event.kind not in watch.kinds:
        return False
    if event.kind in ("TIER", "SEGMENT") and event.part not in segments:
        return False
    return event.watch in (None, watch.number)


def _alert(
    watch: watched.Watch, person: str, kind: str, events: Sequence[Event], occasion: Occasion
) -> told.Alert:
    latest_first = sorted(events, key=lambda one: one.happened_on or date.min, reverse=True)
    name, _ = occasion.names[person]
    return told.Alert(
        number=0,
        owner=watch.owner,
        watch=watch.number,
        watch_name=watch.name,
        function=watch.function,
        person=person,
        person_name=name,
        kind=kind,
        is_urgent=KINDS[kind].is_urgent,
        snapshot=occasion.snapshot,
        as_of=occasion.as_of,
        raised_at=occasion.at,
        records=[_record(one) for one in latest_first],
    )


def _record(one: Event) -> told.AlertRecord:
    values: dict[str, Any] = {
        name: getattr(one, name) for name in told.AlertRecord.__dataclass_fields__
    }
    return told.AlertRecord(**values | {"title": (one.title or "")[: told.LONGEST_TITLE]})
