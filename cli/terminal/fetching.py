"""What fetching and syncing did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from cli.terminal.building import refreshed

if TYPE_CHECKING:
    from cli.syncing import Fetched, Synced, Turn


def fetched(each: list[Fetched]) -> RenderableType:
    """One line a source with what came; then where the files are, or why none came."""
    table = Table("source", "files", "came now", "bytes", box=box.SIMPLE_HEAD)
    parts: list[RenderableType] = [table]
    for one in each:
        size = sum(file.bytes for file in one.files)
        table.add_row(one.source, f"{len(one.files):,}", f"{one.came:,}", f"{size:,}")
        if one.fault:
            parts.append(Text(one.fault, style="red"))
        elif one.files:
            # The folder of the outlet: a folder a digest, and in it the file.
            folder = one.files[0].path.parents[1]
            parts.append(Text(f"{one.source}: in {folder}; `peerline sync` loads them"))
    return Group(*parts)


def synced(done: Synced) -> RenderableType:
    """One line a source: what came, what was loaded, refused and left unread; then the refresh."""
    table = Table(
        "source", "came", "loaded", "known", "refused", "not read", "", box=box.SIMPLE_HEAD
    )
    parts: list[RenderableType] = [table]
    for turn in done.turns:
        states = [outcome.state for outcome in turn.outcomes]
        counts = (turn.fetched.came, states.count("loaded"), turn.known + states.count("known"))
        rest = (states.count("refused"), turn.unread)
        numbers = (f"{count:,}" for count in (*counts, *rest))
        table.add_row(turn.fetched.source, *numbers, escape(_state(turn)))
        parts += [Text(line, style="red") for line in _faults(turn)]
    if done.refreshed is not None:
        parts.append(refreshed(done.refreshed))
    return Group(*parts)


def _state(turn: Turn) -> str:
    if turn.fetched.fault:
        return "failed; nothing of it was loaded"
    if not turn.fetched.is_due:
        return "not due"
    return ""


def _faults(turn: Turn) -> list[str]:
    lines = [f"{turn.fetched.source}: {turn.fetched.fault}"] if turn.fetched.fault else []
    for outcome in turn.outcomes:
        name = outcome.file.rpartition("/")[2]
        if outcome.state == "refused":
            lines += [f"{turn.fetched.source}: {one['reason']}" for one in outcome.faults]
        elif outcome.faults:
            lines.append(
                f"{turn.fetched.source}: {len(outcome.faults):,} records of {name} were refused; "
                f"see `peerline load {turn.fetched.source} {outcome.file} --json`"
            )
    return lines
