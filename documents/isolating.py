"""How do words written from right to left stand in a sentence that runs from left to right?

What follows such a name, digits and brackets above all, would be drawn before it. Each run of such
words is set apart by two characters that are not seen (FSI and PDI, Unicode annex 9).
"""

from __future__ import annotations

import re
from dataclasses import replace

from documents.document import Document, Section, Table

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_LETTERS}]+(?:[\\s.'\u2019-]+[{_LETTERS}]+)*")


def isolated(text: str) -> str:
    """The text with each run of words from right to left set apart."""
    return _RUN.sub(lambda run: f"\u2068{run[0]}\u2069", text)


def isolated_document(document: Document) -> Document:
    """The document with all of its texts so."""
    return replace(
        document,
        title=isolated(document.title),
        subtitle=isolated(document.subtitle),
        facts=tuple((isolated(name), isolated(value)) for name, value in document.facts),
        sections=tuple(map(_section, document.sections)),
        references=tuple(map(isolated, document.references)),
    )


def _section(section: Section) -> Section:
    return replace(
        section,
        title=isolated(section.title),
        paragraphs=tuple(map(isolated, section.paragraphs)),
        tables=tuple(map(_table, section.tables)),
    )


def _table(table: Table) -> Table:
    return replace(
        table,
        heads=tuple(map(isolated, table.heads)),
        rows=tuple(tuple(map(isolated, row)) for row in table.rows),
    )
