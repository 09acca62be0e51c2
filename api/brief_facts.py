"""What is a sentence of a follow-up document made of, and what does a part say that has none?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from api.cited import CitedRecord
from api.reads import Rows

Id = Annotated[str, strawberry.argument(description="A `personId`.")]
ForLiaison = Annotated[str | None, strawberry.argument(description="For a liaison: a `liaisonId`.")]
ForTeam = Annotated[str | None, strawberry.argument(description="For a team: a `teamId`.")]
OnDay = Annotated[
    date | None, strawberry.argument(description="Only what was known by this day; else today.")
]
PERSON = """
MATCH (p:Person {personId: $person})
RETURN p.personId AS record, p.name AS title, p.source AS source, date(p.knownFrom) AS day,
  p.specialty AS specialty, p.city AS city, p.state AS state, p.country AS country,
  p.paperCount AS papers, p.trialCount AS trials, p.lastPaperOn AS last"""
SOURCES = """
MATCH (s:Source)
RETURN s.name AS name, coalesce(s.title, s.name) AS title, s.publisher AS publisher,
  s.files AS files, s.loadedAt AS loaded, s.toldUntil AS told ORDER BY name"""


@strawberry.type(description="A sentence of a document, and the records that it rests on.")
class CitedFact:
    said: str = strawberry.field(description="The sentence.")
    records: list[CitedRecord] = strawberry.field(
        description="Its records, at least one. Where nothing is known, the sources that would "
        "say it, else the person or congress asked about."
    )


@strawberry.type(description="A part of a document that is empty, and why.")
class EmptyPart:
    part: str = strawberry.field(description="The field that is empty.")
    why: CitedFact = strawberry.field(description="What is not known, and which source is silent.")


def cited(row: Mapping[str, Any]) -> CitedRecord:
    """A record by its columns: `kind`, `record`, and where they are known `title`, `day`, `source`
    and `usd`."""
    return CitedRecord(
        kind=row["kind"],
        record=row["record"],
        title=row.get("title"),
        day=row.get("day"),
        source=row.get("source"),
        amount_usd=row.get("usd"),
    )


@dataclass(frozen=True)
class Sources:
    """The sources that can be loaded, by name, and the record of what is asked about, which stands
    where no source is listed."""

    rows: Mapping[str, Mapping[str, Any]]
    asked: CitedRecord

    def absent(self, said: str, *names: str) -> CitedFact:
        """That something is not known, and for each source that would say it whether it is loaded
        and until when it tells."""
        states = [self._state(self.rows[name]) for name in names if name in self.rows]
        unlisted = [name for name in names if name not in self.rows]
        states += [f"{name} is not loaded" for name in unlisted]
        more = f" Of the sources that would say so: {'; '.join(states)}." if states else ""
        return CitedFact(said=said + more, records=self.cite(*names))

    def cite(self, *names: str) -> list[CitedRecord]:
        """The sources of these names as records; what is asked about where none is listed."""
        found = [_record(self.rows[name]) for name in names if name in self.rows]
        return found or [self.asked]

    def is_loaded(self, name: str) -> bool:
        """Whether any file of the source is loaded."""
        return name in self.rows and _loads(self.rows[name])

    def limits(self, names: Sequence[str]) -> list[CitedFact]:
        """Per source until which day it tells, or that it is not loaded."""
        found = []
        for name in names:
            row = self.rows.get(name)
            said = self._state(row) if row else f"{name} is not loaded"
            found.append(CitedFact(said=f"{said[:1].upper()}{said[1:]}.", records=self.cite(name)))
        return found

    def _state(self, row: Mapping[str, Any]) -> str:
        if not _loads(row):
            return f"{row['title']} is not loaded, so that nothing is known of it"
        loaded = row["loaded"]
        parts = [f"loaded on {loaded.date()}"] if loaded else ["loaded"]
        parts += [f"its records end on {row['told']}"] if row["told"] else []
        return f"{row['title']}: {', '.join(parts)}"


def _loads(row: Mapping[str, Any]) -> bool:
    return bool(row["files"]) or row["loaded"] is not None


def _record(row: Mapping[str, Any]) -> CitedRecord:
    loaded: datetime | None = row["loaded"]
    return CitedRecord(
        kind="Source",
        record=row["name"],
        title=row["title"],
        day=loaded.date() if loaded else None,
        source=row["publisher"] or row["name"],
        amount_usd=None,
    )


async def sources_of(rows: Rows, asked: CitedRecord) -> Sources:
    """The sources as the graph lists them; `asked` is the record of what is asked about."""
    found = await rows(SOURCES, {})
    return Sources({row["name"]: row for row in found}, asked)


def counted(number: float | None, one: str, many: str = "") -> str:
    """A number of things in words; of an unknown number, that it is."""
    if number is None:
        return f"an unknown number of {many or one + 's'}"
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str], most: int = 4) -> str:
    """Words as a list in a sentence; beyond `most` how many more there are."""
    some = list(words)
    shown = some[:most] + ([f"{len(some) - most} more"] if len(some) > most else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def day_of(asked: date | None) -> date:
    """The day that is asked for, else today."""
    return asked or date.today()
