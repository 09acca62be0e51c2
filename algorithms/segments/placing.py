"""Who stands on which level of a segment after a review?

A segment has one level or several, 1 the highest; a tier is a level. Each has two rules: who comes
in, and who stays once in, which asks for less, so that nobody moves up and down by small changes. A
person is on the highest level that lets in, or that the person held before and may stay on. Who may
stay no longer falls to the highest level below whose rule for staying holds. A pin outranks both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple


class Level(NamedTuple):
    """The persons whom the rules of one level take in, and let stay, by id."""

    enters: AbstractSet[str]
    stays: AbstractSet[str]


class Move(NamedTuple):
    """A person who came, went or changed the level; none: outside."""

    person: str
    before: int | None
    after: int | None


def placed(
    levels: Sequence[Level], before: Mapping[str, int], pins: Mapping[str, int]
) -> dict[str, int]:
    """The level of everybody who is in, counted from 1; `before` is how it was, `pins` are the
    levels that people decided, 0 for outside."""
    found: dict[str, int] = {}
    for number, level in enumerate(levels, 1):
        for person in level.enters:
            found.setdefault(person, number)
    for person, held in before.items():
        kept = next(
            (n for n, level in enumerate(levels[held - 1 :], held) if person in level.stays), None
        )
        if kept is not None:
            found[person] = min(kept, found.get(person, kept))
    return pinned(found, pins)


def pinned(found: Mapping[str, int], pins: Mapping[str, int]) -> dict[str, int]:
    """The levels once the pins have decided."""
    return {person: level for person, level in {**found, **pins}.items() if level}


def moves(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Move]:
    """Everybody whose level changed, by id."""
    for person in sorted(before.keys() | after.keys()):
        was, now = before.get(person), after.get(person)
        if was != now:
            yield Move(person, was, now)
