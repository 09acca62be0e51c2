"""Frozen lists and how right they were, as a person reads them."""

from __future__ import annotations

from typing import Any

from cli.terminal.tables import table

SHOWN = 100


def sentence(found: dict[str, Any]) -> str:
    """How right a list was: `37 of the first 100 rose; by chance 5`."""
    if not found["isWhole"]:
        return str(found["fault"])
    judged = found["judgement"]
    if judged is None:
        return str(found["unjudged"])
    parts = judged["parts"]
    one = next((part for part in parts if part["first"] == SHOWN), parts[-1])
    known = one["first"] - one["unknown"]
    said = f"{one['rose']} of the first {one['first']} rose; by chance {judged['base'] * known:.0f}"
    return said + (f"; of {one['unknown']} it is not known" if one["unknown"] else "")


def lists(found: list[dict[str, Any]]) -> Any:
    """A row a file, the latest years first."""
    if not found:
        return "No list is frozen yet; see `peerline freeze emerging --help`."
    return table(
        [
            {
                "file": one["file"],
                "whole": one["isWhole"],
                "as of": one.get("asOf"),
                "frozen": (one.get("frozenAt") or "")[:10],
                "persons": one.get("persons"),
                "how right": sentence(one),
            }
            for one in found
        ]
    )
