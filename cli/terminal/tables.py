"""Rows of any answer as one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text


def table(rows: Sequence[dict[str, Any]]) -> Table | str:
    """A table with a column for each name in any row; a sentence where there are no rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return "Nothing was found."
    made = Table(box=box.SIMPLE_HEAD)
    for name in names:
        values = [row.get(name) for row in rows]
        numbers = all(isinstance(value, int | float | None) for value in values)
        made.add_column(Text(name), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(_cell(row.get(name))) for name in names))
    return made


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return "; ".join(_cell(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_cell(each)}" for name, each in value.items())
    return "".join(one if one.isprintable() or one == "\n" else " " for one in str(value))
