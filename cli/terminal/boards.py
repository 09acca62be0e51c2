"""What does a proposed board look like in the terminal?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table


def board(found: dict[str, Any]) -> Group:
    """What came of it, the seats with why, and what the value is made of."""
    counts = f"The rule takes in {found['persons']:,} people; {found['candidates']:,} considered"
    counts += f", {found['leftOut']:,} of lower standing not." if found["leftOut"] else "."
    head = [Text(found["said"]), Text(counts)]
    if not found["seats"]:
        return Group(*head, *(Text(f"  {one['said']}") for one in found["conflicts"]))
    if found["uncoveredTopics"]:
        head.append(Text(f"No seat covers: {', '.join(found['uncoveredTopics'])}."))
    value = f"Value {found['value']:.3f}, at best {found['bestPossible']:.3f}. It is the sum of:"
    seats, parts = map(_seat, found["seats"]), map(_part, found["parts"])
    return Group(*head, table(list(seats)), Text(value), table(list(parts)))


def _seat(seat: dict[str, Any]) -> dict[str, Any]:
    person, declines = seat["person"], seat["ifDeclines"]
    return {
        "seat": person["name"],
        "state": person["state"],
        "standing": "unknown" if seat["standing"] is None else f"{seat['standing']:.2f}",
        "topics": ", ".join(one["name"] for one in seat["topics"]),
        "why": "\n".join([*seat["forIt"], *(f"but {one}" for one in seat["againstIt"])]),
        "without": f"-{seat['loss']:.3f}" if seat["loss"] >= 0 else f"+{-seat['loss']:.3f}",
        "if declines": f"{declines['person']['name']} ({declines['change']:+.3f})"
        if declines
        else "nobody",
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "part": part["name"],
        "share": f"{part['share']:.3f}",
        "weight": f"{part['weight']:g}",
        "points": f"{part['points']:+.3f}",
    }
