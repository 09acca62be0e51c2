"""What is new of those who are watched, whoever watches them?

Records, lines and lists that tell something new of a person; the moves of segments at this refresh;
and who came into what a watch takes in, or left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from api.segment_reviews import FIRST, PIN, RULES
from schema.settings import Settings
from workspace import segment_reviews as reviews
from workspace import segments as stored
from workspace import watches as watched


@dataclass(frozen=True)
class Event:
    """Something new of a person, as `algorithms.alerts.news` tells it; `watch` is the one watch
    that it is for, none for all."""

    kind: str
    event: str
    person: str
    part: str
    record: str
    title: str
    source: str | None
    happened_on: date | None
    known_from: datetime | None
    watch: int | None = None


@dataclass
class Looked:
    """A watch as it is now: whom it takes in, or why it could not be looked at, and whom it took in
    before."""

    watch: watched.Watch
    members: set[str]
    before: set[str]
    refused: str | None = None

    @property
    def concerned(self) -> set[str]:
        """Those of whom it may tell: who is in, and who was."""
        return self.members | self.before


def of_news(rows: pa.Table, concerned: set[str]) -> Iterator[Event]:
    """The events of those concerned, among all that is new."""
    names = [name for name in Event.__dataclass_fields__ if name != "watch"]
    mine = rows.filter(pc.is_in(rows["person"], pa.array(sorted(concerned), pa.string())))
    for row in mine.select(names).to_pylist():
        yield Event(**row)


def of_moves(settings: Settings, snapshot: str, concerned: set[str]) -> Iterator[Event]:
    """Moves of this refresh that no user made by new rules or a pin."""
    of = {one.number: one for one in stored.segments(settings)}
    for number, move in reviews.moves_on(settings, snapshot):
        if move.person in concerned and move.cause["why"] not in (FIRST, RULES, PIN):
            yield _of_move(of[number], move)


def _of_move(of: stored.Segment, move: reviews.KeptMove) -> Event:
    titles = [level.title or f"level {at}" for at, level in enumerate(of.levels, 1)]
    before, after = (None if at is None else titles[at - 1] for at in (move.before, move.after))
    if before is None:
        said = f"came into {of.name}" + (f" as {after}" if len(titles) > 1 else "")
    elif after is None:
        said = f"left {of.name}" + (f", was {before}" if len(titles) > 1 else "")
    else:
        said = f"from {before} to {after} in {of.name}"
    return Event(
        kind="TIER" if len(titles) > 1 else "SEGMENT",
        event=f"move:{move.number}",
        person=move.person,
        part=str(of.number),
        record=f"segment {of.number}, move {move.number}",
        title=said,
        source=None,
        happened_on=move.as_of,
        known_from=move.at,
    )


def of_members(one: Looked, as_of: date) -> Iterator[Event]:
    """Who came into what a watch takes in by a rule or a query, and who left it."""
    of = one.watch
    if one.refused or (of.rule is None and of.query is None):
        return
    for said, persons in (("came into", one.members), ("left", one.before)):
        for person in sorted(persons - (one.members & one.before)):
            yield Event(
                kind="QUERY",
                event=f"watch:{of.number}:{person}:{said}:{as_of}",
                person=person,
                part="",
                record=f"watch {of.number}",
                title=f"{said} {of.name}",
                source=None,
                happened_on=as_of,
                known_from=None,
                watch=of.number,
            )
