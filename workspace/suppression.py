"""Who asked to be left out, by keys that say nothing to whoever reads them?

A suppression holds no name and no number: each of a person's NPI, ORCID iDs and mentions is kept as
an HMAC, whose secret lies in the home, for its owner alone. So a person who comes back in the next
file is known again, and the list gives nobody away. A suppression is released by a mark, never
deleted.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from sqlalchemy import (
    JSON,
    Column,
    Date,
    Integer,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from schema.settings import Settings
from workspace.notes import NOTE
from workspace.own_secret import kept_secret
from workspace.store import METADATA, Instant, opened, reading

SUPPRESSION = Table(
    "suppression",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person_id", String, nullable=False),
    Column("digests", JSON, nullable=False),
    Column("secret_mark", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", String, nullable=False),
    Column("asked_on", Date),
    Column("released_by", String),
    Column("released_at", Instant),
    Column("released_why", String),
)
SECONDS_BETWEEN_LOOKS = 1.0


class NotASuppression(ValueError):
    """It lacks an author, a reason, or anything to know the person by."""


class NoSuchSuppression(LookupError):
    """Nobody of that number or id is suppressed."""


class SecretLost(RuntimeError):
    """The secret in the home is not the one by which the list was made."""


@dataclass(frozen=True)
class Suppression:
    """One person left out: the id in the graph when it was asked (may be empty), the digests of the
    keys, who, when and why, and on which day the person asked for it, where that is known; released
    ones have `released_…`."""

    number: int
    person_id: str
    digests: list[str]
    by: str
    at: datetime
    why: str
    asked_on: date | None = None
    released_by: str | None = None
    released_at: datetime | None = None
    released_why: str | None = None


@dataclass(frozen=True)
class Suppressed:
    """What leaves persons out of a drawing: the secret of the digests, the digests of those who are
    left out now, and the numbers of their suppressions."""

    secret: bytes
    digests: list[str]
    numbers: list[int]


def key_of(kind: str, value: str) -> str:
    """What is digested of an `npi`, `orcid` or `mention`."""
    return f"{kind}:{value}"


def suppress(
    settings: Settings,
    person_id: str,
    keys: Iterable[str],
    by: str,
    why: str,
    asked_on: date | None = None,
) -> Suppression:
    """Leave the person out whom any of the keys (`key_of`) means, and erase what was noted on the
    person; `asked_on` is the day on which
    the person asked for it. Raises `NotASuppression`, `SecretLost`."""
    secret = _checked_secret(settings)
    digests = sorted({digest(secret, key) for key in keys})
    if not digests or not by.strip() or not why.strip():
        raise NotASuppression("to suppress needs a person, an author (--by) and a reason (--why)")
    row = {
        "person_id": person_id,
        "digests": digests,
        "secret_mark": _mark(secret),
        "by": by.strip(),
        "at": datetime.now(UTC),
        "why": why.strip(),
        "asked_on": asked_on,
    }
    with opened(settings) as connection:
        kept = connection.execute(insert(SUPPRESSION).values(row).returning(SUPPRESSION)).one()
        connection.execute(delete(NOTE).where(NOTE.c.person_id == person_id))
    _look(settings).until = 0.0
    return _of(kept)


def release(settings: Settings, keys: Iterable[str], by: str, why: str) -> list[Suppression]:
    """Let the person back whom any of the keys means, with the next refresh. Raises
    `NoSuchSuppression`, `NotASuppression`, `SecretLost`."""
    if not by.strip() or not why.strip():
        raise NotASuppression("to release needs an author (--by) and a reason (--why), too")
    secret = _checked_secret(settings)
    wanted = {digest(secret, key) for key in keys}
    numbers = [one.number for one in _standing(settings) if wanted & set(one.digests)]
    if not numbers:
        raise NoSuchSuppression("this person is not suppressed; nothing is released")
    mark = {"released_by": by.strip(), "released_at": datetime.now(UTC)}
    change = update(SUPPRESSION).where(SUPPRESSION.c.number.in_(numbers))
    change = change.values(mark | {"released_why": why.strip()})
    with opened(settings) as connection:
        released = connection.execute(change.returning(SUPPRESSION)).all()
    _look(settings).until = 0.0
    return [_of(row) for row in released]


def suppressed(settings: Settings) -> Suppressed | None:
    """What leaves persons out of a drawing; none where nobody is left out. Raises `SecretLost`."""
    some = _standing(settings)
    if not some:
        return None
    digests = sorted({digest for one in some for digest in one.digests})
    return Suppressed(_checked_secret(settings), digests, [one.number for one in some])


def hidden(settings: Settings) -> frozenset[str]:
    """The ids of persons whom no answer may show now, those of the latest refresh included. The
    workspace is looked at once a second at most, and read anew only where the list has changed."""
    return _look(settings).ids()


class _Look:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.until, self.stamp, self.known = 0.0, (0, 0), frozenset[str]()

    def ids(self) -> frozenset[str]:
        if time.monotonic() < self.until:
            return self.known
        columns = func.count(), func.count(SUPPRESSION.c.released_at)
        with reading(self.settings) as connection:
            total, released = connection.execute(select(*columns)).one()
        if (total, released) != self.stamp:
            some = _standing(self.settings)
            self.known = frozenset(one.person_id for one in some if one.person_id)
            self.stamp = (total, released)
        self.until = time.monotonic() + SECONDS_BETWEEN_LOOKS
        return self.known


@lru_cache(maxsize=8)
def _look(settings: Settings) -> _Look:
    return _Look(settings)


def digest(secret: bytes, key: str) -> str:
    """HMAC-SHA-256 of a key, in hexadecimal."""
    return hmac.new(secret, key.encode(), "sha256").hexdigest()


def _standing(settings: Settings) -> list[Suppression]:
    chosen = select(SUPPRESSION).where(SUPPRESSION.c.released_at.is_(None))
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen.order_by(SUPPRESSION.c.number))]


def _of(row: Row[tuple[object, ...]]) -> Suppression:
    return Suppression(**{n: v for n, v in row._mapping.items() if n != "secret_mark"})


def _checked_secret(settings: Settings) -> bytes:
    secret = kept_secret(settings.home / "suppression.key")
    with reading(settings) as connection:
        marks = set(connection.execute(select(SUPPRESSION.c.secret_mark).distinct()).scalars())
    if marks - {_mark(secret)}:
        raise SecretLost(
            f"{settings.home / 'suppression.key'} is not the secret by which the list of "
            "suppressions was made; bring it back, or nobody on the list can be left out"
        )
    return secret


def _mark(secret: bytes) -> str:
    return digest(secret, "which secret is this")[:16]
