"""Where does each user want to be told of alerts, when, and of which?

A channel is kept with the role and the territory that its owner had, as a watch is. The secret that
signs what is posted to a webhook stands in no table: it follows from a salt, and from a key that
lies in the home for its owner alone, so neither a backup nor the database gives it away.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from schema.settings import Settings
from workspace.own_secret import kept_secret
from workspace.store import METADATA, Instant, opened, reading

MOST_OF_ONE, MOST_FAILURES, MOST_KINDS = 20, 3, 50
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_KIND = 200, 500, 50
WEBHOOK, EMAIL = "WEBHOOK", "EMAIL"
AT_ONCE, DAILY, WEEKLY = "AT_ONCE", "DAILY", "WEEKLY"

CHANNEL = Table(
    "channel",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False),
    Column("name", String),  # none once it is deleted
    Column("kind", String, nullable=False),
    Column("address", String, nullable=False),
    Column("rhythm", String, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    Column("zone", String, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("only_urgent", Boolean, nullable=False),
    Column("role", String, nullable=False),
    Column("territory", JSON, nullable=False),
    Column("salt", String, nullable=False),
    Column("secret_mark", String, nullable=False),
    Column("since", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("off_because", String),
    Column("deleted_at", Instant),
    UniqueConstraint("owner", "name", name="channel_name"),
)
LIVES = CHANNEL.c.deleted_at.is_(None)


class NotAChannel(ValueError):
    """The channel cannot be kept so; the text says why."""


class NoSuchChannel(LookupError):
    """The asker has no channel of that number."""


class KeyLost(RuntimeError):
    """The key in the home is not the one by which the channel's secret was made."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of a channel. `hour` and `weekday` (0 is Monday) are those of a digest, quiet
    hours begin at the hour `quiet_from` and end at `quiet_to` (both none: there are none), all in
    the time zone `zone`. `kinds` are those of alerts, empty for all."""

    kind: str
    address: str
    rhythm: str = AT_ONCE
    hour: int = 8
    weekday: int = 0
    quiet_from: int | None = None
    quiet_to: int | None = None
    zone: str = "UTC"
    kinds: Sequence[str] = ()
    only_urgent: bool = False


@dataclass(frozen=True, kw_only=True)
class Channel(Wish):
    """A channel; alerts raised after `since` go there. `failures` counts deliveries that failed
    one after another; `off_because` says why nothing is sent, where nothing is."""

    number: int
    owner: str
    name: str
    role: str
    territory: Sequence[str]
    salt: str
    secret_mark: str
    since: datetime
    saved_at: datetime
    failures: int
    off_because: str | None


def save(
    settings: Settings, owner: str, name: str, wish: Wish, rights: tuple[str, Sequence[str]]
) -> tuple[Channel, str | None]:
    """Keep a channel in place of the owner's own of that name, and switch it on; `rights` are the
    owner's role and territory. With it the secret of a webhook in clear, where that is new: for a
    new channel, for another address, and where the key of the home was lost. Raises
    `NotAChannel`."""
    _refuse(owner, name, wish)
    now, key = datetime.now(UTC), _key(settings)
    row: dict[str, Any] = asdict(wish) | {
        "kinds": sorted(set(wish.kinds)),
        "role": rights[0],
        "territory": sorted(rights[1]),
        "saved_at": now,
        "failures": 0,
        "off_because": None,
    }
    fresh = {"salt": secrets.token_hex(16), "secret_mark": _mark(key)}
    own = (CHANNEL.c.owner == owner) & (CHANNEL.c.name == name.strip()) & LIVES
    try:
        with opened(settings) as connection:
            before = connection.execute(select(CHANNEL).where(own)).mappings().one_or_none()
            if before is None:
                _refuse_more(connection, owner)
                new = {"owner": owner, "name": name.strip(), "since": now} | fresh
                made = connection.execute(insert(CHANNEL).values(row | new).returning(CHANNEL))
            else:
                alike = all(before[part] == row[part] for part in ("kind", "address"))
                is_same = alike and before["secret_mark"] == _mark(key)
                changed = row if is_same else row | fresh
                change = update(CHANNEL).where(own).values(changed)
                made = connection.execute(change.returning(CHANNEL))
            kept = _of(made.mappings().one())
    except IntegrityError:
        raise NotAChannel(f"{name!r} was saved by another just now; save it again") from None
    is_new = kept.kind == WEBHOOK and kept.salt == fresh["salt"]
    return kept, secret_of(settings, kept) if is_new else None


def channels(settings: Settings, owner: str | None = None) -> list[Channel]:
    """The owner's channels by number; without one, everybody's."""
    chosen = select(CHANNEL).where(LIVES).order_by(CHANNEL.c.number)
    if owner is not None:
        chosen = chosen.where(CHANNEL.c.owner == owner)
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen).mappings()]


def of_number(settings: Settings, owner: str, number: int) -> Channel:
    """The owner's channel of that number. Raises `NoSuchChannel`."""
    for one in channels(settings, owner):
        if one.number == number:
            return one
    raise NoSuchChannel(f"no channel {number} is yours; see `channels`")


def delete(settings: Settings, owner: str, number: int) -> Channel:
    """Forget name and address of the owner's channel; the row stays, so that no backup brings it
    back. Raises `NoSuchChannel`."""
    gone = of_number(settings, owner, number)
    wiped: dict[str, Any] = {"name": None, "address": "", "territory": []}
    wiped["deleted_at"] = datetime.now(UTC)
    with opened(settings) as connection:
        connection.execute(update(CHANNEL).where(CHANNEL.c.number == number).values(wiped))
    return gone


def succeeded(connection: Connection, number: int) -> None:
    """Put down that a delivery arrived."""
    some = (CHANNEL.c.number == number) & (CHANNEL.c.failures > 0)
    connection.execute(update(CHANNEL).where(some).values(failures=0))


def failed(connection: Connection, number: int, why: str) -> None:
    """Put down that a delivery failed for good; after three of them in a row the channel is off."""
    own = CHANNEL.c.number == number
    more = update(CHANNEL).where(own).values(failures=CHANNEL.c.failures + 1)
    count = connection.execute(more.returning(CHANNEL.c.failures)).scalar_one()
    if count >= MOST_FAILURES:
        switch_off(connection, number, f"{count} deliveries failed one after another; {why}")


def switch_off(connection: Connection, number: int, why: str) -> None:
    """Send nothing there until its owner saves it again; an earlier reason stays."""
    on = (CHANNEL.c.number == number) & CHANNEL.c.off_because.is_(None)
    connection.execute(update(CHANNEL).where(on).values(off_because=why))


def secret_of(settings: Settings, channel: Channel) -> str:
    """The secret of a webhook as its receiver knows it, `whsec_…`. Raises `KeyLost`."""
    key = _key(settings)
    if channel.secret_mark != _mark(key):
        raise KeyLost(
            "the home's delivery.key is not the one by which the secret was made; bring it back, "
            "or save the channel again for a new secret"
        )
    made = hmac.new(key, f"channel {channel.salt}".encode(), "sha256").digest()
    return "whsec_" + base64.b64encode(made).decode()


def _key(settings: Settings) -> bytes:
    return kept_secret(settings.home / "delivery.key")


def _mark(key: bytes) -> str:
    return hmac.new(key, b"which key is this", "sha256").hexdigest()[:16]


def _of(row: Any) -> Channel:
    return Channel(**{name: value for name, value in row.items() if name != "deleted_at"})


def _refuse_more(connection: Connection, owner: str) -> None:
    count = select(func.count()).select_from(CHANNEL).where(CHANNEL.c.owner == owner, LIVES)
    if connection.execute(count).scalar_one() >= MOST_OF_ONE:
        raise NotAChannel(f"you keep {MOST_OF_ONE} channels already; delete one first")


def _refuse(owner: str, name: str, wish: Wish) -> None:
    plain = name.strip()
    if not owner:
        raise NotAChannel("a channel has an owner")
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise NotAChannel(f"a name has 1 to {LONGEST_NAME} characters, on one line")
    if wish.kind not in (WEBHOOK, EMAIL) or wish.rhythm not in (AT_ONCE, DAILY, WEEKLY):
        raise NotAChannel("a channel is a webhook or e-mail, and sends at once, daily or weekly")
    if not 0 < len(wish.address) <= LONGEST_ADDRESS:
        raise NotAChannel(f"an address has 1 to {LONGEST_ADDRESS} characters")
    given = {"hour": wish.hour, "quietFrom": wish.quiet_from, "quietTo": wish.quiet_to}
    for field, hour in given.items():
        if hour is not None and not 0 <= hour <= 23:
            raise NotAChannel(f"`{field}` is {hour}; give 0 to 23")
    if not 0 <= wish.weekday <= 6:
        raise NotAChannel(f"the weekday is {wish.weekday}; give 0, for Monday, to 6")
    if (wish.quiet_from is None) != (wish.quiet_to is None):
        raise NotAChannel("give both `quietFrom` and `quietTo`, or neither")
    if wish.quiet_from is not None and wish.quiet_from == wish.quiet_to:
        raise NotAChannel("`quietFrom` and `quietTo` are the same hour; nothing would be sent")
    if len(wish.kinds) > MOST_KINDS or not all(
        0 < len(kind) <= LONGEST_KIND and kind.isascii() and kind.isprintable()
        for kind in wish.kinds
    ):
        raise NotAChannel(f"`kinds` takes the names of {MOST_KINDS} kinds of alerts at most")
