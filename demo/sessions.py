"""Who shares a session of a congress in the demo country, and who works together because of it?

Each specialty has a congress a year, with sessions of two to eight persons, one in twenty of
twenty to forty, and a programme committee of four. Persons of one circle are often asked together.
Planted: two of different circles who shared a session sign one paper more together within three
years, with a probability of 0.24 / (persons in the session - 1): a quarter after a talk of two, a
hundredth after a large session. Most who shared a session never do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from demo.circles import Circles, Ints
from demo.people import People
from demo.plan import NORMAL, Plan
from demo.specialties import SPECIALTIES

COMMITTEE = 4
_AUTHORS_A_SESSION, _FEWEST = 40, 12
_SMALL, _LARGE, _LARGE_SHARE = (2, 9), (20, 41), 0.05
_FROM_ONE_CIRCLE = 4.0  # how much likelier
_EFFECT, _WITHIN_YEARS = 0.24, 3


@dataclass(frozen=True)
class Sessions:
    """The sessions in the order of specialties and years; the first of each is the committee.

    `joined` holds, by paper, whom a session shared earlier brought to sign it, `because` the
    session, both persons and the paper.
    """

    specialty: list[int]
    year: list[int]
    people: list[tuple[int, ...]]
    joined: dict[int, tuple[int, ...]]
    because: list[tuple[int, int, int, int]]


def build(
    seed: int, years: tuple[int, int], people: People, circles: Circles, plan: Plan
) -> Sessions:
    """The sessions of every year, and what came of them."""
    rng = np.random.default_rng([seed, 16])
    found = Sessions([], [], [], {}, [])
    nameable = (people.circle >= 0) & (people.circle < circles.domestic)
    nameable &= (np.arange(len(people)) < people.clinicians) | np.array(
        [bool(orcid) for orcid in people.orcid]
    )
    for specialty in range(len(SPECIALTIES)):
        for year in range(years[0], years[1] + 1):
            active = nameable & (people.start <= year) & (people.end >= year)
            pool = np.flatnonzero(active & (people.specialty == specialty))
            if len(pool) < _FEWEST:
                continue
            for number in range(1 + len(pool) // _AUTHORS_A_SESSION):
                size = _size(rng, len(pool)) if number else COMMITTEE
                found.specialty.append(specialty)
                found.year.append(year)
                found.people.append(_chosen(rng, people, pool, size))
    _join(rng, years[1], people, plan, found)
    return found


def _size(rng: np.random.Generator, most: int) -> int:
    least, above = _LARGE if rng.random() < _LARGE_SHARE else _SMALL
    return min(int(rng.integers(least, above)), most // 2)


def _chosen(rng: np.random.Generator, people: People, pool: Ints, size: int) -> tuple[int, ...]:
    """A host, and others by influence, those of the host's circle rather than others."""
    weight = people.influence[pool] ** 0.5
    host = int(rng.choice(pool, p=weight / weight.sum()))
    weight = weight * np.where(people.circle[pool] == people.circle[host], _FROM_ONE_CIRCLE, 1.0)
    weight[pool == host] = 0.0
    others = rng.choice(pool, size - 1, replace=False, p=weight / weight.sum())
    return (host, *others.tolist())


def _join(
    rng: np.random.Generator, last: int, people: People, plan: Plan, sessions: Sessions
) -> None:
    """Draw for each pair of a session whether, when and on which paper of a circle of theirs."""
    sound = (plan.kind == NORMAL) & (plan.retracted_by < 0) & ~plan.deleted
    joined: dict[int, list[int]] = {}
    for session, (year, together) in enumerate(zip(sessions.year, sessions.people, strict=True)):
        for one, other in combinations(together, 2):
            then = year + 1 + int(rng.integers(_WITHIN_YEARS))
            is_drawn = rng.random() * (len(together) - 1) < _EFFECT
            circle = _circle(people, one, then)
            if not is_drawn or then > last or circle == _circle(people, other, then):
                continue
            if min(people.end[one], people.end[other]) < then:
                continue
            papers = plan.of_circle[circle]
            papers = papers[(plan.year[papers] == then) & sound[papers]]
            if len(papers):
                paper = int(papers[rng.integers(len(papers))])
                joined.setdefault(paper, []).extend((one, other))
                sessions.because.append((session, one, other, paper))
    sessions.joined.update({paper: tuple(both) for paper, both in joined.items()})


def _circle(people: People, person: int, year: int) -> int:
    moved = year >= people.moved_in[person]
    return int((people.later_circle if moved else people.circle)[person])
