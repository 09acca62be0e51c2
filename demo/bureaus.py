"""Who speaks for a company of the demo country, and who advises it, in which quarters?

Planted (`truth/bureaus.parquet`): for each of its specialties a company has one group of four to
twenty consultants from all states, and in some states a bureau of three to nine speakers. The more
influential are asked rather; whoever joins stays for half a year to ten years and is paid in most
of its quarters, in some, or seldom. So those who were paid together lately are paid together again.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from demo import truth
from demo.circles import Ints
from demo.places import STATES
from demo.recipients import can_be_paid
from demo.specialties import SPECIALTIES
from demo.world import PAYMENT, World

YEARS = 7  # as many program years as are published at a time
SPEAKING, CONSULTING = "speaking", "consulting"
_OTHER_SERVICES = (
    "Compensation for services other than consulting, including serving as faculty or as a"
    " speaker at a venue other than a continuing education program"
)
_FACULTY = "Compensation for serving as faculty or as a speaker for "
_EARLIER = f"{_FACULTY}a non-accredited and noncertified continuing education program"
_LATER, _LATER_FROM = f"{_FACULTY}a medical education program", 2021
NATURES = (_OTHER_SERVICES, "Honoraria", "Consulting Fee")
_USD = {SPEAKING: 2100.0, CONSULTING: 1900.0}
_MOST = {SPEAKING: 9, CONSULTING: 20}
_FEWEST = {SPEAKING: 3, CONSULTING: 4}
_OF_POOL = {SPEAKING: 6, CONSULTING: 16}  # one of so many who could
_RATES = (0.15, 0.5, 0.85)  # the share of quarters in which somebody is paid
_BEFORE = 96  # quarters before the first year, so that short and long terms are mixed as ever after


class Term(NamedTuple):
    """Who was in a group of a company from which quarter to which, and how often paid; quarters
    are counted from the first of the first program year."""

    group: int
    company: int
    kind: str
    specialty: int
    state: str
    person: int
    first: int
    last: int
    rate: float


class Fee(NamedTuple):
    """What a company pays somebody on a day, as `MM/DD/YYYY`."""

    person: int
    company: int
    nature: str
    amount: float
    day: str


def years(world: World) -> list[int]:
    """The program years in which companies pay speakers and consultants."""
    return list(range(world.years[1] - YEARS + 1, world.years[1] + 1))


@cache
def terms(world: World) -> tuple[Term, ...]:
    """Everybody's terms in every group, in the order of companies, specialties and states."""
    rng = np.random.default_rng([world.seed, 18])
    people = world.people
    persons = np.array([at for at in range(world.clinicians) if can_be_paid(world, at)])
    states = np.array([world.city(int(at)).state for at in people.city[persons]], dtype=object)
    found: list[Term] = []
    group = 0
    for at, company in enumerate(world.companies):
        for specialty in company.specialties:
            own = people.specialty[persons] == specialty
            pools = [(CONSULTING, "", persons[own])]
            pools += [
                (SPEAKING, state, persons[own & (states == state)])
                for state, *_ in STATES
                if rng.random() < 0.1 + 0.5 * company.weight
            ]
            for kind, state, pool in pools:
                if (size := min(_MOST[kind], len(pool) // _OF_POOL[kind])) >= _FEWEST[kind]:
                    one = Term(group, at, kind, specialty, state, 0, 0, 0, 0.0)
                    found += _members(rng, world, one, pool, size)
                    group += 1
    return tuple(found)


def _members(
    rng: np.random.Generator, world: World, group: Term, pool: Ints, size: int
) -> Iterator[Term]:
    """A group's members: so many places, each given anew when somebody leaves."""
    pull = 0.3 + world.people.influence[pool] ** 0.7
    asked = iter(rng.choice(pool, 40 * size, p=pull / pull.sum()).tolist())
    until: dict[int, int] = {}  # the last quarter of each member's latest term
    free = sorted((-_BEFORE - int(rng.integers(20)) for _ in range(size)), reverse=True)
    while free and (quarter := free.pop()) < 4 * YEARS:
        person = next((one for one in asked if until.get(one, quarter - 1) < quarter), None)
        if person is None:
            return
        stays = 2 + int(min(rng.geometric(1 / rng.choice((4, 10, 24))), 38))
        until[person] = quarter + stays - 1
        rate = _RATES[int(rng.integers(len(_RATES)))]
        if until[person] >= 0:
            yield group._replace(person=person, first=quarter, last=until[person], rate=rate)
        insort(free, quarter + stays, key=lambda at: -at)


def fees(world: World, year: int) -> Iterator[Fee]:
    """What speakers and consultants are paid in a year."""
    random = world.random(PAYMENT, year + 30_000)
    since = 4 * (year - years(world)[0])
    for term in terms(world):
        for quarter in range(max(since, term.first), min(since + 3, term.last) + 1):
            if random.random() < term.rate:
                amount = round(_USD[term.kind] * random.lognormvariate(0, 0.6), 2)
                day = f"{3 * (quarter % 4) + random.randint(1, 3):02d}/{random.randint(1, 28):02d}"
                nature = _nature(term.kind, year, random)
                yield Fee(term.person, term.company, nature, amount, f"{day}/{year}")


def _nature(kind: str, year: int, random: Random) -> str:
    if kind == CONSULTING:
        return "Consulting Fee"
    faculty = _LATER if year >= _LATER_FROM else _EARLIER
    return random.choices((_OTHER_SERVICES, "Honoraria", faculty), (85, 8, 7))[0]


def write_truth(world: World, place: Path) -> None:
    """Write whose terms there are in which group; quarters are counted from the first."""
    rows = terms(world)
    columns = {
        "group": pa.array([term.group for term in rows], pa.int64()),
        "company": pa.array([world.companies[term.company].name for term in rows], pa.string()),
        "kind": pa.array([term.kind for term in rows], pa.string()),
        "specialty": pa.array([SPECIALTIES[term.specialty].name for term in rows], pa.string()),
        "state": pa.array([term.state or None for term in rows], pa.string()),
        "person": pa.array([term.person for term in rows], pa.int64()),
        "first_quarter": pa.array([term.first for term in rows], pa.int64()),
        "last_quarter": pa.array([term.last for term in rows], pa.int64()),
        "rate": pa.array([term.rate for term in rows], pa.float64()),
    }
    truth.write_table(place, "bureaus", columns)
