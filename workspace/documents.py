"""Which documents are trusted, so that keys may be limited to them?

A document is known by the SHA-256 of its text, letter for letter, so that what is asked by a digest
is what was registered. Only who operates the server registers one; callers cannot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import Column, String, Table, insert, select
from sqlalchemy.exc import IntegrityError

from schema.settings import Settings
from workspace.store import METADATA, Instant, opened, reading

LONGEST_TEXT = 100_000
ID = re.compile(r"sha256:[0-9a-f]{64}")

DOCUMENT = Table(
    "document",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("text", String, nullable=False),
    Column("at", Instant, nullable=False),
)


class NotADocument(ValueError):
    """The text cannot be registered; the message says why."""


class NoSuchDocument(LookupError):
    """No document of that id is registered."""


@dataclass(frozen=True)
class Document:
    """A registered document: its id, `sha256:` and the digest; a name for people; and its text."""

    id: str
    name: str
    text: str
    at: datetime


def id_of(text: str) -> str:
    """`sha256:` and the digest of a text."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def register(settings: Settings, name: str, text: str) -> tuple[Document, bool]:
    """The document as it is registered, and whether it is new; of one text there is one. Raises
    `NotADocument`. Whether the text is good GraphQL is the caller's to look at."""
    if not 0 < len(text) <= LONGEST_TEXT or "\0" in text:
        raise NotADocument(f"{name} is no document of 1 to {LONGEST_TEXT} characters")
    made = Document(id_of(text), name, text, datetime.now(UTC))
    row = {"digest": made.id, "name": name, "text": text, "at": made.at}
    try:
        with opened(settings) as connection:
            connection.execute(insert(DOCUMENT).values(row))
    except IntegrityError:
        return next(one for one in documents(settings) if one.id == made.id), False
    return made, True


def documents(settings: Settings) -> list[Document]:
    """Every registered document, by name."""
    chosen = select(DOCUMENT).order_by(DOCUMENT.c.name, DOCUMENT.c.digest)
    with reading(settings) as connection:
        return [Document(*row) for row in connection.execute(chosen)]


@lru_cache(maxsize=500)
def text_of(settings: Settings, id: str) -> str:
    """The text of the document of that id. Raises `NoSuchDocument`."""
    if ID.fullmatch(id):
        with reading(settings) as connection:
            chosen = select(DOCUMENT.c.text).where(DOCUMENT.c.digest == id)
            text: str | None = connection.execute(chosen).scalar()
        if text is not None:
            return text
    raise NoSuchDocument("no document of that id is registered")
