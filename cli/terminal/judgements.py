"""What was judged, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from workspace.judgements import Judgement


def judged(found: list[Judgement]) -> RenderableType:
    """Judgements as a table, those undone with who took them back."""
    if not found:
        return Text("Nobody has judged anything yet.")
    table = Table("", "judged", "about", "by", "on", "why", box=box.SIMPLE)
    for one in found:
        undone = f"undone by {one.undone_by}: {one.undone_why}" if one.undone_at else ""
        table.add_row(
            str(one.number),
            one.kind,
            escape(one.about),
            escape(one.by),
            f"{one.at:%Y-%m-%d}",
            escape(one.why) + (f"\n{escape(undone)}" if undone else ""),
            style="dim" if undone else "",
        )
    return table
