"""Whom should a liaison see next, and why?

First those with something fresh to speak of, then those overdue, each by tier and by how late they
are. Whoever was never met stands in a list of their own, for they need an introduction first. Left
out, each with the reason: whom another team has just met, whom the own team has just met, with whom
something is planned, who is met more often than the tier asks, and for whom nothing is due.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from algorithms.cadence.cadence import OVER, Cadence, Held
from algorithms.cadence.rules import rules

OTHER_TEAM = "another team met them just now"
OWN_TEAM = "the own team met them just now"
PLANNED = "an engagement is planned"
OFTEN = "met more often than the tier asks"
NOT_DUE = "not due, and nothing fresh"
LEFT_OUT = (OTHER_TEAM, OWN_TEAM, PLANNED, OFTEN, NOT_DUE)


@dataclass(frozen=True)
class Trigger:
    """Something fresh of a person: `kind` is paper, trial or session, `record` its id."""

    kind: str
    record: str
    title: str | None
    on: date
    source: str | None = None


@dataclass(frozen=True)
class Candidate:
    """A person of the territory: how they are met, what may be fresh, the day of an engagement that
    is planned (none: none is), and influence from 0 to 1 (none: not known)."""

    person: str
    cadence: Cadence
    held: tuple[Held, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    planned_on: date | None = None
    influence: float | None = None


@dataclass(frozen=True)
class Next:
    """A person to see, with what is fresh, and the reasons in words, the first to be said first."""

    candidate: Candidate
    fresh: tuple[Trigger, ...]
    why: tuple[str, ...]


def fresh(of: Candidate) -> tuple[Trigger, ...]:
    """What happened within the days that are fresh and after the last touch, or lies ahead within
    the days that count; the latest first."""
    until, last = of.cadence.until, of.cadence.last
    begin = until - timedelta(days=rules().trigger_days)
    if last and last.on > begin:
        begin = last.on
    end = until + timedelta(days=rules().ahead_days)
    found = [
        one for one in of.triggers if begin < one.on <= (end if one.kind == "session" else until)
    ]
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.kind, one.record)))


def left_out(of: Candidate, liaison: str, teams: frozenset[str]) -> str | None:
    """Why a person is not to be seen now; none where nothing speaks against it."""
    until = of.cadence.until
    for held in sorted(of.held, key=lambda one: one.on, reverse=True):
        is_own = liaison in held.liaisons or bool(held.teams & teams)
        days = (until - held.on).days
        if 0 <= days < (rules().rest_days if is_own else rules().apart_days):
            return OWN_TEAM if is_own else OTHER_TEAM
    if of.planned_on is not None:
        return PLANNED
    if of.cadence.standing == OVER:
        return OFTEN
    due = of.cadence.due_on
    return None if due is None or due <= until or fresh(of) else NOT_DUE


@dataclass(frozen=True)
class Week:
    """Whom to see again and whom to meet for the first time, the first first, and how many are left
    out for which reason."""

    again: list[Next]
    first_time: list[Next]
    left_out: Mapping[str, int]


def week(candidates: Sequence[Candidate], liaison: str, teams: frozenset[str]) -> Week:
    """The week of a liaison, who is of these teams, among candidates."""
    counts = dict.fromkeys(LEFT_OUT, 0)
    kept: list[Next] = []
    for one in candidates:
        reason = left_out(one, liaison, teams)
        if reason is None:
            kept.append(Next(one, (found := fresh(one)), _why(one, found)))
        else:
            counts[reason] += 1
    kept.sort(key=_place)
    again = [one for one in kept if one.candidate.cadence.last]
    return Week(again, [one for one in kept if not one.candidate.cadence.last], counts)


def _place(of: Next) -> tuple[bool, int, float, float, str]:
    at = of.candidate
    tier, late = at.cadence.tiered.tier, at.cadence.intervals_late
    return (not of.fresh, tier, -late, -(at.influence or 0.0), at.person)


def _why(of: Candidate, fresh: tuple[Trigger, ...]) -> tuple[str, ...]:
    until, said = of.cadence.until, []
    for one in fresh:
        days = (until - one.on).days
        when = f"{days} days ago" if days > 0 else "today" if days == 0 else f"in {-days} days"
        said.append(f"A new {one.kind}, {when}: {one.title or one.record}")
    last, due = of.cadence.last, of.cadence.due_on
    if last is None or due is None:
        said.append("Never met; ask for an introduction.")
    elif due <= until:
        said.append(f"Overdue for {(until - due).days} days: the last touch was on {last.on}.")
    else:
        said.append(f"The last touch was on {last.on}; the next is due by {due}.")
    return tuple(said)
