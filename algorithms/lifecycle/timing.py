"""When does a milestone begin, and was an expert met by then?

What the list of products does not say is not guessed: a milestone without a day has none, and
nobody is late for it by a number of days. Where the product's phase says that it has begun, whoever
was not met is missed all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from algorithms.lifecycle.table import Milestone


class Listed(NamedTuple):
    """An entry of the list of products: its kind, note, and day."""

    kind: str
    note: str | None
    day: date


class Meeting(NamedTuple):
    """Whether an expert was met in time: the word, by how many days late (0: not late; none where
    no day says so), and the reason."""

    word: str
    days_late: int | None
    why: str


def begins_on(milestone: Milestone, listed: Sequence[Listed]) -> date | None:
    """The first day that the list gives for a milestone's begin; none where it gives none."""
    days = [
        each.day
        for each in listed
        for begin in milestone.begins
        if each.kind == begin.kind and _says(each.note, begin.note)
    ]
    return min(days, default=None)


def _says(note: str | None, words: str) -> bool:
    """Whether the note holds the words; "phase 1" is not in "phase 1/2" or "phase 10"."""
    text = f" {(note or '').lower()} "
    return not words or any(f" {words}{end}" in text for end in (" ", ",", ";", ":", "."))


def has_begun(
    milestone: Milestone, table: Sequence[Milestone], phase: str | None, day: date | None, on: date
) -> bool | None:
    """Whether a milestone has begun, by its day, else by the product's phase; none is unknown."""
    if day is not None:
        return day <= on
    current = next((at for at, each in enumerate(table) if phase in each.phases), None)
    return None if current is None else table.index(milestone) <= current


def met_in_time(first_met: date | None, day: date | None, begun: bool | None, on: date) -> Meeting:
    """How an expert whom a liaison first met on a day stands to a milestone that begins on a
    day."""
    if first_met is not None:
        if day is None:
            return Meeting("met", None, "no day of the milestone is listed")
        late = max(0, (first_met - day).days)
        words = f"first met {late} days after it began" if late else "met before it began"
        return Meeting("met late" if late else "met in time", late, words)
    if begun is None:
        return Meeting("unknown", None, "neither a day nor a phase of the product is listed")
    if not begun:
        words = f"to be met by {day}" if day else "it has not begun; no day is listed"
        return Meeting("not due", None, words)
    if day is None:
        return Meeting("missed", None, "it has begun; no day is listed")
    return Meeting("missed", (on - day).days, f"should have been met by {day}")
