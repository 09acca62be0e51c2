"""How does a document become one HTML file, to be read and printed? No script, nothing fetched."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from documents.document import Document
from documents.isolating import isolated_document

if TYPE_CHECKING:
    from jinja2 import Template


def html(document: Document) -> bytes:
    """The file, in UTF-8. Every value is escaped."""
    return _template().render(document=isolated_document(document), style=_style()).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))


def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
