"""May she be invited, in words and a table?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table

_ORDER = ("BLOCKED", "ATTENTION", "UNKNOWN", "CLEAR")
_STYLES = {"BLOCKED": "bold red", "ATTENTION": "yellow", "UNKNOWN": "magenta", "CLEAR": "green"}


def screening(found: dict[str, Any]) -> Group:
    """The outcome first, then every check, the worst first."""
    outcome = found["outcome"]
    head = Text(f"{found['name']}, as {found['role'].lower()} for {found['company']}: ")
    head.append(outcome.lower(), _STYLES[outcome])
    checks = sorted(found["checks"], key=lambda one: _ORDER.index(one["outcome"]))
    rows = [
        {
            "outcome": one["outcome"].lower(),
            "check": one["title"],
            "why": one["why"],
            "records": one["recordCount"],
        }
        for one in checks
    ]
    filed = [Text(f"Filed as number {found['number']}, digest {found['digest']}")]
    return Group(head, table(rows), *(filed if "number" in found else []))


def filed(found: list[dict[str, Any]]) -> Group:
    """A row for each that was filed, and why it must be done again."""
    rows = [
        {
            "number": one["number"],
            "filed on": one["filedAt"][:10],
            "by": one["filedBy"],
            "role": one["screening"]["role"].lower(),
            "company": one["screening"]["company"],
            "purpose": one["purpose"],
            "outcome": one["outcome"].lower(),
            "holds": one["staleBecause"] or "yes",
        }
        for one in found
    ]
    return Group(table(rows) if rows else Text("Nothing was filed of this person."))
