"""What was told to whom of a watched person, by which records, and was it of use?

An alert is one person's news of one kind, found at one refresh; its records each tell of one event.
The same event is told to the same user once, whatever is loaded or refreshed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from schema.settings import FUNCTIONS, Settings
from workspace.store import METADATA, Instant, opened, reading

BATCH, LONGEST_WHY, LONGEST_TITLE = 500, 500, 400

ALERT = Table(
    "alert",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False),
    Column("watch", Integer, nullable=False),
    Column("watch_name", String, nullable=False),
    Column("function", String, nullable=False),
    Column("person", String, nullable=False),
    Column("person_name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("is_urgent", Boolean, nullable=False),
    Column("says", String, nullable=False),
    Column("snapshot", String, nullable=False),
    Column("as_of", Date),
    Column("raised_at", Instant, nullable=False),
    Column("read_at", Instant),
    Column("is_useful", Boolean),
    Column("judged_at", Instant),
    Column("why", String),
)
Index("alert_owner", ALERT.c.owner, ALERT.c.number)
Index("alert_person", ALERT.c.person)
RECORD = Table(
    "alert_record",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("alert", Integer, ForeignKey("alert.number"), nullable=False, index=True),
    Column("owner", String, nullable=False),
    Column("event", String, nullable=False),
    Column("record", String, nullable=False),
    Column("title", String, nullable=False),
    Column("source", String),
    Column("happened_on", Date),
    Column("known_from", Instant),
    UniqueConstraint("owner", "event", name="alert_event"),
)


class NoSuchAlert(LookupError):
    """The asker has no alert of that number."""


class NotAVerdict(ValueError):
    """The verdict cannot be kept so; the text says why."""


@dataclass(frozen=True)
class AlertRecord:
    """One event: `event` names it for good, `record` is the record that says so, by its id in the
    source, `happened_on` its own day."""

    event: str
    record: str
    title: str
    source: str | None
    happened_on: date | None
    known_from: datetime | None


@dataclass(frozen=True)
class Alert:
    """News of a person: found for which watch, of which kind, in words (`says`), with the records,
    on the graph named by `snapshot`. `is_useful` is the verdict of its user, none without one."""

    number: int
    owner: str
    watch: int
    watch_name: str
    person: str
    person_name: str
    kind: str
    is_urgent: bool
    snapshot: str
    as_of: date | None
    raised_at: datetime
    says: str = ""
    read_at: datetime | None = None
    is_useful: bool | None = None
    judged_at: datetime | None = None
    why: str | None = None
    function: str = FUNCTIONS[0]
    records: list[AlertRecord] = field(default_factory=list)


def keep(
    connection: Connection, raised: Sequence[Alert], says: Callable[[str, int], str]
) -> list[Alert]:
    """Keep alerts, each without the events that its owner was told before; one of which nothing is
    left is not kept. Numbers are given here, and the words for a kind and its count of events."""
    events: dict[str, list[str]] = {}
    for one in raised:
        events.setdefault(one.owner, []).extend(each.event for each in one.records)
    told = {owner: _told(connection, owner, its) for owner, its in events.items()}
    fresh = []
    for one in raised:
        records = [each for each in one.records if each.event not in told[one.owner]]
        told[one.owner].update(each.event for each in records)
        if records:
            words = says(one.kind, len(records))
            fresh.append(replace(one, records=records, says=words))
    if not fresh:
        return []
    rows = [
        {name: value for name, value in vars(one).items() if name not in ("records", "number")}
        for one in fresh
    ]
    numbered = insert(ALERT).returning(ALERT.c.number, sort_by_parameter_order=True)
    numbers = connection.execute(numbered, rows).scalars().all()
    kept = [replace(one, number=n) for one, n in zip(fresh, numbers, strict=True)]
    of = [
        {**vars(each), "alert": one.number, "owner": one.owner}
        for one in kept
        for each in one.records
    ]
    connection.execute(insert(RECORD), of)
    return kept


@dataclass(frozen=True)
class Asked:
    """Which alerts are asked for; none of a part is any. `after` is the number above which, and
    `before` the one below which they lie."""

    watch: int | None = None
    kind: str | None = None
    person: str | None = None
    is_unread: bool = False
    since: datetime | None = None
    after: int | None = None
    before: int | None = None
    function: str | None = None

    def condition(self, owner: str) -> ColumnElement[bool]:
        """The condition on the owner's alerts."""
        found = ALERT.c.owner == owner
        given = ((ALERT.c.watch, self.watch), (ALERT.c.kind, self.kind))
        for column, value in (*given, (ALERT.c.function, self.function)):
            found = found & (column == value) if value is not None else found
        if self.person is not None:
            found = found & (ALERT.c.person == self.person)
        if self.is_unread:
            found = found & ALERT.c.read_at.is_(None)
        if self.since is not None:
            found = found & (ALERT.c.raised_at >= self.since)
        if self.after is not None:
            found = found & (ALERT.c.number > self.after)
        return found & (ALERT.c.number < self.before) if self.before is not None else found


def alerts(settings: Settings, owner: str, asked: Asked, first: int) -> list[Alert]:
    """The owner's alerts, the latest first; with `after`, the earliest first."""
    order = ALERT.c.number.asc() if asked.after is not None else ALERT.c.number.desc()
    chosen = select(ALERT).where(asked.condition(owner)).order_by(order).limit(first)
    with reading(settings) as connection:
        rows = list(connection.execute(chosen).mappings())
        records = _records(connection, [row["number"] for row in rows])
    return [Alert(**row, records=records.get(row["number"], [])) for row in rows]


def of_numbers(settings: Settings, owner: str, numbers: Sequence[int]) -> list[Alert]:
    """Those of some alerts that are the owner's and still there, by number."""
    found = []
    with reading(settings) as connection:
        for at in range(0, len(numbers), BATCH):
            part = numbers[at : at + BATCH]
            chosen = select(ALERT).where((ALERT.c.owner == owner) & ALERT.c.number.in_(part))
            rows = list(connection.execute(chosen.order_by(ALERT.c.number)).mappings())
            records = _records(connection, [row["number"] for row in rows])
            found += [Alert(**row, records=records.get(row["number"], [])) for row in rows]
    return found


def latest(settings: Settings, owner: str) -> int:
    """The number of the owner's latest alert, 0 where there is none."""
    chosen = select(func.max(ALERT.c.number)).where(ALERT.c.owner == owner)
    with reading(settings) as connection:
        return connection.execute(chosen).scalar_one() or 0


def count(settings: Settings, owner: str, asked: Asked) -> int:
    """How many of the owner's alerts are asked for."""
    chosen = select(func.count()).select_from(ALERT).where(asked.condition(owner))
    with reading(settings) as connection:
        return connection.execute(chosen).scalar_one()


def read(settings: Settings, owner: str, numbers: Sequence[int]) -> int:
    """Mark the owner's alerts as read; how many were not before."""
    own = (ALERT.c.owner == owner) & ALERT.c.number.in_(numbers) & ALERT.c.read_at.is_(None)
    with opened(settings) as connection:
        change = update(ALERT).where(own).values(read_at=datetime.now(UTC))
        return connection.execute(change).rowcount


def judge(settings: Settings, owner: str, number: int, is_useful: bool, why: str = "") -> Alert:
    """Keep the owner's verdict on an alert, in place of an earlier one. Raises `NoSuchAlert` or
    `NotAVerdict`."""
    if len(why) > LONGEST_WHY or not why.isprintable():
        raise NotAVerdict(f"`why` takes {LONGEST_WHY} characters at most, on one line")
    own = (ALERT.c.owner == owner) & (ALERT.c.number == number)
    now = datetime.now(UTC)
    values = {"is_useful": is_useful, "judged_at": now, "why": why.strip() or None}
    with opened(settings) as connection:
        if not connection.execute(update(ALERT).where(own).values(values)).rowcount:
            raise NoSuchAlert(f"no alert {number} is yours; see `alerts`")
        unread = own & ALERT.c.read_at.is_(None)
        connection.execute(update(ALERT).where(unread).values(read_at=now))
    return of_numbers(settings, owner, [number])[0]


def erase(settings: Settings, persons: Sequence[str]) -> None:
    """Forget what was told of persons, without a trace."""
    with opened(settings) as connection:
        for at in range(0, len(persons), BATCH):
            gone = select(ALERT.c.number).where(ALERT.c.person.in_(persons[at : at + BATCH]))
            connection.execute(delete(RECORD).where(RECORD.c.alert.in_(gone)))
            connection.execute(delete(ALERT).where(ALERT.c.number.in_(gone)))


def _told(connection: Connection, owner: str, events: Sequence[str]) -> set[str]:
    told: set[str] = set()
    for at in range(0, len(events), BATCH):
        part = events[at : at + BATCH]
        chosen = select(RECORD.c.event).where((RECORD.c.owner == owner) & RECORD.c.event.in_(part))
        told.update(connection.execute(chosen).scalars())
    return told


def _records(connection: Connection, numbers: Sequence[int]) -> dict[int, list[AlertRecord]]:
    found: dict[int, list[AlertRecord]] = {}
    chosen = select(RECORD).where(RECORD.c.alert.in_(numbers)).order_by(RECORD.c.number)
    for row in connection.execute(chosen).mappings():
        values: dict[str, Any] = {name: row[name] for name in AlertRecord.__dataclass_fields__}
        found.setdefault(row["alert"], []).append(AlertRecord(**values))
    return found
