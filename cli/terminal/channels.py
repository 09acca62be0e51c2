"""Where is one told of alerts, and what became of them? As a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table

if TYPE_CHECKING:
    from notifying.sending import Passed


def added(found: dict[str, Any]) -> Any:
    """The channel, and its secret where it is new."""
    shown = listed([found["channel"]])
    if found["secret"] is None:
        return shown
    told = (
        f"{found['secret']}\nThis secret is shown once. It proves to the receiver who posts: see "
        "docs/delivery.md."
    )
    return Group(shown, Text(told))


def listed(found: list[dict[str, Any]]) -> Any:
    """A row a channel; below, why one is off."""
    if not found:
        return "There is no channel yet; see `peerline channel add --help`."
    off = [
        Text(f"{one['name']} is off: {one['offBecause']}", style="red")
        for one in found
        if not one["isOn"]
    ]
    return Group(table([_channel(one) for one in found]), *off)


def _channel(one: dict[str, Any]) -> dict[str, Any]:
    takes = ["urgent alone"] * one["onlyUrgent"] + one["kinds"]
    of = [f"persons in {', '.join(one['territory'])}"] * bool(one["territory"])
    return {
        "number": int(one["id"]),
        "channel": "\n".join([one["name"], one["address"], *of]),
        "when": _when(one),
        "takes": "\n".join(takes or ["all"]),
        "on": one["isOn"],
    }


def _when(one: dict[str, Any]) -> str:
    days = {"AT_ONCE": "at once", "DAILY": "daily", "WEEKLY": one["weekday"].capitalize() + "s"}
    lines = [days[one["rhythm"]]]
    if one["rhythm"] != "AT_ONCE":
        lines[0] += f", {one['hour']}:00"
    if one["quietFrom"] is not None:
        lines.append(f"not {one['quietFrom']}:00 to {one['quietTo']}:00")
    if len(lines) > 1 or one["rhythm"] != "AT_ONCE":
        lines.append(one["timeZone"])
    return "\n".join(lines)


def deliveries(found: list[dict[str, Any]]) -> Any:
    """A row a delivery."""
    if not found:
        return "Nothing was to be sent there yet."
    return table(
        [
            {
                "number": int(one["id"]),
                "state": one["state"].lower(),
                "alerts": one["alerts"],
                "tries": one["attempts"],
                "when (UTC)": _moment(one),
                "why not": one["lastError"],
            }
            for one in found
        ]
    )


def _moment(one: dict[str, Any]) -> str:
    """When it arrived or is tried next; else for when it was meant."""
    name = next(name for name in ("sentAt", "nextAt", "dueAt") if one[name])
    what = {"sentAt": "sent", "nextAt": "next", "dueAt": "due"}[name]
    return f"{what} {one[name][:16].replace('T', ' ')}"


def passed(done: Passed) -> str:
    """What a pass did, in a sentence."""
    parts = [f"{done.sent:,} sent", f"{done.later:,} to be tried again", f"{done.failed:,} failed"]
    parts += [f"{done.dropped:,} dropped"] * bool(done.dropped)
    return f"New alerts: {done.alerts:,}. Deliveries: {', '.join(parts)}."
