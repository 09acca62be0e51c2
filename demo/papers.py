"""Who signs each paper of the demo country?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from demo.plan import CONSORTIUM, NOTICE, PAPER
from demo.world import GRANT, World

_TEAM_SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18)
_TEAM_WEIGHTS = (5, 10, 15, 16, 14, 12, 9, 6, 4, 3, 3, 2, 1)
_GUEST_SHARE = 0.02


class Byline(NamedTuple):
    """Who signs: the authors in order, and the members of the group named as one author."""

    authors: list[int]
    collective: str
    investigators: list[int]


def byline(world: World, at: int, random: Random) -> Byline:
    """Who signs paper `at`: juniors tend to be first, seniors last; a notice is unsigned."""
    kind = int(world.plan.kind[at])
    if kind == NOTICE:
        return Byline([], "", [])
    group, year = int(world.plan.circle[at]), int(world.plan.year[at])
    if kind == CONSORTIUM:
        return _consortium(world, group, year, random)
    size = random.choices(_TEAM_SIZES, _TEAM_WEIGHTS)[0]
    persons, weights = world.members(group, year)
    team = sample(random, persons, weights, size)
    if random.random() < _GUEST_SHARE:
        team.append(_guest(world, group, year, random))
    team.extend(world.sessions.joined.get(at, ()))
    team = list(dict.fromkeys(team))
    team += world.grants.joined(team, year, world.random(GRANT, at + (1 << 32)))
    return Byline(_in_order(world, team, random), "", [])


@lru_cache(maxsize=1)
def of_emerging(world: World) -> npt.NDArray[np.bool_]:
    """Which papers are signed by someone who has begun to rise."""
    begun = world.emerging.begun()
    found = np.zeros(len(world.plan), np.bool_)
    for at, year in enumerate(world.plan.year.tolist()):
        signed = byline(world, at, world.random(PAPER, at)).authors
        found[at] = any(begun.get(person, year + 1) <= year for person in signed)
    return found


def sample(
    random: Random, persons: Sequence[int], weights: Sequence[float], size: int
) -> list[int]:
    """`size` distinct persons, drawn by weight (exponential races: Efraimidis and Spirakis)."""
    if size == 1:
        return [random.choices(persons, weights)[0]]
    draw = random.expovariate
    race = sorted(zip(map(draw, weights), persons, strict=True))
    return [person for _, person in race[:size]]


def _guest(world: World, group: int, year: int, random: Random) -> int:
    """Someone of another circle, of the same specialty or the same state."""
    own = world.circles
    for _ in range(20):
        other = random.randrange(len(own.specialty))
        if own.specialty[other] == own.specialty[group] or _state(world, other) == _state(
            world, group
        ):
            persons, weights = world.members(other, year)
            if persons:
                return random.choices(persons, weights)[0]
    persons, weights = world.members(group, year)
    return random.choices(persons, weights)[0]


def _state(world: World, group: int) -> str:
    return world.city(world.house(int(world.circles.institution[group])).city).state


def _in_order(world: World, team: list[int], random: Random) -> list[int]:
    start = world.people.start
    if len(team) > 1 and random.random() < 0.85:
        senior = min(team, key=lambda person: (start[person], person))
        team.remove(senior)
        team.append(senior)
    if len(team) > 2 and random.random() < 0.7:
        junior = max(team[:-1], key=lambda person: (start[person], person))
        team.remove(junior)
        team.insert(0, junior)
    return team


def _consortium(world: World, group: int, year: int, random: Random) -> Byline:
    """A paper of many circles of one specialty: 51 to 120 authors, a group name, its members."""
    same = list(world.kin[int(world.circles.specialty[group])])
    random.shuffle(same)
    pool: dict[int, float] = {}
    for other in [group, *same, *range(len(world.circles.specialty))]:
        persons, weights = world.members(other, year)
        pool.update(zip(persons, weights, strict=True))
        if len(pool) > 400:
            break
    size = min(random.randint(51, 120), len(pool))
    authors = sample(random, list(pool), list(pool.values()), size)
    signing = set(authors)
    others = [person for person in pool if person not in signing]
    random.shuffle(others)
    name = world.house(int(world.circles.institution[group])).acronym
    return Byline(
        _in_order(world, authors, random),
        f"{name}-{group} Collaborative Study Group",
        others[: random.randint(30, 150)],
    )
