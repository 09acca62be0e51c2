"""A document as a person reads it in the terminal: parts, tables, and the sources by number."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from documents import document


def document_told(of: document.Document) -> RenderableType:
    """The whole document."""
    parts: list[RenderableType] = [Text(of.title, style="bold"), Text(of.subtitle)]
    parts += [Text(f"{name}: {value}", style="dim") for name, value in of.facts]
    for section in of.sections:
        parts += [Text(""), Text(section.title, style="bold")]
        parts += [Padding(Text(words), (0, 0, 0, 2)) for words in section.paragraphs]
        parts += [Padding(_table(one), (0, 0, 0, 1)) for one in section.tables]
    if of.references:
        parts += [Text(""), Text("Sources", style="bold")]
        parts += [_source(at, *one) for at, one in enumerate(of.sources, 1)]
    return Group(*parts)


def _table(of: document.Table) -> Table:
    made = Table(box=box.SIMPLE_HEAD, expand=False, padding=(0, 1))
    widths = of.widths or (1,) * len(of.heads)
    for at, head in enumerate(of.heads):
        justify = "right" if at in of.figures else "left"
        made.add_column(head, justify=justify, ratio=widths[at] or None, overflow="fold")  # type: ignore[arg-type]
    for row in of.rows:
        made.add_row(*map(escape, row))
    return made


def _source(number: int, text: str, link: str) -> Padding:
    words = f"{number}. {text} {link}".rstrip()
    return Padding(Text(words, style="dim"), (0, 0, 0, 2))
