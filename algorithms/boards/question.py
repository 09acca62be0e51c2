"""What is asked of a board: who is there to choose from, and which constraints must hold?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from algorithms.boards.parts import WEIGHTS


@dataclass(frozen=True)
class Candidate:
    """Who may be invited. `standing` is 0 to 1; what no source says is none, or not in the set."""

    person: str
    standing: float | None = None
    topics: frozenset[str] = frozenset()
    community: str | None = None
    state: str | None = None
    sponsors: frozenset[str] = frozenset()
    institution: str | None = None


@dataclass(frozen=True)
class Least:
    """At least so many seats from some states; `name` is how the asker calls these."""

    name: str
    states: frozenset[str]
    seats: int


@dataclass(frozen=True)
class Question:
    """So many seats out of these candidates, the best for the topics and weights, under the
    constraints: at most so many of one institution, family of sponsors or circle, at least some
    from states, some who must be in. `ties` holds the strength, 0 to 1, of joint work of two
    persons, the lower id first."""

    candidates: tuple[Candidate, ...]
    seats: int
    topics: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    ties: Mapping[tuple[str, str], float] = field(default_factory=dict)
    per_institution: int | None = None
    per_sponsor: int | None = None
    per_community: int | None = None
    least: tuple[Least, ...] = ()
    include: frozenset[str] = frozenset()
