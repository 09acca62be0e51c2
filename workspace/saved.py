"""Which questions have people kept, to ask them again and to cite what they answered?

A saved query is a document with its variables, under a name that is its owner's. A citation says on
which graph it was asked: digest and instant of what was published, software version, and seed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from graph.marks import Mark
from schema.settings import Settings
from workspace.store import METADATA, Instant, opened, reading

MOST_OF_ONE = 1_000
LONGEST_NAME, LONGEST_DOCUMENT, LONGEST_VARIABLES = 200, 100_000, 100_000

SAVED = Table(
    "saved_query",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("document", String, nullable=False),
    Column("variables", JSON, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("citation", JSON, nullable=False),
    Column("saved_at", Instant, nullable=False),
    UniqueConstraint("owner", "name", name="saved_query_name"),
)


class NotSaved(ValueError):
    """The query cannot be kept so; the text says why."""


class NoSuchQuery(LookupError):
    """The asker has no query of that name, and nobody shares one."""


@dataclass(frozen=True)
class Citation:
    """What an answer rests on: `snapshot` is the digest of the published graph, `published_at` when
    it was; `seed` where chance has a part in it."""

    snapshot: str = ""
    published_at: datetime | None = None
    version: str = ""
    seed: int | None = None


@dataclass(frozen=True)
class SavedQuery:
    """A kept question; `owner` is the subject who kept it. `is_shared`: all may read and run it."""

    number: int
    owner: str
    name: str
    document: str
    variables: dict[str, Any]
    is_shared: bool
    saved_at: datetime
    citation: Citation = field(default_factory=Citation)


def citation(settings: Settings, seed: int | None = None) -> Citation:
    """What an answer that is given now rests on; without a snapshot where no refresh has ended in
    this home, or one is under way."""
    mark = Mark(settings.home)
    snapshot = mark.inputs
    if snapshot is None or mark.is_under_way:
        return Citation(version=version("peerline"), seed=seed)
    return Citation(snapshot, mark.ended_at, version("peerline"), seed)


def save(
    settings: Settings,
    owner: str,
    name: str,
    document: str,
    variables: Mapping[str, Any] | None = None,
    is_shared: bool = False,
    cited: Citation | None = None,
) -> SavedQuery:
    """Keep a query, in place of the owner's own of that name; `cited` is what its answer rested on,
    else the graph as it is now. Raises `NotSaved`."""
    variables = dict(variables or {})
    _refuse(owner, name, document, variables)
    words = vars(cited or citation(settings))
    at = words["published_at"]
    row = {
        "owner": owner,
        "name": name.strip(),
        "document": document,
        "variables": variables,
        "is_shared": is_shared,
        "citation": words | {"published_at": at and at.astimezone(UTC).isoformat()},
        "saved_at": datetime.now(UTC),
    }
    own = (SAVED.c.owner == owner) & (SAVED.c.name == name.strip())
    try:
        with opened(settings) as connection:
            again = update(SAVED).where(own).values(row).returning(SAVED)
            kept = connection.execute(again).one_or_none()
            if kept is None:
                _refuse_more(connection, owner)
                kept = connection.execute(insert(SAVED).values(row).returning(SAVED)).one()
            return _of(kept)
    except IntegrityError:
        raise NotSaved(f"{name!r} was saved by another process just now; save it again") from None


def saved(settings: Settings, subject: str) -> list[SavedQuery]:
    """The subject's own queries and those that others share, by name."""
    chosen = select(SAVED).where(or_(SAVED.c.owner == subject, SAVED.c.is_shared))
    with reading(settings) as connection:
        rows = connection.execute(chosen.order_by(SAVED.c.name, SAVED.c.owner)).all()
    return [_of(row) for row in rows]


def one(settings: Settings, subject: str, name: str) -> SavedQuery:
    """The subject's own query of that name, else the first that someone shares; `owner/name` names
    whose. Raises `NoSuchQuery`."""
    found = [it for it in saved(settings, subject) if name in (it.name, f"{it.owner}/{it.name}")]
    if not found:
        raise NoSuchQuery(f"no query {name[:80]!r} is yours or shared; see `peerline saved list`")
    return min(found, key=lambda it: (it.owner != subject, it.owner))


def numbered(settings: Settings, subject: str, after: int, first: int) -> list[SavedQuery]:
    """So many of the subject's own and of the shared queries by number, those after a number."""
    seen = or_(SAVED.c.owner == subject, SAVED.c.is_shared) & (SAVED.c.number > after)
    chosen = select(SAVED).where(seen).order_by(SAVED.c.number).limit(first)
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen)]


def of_number(settings: Settings, subject: str, number: int) -> SavedQuery:
    """The query of that number, where it is the subject's own or shared. Raises `NoSuchQuery`."""
    for it in numbered(settings, subject, number - 1, 1):
        if it.number == number:
            return it
    raise NoSuchQuery(f"no query {number} is yours or shared")


def share(settings: Settings, owner: str, number: int, is_shared: bool = True) -> SavedQuery:
    """Let all read and run the owner's own query, or the owner alone again. Raises
    `NoSuchQuery`."""
    own = (SAVED.c.owner == owner) & (SAVED.c.number == number)
    change = update(SAVED).where(own).values(is_shared=is_shared).returning(SAVED)
    with opened(settings) as connection:
        kept = connection.execute(change).one_or_none()
    if kept is None:
        raise NoSuchQuery(f"no query {number} is yours")
    return _of(kept)


def removed(settings: Settings, owner: str, number: int) -> SavedQuery:
    """The owner's own query of that number, which is forgotten. Raises `NoSuchQuery`."""
    own = (SAVED.c.owner == owner) & (SAVED.c.number == number)
    with opened(settings) as connection:
        gone = connection.execute(delete(SAVED).where(own).returning(SAVED)).one_or_none()
    if gone is None:
        raise NoSuchQuery(f"no query {number} is yours")
    return _of(gone)


def remove(settings: Settings, owner: str, name: str) -> None:
    """Forget the owner's own query of that name. Raises `NoSuchQuery`."""
    own = (SAVED.c.owner == owner) & (SAVED.c.name == name)
    with opened(settings) as connection:
        if connection.execute(delete(SAVED).where(own)).rowcount == 0:
            raise NoSuchQuery(f"no query {name[:80]!r} is yours; see `peerline saved list`")


def _refuse_more(connection: Connection, owner: str) -> None:
    count = select(func.count()).select_from(SAVED).where(SAVED.c.owner == owner)
    if connection.execute(count).scalar_one() >= MOST_OF_ONE:
        raise NotSaved(f"you keep {MOST_OF_ONE} queries already; delete one first")


def _of(row: Row[tuple[object, ...]]) -> SavedQuery:
    values = dict(row._mapping)
    cited = values.pop("citation")
    at = cited["published_at"]
    rested = Citation(**cited | {"published_at": at and datetime.fromisoformat(at)})
    return SavedQuery(**values, citation=rested)


def _refuse(owner: str, name: str, document: str, variables: dict[str, Any]) -> None:
    plain = name.strip()
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable() or "/" in plain:
        raise NotSaved(f"a name has 1 to {LONGEST_NAME} characters, on one line, without `/`")
    if not owner:
        raise NotSaved("a saved query has an owner")
    if not 0 < len(document) <= LONGEST_DOCUMENT or "\0" in document:
        raise NotSaved(f"a document has 1 to {LONGEST_DOCUMENT} characters")
    try:
        size = len(json.dumps(variables, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSaved(f"the variables are no JSON: {error}") from None
    if size > LONGEST_VARIABLES or "\\u0000" in json.dumps(variables):
        raise NotSaved(f"variables have {LONGEST_VARIABLES} characters at most, and no NUL")
