"""What have people noted on a person, and who may read it?

A note is its owner's, and is of the function for which it was written: medical notes are shown for
medical purposes alone, whoever asks. A shared one is read by all of that function. Who asked to be
left out is left out here, too: the notes are erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    or_,
    select,
)

from schema.settings import Settings
from workspace.askers import Asker
from workspace.store import METADATA, Instant, opened, reading

LONGEST, MOST_ON_ONE, BATCH = 2_000, 100, 500
NOTE = Table(
    "note",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person_id", String, nullable=False, index=True),
    Column("owner", String, nullable=False),
    Column("function", String, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
)
# Nobody's address or telephone is kept, and a note is no way round that.
_REACHED_BY = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|\+\d[\d ().-]{7,}\d|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
)


class NotANote(ValueError):
    """The note cannot be kept so; the text says why."""


class NoSuchNote(LookupError):
    """The asker has no note of that number in the function."""


@dataclass(frozen=True)
class Note:
    """A note on a person: whose, for which function, whether all of it read it, and since when."""

    number: int
    person_id: str
    owner: str
    function: str
    is_shared: bool
    text: str
    written_at: datetime


def write(settings: Settings, asker: Asker, person_id: str, text: str, is_shared: bool) -> Note:
    """Keep a note of the asker's. Raises `NotANote`."""
    plain = _checked(text)
    values = {
        "person_id": person_id,
        "owner": asker.subject,
        "function": asker.function,
        "is_shared": is_shared,
        "text": plain,
        "written_at": datetime.now(UTC),
    }
    with opened(settings) as connection:
        _refuse_more(connection, asker, person_id)
        made = connection.execute(insert(NOTE).values(values).returning(NOTE))
        return Note(**made.mappings().one())


def notes(
    settings: Settings, asker: Asker, person_id: str, first: int, before: int | None = None
) -> list[Note]:
    """So many notes on a person that the asker may read, the newest first; those before a number
    where one is given."""
    mine = or_(NOTE.c.owner == asker.subject, NOTE.c.is_shared)
    chosen = select(NOTE).where(
        mine & (NOTE.c.function == asker.function) & (NOTE.c.person_id == person_id)
    )
    if before is not None:
        chosen = chosen.where(NOTE.c.number < before)
    with reading(settings) as connection:
        rows = connection.execute(chosen.order_by(NOTE.c.number.desc()).limit(first)).mappings()
        return [Note(**row) for row in rows]


def remove(settings: Settings, asker: Asker, number: int) -> Note:
    """Forget the asker's own note, and give it back once more. Raises `NoSuchNote`."""
    own = (NOTE.c.number == number) & (NOTE.c.owner == asker.subject)
    gone = delete(NOTE).where(own & (NOTE.c.function == asker.function)).returning(NOTE)
    with opened(settings) as connection:
        row = connection.execute(gone).mappings().one_or_none()
    if row is None:
        raise NoSuchNote("no note of that number is yours for this purpose; see `notes`")
    return Note(**row)


def erase(settings: Settings, persons: Iterable[str]) -> None:
    """Take all notes on these persons out, whosever they are."""
    ids = sorted(each for each in persons if each)
    with opened(settings) as connection:
        for at in range(0, len(ids), BATCH):
            part = ids[at : at + BATCH]
            connection.execute(delete(NOTE).where(NOTE.c.person_id.in_(part)))


def held(settings: Settings, person_ids: list[str]) -> list[dict[str, object]]:
    """Every note on the persons, for them: with the function, and without who wrote it."""
    chosen = select(NOTE.c.function, NOTE.c.text, NOTE.c.written_at)
    chosen = chosen.where(NOTE.c.person_id.in_(person_ids)).order_by(NOTE.c.number)
    with reading(settings) as connection:
        return [dict(row) for row in connection.execute(chosen).mappings()]


def _own_on(asker: Asker, person_id: str) -> ColumnElement[bool]:
    return (NOTE.c.owner == asker.subject) & (NOTE.c.person_id == person_id)


def _refuse_more(connection: Connection, asker: Asker, person_id: str) -> None:
    count = select(func.count()).select_from(NOTE).where(_own_on(asker, person_id))
    if connection.execute(count).scalar_one() >= MOST_ON_ONE:
        raise NotANote(f"you keep {MOST_ON_ONE} notes on this person already; delete one first")


def _checked(text: str) -> str:
    plain = text.strip()
    if not 0 < len(plain) <= LONGEST:
        raise NotANote(f"`text` has {len(plain):,} characters; give 1 to {LONGEST:,}")
    if not all(line.isprintable() for line in plain.split("\n")):
        raise NotANote("`text` holds signs that cannot be printed; give plain lines")
    if _REACHED_BY.search(plain):
        raise NotANote("`text` holds an e-mail address or telephone number; leave it out")
    return plain
