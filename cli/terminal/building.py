"""What loading and refreshing did."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from lake.ledger import Noted
    from loaders.reading.loading import Outcome
    from refresh import Refreshed

SHOWN_REJECTS, SHOWN_SIGNALS = 5, 10


def loaded(outcomes: list[Outcome]) -> RenderableType:
    """One line a file: what was read and stated; then what was refused, and why."""
    columns = ("file", "", "records", "facts", "left out", "rejects", "signals")
    table = Table(*columns, box=box.SIMPLE_HEAD)
    for each in outcomes:
        facts = ", ".join(f"{n:,} {name}" for name, n in each.facts.items())
        style = "red" if each.state == "refused" else ""
        name = escape(each.file.rsplit("/", 1)[-1])
        faults, left_out = len(each.faults), len(each.rejects) - len(each.faults)
        counts = (f"{each.records:,}", facts, *(f"{n:,}" for n in (left_out, faults)))
        counts = (*counts, f"{len(each.signals):,}")
        table.add_row(name, each.state, *counts, style=style)
    parts: list[RenderableType] = [table]
    for each in outcomes:
        parts += [Text(sentence) for sentence in each.standing]
        parts += [Text(line) for line in _expected(each)]
        parts += [Text(line) for line in _signals(each.file, each.signals)]
        if each.state == "refused":
            # The reason names the file, without its folder.
            parts += [Text(each.file.removesuffix(r["record"]) + r["reason"]) for r in each.rejects]
            continue
        for reject in each.faults[:SHOWN_REJECTS]:
            value = f" ({reject['field']}: {reject['value']})" if reject["field"] else ""
            parts.append(Text(f"{each.file}: {reject['record']}{value}: {reject['reason']}"))
        if len(each.faults) > SHOWN_REJECTS:
            parts.append(
                Text(f"{each.file}: {len(each.faults) - SHOWN_REJECTS:,} more; see --json")
            )
    return Group(*parts)


def _expected(of: Outcome) -> list[str]:
    """What was left out and is no fault, a line a reason with the count."""
    reasons = Counter(reject["reason"] for reject in of.rejects if reject["is_expected"])
    return [
        f"{of.file}: {count:,} left out: {reason.removesuffix('; left out')}"
        for reason, count in reasons.items()
    ]


def _signals(file: str, signals: list[Noted]) -> list[str]:
    """What of a file is not as known, a line each, the first ten."""
    lines = []
    for signal in signals[:SHOWN_SIGNALS]:
        value = f": {signal['value']}" if signal["value"] else ""
        times = f", {signal['records']:,} times" if signal["records"] else ""
        first = f", first in {signal['record']}" if signal["record"] else ""
        lines.append(f"{file}: {signal['kind']}: {signal['field']}{value}{times}{first}")
    if more := len(signals) - len(lines):
        lines.append(f"{file}: {more:,} more signals; see --json")
    return lines


def listed(loads: list[dict[str, Any]], in_full: bool) -> RenderableType:
    """One line a load; where they are shown in full, then what was not as known, and which columns
    were left out on purpose."""
    columns = ("source", "file", "loaded", "records", "rejects", "signals")
    table = Table(*columns, box=box.SIMPLE_HEAD)
    parts: list[RenderableType] = [table]
    for load in loads:
        counts = (load["records"], load["rejects"], len(load["signals"]))
        at = f"{load['loaded_at']:%Y-%m-%d %H:%M}"
        name = escape(load["file"])
        table.add_row(load["source"], name, at, *(f"{count:,}" for count in counts))
        if in_full:
            parts += [Text(line) for line in _signals(load["file"], load["signals"])]
            ignored = ", ".join(load["ignored"])
            parts += [Text(f"{load['file']}: left out on purpose: {ignored}")] if ignored else []
    return Group(*parts) if loads else Text("Nothing has been loaded.")


def refreshed(done: Refreshed) -> RenderableType:
    """What a refresh wrote, class by class, and how long each step took."""
    if not done.changed:
        return Text("Nothing has changed since the last refresh.")
    table = Table(
        "",
        "written",
        "unchanged",
        "removed",
        "skipped",
        "missing ends, such as",
        box=box.SIMPLE_HEAD,
    )
    for name, counts in done.classes.items():
        numbers = (counts.written, counts.unchanged, counts.removed, counts.skipped)
        if any(numbers):
            missing = ", ".join(done.missing.get(name, [])[:2])
            table.add_row(name, *(f"{n:,}" for n in numbers), escape(missing))
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in done.seconds.items())
    who = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in done.identity.items())
    return Group(table, Text(f"{who}; ties as of {done.as_of}"), Text(steps, style="dim"))
