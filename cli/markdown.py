"""How is a generated page written: its note of origin, and tables?"""

from __future__ import annotations

from collections.abc import Iterable

NOTE = "<!-- Written by `make docs` from {origin}; do not edit. -->\n\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |\n" for row in lines)
