"""What was noted on a person, and who was there last, in words and a table?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table


def notes(name: str, found: dict[str, Any]) -> Group:
    """The last touch, then the notes, the newest first."""
    rows = [
        {
            "number": one["id"],
            "on": one["writtenAt"][:10],
            "by": one["owner"],
            "for": _words(one["function"]),
            "read by": "all of it" if one["isShared"] else "the owner",
            "note": one["text"],
        }
        for one in found["notes"]
    ]
    none = Text("No note is kept that may be read for this purpose.")
    return Group(Text(_touched(name, found["lastTouch"])), table(rows) if rows else none)


def _touched(name: str, last: dict[str, Any]) -> str:
    if last["logUntil"] is None:
        return "Who met the person is not known: no log of engagements is loaded."
    if last["on"] is None:
        return f"{name}: no touch on record from {last['logFrom']} to {last['logUntil']}."
    by = " and ".join(map(_words, last["functions"]))
    how = f" by {last['channel']}" if last["channel"] else ""
    until = f"the log ends on {last['logUntil']}"
    return f"{name} was last touched on {last['on']}{how}, by {by}; {until}."


def _words(function: str) -> str:
    return function.lower().replace("_", " ")
