"""Of which tier is a person where nobody has said?

By the best place within the cohort in any dimension of influence: among the first 5 % tier 1, among
the first 20 % tier 2, else tier 3. A cohort of fewer than 20 says nothing. The level of a segment
that is named as the tiers goes before this default.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from algorithms.cadence.rules import rules

LAST = 3


class Place(NamedTuple):
    """A place within a cohort, from 1, among so many, in a dimension of influence."""

    dimension: str
    rank: int
    ranked: int


class Tiered(NamedTuple):
    """A tier and why it is that."""

    tier: int
    why: str


def tier_of(given: int | None, places: Iterable[Place]) -> Tiered:
    """The tier that is given, else the default by the person's places."""
    if given is not None:
        return Tiered(given, f"tier {given} as decided")
    known = [place for place in places if place.ranked >= rules().fewest_ranked]
    if not known:
        return Tiered(LAST, "no place in a cohort is known: tier 3 until somebody decides")
    best = min(known, key=lambda place: (place.rank / place.ranked, place.dimension))
    share = best.rank / best.ranked
    tier = 1 if share <= rules().first else 2 if share <= rules().second else LAST
    dimension = best.dimension.replace("_", "-")
    place = f"place {best.rank:,} of {best.ranked:,} in {dimension} influence"
    return Tiered(tier, f"{place}: tier {tier} by default")
