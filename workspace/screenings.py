"""Which screenings were filed, by whom, when and what for?

A screening is kept as the one text that it was, with the SHA-256 of it. None is changed or
replaced: one that is done again is filed beside the earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import JSON, Column, Integer, Row, String, Table, Text, func, insert, select

from schema.settings import Settings
from workspace.saved import Citation, citation
from workspace.store import METADATA, Instant, opened, reading

LONGEST_PURPOSE, LONGEST_CONTENT = 500, 2_000_000

FILED = Table(
    "filed_screening",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person_id", String, nullable=False, index=True),
    Column("purpose", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("digest", String, nullable=False, index=True),
    Column("citation", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)


class NotFiled(ValueError):
    """The screening cannot be filed so; the text says why."""


class NoSuchScreening(LookupError):
    """No screening of that number was filed."""


class NotAsFiled(ValueError):
    """A copy differs from what was filed, or is of nothing that was; the text says which."""


@dataclass(frozen=True)
class Filed:
    """A screening as it was filed: `content` is its text, `digest` the SHA-256 of it."""

    number: int
    person_id: str
    purpose: str
    outcome: str
    content: str
    digest: str
    by: str
    at: datetime
    citation: Citation

    @property
    def is_whole(self) -> bool:
        """Whether the text is still the one that was filed."""
        return sha256(self.content.encode()).hexdigest() == self.digest


def file_screening(
    settings: Settings,
    person_id: str,
    purpose: str,
    outcome: str,
    by: str,
    write: Callable[[datetime, Citation], str],
) -> Filed:
    """Keep a screening; `write` gives its text for the instant of filing and the graph that it
    rests on. Raises `NotFiled`."""
    plain = purpose.strip()
    if not 0 < len(plain) <= LONGEST_PURPOSE or not plain.isprintable():
        raise NotFiled(f"`purpose` takes 1 to {LONGEST_PURPOSE} characters, on one line")
    at, cited = datetime.now(UTC).replace(microsecond=0), citation(settings)
    content = write(at, cited)
    if len(content) > LONGEST_CONTENT:
        raise NotFiled(f"a screening has {LONGEST_CONTENT:,} characters at most")
    published = cited.published_at
    row = {
        "person_id": person_id,
        "purpose": plain,
        "outcome": outcome,
        "content": content,
        "digest": sha256(content.encode()).hexdigest(),
        "citation": vars(cited) | {"published_at": published and published.isoformat()},
        "by": by,
        "at": at,
    }
    with opened(settings) as connection:
        return _of(connection.execute(insert(FILED).values(row).returning(FILED)).one())


def filed(settings: Settings, person_id: str | None, first: int) -> list[Filed]:
    """The latest so many screenings of a person, of all persons where none is given."""
    chosen = select(FILED).order_by(FILED.c.number.desc()).limit(first)
    if person_id is not None:
        chosen = chosen.where(FILED.c.person_id == person_id)
    with reading(settings) as connection:
        return [_of(row) for row in connection.execute(chosen)]


def latest(settings: Settings, person_ids: Sequence[str]) -> dict[str, Filed]:
    """The last screening that was filed of each of some persons, by id; none of whom none was."""
    of = FILED.c.person_id.in_(person_ids)
    last = select(func.max(FILED.c.number)).where(of).group_by(FILED.c.person_id)
    with reading(settings) as connection:
        found = [
            _of(row) for row in connection.execute(select(FILED).where(FILED.c.number.in_(last)))
        ]
    return {one.person_id: one for one in found}


def held(settings: Settings, person_ids: list[str]) -> list[dict[str, object]]:
    """Every screening that was filed of the persons: number, who, when, what for, and its text."""
    chosen = select(FILED).where(FILED.c.person_id.in_(person_ids)).order_by(FILED.c.number)
    with reading(settings) as connection:
        found = [_of(row) for row in connection.execute(chosen)]
    names = ("number", "purpose", "by", "at", "content")
    return [{name: getattr(one, name) for name in names} for one in found]


def of_number(settings: Settings, number: int) -> Filed:
    """The screening of that number. Raises `NoSuchScreening`."""
    return _one(settings, FILED.c.number == number, f"no screening {number} was filed")


def of_digest(settings: Settings, digest: str) -> Filed:
    """The screening of that digest. Raises `NoSuchScreening`."""
    return _one(settings, FILED.c.digest == digest, f"no screening of digest {digest} was filed")


def _one(settings: Settings, where: object, words: str) -> Filed:
    with reading(settings) as connection:
        chosen = select(FILED).where(where).order_by(FILED.c.number).limit(1)  # type: ignore[arg-type]
        row = connection.execute(chosen).one_or_none()
    if row is None:
        raise NoSuchScreening(words)
    return _of(row)


def _of(row: Row[tuple[object, ...]]) -> Filed:
    values = dict(row._mapping)
    cited = values.pop("citation")
    at = cited["published_at"]
    rested = Citation(**cited | {"published_at": at and datetime.fromisoformat(at)})
    return Filed(**values, citation=rested)
