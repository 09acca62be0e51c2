"""Outlines of what has no table of its own."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text


def outline(found: Any) -> RenderableType:
    """Nested names and values, indented."""
    if isinstance(found, list):
        return Group(*(outline(each) for each in found))
    parts: list[RenderableType] = []
    for name, value in found.items():
        if isinstance(value, dict):
            parts += [Text(name, style="bold"), Padding(outline(value), (0, 0, 0, 2))]
        else:
            shown = (
                f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
            )
            parts.append(Text(f"{name:<18}{shown}"))
    return Group(*parts)
