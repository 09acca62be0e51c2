"""What is decided about the demo country before a file is written?

`World` holds the plan; every single paper, trial or payment is then a pure function of the world
and its number, with a random generator of its own. That is why workers can share the writing and
the bytes stay the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from demo import circles as circle
from demo import companies, grants, people, places
from demo import emerging as planting
from demo import sessions as congress
from demo.circles import Circles, Rosters
from demo.companies import Company
from demo.emerging import Emerging
from demo.grants import Grants
from demo.people import People
from demo.places import City, Institution, Places
from demo.plan import Plan
from demo.plan import plan as papers_of
from demo.sessions import Sessions

TRIAL, REGISTRY, PAYMENT, OTHER, ENGAGEMENT, VOLUME, MEDICARE, DRUG, LISTING = range(2, 11)
GRANT, REGISTER, DIGITAL, RAPPORT, LICENCE = range(11, 16)


@dataclass(frozen=True, eq=False)
class World:
    """The whole plan of a country."""

    clinicians: int
    seed: int
    years: tuple[int, int]
    places: Places
    circles: Circles
    people: People
    emerging: Emerging
    rosters: Rosters
    kin: list[list[int]]  # per specialty, its circles
    plan: Plan
    sessions: Sessions
    companies: tuple[Company, ...]
    grants: Grants

    @property
    def trials(self) -> int:
        """How many trials the country has: 2,500 for 20,000 clinicians."""
        return max(12, self.clinicians // 8)

    def random(self, kind: int, number: int) -> Random:
        """The generator of one record: `kind` is PAPER, TRIAL, ..., `number` its own number."""
        return Random((self.seed << 44) | (kind << 40) | number)

    def house(self, at: int) -> Institution:
        """An institution by index."""
        return self.places.institutions[at]

    def city(self, at: int) -> City:
        """A city by index."""
        return self.places.cities[at]

    def members(self, group: int, year: int) -> tuple[Sequence[int], Sequence[float]]:
        """Who may sign a circle's papers in a year, with weights (empty without members)."""
        begin, end = int(self.rosters.start[group]), int(self.rosters.start[group + 1])
        since, until = self.rosters.since[begin:end], self.rosters.until[begin:end]
        active = (since <= year) & (until >= year)
        if active.sum() < 2:  # a circle that has just begun, or is about to close
            active = np.ones(end - begin, dtype=np.bool_)
        return (
            self.rosters.person[begin:end][active].tolist(),
            self.rosters.weight[begin:end][active].tolist(),
        )


def build(clinicians: int, seed: int, years: tuple[int, int]) -> World:
    """The plan of a country of `clinicians` clinicians; raises ValueError for impossible sizes."""
    if clinicians < 100:
        raise ValueError(f"clinicians is {clinicians}: a country needs at least 100 of them")
    if years[1] - years[0] < 5 or years[1] > 2024 or years[0] < 1980:
        raise ValueError(f"years is {years}: give at least six years between 1980 and 2024")
    sites = places.build(clinicians, seed)
    publishes, scientists, abroad = people.counts(clinicians, seed)
    groups = circle.build(seed, sites, int(publishes.sum()) + scientists, abroad)
    everyone = people.build(clinicians, seed, sites, groups, years)
    emerging = planting.build(seed, years, everyone, groups)
    # Papers are shared out to circles as if nobody rose: who rises signs more of them.
    plan = papers_of(clinicians * 2, seed, years, people.rosters(everyone, groups))
    rosters = people.rosters(everyone, groups, planting.roster_blocks(emerging, everyone))
    return World(
        clinicians,
        seed,
        years,
        sites,
        groups,
        everyone,
        emerging,
        rosters,
        [found.tolist() for found in circle.neighbours(groups)[0]],
        plan,
        congress.build(seed, years, everyone, groups, plan),
        companies.build(),
        grants.build(seed, years, everyone, groups),
    )
