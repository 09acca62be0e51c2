"""Who works with whom in the demo country: research groups, and the few who join several?

A circle is a research group: one specialty at one institution, with a topic of its own. Groups of
one state form a region, groups of one leading heading a topic. Planted connectors belong to
two to four circles; they are the only ones who do so for long, beside those who moved or rise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demo.places import Places
from demo.specialties import INDEX, SPECIALTIES

Ints = npt.NDArray[np.int64]
# Circle, person, weight, first and last year.
Block = tuple[Ints, Ints, npt.NDArray[np.float64], Ints, Ints]
PEOPLE_PER_CIRCLE = 18


@dataclass(frozen=True)
class Circles:
    """Research groups by index; `domestic` leading ones are in the country.

    `focus` holds three indices into the specialty's headings, the first is the topic.
    """

    specialty: Ints
    institution: Ints
    focus: Ints
    size: npt.NDArray[np.float64]
    domestic: int


def build(seed: int, places: Places, domestic_authors: int, foreign_authors: int) -> Circles:
    """Research groups for a number of authors, about 18 to a group."""
    rng = np.random.default_rng([seed, 2])
    at_home = [at for at, place in enumerate(places.institutions) if place.npi]
    abroad = [at for at, place in enumerate(places.institutions) if not place.npi]
    specialties, institutions = [], []
    counts = []
    for houses, authors, least in ((at_home, domestic_authors, 5), (abroad, foreign_authors, 2)):
        specialty, institution = _pairs(
            rng, places, houses, max(least, authors // PEOPLE_PER_CIRCLE)
        )
        specialties.append(specialty)
        institutions.append(institution)
        counts.append(len(specialty))
    specialty = np.concatenate(specialties)
    focus = np.array(
        [rng.choice(len(SPECIALTIES[at].headings), size=3, replace=False) for at in specialty]
    )
    return Circles(
        specialty,
        np.concatenate(institutions),
        focus,
        rng.lognormal(0, 0.7, len(specialty)),
        counts[0],
    )


def _pairs(
    rng: np.random.Generator, places: Places, houses: list[int], count: int
) -> tuple[Ints, Ints]:
    weights = np.array([places.institutions[at].weight for at in houses]) ** 0.7
    shares = np.array([specialty.share * specialty.research for specialty in SPECIALTIES])
    drawn = count * 3
    specialty = rng.choice(len(SPECIALTIES), size=drawn, p=shares / shares.sum())
    institution = np.array(houses)[rng.choice(len(houses), size=drawn, p=weights / weights.sum())]
    _, first = np.unique(specialty * 100_000 + institution, return_index=True)
    keep = np.sort(first)[:count]
    return specialty[keep], institution[keep]


def neighbours(circles: Circles) -> tuple[list[Ints], list[Ints]]:
    """Per specialty, the circles of the specialty itself and of the one nearest to it."""
    own = [np.flatnonzero(circles.specialty == at) for at in range(len(SPECIALTIES))]
    return own, [own[INDEX[specialty.near]] for specialty in SPECIALTIES]


@dataclass(frozen=True)
class Rosters:
    """Who may sign a circle's papers: slices `start[c]:start[c + 1]` of the flat columns."""

    start: Ints
    person: Ints
    weight: npt.NDArray[np.float64]
    since: Ints
    until: Ints


def rosters(count: int, rows: list[Block]) -> Rosters:
    """Rosters of `count` circles out of blocks of (circle, person, weight, first, last year)."""
    circle, person, weight, since, until = (
        np.concatenate(column) for column in zip(*rows, strict=True)
    )
    order = np.lexsort((person, circle))
    start = np.searchsorted(circle[order], np.arange(count + 1))
    return Rosters(start, person[order], weight[order], since[order], until[order])
