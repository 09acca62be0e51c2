"""Which segments have people made, by which rules, and whose level have they pinned?

A segment is a name of its owner's with rules under version: another rule is a new version, and the
old ones stay to be read. It has one level, or several (tiers); each has the text of two rules, one
for who comes in and one for who stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from schema.settings import FUNCTIONS, Settings
from workspace.askers import Asker
from workspace.store import METADATA, Instant, opened, reading

MOST_OF_ONE, MOST_LEVELS = 200, 9
LONGEST_NAME, LONGEST_TITLE, LONGEST_RULE, LONGEST_WHY = 200, 100, 20_000, 500

SEGMENT = Table(
    "segment",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("is_quarterly", Boolean, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("function", String, nullable=False, server_default=FUNCTIONS[0]),
    UniqueConstraint("owner", "name", name="segment_name"),
)
VERSION = Table(
    "segment_version",
    METADATA,
    Column("segment", Integer, ForeignKey("segment.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("levels", JSON, nullable=False),
    Column("why", String, nullable=False),
    Column("saved_at", Instant, nullable=False),
    PrimaryKeyConstraint("segment", "version"),
)
PIN = Table(
    "segment_pin",
    METADATA,
    Column("segment", Integer, ForeignKey("segment.number"), nullable=False),
    Column("person", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("until", Date, nullable=False),
    Column("pinned_by", String, nullable=False),
    Column("pinned_at", Instant, nullable=False),
    PrimaryKeyConstraint("segment", "person"),
)


class NotASegment(ValueError):
    """The segment or the pin cannot be kept so; the text says why."""


class NoSuchSegment(LookupError):
    """The asker has no segment of that number, and nobody shares one."""


class LevelRule(NamedTuple):
    """The rules of one level, `PersonFilter`s as a question writes them."""

    title: str
    enters: str
    stays: str


@dataclass(frozen=True)
class Segment:
    """A segment with its newest rules, the highest level first. `is_shared`: all of its function
    may read it;
    `is_quarterly`: moves are made once a quarter, else at any refresh."""

    number: int
    owner: str
    name: str
    is_shared: bool
    is_quarterly: bool
    version: int
    levels: list[LevelRule]
    why: str
    saved_at: datetime
    function: str


@dataclass(frozen=True)
class Pin:
    """A level that somebody decided for a person, up to a day; 0 for outside."""

    person: str
    level: int
    why: str
    until: date
    pinned_by: str
    pinned_at: datetime


def save(
    settings: Settings,
    asker: Asker,
    name: str,
    levels: Sequence[LevelRule],
    why: str = "",
    is_shared: bool = False,
    is_quarterly: bool = False,
) -> Segment:
    """Keep a segment, in place of the asker's own of that name; other rules are a new version.
    Raises `NotASegment`."""
    owner, function = asker
    _refuse(owner, name, levels, why)
    now, own = datetime.now(UTC), (SEGMENT.c.owner == owner) & (SEGMENT.c.name == name.strip())
    row = {"is_shared": is_shared, "is_quarterly": is_quarterly, "saved_at": now}
    try:
        with opened(settings) as connection:
            _refuse_of_another(connection, own, function)
            again = update(SEGMENT).where(own).values(row).returning(SEGMENT.c.number)
            number = connection.execute(again).scalar_one_or_none()
            if number is None:
                _refuse_more(connection, owner)
                named = {"owner": owner, "name": name.strip(), "function": function}
                new = insert(SEGMENT).values(row | named)
                number = connection.execute(new.returning(SEGMENT.c.number)).scalar_one()
            _keep_version(connection, number, levels, why, now)
            return _one(connection, _newest().where(SEGMENT.c.number == number))
    except IntegrityError:
        raise NotASegment(f"{name!r} was saved by another just now; save it again") from None


def segments(settings: Settings, asker: Asker | None = None) -> list[Segment]:
    """The asker's own segments and those that others of the function share, by number; without one,
    all."""
    chosen = _newest().order_by(SEGMENT.c.number)
    if asker is not None:
        chosen = chosen.where(_seen(asker))
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen).mappings()]


def of_number(settings: Settings, asker: Asker, number: int) -> Segment:
    """The asker's own segment of that number, or a shared one of the function. Raises
    `NoSuchSegment`."""
    with reading(settings) as connection:
        return _one(connection, _newest().where(_seen(asker) & (SEGMENT.c.number == number)))


def versions(settings: Settings, number: int) -> list[Segment]:
    """A segment by every version of its rules, the newest first."""
    chosen = _joined().where(SEGMENT.c.number == number).order_by(VERSION.c.version.desc())
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen).mappings()]


def pin(settings: Settings, segment: Segment, by: str, given: Pin) -> Pin:
    """Keep a person on a level, or outside, up to a day, in place of an earlier pin; it works from
    the next review on. Raises `NotASegment`."""
    if not 0 <= given.level <= len(segment.levels):
        raise NotASegment(f"`level` is {given.level}; give 1 to {len(segment.levels)}, 0 for out")
    if not 0 < len(given.why.strip()) <= LONGEST_WHY or not given.why.isprintable():
        raise NotASegment(f"a pin needs a reason of 1 to {LONGEST_WHY} characters, on one line")
    row = {**vars(given), "segment": segment.number, "pinned_by": by}
    with opened(settings) as connection:
        connection.execute(delete(PIN).where(_pinned(segment.number, given.person)))
        connection.execute(insert(PIN).values(row))
    return given


def unpin(settings: Settings, number: int, person: str) -> None:
    """Take a pin back. Raises `NotASegment` where there is none."""
    with opened(settings) as connection:
        if not connection.execute(delete(PIN).where(_pinned(number, person))).rowcount:
            raise NotASegment("that person is not pinned in this segment")


def pins(settings: Settings, number: int, on: date) -> list[Pin]:
    """The pins of a segment that work on a day, by person."""
    chosen = select(PIN).where((PIN.c.segment == number) & (PIN.c.until >= on))
    with reading(settings) as connection:
        rows = connection.execute(chosen.order_by(PIN.c.person)).mappings()
        return [Pin(**{key: row[key] for key in Pin.__dataclass_fields__}) for row in rows]


def _seen(asker: Asker) -> ColumnElement[bool]:
    """Whether a segment is one that the asker may read."""
    mine = or_(SEGMENT.c.owner == asker.subject, SEGMENT.c.is_shared)
    return mine & (SEGMENT.c.function == asker.function)


def _refuse_of_another(connection: Connection, own: ColumnElement[bool], function: str) -> None:
    found = connection.execute(select(SEGMENT.c.function).where(own)).scalar_one_or_none()
    if found not in (None, function):
        raise NotASegment("you keep a segment of that name for another function; give another name")


def _pinned(number: int, person: str) -> ColumnElement[bool]:
    return (PIN.c.segment == number) & (PIN.c.person == person)


def _joined() -> Select[tuple[object, ...]]:
    columns = (VERSION.c.version, VERSION.c.levels, VERSION.c.why)
    return select(SEGMENT, *columns).join(VERSION, VERSION.c.segment == SEGMENT.c.number)


def _newest() -> Select[tuple[object, ...]]:
    """Segments with their newest rules."""
    newest = select(VERSION.c.segment, func.max(VERSION.c.version).label("version"))
    last = newest.group_by(VERSION.c.segment).subquery()
    on = and_(VERSION.c.segment == last.c.segment, VERSION.c.version == last.c.version)
    return _joined().join(last, on)


def _keep_version(
    connection: Connection, number: int, levels: Sequence[LevelRule], why: str, now: datetime
) -> None:
    """A new version of the rules, unless they are as they were."""
    chosen = select(VERSION).where(VERSION.c.segment == number)
    last = connection.execute(chosen.order_by(VERSION.c.version.desc()).limit(1)).mappings().first()
    rules = [list(level) for level in levels]
    if last and last["levels"] == rules and last["why"] == why:
        return
    version = last["version"] + 1 if last else 1
    row = {"segment": number, "version": version, "levels": rules, "why": why, "saved_at": now}
    connection.execute(insert(VERSION).values(row))


def _refuse_more(connection: Connection, owner: str) -> None:
    count = select(func.count()).select_from(SEGMENT).where(SEGMENT.c.owner == owner)
    if connection.execute(count).scalar_one() >= MOST_OF_ONE:
        raise NotASegment(f"you keep {MOST_OF_ONE} segments already; delete one first")


def _one(connection: Connection, chosen: Select[tuple[object, ...]]) -> Segment:
    row = connection.execute(chosen).mappings().one_or_none()
    if row is None:
        raise NoSuchSegment("no segment of that number is yours or shared; see `segments`")
    return _of(row)


def _of(row: object) -> Segment:
    values = dict(row)  # type: ignore[call-overload]
    return Segment(**values | {"levels": [LevelRule(*level) for level in values["levels"]]})


def _refuse(owner: str, name: str, levels: Sequence[LevelRule], why: str) -> None:
    plain = name.strip()
    if not owner:
        raise NotASegment("a segment has an owner")
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable() or "/" in plain:
        raise NotASegment(f"a name has 1 to {LONGEST_NAME} characters, on one line, without `/`")
    if not 1 <= len(levels) <= MOST_LEVELS:
        raise NotASegment(f"a segment has 1 to {MOST_LEVELS} levels, not {len(levels)}")
    if len(why) > LONGEST_WHY or "\0" in why:
        raise NotASegment(f"`why` takes {LONGEST_WHY} characters at most")
    for level in levels:
        if len(level.title) > LONGEST_TITLE or not level.title.isprintable():
            raise NotASegment(f"a title has {LONGEST_TITLE} characters at most, on one line")
        if any(len(rule) > LONGEST_RULE or "\0" in rule for rule in (level.enters, level.stays)):
            raise NotASegment(f"a rule has {LONGEST_RULE:,} characters at most")
