"""How do the facts of an answer become statements of a document, each with its sources?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from documents.document import Document, Section
from documents.references import Reference, References

LONGEST_TITLE = 110
LINKS = {
    "Paper": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "Trial": "https://clinicaltrials.gov/study/{}",
}
NAMES = {"Paper": "PMID", "Trial": "", "FiledScreening": "Screening", "MedicareYear": "Medicare"}
Row = Mapping[str, Any]


class Citing:
    """A document under way: statements as they are marked, and their sources, whose titles are cut
    at a length."""

    def __init__(self, longest: int = LONGEST_TITLE) -> None:
        self.references, self.longest = References(), longest

    def mark(self, records: Iterable[Row]) -> str:
        """The numbers of these records, such as `[1, 2]`."""
        return self.references.mark(reference(one, self.longest) for one in records)

    def told(self, fact: Row) -> str:
        """A fact as a sentence with its numbers."""
        return f"{fact['said']} {self.mark(fact['records'])}".rstrip()

    def section(self, title: str, facts: Iterable[Row]) -> Section:
        """A part of the document, a paragraph a fact."""
        return Section(title, tuple(map(self.told, facts)))

    def document(
        self,
        title: str,
        subtitle: str,
        answer: Row,
        facts: Iterable[tuple[str, str]],
        sections: Iterable[Section],
        is_compact: bool = False,
    ) -> Document:
        """The document of an answer as of its day; its digest is of the answer."""
        text = orjson.dumps(answer, option=orjson.OPT_SORT_KEYS)
        parts = tuple(sections)
        return Document(
            title=title,
            subtitle=subtitle,
            made_at=datetime.fromisoformat(answer["asOf"]).replace(tzinfo=UTC),
            sections=parts,
            digest=sha256(text).hexdigest(),
            references=self.references.texts,
            facts=tuple(facts),
            links=self.references.links,
            is_compact=is_compact,
        )


def reference(record: Row, longest: int) -> Reference:
    """A record as it stands among the sources, its title cut at a length."""
    kind, id = record["kind"], record["record"]
    parts = [part for part in (short(record["title"], longest), record["day"]) if part]
    said = f": {', '.join(parts)}" if parts else ""
    source = f" ({record['source']})" if record["source"] else " (source not stated)"
    name = f"{NAMES.get(kind, kind)} {id}".strip()
    return Reference(f"{kind}:{id}", f"{name}{said}{source}.", LINKS.get(kind, "").format(id))


def person_of(answer: Row) -> str:
    """A person in one line: name, specialty and place."""
    of = answer["person"]
    place = ", ".join(filter(None, (of["city"], of["state"], of["country"])))
    known = (of["name"], of["specialty"] or "specialty not known", place or "place not known")
    return ", ".join(short(one, LONGEST_TITLE // 2) for one in known)


def why_empty(answer: Row, part: str) -> list[Row]:
    """What an empty part says; nothing where it is not empty."""
    return [one["why"] for one in answer["empty"] if one["part"] == part]


def short(text: str | None, longest: int) -> str:
    """A text on one line, cut at a length; nothing of none."""
    whole = " ".join((text or "").split()).rstrip(".")
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"
