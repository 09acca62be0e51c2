"""What a set-up has, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from cli.diagnosis import Finding


def diagnosed(found: list[Finding]) -> RenderableType:
    """A line of each thing, then what is to do."""
    table = Table.grid(padding=(0, 2))
    for one in found:
        style = "red" if one.lacks else "green"
        table.add_row(Text("lacks" if one.lacks else "good", style), one.name, Text(one.says))
    remedies = [Text(f"{one.name}: {one.lacks}") for one in found if one.lacks]
    return Group(table, *([Text(), *remedies] if remedies else []))
