"""What is watched, what is new, and how often is it of use?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table

MOST_RECORDS = 3


def watches(found: list[dict[str, Any]]) -> Any:
    """A row a watch; below, why one could not be looked at."""
    if not found:
        return "Nobody is watched yet; see `peerline watch add --help`."
    rows = [
        {
            "number": int(one["id"]),
            "watch": one["name"],
            "of": _of(one),
            "people": f"{one['persons']:,}",
            "kinds": ", ".join(map(_plain, one["kinds"])) or "all",
        }
        for one in found
    ]
    refused = [
        Text(f"{one['name']} could not be looked at: {one['refused']}", style="red")
        for one in found
        if one["refused"]
    ]
    return Group(table(rows), *refused)


def _of(one: dict[str, Any]) -> str:
    if one["segment"] is not None:
        level = "" if one["level"] is None else f", level {one['level']}"
        return f"segment {one['segment']}{level}"
    if one["query"] is not None:
        return f"saved query {one['query']}"
    return "people by name" if one["rule"] is None else one["rule"]


def alerts(found: dict[str, Any]) -> Any:
    """A row an alert, the first records of each."""
    if not found["alerts"]:
        return "Nothing is new."
    rows = [
        {
            "number": int(one["id"]),
            "": "!" if one["isUrgent"] else "",
            "person": one["name"],
            "what is new": "\n".join([one["says"], *_records(one["records"])]),
            "as of": one["asOf"],
            "read": "" if one["readAt"] is None else one["readAt"][:10],
        }
        for one in found["alerts"]
    ]
    left = [
        Text(f"Left out as too many: {one['alerts']:,} of {_plain(one['kind'])}")
        for one in found["leftOut"]
    ]
    shown = Text(f"{len(rows):,} of {found['totalCount']:,} alerts")
    return Group(table(rows), shown, *left)


def _records(records: list[dict[str, Any]]) -> list[str]:
    lines = [
        f"{one['title']} ({', '.join(filter(None, (one['source'], one['happenedOn'])))})"
        for one in records[:MOST_RECORDS]
    ]
    more = len(records) - MOST_RECORDS
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def precision(found: list[dict[str, Any]]) -> Any:
    """A row a kind."""
    if not found:
        return "No alert was raised yet."
    rows = [
        {
            "kind": _plain(one["kind"]),
            "alerts": f"{one['alerts']:,}",
            "judged": f"{one['judged']:,}",
            "of use": None if one["precision"] is None else f"{one['precision']:.0%}",
            "95 % interval": None
            if one["low"] is None
            else f"{one['low']:.0%} to {one['high']:.0%}",
            "": "few judged" if one["isSmall"] else "",
        }
        for one in found
    ]
    return table(rows)


def _plain(kind: str) -> str:
    return kind.lower().replace("_", "-")
