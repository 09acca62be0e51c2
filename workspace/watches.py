"""Whom and what do people watch?

A watch is a name of its owner's for persons, a segment (or one level of it), a rule, or a saved
query. Whoever it takes in is watched; what becomes known of them is told as alerts. It is kept with
the role, territory and purpose that its owner had, so that nothing is told beyond them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from schema.settings import FUNCTIONS, Settings
from workspace.askers import Asker
from workspace.store import METADATA, Instant, opened, reading

MOST_OF_ONE, MOST_PERSONS, BATCH = 100, 5_000, 500
LONGEST_NAME, LONGEST_RULE = 200, 20_000

WATCH = Table(
    "watch",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("segment", Integer),
    Column("level", Integer),
    Column("rule", String),
    Column("query", Integer),
    Column("kinds", JSON, nullable=False),
    Column("role", String, nullable=False),
    Column("territory", JSON, nullable=False),
    Column("purpose", String, nullable=False),
    Column("function", String, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("refused", String),
    UniqueConstraint("owner", "name", name="watch_name"),
)
# Whom a watch took in when it was last looked at; of a watch on persons, those that it names.
WATCHED = Table(
    "watched_person",
    METADATA,
    Column("watch", Integer, ForeignKey("watch.number"), nullable=False),
    Column("person", String, nullable=False),
    PrimaryKeyConstraint("watch", "person"),
)


class NotAWatch(ValueError):
    """The watch cannot be kept so; the text says why."""


class NoSuchWatch(LookupError):
    """The asker has no watch of that number."""


@dataclass(frozen=True)
class Watched:
    """What is watched: persons by id, or just one of a segment by number (with `level`, that level
    alone), a `PersonFilter` as a question writes it, and a saved query by number."""

    persons: Sequence[str] = ()
    segment: int | None = None
    level: int | None = None
    rule: str | None = None
    query: int | None = None


class Rights(NamedTuple):
    """What an owner might read when a watch was kept: role, territory, and purpose with the
    function that it is of."""

    role: str
    territory: Sequence[str] = ()
    purpose: str = ""
    function: str = FUNCTIONS[0]


@dataclass(frozen=True)
class Watch:
    """A watch; `kinds` are those of alerts, empty for all. `refused` says why it could not be
    looked at the last time."""

    number: int
    owner: str
    name: str
    segment: int | None
    level: int | None
    rule: str | None
    query: int | None
    kinds: list[str]
    role: str
    territory: list[str]
    purpose: str
    function: str
    saved_at: datetime
    refused: str | None = field(default=None)

    @property
    def is_of_persons(self) -> bool:
        """Whether it names persons one by one."""
        return self.segment is None and self.rule is None and self.query is None


def save(
    settings: Settings,
    owner: str,
    name: str,
    what: Watched,
    members: Sequence[str],
    kinds: Sequence[str],
    rights: Rights,
) -> Watch:
    """Keep a watch in place of the owner's own of that name, with whom it takes in now. Of another
    function of the owner's it must have another name. Raises `NotAWatch`."""
    _refuse(owner, name, what, members)
    row: dict[str, Any] = {
        "segment": what.segment,
        "level": what.level,
        "rule": what.rule,
        "query": what.query,
        "kinds": sorted(set(kinds)),
        **rights._asdict(),
        "territory": sorted(rights.territory),
        "saved_at": datetime.now(UTC),
        "refused": None,
    }
    own = (WATCH.c.owner == owner) & (WATCH.c.name == name.strip())
    try:
        with opened(settings) as connection:
            _refuse_of_another(connection, own, rights.function)
            again = update(WATCH).where(own).values(row).returning(WATCH)
            kept = connection.execute(again).mappings().one_or_none()
            if kept is None:
                _refuse_more(connection, owner)
                new = insert(WATCH).values(row | {"owner": owner, "name": name.strip()})
                kept = connection.execute(new.returning(WATCH)).mappings().one()
            _put(connection, kept["number"], members)
            return Watch(**kept)
    except IntegrityError:
        raise NotAWatch(f"{name!r} was saved by another just now; save it again") from None


def watches(settings: Settings, asker: Asker | None = None) -> list[Watch]:
    """The asker's own watches for the function, by number; without one, everybody's."""
    chosen = select(WATCH).order_by(WATCH.c.number)
    if asker is not None:
        mine = (WATCH.c.owner == asker.subject) & (WATCH.c.function == asker.function)
        chosen = chosen.where(mine)
    with reading(settings) as connection:
        return [Watch(**row) for row in connection.execute(chosen).mappings()]


def of_number(settings: Settings, asker: Asker, number: int) -> Watch:
    """The asker's watch of that number. Raises `NoSuchWatch`."""
    for one in watches(settings, asker):
        if one.number == number:
            return one
    raise NoSuchWatch(f"no watch {number} is yours; see `watches`")


def remove(settings: Settings, asker: Asker, number: int) -> Watch:
    """Forget the asker's watch; what it told stays. Raises `NoSuchWatch`."""
    gone = of_number(settings, asker, number)
    with opened(settings) as connection:
        connection.execute(delete(WATCHED).where(WATCHED.c.watch == number))
        connection.execute(delete(WATCH).where(WATCH.c.number == number))
    return gone


def persons(settings: Settings, number: int) -> set[str]:
    """The ids of those whom a watch took in when it was last looked at."""
    chosen = select(WATCHED.c.person).where(WATCHED.c.watch == number)
    with reading(settings) as connection:
        return set(connection.execute(chosen).scalars())


def looked_at(
    connection: Connection, number: int, members: Sequence[str], refused: str | None = None
) -> None:
    """Put down whom a watch takes in now, or why it could not be looked at."""
    connection.execute(update(WATCH).where(WATCH.c.number == number).values(refused=refused))
    if refused is None:
        _put(connection, number, members)


def erase(settings: Settings, gone: Sequence[str]) -> None:
    """Take persons out of all watches."""
    with opened(settings) as connection:
        for at in range(0, len(gone), BATCH):
            part = gone[at : at + BATCH]
            connection.execute(delete(WATCHED).where(WATCHED.c.person.in_(part)))


def _put(connection: Connection, number: int, members: Sequence[str]) -> None:
    connection.execute(delete(WATCHED).where(WATCHED.c.watch == number))
    rows = [{"watch": number, "person": person} for person in sorted(set(members))]
    for at in range(0, len(rows), BATCH):
        connection.execute(insert(WATCHED), rows[at : at + BATCH])


def _refuse_of_another(connection: Connection, own: ColumnElement[bool], function: str) -> None:
    found = connection.execute(select(WATCH.c.function).where(own)).scalar_one_or_none()
    if found not in (None, function):
        raise NotAWatch("you keep a watch of that name for another function; give another name")


def _refuse_more(connection: Connection, owner: str) -> None:
    count = select(func.count()).select_from(WATCH).where(WATCH.c.owner == owner)
    if connection.execute(count).scalar_one() >= MOST_OF_ONE:
        raise NotAWatch(f"you keep {MOST_OF_ONE} watches already; delete one first")


def _refuse(owner: str, name: str, what: Watched, members: Sequence[str]) -> None:
    plain = name.strip()
    if not owner:
        raise NotAWatch("a watch has an owner")
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise NotAWatch(f"a name has 1 to {LONGEST_NAME} characters, on one line")
    given = [bool(what.persons), *(each is not None for each in (what.segment, what.rule))]
    if sum([*given, what.query is not None]) != 1:
        raise NotAWatch("give one of `persons`, `segment`, `rule` and `query`")
    if what.level is not None and what.segment is None:
        raise NotAWatch("`level` goes with `segment`")
    if what.rule is not None and (len(what.rule) > LONGEST_RULE or "\0" in what.rule):
        raise NotAWatch(f"a rule has {LONGEST_RULE:,} characters at most")
    if len(members) > MOST_PERSONS:
        raise NotAWatch(
            f"it takes in {len(members):,} people; a watch has {MOST_PERSONS:,} at most: narrow it"
        )
