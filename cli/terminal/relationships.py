"""How does a relationship fare, in a sentence that is read aloud, and in tables?"""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from cli.terminal.tables import table

_BARS = " ▁▂▃▄▅▆▇█"


def many(found: dict[str, Any]) -> Group:
    """The counts by state, then a row for each relationship."""
    counts = ", ".join(
        f"{one['relationships']:,} {_words(one['state'])}" for one in found["counts"]
    )
    has_tiers = bool(found["tiers"])
    rows = [_row(one, has_tiers) for one in found["relationships"]]
    return Group(
        Text(f"Relationships on {found['asOf']}: {counts}."),
        *(Text(f"  {_tier(each)}") for each in found["tiers"]),
        *([table(rows)] if rows else [Text("None is asked for.")]),
    )


def _tier(of: dict[str, Any]) -> str:
    name = "In no tier" if of["tier"] is None else f"Tier {of['tier']}"
    counts = (f"{o['relationships']:,} {_words(o['state'])}" for o in of["counts"])
    told = ", ".join(each for each in counts if not each.startswith("0 "))
    return f"{name}: {told or 'none'}."


def _row(one: dict[str, Any], has_tiers: bool) -> dict[str, Any]:
    values = {each["name"]: each["value"] for each in one["contact"]}
    return {
        "person": one["person"]["name"],
        **({"tier": one["tier"]} if has_tiers else {}),
        "specialty": one["person"]["specialty"],
        "state": _words(one["state"]),
        "touches": int(values["touches"] or 0),
        "days since": one["silence"]["days"] if one["silence"] else None,
        "why": one["why"],
    }


def one(found: dict[str, Any]) -> Group:
    """The state and why, the indicators by month, the person's growth, and the engagements."""
    name, quiet = found["person"]["name"], found["silence"]
    lines: list[RenderableType] = [
        Text(f"{name}: {_words(found['state'])} on {found['asOf']}. {found['why']}")
    ]
    lines += [Text(f"  {sign['sentence']}") for sign in found["signs"][1:]]
    if quiet:
        lines.append(Text(f"The last touch was on {quiet['since']}, {quiet['days']} days before."))
    lines.append(table([_indicator(each) for each in found["contact"] + found["answers"]]))
    lines.append(Text(_growth(found["growth"])))
    records = [
        {name: value for name, value in each.items() if name != "engagementId"}
        for each in found["engagements"]
    ]
    return Group(*lines, *([table(records)] if records else []))


def _indicator(one: dict[str, Any]) -> dict[str, Any]:
    value = one["value"]
    return {
        "indicator": one["title"],
        "twelve months": f"unknown: {one['unknown']}" if value is None else _figure(value, one),
        "first six": _figure(one["before"], one),
        "last six": _figure(one["after"], one),
        "trend": _words(one["trend"]),
        "by month": _bars([month["value"] for month in one["months"]]),
    }


def _figure(value: float | None, one: dict[str, Any]) -> str:
    if value is None:
        return ""
    return f"{value:.0%}" if one["unit"] == "share" else f"{value:.3g}"


def _bars(values: list[float | None]) -> str:
    """A bar a month by its share of the highest; a dot where the month is not known."""
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    return "".join("·" if v is None else _BARS[round(8 * v / highest)] for v in values)


def _growth(found: dict[str, Any]) -> str:
    lines = ("publications", "volume", "centrality")
    said = [f"{name} {found[name]:+.0%} a year" for name in lines if found[name] is not None]
    if found["isLifting"] is None:
        return "The person's own influence: no line of twelve quarters tells."
    rule = "rises" if found["isLifting"] else "does not rise"
    told = f": {', '.join(said)}" if said else ""
    return f"The person's own influence {rule} by the emerging list's rule{told}."


def _words(constant: str) -> str:
    return constant.lower().replace("_", " ")
