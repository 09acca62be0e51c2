"""What is to be sent to which channel, what was, and what could not be?

A delivery is put down before it is sent, with the alerts that are in it; no alert is in two
deliveries of one channel. Whoever sends takes it by a lease first, so no two processes send it
together; one that is killed on the way leaves it to the next, under the same `ident`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    exists,
    func,
    insert,
    select,
    update,
)

from schema.settings import Settings
from workspace import channels
from workspace.alerts import ALERT, BATCH
from workspace.channels import CHANNEL, LIVES, WEBHOOK, Channel
from workspace.store import METADATA, Instant, opened, reading

WAITING, SENT, FAILED, DROPPED = "WAITING", "SENT", "FAILED", "DROPPED"
# Longer than anything that is sent may take.
LEASE = timedelta(minutes=3)
# Of what is posted, and of what is mailed.
MOST_POSTED, MOST_MAILED, LONGEST_ERROR = 100, 5_000, 300

DELIVERY = Table(
    "delivery",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("ident", String, nullable=False, unique=True),
    Column("channel", Integer, ForeignKey("channel.number"), nullable=False),
    Column("state", String, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("leased_by", String),
    Column("last_error", String),
    Column("sent_at", Instant),
)
Index("delivery_next", DELIVERY.c.state, DELIVERY.c.next_at)
Index("delivery_channel", DELIVERY.c.channel, DELIVERY.c.number)
# Alerts are known by number and instant: a number may be given again once its alert was erased.
CONTENT = Table(
    "delivery_alert",
    METADATA,
    Column("channel", Integer, ForeignKey("channel.number"), nullable=False),
    Column("alert", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("delivery", Integer, ForeignKey("delivery.number"), nullable=False, index=True),
    PrimaryKeyConstraint("channel", "alert", "raised_at"),
)
_ON = LIVES & CHANNEL.c.off_because.is_(None)


@dataclass(frozen=True)
class Delivery:
    """What is or was to be sent: how many alerts, when it is due, how often it was tried, when it
    is tried next, and why it did not arrive the last time. `ident` names it to its receiver."""

    number: int
    ident: str
    channel: int
    state: str
    made_at: datetime
    due_at: datetime
    attempts: int
    next_at: datetime
    leased_until: datetime | None
    leased_by: str | None
    last_error: str | None
    sent_at: datetime | None
    alerts: int = 0


def put(settings: Settings, channel: Channel, now: datetime, due_at: datetime) -> int:
    """Put the channel's new alerts into deliveries due at that instant, the one that is not yet due
    first; how many alerts there were."""
    with reading(settings) as connection:
        if connection.execute(_news(channel).limit(1)).first() is None:
            return 0
    with opened(settings) as connection:
        # The channel's row is held, so that of two processes the second finds nothing new.
        one = (CHANNEL.c.number == channel.number) & _ON
        held = select(CHANNEL.c.number).where(one).with_for_update()
        if connection.execute(held).first() is None:
            return 0
        news = [(number, at) for number, at in connection.execute(_news(channel))]
        most, at = MOST_POSTED if channel.kind == WEBHOOK else MOST_MAILED, 0
        while at < len(news):
            number, room = _open(connection, channel.number, now, due_at, most)
            part = news[at : at + room]
            connection.execute(insert(CONTENT), [
                {"channel": channel.number, "alert": alert, "raised_at": raised, "delivery": number}
                for alert, raised in part
            ])  # fmt: skip
            at += len(part)
    return len(news)


def _news(channel: Channel) -> Any:
    known = exists().where(
        (CONTENT.c.channel == channel.number)
        & (CONTENT.c.alert == ALERT.c.number)
        & (CONTENT.c.raised_at == ALERT.c.raised_at)
    )
    found = (ALERT.c.owner == channel.owner) & (ALERT.c.raised_at > channel.since) & ~known
    if channel.kinds:
        found = found & ALERT.c.kind.in_(channel.kinds)
    if channel.only_urgent:
        found = found & ALERT.c.is_urgent
    return select(ALERT.c.number, ALERT.c.raised_at).where(found).order_by(ALERT.c.number)


def _open(
    connection: Connection, channel: int, now: datetime, due_at: datetime, most: int
) -> tuple[int, int]:
    """A delivery that takes more alerts, and how many: one that is not yet due, else a new one."""
    still = (DELIVERY.c.channel == channel) & (DELIVERY.c.state == WAITING)
    still = still & (DELIVERY.c.next_at > now) & (DELIVERY.c.attempts == 0)
    last = select(DELIVERY.c.number).where(still).order_by(DELIVERY.c.number.desc()).limit(1)
    number = connection.execute(last.with_for_update()).scalar()
    if number is not None:
        count = select(func.count()).select_from(CONTENT).where(CONTENT.c.delivery == number)
        room = most - connection.execute(count).scalar_one()
        if room > 0:
            return number, room
    row = {"channel": channel, "state": WAITING, "made_at": now, "due_at": due_at}
    row |= {"ident": f"msg_{secrets.token_hex(12)}", "attempts": 0, "next_at": due_at}
    made = connection.execute(insert(DELIVERY).values(row).returning(DELIVERY.c.number))
    return made.scalar_one(), most


def due(settings: Settings, now: datetime) -> list[int]:
    """The numbers of channels for which something is due now."""
    chosen = select(DELIVERY.c.channel).distinct().join(CHANNEL).where(_due(now), _ON)
    with reading(settings) as connection:
        return sorted(connection.execute(chosen).scalars())


def claim(settings: Settings, channel: int, now: datetime) -> Delivery | None:
    """Take the channel's delivery that is due longest, for as long as `LEASE`; none where nothing
    is due that nobody else has taken."""
    own = (DELIVERY.c.channel == channel) & _due(now)
    first = select(DELIVERY.c.number).join(CHANNEL).where(own, _ON)
    first = first.order_by(DELIVERY.c.next_at, DELIVERY.c.number).limit(1)
    lease = {"leased_by": secrets.token_hex(8), "leased_until": now + LEASE}
    # Held against again: on PostgreSQL another may have taken it since it was chosen.
    chosen = (DELIVERY.c.number == first.scalar_subquery()) & _due(now)
    change = update(DELIVERY).where(chosen).values(lease | {"attempts": DELIVERY.c.attempts + 1})
    with opened(settings) as connection:
        row = connection.execute(change.returning(DELIVERY)).mappings().one_or_none()
    return Delivery(**row) if row else None


def _due(now: datetime) -> ColumnElement[bool]:
    is_free = DELIVERY.c.leased_until.is_(None) | (DELIVERY.c.leased_until <= now)
    return (DELIVERY.c.state == WAITING) & (DELIVERY.c.next_at <= now) & is_free


def content(settings: Settings, delivery: int) -> dict[int, datetime]:
    """The alerts of a delivery: when each was raised, by its number."""
    chosen = select(CONTENT.c.alert, CONTENT.c.raised_at).where(CONTENT.c.delivery == delivery)
    with reading(settings) as connection:
        rows = connection.execute(chosen.order_by(CONTENT.c.alert)).tuples()
        return dict(rows.all())


def sent(settings: Settings, taken: Delivery, now: datetime) -> None:
    """Put down that it arrived."""
    with opened(settings) as connection:
        if _settle(connection, taken, {"state": SENT, "sent_at": now, "last_error": None}):
            channels.succeeded(connection, taken.channel)


def again(settings: Settings, taken: Delivery, why: str, next_at: datetime) -> None:
    """Put down that it did not arrive, and when it is tried again."""
    with opened(settings) as connection:
        _settle(connection, taken, {"next_at": next_at, "last_error": why[:LONGEST_ERROR]})


def failed(settings: Settings, taken: Delivery, why: str, is_gone: bool = False) -> None:
    """Put down that it will not arrive; where the receiver `is_gone` the channel is off at once."""
    plain = why[:LONGEST_ERROR]
    with opened(settings) as connection:
        if _settle(connection, taken, {"state": FAILED, "last_error": plain}):
            if is_gone:
                channels.switch_off(connection, taken.channel, plain)
            channels.failed(connection, taken.channel, plain)


def dropped(settings: Settings, taken: Delivery) -> None:
    """Put down that nothing of it may be told any more."""
    values = {"state": DROPPED, "last_error": "nothing of it may be told any more"}
    with opened(settings) as connection:
        _settle(connection, taken, values)


def _settle(connection: Connection, taken: Delivery, values: dict[str, Any]) -> bool:
    """Give the lease back with the outcome; false where it ended and another took the delivery."""
    own = (DELIVERY.c.number == taken.number) & (DELIVERY.c.leased_by == taken.leased_by)
    free = {"leased_by": None, "leased_until": None}
    return bool(connection.execute(update(DELIVERY).where(own).values(values | free)).rowcount)


def deliveries(settings: Settings, channel: int, first: int) -> list[Delivery]:
    """The deliveries of a channel, the latest first."""
    chosen = select(DELIVERY).where(DELIVERY.c.channel == channel)
    chosen = chosen.order_by(DELIVERY.c.number.desc()).limit(first)
    with reading(settings) as connection:
        rows = list(connection.execute(chosen).mappings())
        counts = _counts(connection, [row["number"] for row in rows])
    return [Delivery(**row, alerts=counts.get(row["number"], 0)) for row in rows]


def _counts(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at in range(0, len(numbers), BATCH):
        some = CONTENT.c.delivery.in_(numbers[at : at + BATCH])
        columns = CONTENT.c.delivery, func.count()
        chosen = select(*columns).where(some).group_by(CONTENT.c.delivery)
        found.update(connection.execute(chosen).tuples().all())
    return found
