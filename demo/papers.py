"""Which papers does the demo country publish, and who signs them?

The plan fixes date and circle of every paper, in the order of dates, so that a PMID says how old
a paper is and anyone can cite earlier ones. Who signs is decided per paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from demo.circles import Ints, Rosters

if TYPE_CHECKING:
    from demo.world import World

NORMAL, CONSORTIUM, NOTICE = range(3)
PAPER = 1  # the kind of record, as generators are numbered in `demo.world`
FIRST_PMID = 90_000_001
_TEAM_SIZES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18)
_TEAM_WEIGHTS = (5, 10, 15, 16, 14, 12, 9, 6, 4, 3, 3, 2, 1)
_GUEST_SHARE = 0.02


@dataclass(frozen=True)
class Plan:
    """Papers in the order of their dates; the PMID is FIRST_PMID plus the index.

    `kind` is NORMAL, CONSORTIUM or NOTICE (of retraction); `retracts` is the paper a notice
    withdraws; `retracted_by` the other way round; -1 means none.
    """

    year: Ints
    month: Ints
    circle: Ints
    kind: Ints
    retracts: Ints
    retracted_by: Ints
    deleted: npt.NDArray[np.bool_]
    of_circle: list[Ints]

    def __len__(self) -> int:
        return len(self.year)


class Byline(NamedTuple):
    """Who signs: the authors in order, and the members of the group named as one author."""

    authors: list[int]
    collective: str
    investigators: list[int]


def plan(count: int, seed: int, years: tuple[int, int], rosters: Rosters) -> Plan:
    """Dates and circles of `count` papers, with consortia, retractions and deletions."""
    rng = np.random.default_rng([seed, 5])
    span = np.arange(years[0], years[1] + 1)
    growth = 1.0 + (span - years[0]) / len(span)
    year = rng.choice(span, size=count, p=growth / growth.sum())
    month = rng.integers(1, 13, count)
    order = np.lexsort((month, year))
    year, month = year[order], month[order]
    weight = np.add.reduceat(np.append(rosters.weight, 0.0), rosters.start[:-1])
    weight = np.where(np.diff(rosters.start) > 0, weight, 0.0) ** 0.85
    group = rng.choice(len(weight), size=count, p=weight / weight.sum())
    kind = np.full(count, NORMAL, dtype=np.int64)
    kind[rng.random(count) < 0.0012] = CONSORTIUM
    kind[count // 2] = kind[count * 3 // 4] = CONSORTIUM
    retracts, retracted_by = _retractions(rng, kind)
    deleted = np.zeros(count, dtype=np.bool_)
    deleted[rng.choice(count // 2, size=max(4, count // 4000), replace=False)] = True
    deleted &= (kind == NORMAL) & (retracted_by < 0)
    return Plan(
        year,
        month,
        group,
        kind,
        retracts,
        retracted_by,
        deleted,
        [np.flatnonzero(group == at) for at in range(len(weight))],
    )


def _retractions(rng: np.random.Generator, kind: Ints) -> tuple[Ints, Ints]:
    """Pick papers that are withdrawn by a notice later in the plan."""
    count = len(kind)
    retracts = np.full(count, -1, dtype=np.int64)
    retracted_by = np.full(count, -1, dtype=np.int64)
    wanted = max(3, count // 1200)
    targets = rng.choice(np.arange(count * 3 // 4), size=wanted, replace=False)
    notices = count * 3 // 4 + 1 + rng.choice(count // 4 - 2, size=wanted, replace=False)
    for target, notice in zip(targets, notices, strict=True):
        if kind[target] == NORMAL and kind[notice] == NORMAL:
            kind[notice] = NOTICE
            retracts[notice] = target
            retracted_by[target] = notice
    return retracts, retracted_by


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
    return Byline(_in_order(world, list(dict.fromkeys(team)), random), "", [])


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
