"""What would a rule do, in words and a table?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table

_MOVES = {"ENTERS": "comes", "LEAVES": "goes"}


def dry_run(found: dict[str, Any]) -> Group:
    """The counts, then a row for everybody who is told of."""
    counts = (
        f"The rule takes in {found['persons']:,} people: {found['enters']:,} come, "
        f"{found['stays']:,} stay. {found['leaves']:,} go."
    )
    rows = [_row(change) for change in found["changes"]]
    lines = [Text(f"  {clause}") for clause in found["clauses"]]
    head = [Text(counts), Text("Its parts, all of which must hold:")] if lines else [Text(counts)]
    return Group(*head, *lines, *([table(rows)] if rows else []))


def _row(change: dict[str, Any]) -> dict[str, Any]:
    person, comes = change["person"], change["move"] == "ENTERS"
    return {
        "": _MOVES[change["move"]],
        "person": person["name"],
        "specialty": person["specialty"],
        "state": person["state"],
        "why": "\n".join(
            _part(one)
            for one in change["outcomes"]
            if one["isOfRule"] and (comes or not one["holds"])
        ),
    }


def _part(one: dict[str, Any]) -> str:
    """A part that holds, or that does not, with what the graph says."""
    said = "" if one["value"] is None else f": it is {one['value']}"
    return f"{one['clause']}{said}" if one["holds"] else f"not {one['clause']}{said}"
