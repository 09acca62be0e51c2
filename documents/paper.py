"""How does a document become a PDF file, or pictures of its pages?

Typst sets it, with the fonts that come with it alone. Values go in as data, never as its markup, so
no name can be an instruction. The same document gives the same bytes.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from documents.document import Document
from documents.isolating import isolated_document

if TYPE_CHECKING:
    from typst import Compiler


def pdf(document: Document) -> bytes:
    """The file, tagged so that it can be read aloud."""
    made = _compiler(document).compile(
        format="pdf", timestamp=document.made_at, pdf_standards=["a-2a"]
    )
    assert isinstance(made, bytes)
    return made


def pictures(document: Document, dots: float = 80.0) -> list[bytes]:
    """A PNG file a page, of so many dots an inch."""
    made = _compiler(document).compile(format="png", ppi=dots, timestamp=document.made_at)
    return made if isinstance(made, list) else [made or b""]


def _compiler(document: Document) -> Compiler:
    import typst

    layout = Path(__file__).with_name("page.typ")
    return typst.Compiler(
        layout.read_bytes(), ignore_system_fonts=True, sys_inputs={"document": _data(document)}
    )


def _data(document: Document) -> str:
    """The document as JSON."""
    shown = isolated_document(document)
    plain = asdict(shown) | {"made": document.made, "references": shown.sources}
    return orjson.dumps(plain, default=sorted).decode()
