"""Which API keys are there, whose are they, and which still open the door?

A key is shown once, when it is made. What is kept is its SHA-256, which needs no salt: the secret
has 256 random bits. Its beginning stays readable, so that people can tell keys apart and scanners
can find one that leaked.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import JSON, Boolean, Column, Integer, Row, String, Table, insert, select, update

from schema.settings import Settings
from workspace.store import METADATA, Instant, opened, reading

# A key anywhere in a text, such as an address; nothing else of ours looks so.
LOOKS = re.compile(r"peer_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")
LONGEST_DAYS = 3_650
STATES = re.compile(r"[A-Z]{2}")

KEY = Table(
    "api_key",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("prefix", String, nullable=False),
    Column("digest", String, nullable=False, unique=True),
    Column("subject", String, nullable=False),
    Column("role", String, nullable=False),
    Column("territory", JSON, nullable=False),
    Column("documents_only", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
)


class NotAKey(ValueError):
    """A key cannot be made so; the text says why."""


class NoSuchKey(LookupError):
    """No key of that number or beginning stands."""


@dataclass(frozen=True)
class Key:
    """One key without its secret: whose it is, in which role and territory (states), whether it may
    send trusted documents only, and until when it opens the door."""

    number: int
    prefix: str
    subject: str
    role: str
    territory: list[str]
    documents_only: bool
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def stands(self, now: datetime) -> bool:
        """Whether it opens the door at this instant."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


def create(
    settings: Settings,
    subject: str,
    role: str,
    territory: Sequence[str] = (),
    expires_in_days: int | None = None,
    documents_only: bool | None = None,
) -> tuple[str, Key]:
    """A new key in clear, which is kept nowhere, and what is kept of it; a liaison's may send
    trusted documents only, unless said otherwise. Raises `NotAKey`."""
    _refuse(subject, role, territory, expires_in_days)
    prefix = f"peer_{secrets.token_hex(4)}"
    clear = f"{prefix}_{secrets.token_urlsafe(32)}"
    now = datetime.now(UTC)
    row = {
        "prefix": prefix,
        "subject": subject.strip(),
        "role": role,
        "territory": sorted(set(territory)),
        "documents_only": role == "liaison" if documents_only is None else documents_only,
        "created_at": now,
        "expires_at": now + timedelta(days=expires_in_days) if expires_in_days else None,
    }
    with opened(settings) as connection:
        made = connection.execute(
            insert(KEY).values(row | {"digest": _digest(clear)}).returning(KEY)
        ).one()
    return clear, _key(made)


def keys(settings: Settings) -> list[Key]:
    """Every key that was ever made, in the order they were made."""
    with reading(settings) as connection:
        return [_key(row) for row in connection.execute(select(KEY).order_by(KEY.c.number))]


def shut_out(settings: Settings, now: datetime) -> set[str]:
    """The subjects who had keys of which none opens the door any more."""
    known = keys(settings)
    return {one.subject for one in known} - {one.subject for one in known if one.stands(now)}


def revoke(settings: Settings, named: str) -> Key:
    """Close the door to the key of that number or beginning. Raises `NoSuchKey`."""
    is_number = named.isascii() and named.isdigit() and len(named) < 10
    one = KEY.c.number == int(named) if is_number else KEY.c.prefix == named[:13]
    now = datetime.now(UTC)
    change = update(KEY).where(one, KEY.c.revoked_at.is_(None)).values(revoked_at=now)
    with opened(settings) as connection:
        row = connection.execute(change.returning(KEY)).one_or_none()
    if row is None:
        raise NoSuchKey(f"no key {named[:13]!r} is left to revoke; see `peerline key list`")
    return _key(row)


def opening(settings: Settings, clear: str) -> Key | None:
    """The key that these letters are, where it still opens the door; else none."""
    if not LOOKS.fullmatch(clear):
        return None
    with reading(settings) as connection:
        row = connection.execute(select(KEY).where(KEY.c.digest == _digest(clear))).one_or_none()
    key = _key(row) if row else None
    return key if key and key.stands(datetime.now(UTC)) else None


def _digest(clear: str) -> str:
    return sha256(clear.encode()).hexdigest()


def _key(row: Row[tuple[object, ...]]) -> Key:
    return Key(**{name: value for name, value in row._mapping.items() if name != "digest"})


def _refuse(subject: str, role: str, territory: Sequence[str], days: int | None) -> None:
    if not 0 < len(subject.strip()) <= 200 or not subject.isprintable():
        raise NotAKey("--subject is empty or too long; give an id of 200 characters at most")
    for state in territory:
        if not STATES.fullmatch(state):
            raise NotAKey(f"{state!r} is no state; give two letters each, such as IL,DE")
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise NotAKey(f"--expires-in-days is {days}; give 1 to {LONGEST_DAYS}")
    if role == "liaison" and not territory:
        raise NotAKey("a liaison has a territory; give its states, such as --territory IL,DE")
