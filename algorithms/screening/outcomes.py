"""How does a check end, and how do all of them together?

The outcomes stand in an order, the worst first: blocked, attention, unknown, clear. All checks
together end as the worst of them, so that what is not known is never shown as clear.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Outcome(Enum):
    """How a check ends; the worst first."""

    BLOCKED = "blocked"
    ATTENTION = "attention"
    UNKNOWN = "unknown"
    CLEAR = "clear"


MEANINGS = {
    Outcome.BLOCKED: "Do not invite: a record forbids it.",
    Outcome.ATTENTION: "Somebody must look and decide before the invitation goes out.",
    Outcome.UNKNOWN: "The records do not say. Ask the source; it is no yes.",
    Outcome.CLEAR: "A record says that it is in order.",
}
_ORDER = {outcome: place for place, outcome in enumerate(Outcome)}


@dataclass(frozen=True)
class Record:
    """What a check rests on: the source with its record id; `node`, the global id by which the API
    opens it; what it says; the day it tells of; the day the source was asked; and US dollars."""

    source: str
    record: str
    node: str
    said: str
    happened_on: date | None = None
    checked_on: date | None = None
    amount_usd: float | None = None


@dataclass(frozen=True)
class Check:
    """One question with its outcome, one sentence why, and the records that it rests on."""

    name: str
    title: str
    outcome: Outcome
    why: str
    records: tuple[Record, ...] = ()


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of the outcomes; unknown where there are none, since nothing was looked at."""
    return min(outcomes, key=_ORDER.__getitem__, default=Outcome.UNKNOWN)


def graver(checks: Sequence[Check]) -> list[Check]:
    """The checks, the worst first, else in their order."""
    return sorted(checks, key=lambda one: _ORDER[one.outcome])
