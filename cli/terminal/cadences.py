"""Whom to see next, and whom we meet too seldom, in sentences and tables."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from cli.terminal.tables import table


def next_touches(found: dict[str, Any]) -> Group:
    """Those to see again, those to meet for the first time, and how many are left out and why."""
    parts: list[RenderableType] = [Text(f"Whom to see next, as of {found['asOf']}.")]
    for title, name in (("To see again:", "again"), ("To meet for the first time:", "firstTime")):
        if found[name]:
            parts += [Text(title), table([_next(one) for one in found[name]])]
    if len(parts) == 1:
        parts.append(Text("Nobody is due, and nothing is fresh."))
    left = [f"{one['persons']:,}: {one['why']}" for one in found["leftOut"] if one["persons"]]
    if left:
        parts.append(Text(f"Left out are {'; '.join(left)}."))
    return Group(*parts)


def _next(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": one["person"]["name"],
        "specialty": one["person"]["specialty"],
        "tier": one["cadence"]["tier"],
        "how": one["channel"],
        "why": "\n".join([*one["why"], one["cadence"]["sentence"], _screened(one)]),
    }


def _screened(one: dict[str, Any]) -> str:
    """The last screening that was filed, in words."""
    filed = one["filedScreening"]
    if filed is None:
        return "No screening was filed."
    return f"Screened on {filed['filedAt'][:10]}: {filed['outcome'].lower()}."


def cadences(found: dict[str, Any]) -> Group:
    """The counts by standing, then a row for each person."""
    counts = ", ".join(f"{one['persons']:,} {one['standing'].lower()}" for one in found["counts"])
    rows = [_row(one) for one in found["persons"]]
    return Group(
        Text(f"Of the territory on {found['asOf']}, beside what the tier asks: {counts}."),
        table(rows) if rows else Text("None is asked for."),
    )


def _row(one: dict[str, Any]) -> dict[str, Any]:
    mix = [f"{each['touches']} {each['kind']}" for each in one["channels"] if each["touches"]]
    return {
        "person": one["person"]["name"],
        "tier": one["tier"],
        "standing": one["standing"].lower(),
        "touches": f"{one['touches']} of {one['fewest']} to {one['most']}",
        "own": one["ownTouches"],
        "how": ", ".join(mix),
        "last": one["lastOn"] or "never",
        "due": one["dueOn"] or "now",
        "why that tier": one["tierWhy"],
    }
