"""What is a document made of, whatever it is about?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Table:
    """A table: its columns' heads, its rows of texts (as many in each as heads), which columns hold
    figures, and how wide each column is beside the others."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part under a title: a mark beside it where there is one (a word such as `clear`), then its
    paragraphs, then its tables."""

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document. `made_at` is printed, and is the only instant in the file: the same
    document gives the same bytes. `digest` tells what it was made from. `links` are the addresses
    of the `references`, empty where there is none; `is_compact` sets it in smaller type."""

    title: str
    subtitle: str
    made_at: datetime
    sections: tuple[Section, ...]
    mark: str = ""
    digest: str = ""
    references: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    links: tuple[str, ...] = ()
    is_compact: bool = False

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The references, each with its address."""
        links = self.links or ("",) * len(self.references)
        return list(zip(self.references, links, strict=True))

    @property
    def made(self) -> str:
        """When it was made, as it is printed."""
        return f"{self.made_at:%Y-%m-%d %H:%M} UTC"
