"""Who leads which grant in the demo country, alone or with others, and what comes of it?

One grant for every two clinicians, most of them for five years. Two in three have one to three
co-investigators beside the contact one: half of these of the same circle, the others of another one
of the specialty. The first ones begin before the country's first year, so that from then on as many
begin as end.
What is true of them, so that it may be found: from the year after a grant's beginning to the year
after its end, a paper of the one takes in the other with a probability of `JOINED`, whom it would
not have taken in otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from random import Random

import numpy as np

from demo.circles import Circles, Ints
from demo.people import People

JOINED = 0.05
_PER_CLINICIAN = 1 / 2
_JOINT = 2 / 3
_MOST_OTHERS = 3
_LENGTHS, _OF_LENGTH = (2, 4, 5), (0.1, 0.2, 0.7)
_ACKNOWLEDGED, _OF_OTHERS = 0.35, 0.2
# Institutes: their letters, their names in RePORTER and on papers.
INSTITUTES = (
    ("HL", "NATIONAL HEART, LUNG, AND BLOOD INSTITUTE", "NHLBI NIH HHS"),
    ("CA", "NATIONAL CANCER INSTITUTE", "NCI NIH HHS"),
    ("DK", "NATIONAL INSTITUTE OF DIABETES AND DIGESTIVE AND KIDNEY DISEASES", "NIDDK NIH HHS"),
    ("AG", "NATIONAL INSTITUTE ON AGING", "NIA NIH HHS"),
    ("TR", "NATIONAL CENTER FOR ADVANCING TRANSLATIONAL SCIENCES", "NCATS NIH HHS"),
)
_SPELLINGS = (
    "R01 {0}{1}",
    "R01{0}{1}",
    "{0}{1}",
    "{0}-{1}",
    "5R01{0}{1}-03",
)


@dataclass(frozen=True)
class Grant:
    """A grant by its serial number: the contact investigator first, first and last fiscal year."""

    number: int
    institute: int
    investigators: tuple[int, ...]
    since: int
    until: int

    @property
    def core(self) -> str:
        """The core project number."""
        return f"R01{INSTITUTES[self.institute][0]}{self.number}"


@dataclass(frozen=True)
class Grants:
    """All grants of a country."""

    all: list[Grant]

    @cached_property
    def of(self) -> dict[int, list[Grant]]:
        """The grants of each investigator."""
        found: dict[int, list[Grant]] = defaultdict(list)
        for grant in self.all:
            for person in grant.investigators:
                found[person].append(grant)
        return dict(found)

    def pairs(self) -> list[tuple[int, int, Grant]]:
        """Each two who lead a grant together."""
        return [
            (one, other, grant)
            for grant in self.all
            for one, other in combinations(sorted(grant.investigators), 2)
        ]

    def joined(self, team: list[int], year: int, random: Random) -> list[int]:
        """Whom the authors of a paper take in, since they lead a grant together."""
        found = [
            other
            for person in team
            for grant in self.of.get(person, ())
            if grant.since < year <= grant.until + 1
            for other in grant.investigators
            if other not in team and random.random() < JOINED
        ]
        return list(dict.fromkeys(found))

    def acknowledged(self, authors: list[int], year: int, random: Random) -> list[tuple[str, str]]:
        """The grants that a paper acknowledges, as it prints them, each with its agency."""
        found = {
            grant
            for person in authors
            for grant in self.of.get(person, ())
            if grant.since <= year <= grant.until + 1 and random.random() < _ACKNOWLEDGED
        }
        printed = [
            (random.choice(_SPELLINGS).format(letters, grant.number), agency)
            for grant in sorted(found, key=lambda grant: grant.number)
            for letters, _, agency in [INSTITUTES[grant.institute]]
        ]
        if not printed and random.random() < _OF_OTHERS:
            letters, _, agency = random.choice(INSTITUTES)
            printed = [(f"R01 {letters}{990_000 + random.randint(1, 600)}", agency)]
        return printed


def build(seed: int, years: tuple[int, int], people: People, circles: Circles) -> Grants:
    """The grants of a country: those who sign much are contact investigators more often."""
    rng = np.random.default_rng([seed, 9])
    authors = np.flatnonzero((people.circle >= 0) & (people.circle < circles.domestic))
    weights = people.output[authors] / people.output[authors].sum()
    count = max(6, int(people.clinicians * _PER_CLINICIAN))
    found = []
    for at, contact in enumerate(rng.choice(authors, size=count, p=weights).tolist()):
        since = int(rng.integers(years[0] - _LENGTHS[-1], years[1] + 1))
        until = min(since + int(rng.choice(_LENGTHS, p=_OF_LENGTH)) - 1, years[1])
        others = _others(rng, people, circles, contact) if rng.random() < _JOINT else ()
        active = [p for p in (contact, *others) if people.start[p] < since <= people.end[p]]
        if until >= years[0] and active[:1] == [contact]:
            institute = int(circles.specialty[people.circle[contact]]) % len(INSTITUTES)
            found.append(Grant(900_000 + at, institute, tuple(active), since, until))
    return Grants(found)


def _others(
    rng: np.random.Generator, people: People, circles: Circles, contact: int
) -> tuple[int, ...]:
    """A few co-investigators."""
    own = int(people.circle[contact])
    same = circles.specialty == circles.specialty[own]
    pools: list[Ints] = [np.flatnonzero(people.circle == own)]
    others = np.flatnonzero(same[: circles.domestic])
    pools.append(np.flatnonzero(np.isin(people.circle, others[others != own])))
    chosen = []
    for _ in range(int(rng.integers(1, _MOST_OTHERS + 1))):
        pool = pools[int(rng.random() < 0.5)]
        if len(pool):
            chosen.append(int(pool[rng.integers(len(pool))]))
    return tuple(dict.fromkeys(person for person in chosen if person != contact))
