"""What does the lifecycle of a product look like in the terminal?"""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from cli.terminal.tables import table


def lifecycle(found: dict[str, Any]) -> Group:
    """What came of it, then each milestone with its experts."""
    parts: list[RenderableType] = [
        Text(f"{found['product']['name']}, as of {found['asOf']}. {found['said']}")
    ]
    for milestone in found["milestones"]:
        begins = milestone["beginsOn"] or "on no listed day"
        parts += [
            Text(f"\n{milestone['title']} ({milestone['condition']})", style="bold"),
            Text(f"Begins {begins}. Discuss {', '.join(milestone['discuss'])}."),
        ]
        rows = [_row(expert) for expert in milestone["experts"]]
        parts.append(table(rows) if rows else Text("Nobody has a record of the kinds that count."))
    return Group(*parts)


def _row(expert: dict[str, Any]) -> dict[str, Any]:
    person = expert["person"]
    late = "" if not expert["daysLate"] else f" ({expert['daysLate']:,} days late)"
    return {
        "expert": person["name"],
        "state": person["state"],
        "score": f"{expert['score']:.2f}",
        "why": "\n".join(expert["reasons"]),
        "meeting": f"{expert['meeting']}{late}",
        "last met": expert["lastMetOn"] or "never",
    }
