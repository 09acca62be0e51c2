"""Who is in a segment, since when, who came, went or changed the level at which review, and why?

A review holds the rules against the graph and puts down what differs from the one before. Moves
are kept with their causes; persons whom no answer may show are taken out without a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from schema.settings import Settings
from workspace.segments import PIN, SEGMENT, VERSION, NoSuchSegment
from workspace.store import METADATA, Instant, opened, reading

A_YEAR, BATCH = timedelta(days=365), 500

REVIEW = Table(
    "segment_review",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("segment", Integer, ForeignKey("segment.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("as_of", Date),
    Column("snapshot", String, nullable=False),
    Column("members", Integer, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("undone", Integer, nullable=False),
    Column("refused", String),
)
MEMBER = Table(
    "segment_member",
    METADATA,
    Column("segment", Integer, ForeignKey("segment.number"), nullable=False),
    Column("person", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    PrimaryKeyConstraint("segment", "person"),
)
MOVE = Table(
    "segment_move",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("segment", Integer, ForeignKey("segment.number"), nullable=False),
    Column("review", Integer, ForeignKey("segment_review.number"), nullable=False),
    Column("person", String, nullable=False),
    Column("before", Integer),
    Column("after", Integer),
    Column("cause", JSON, nullable=False),
)
Index("segment_move_person", MOVE.c.segment, MOVE.c.person)


@dataclass(frozen=True)
class Review:
    """A review: of which version of the rules, when, on a graph as of which day, named by its
    digest; members after it, moves made, those that took an earlier one of the last year back, and
    why nothing was reviewed, where the rules can be asked no longer."""

    number: int
    segment: int
    version: int
    at: datetime
    as_of: date | None
    snapshot: str
    members: int
    moves: int
    undone: int
    refused: str | None


@dataclass(frozen=True)
class KeptMove:
    """A move with its review; `cause` holds what decided it."""

    number: int
    person: str
    before: int | None
    after: int | None
    cause: dict[str, Any]
    at: datetime
    as_of: date | None
    version: int


def members(settings: Settings, number: int) -> dict[str, int]:
    """The level of each member, by person."""
    chosen = select(MEMBER.c.person, MEMBER.c.level).where(MEMBER.c.segment == number)
    with reading(settings) as connection:
        return {row.person: row.level for row in connection.execute(chosen)}


def since(settings: Settings, number: int, persons: Sequence[str]) -> dict[str, datetime]:
    """Since when each of these is on the level, by person."""
    chosen = select(MEMBER.c.person, MEMBER.c.since).where(
        (MEMBER.c.segment == number) & MEMBER.c.person.in_(persons)
    )
    with reading(settings) as connection:
        return {row.person: row.since for row in connection.execute(chosen)}


def last_review(settings: Settings, number: int, is_made: bool = False) -> Review | None:
    """The newest review of a segment; of those that were made, where `is_made`."""
    chosen = select(REVIEW).where(REVIEW.c.segment == number)
    if is_made:
        chosen = chosen.where(REVIEW.c.refused.is_(None))
    with reading(settings) as connection:
        row = (
            connection.execute(chosen.order_by(REVIEW.c.number.desc()).limit(1)).mappings().first()
        )
    return Review(**row) if row else None


def flaps(settings: Settings, number: int, after: date) -> int:
    """Moves since a day that took an earlier move of their year back."""
    chosen = select(func.sum(REVIEW.c.undone)).where(
        (REVIEW.c.segment == number) & (REVIEW.c.as_of > after)
    )
    with reading(settings) as connection:
        return connection.execute(chosen).scalar() or 0


class WhichMoves(NamedTuple):
    """Moves of one person, off and on to a level, and at reviews from a day on; all where none."""

    person: str | None = None
    from_level: int | None = None
    to_level: int | None = None
    since: date | None = None


def moves(
    settings: Settings,
    number: int,
    first: int,
    before: int | None,
    which: WhichMoves,
) -> list[KeptMove]:
    """So many moves of a segment, the newest first; those before a number."""
    columns = (MOVE.c.number, MOVE.c.person, MOVE.c.before, MOVE.c.after, MOVE.c.cause)
    chosen = select(*columns, REVIEW.c.at, REVIEW.c.as_of, REVIEW.c.version).join(
        REVIEW, REVIEW.c.number == MOVE.c.review
    )
    chosen = chosen.where(MOVE.c.segment == number)
    if before is not None:
        chosen = chosen.where(MOVE.c.number < before)
    if which.person is not None:
        chosen = chosen.where(MOVE.c.person == which.person)
    if which.from_level is not None:
        chosen = chosen.where(MOVE.c.before == which.from_level)
    if which.to_level is not None:
        chosen = chosen.where(MOVE.c.after == which.to_level)
    if which.since is not None:
        chosen = chosen.where(REVIEW.c.at >= datetime.combine(which.since, time(), UTC))
    with reading(settings) as connection:
        rows = connection.execute(chosen.order_by(MOVE.c.number.desc()).limit(first)).mappings()
        return [KeptMove(**row) for row in rows]


def moves_on(settings: Settings, snapshot: str) -> list[tuple[int, KeptMove]]:
    """The moves of the reviews on one graph, named by its digest, each after its segment."""
    columns = (MOVE.c.number, MOVE.c.person, MOVE.c.before, MOVE.c.after, MOVE.c.cause)
    chosen = select(MOVE.c.segment, *columns, REVIEW.c.at, REVIEW.c.as_of, REVIEW.c.version)
    chosen = chosen.join(REVIEW, REVIEW.c.number == MOVE.c.review)
    with reading(settings) as connection:
        rows = connection.execute(chosen.where(REVIEW.c.snapshot == snapshot)).mappings()
        kept = [dict(row) for row in rows]
    return [(row.pop("segment"), KeptMove(**row)) for row in kept]


def keep(
    settings: Settings,
    of: Review,
    moved: Iterable[tuple[str, int | None, int | None, dict[str, Any]]],
) -> Review:
    """Put a review down with its moves, each a person, the level before and after, and the cause;
    whole or not at all. `number`, `moves` and `undone` of the review are counted here."""
    rows = [
        {"segment": of.segment, "person": person, "before": before, "after": after, "cause": cause}
        for person, before, after, cause in moved
    ]
    with opened(settings) as connection:
        undone = _undone(connection, of, rows)
        values = {**vars(of), "moves": len(rows), "undone": undone}
        del values["number"]
        made = connection.execute(insert(REVIEW).values(values).returning(REVIEW)).mappings().one()
        kept = Review(**made)
        for part in _batches(rows):
            connection.execute(insert(MOVE), [{**row, "review": kept.number} for row in part])
            _forget(connection, of.segment, [row["person"] for row in part])
            into = [
                {**_named(row), "level": row["after"], "since": of.at}
                for row in part
                if row["after"] is not None
            ]
            if into:
                connection.execute(insert(MEMBER), into)
    return kept


def erase(settings: Settings, persons: Sequence[str]) -> None:
    """Take persons out of every segment and its history, without a trace."""
    with opened(settings) as connection:
        for part in _batches(persons):
            for table in (MEMBER, MOVE, PIN):
                connection.execute(delete(table).where(table.c.person.in_(part)))


def remove(settings: Settings, owner: str, number: int) -> None:
    """Forget the owner's own segment with its history. Raises `NoSuchSegment`."""
    with opened(settings) as connection:
        own = (SEGMENT.c.number == number) & (SEGMENT.c.owner == owner)
        if connection.execute(select(SEGMENT.c.number).where(own)).first() is None:
            raise NoSuchSegment("no segment of that number is yours; see `segments`")
        for table in (MOVE, MEMBER, PIN, REVIEW, VERSION):
            connection.execute(delete(table).where(table.c.segment == number))
        connection.execute(delete(SEGMENT).where(own))


def shared_members(settings: Settings, numbers: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many persons each two of these segments have in common; each with itself, all."""
    one, other = MEMBER.alias(), MEMBER.alias()
    chosen = (
        select(one.c.segment, other.c.segment, func.count())
        .join(other, one.c.person == other.c.person)
        .where(one.c.segment.in_(numbers) & other.c.segment.in_(numbers))
        .where(one.c.segment <= other.c.segment)
        .group_by(one.c.segment, other.c.segment)
    )
    with reading(settings) as connection:
        return {(a, b): count for a, b, count in connection.execute(chosen)}


def _undone(connection: Connection, of: Review, rows: Sequence[Mapping[str, Any]]) -> int:
    """How many moves take an earlier one of the year before back."""
    if of.as_of is None:
        return 0
    # By rules that are new, people come and go without having moved.
    same = REVIEW.c.segment == of.segment
    firsts = select(func.min(REVIEW.c.number)).where(same).group_by(REVIEW.c.version)
    found = 0
    for part in _batches(rows):
        persons = [row["person"] for row in part]
        chosen = select(MOVE.c.person, MOVE.c.before, MOVE.c.after).join(REVIEW)
        chosen = chosen.where(MOVE.c.segment == of.segment, MOVE.c.person.in_(persons))
        chosen = chosen.where(REVIEW.c.as_of >= of.as_of - A_YEAR, REVIEW.c.number.not_in(firsts))
        earlier = {tuple(row) for row in connection.execute(chosen)}
        found += sum((r["person"], r["after"], r["before"]) in earlier for r in part)
    return found


def _forget(connection: Connection, number: int, persons: Sequence[str]) -> None:
    gone = (MEMBER.c.segment == number) & MEMBER.c.person.in_(persons)
    connection.execute(delete(MEMBER).where(gone))


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"segment": row["segment"], "person": row["person"]}


def _batches(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
