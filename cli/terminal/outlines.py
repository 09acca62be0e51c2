"""Outlines of what has no page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def outline(found: Mapping[str, Any]) -> RenderableType:
    """Names and values, a line each; below the name, what is nested is indented, and rows with
    names and values of their own are a table."""
    parts: list[RenderableType] = []
    plain: Table | None = None
    for name, value in found.items():
        if not _is_nested(value):
            if plain is None:
                plain = Table.grid(padding=(0, 2, 0, 0))
                parts.append(plain)
            plain.add_row(_words(name), Text(_shown(value)))
            continue
        plain = None
        nested = outline(value) if isinstance(value, Mapping) else _table(value)
        parts += [Text(_words(name), style="bold"), Padding(nested, (0, 0, 0, 2), expand=False)]
    return Group(*parts)


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, Sequence) and any(isinstance(each, Mapping) for each in value)
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """A row each, a column a name; of what is nested in a row, a column each, too."""
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    table = Table(*map(_words, names), box=box.SIMPLE_HEAD)
    for column, name in zip(table.columns, names, strict=True):
        is_number = all(isinstance(row.get(name), int | float | None) for row in flat)
        column.justify = "right" if is_number else "left"
    for row in flat:
        table.add_row(*(escape(_shown(row.get(name))) for name in names))
    return table


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{name} {inner}": each for inner, each in _flat(value).items()}
        else:
            flat[name] = value
    return flat


def _words(name: str) -> str:
    return name if name.isupper() else name.replace("_", " ")  # AUTHORED_BY is a name


def _shown(value: object) -> str:
    """A value as people write it; what is not known is a dash."""
    if value is None or value == [] or value != value:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(map(_shown, value))
    return str(value)
