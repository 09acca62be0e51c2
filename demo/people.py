"""Who lives in the demo country: clinicians, scientists, authors abroad?

One row a person, in columns. Clinicians come first (index below `clinicians`), then scientists at
home, then authors abroad. Everything that is later written about a person is read from here, so
that registry, bylines, trials and payments speak of the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from demo import circles as circle
from demo import connectors, names
from demo.circles import Block, Circles, Ints, Rosters
from demo.identifiers import npis, orcids
from demo.names import NEVER, Texts
from demo.places import Places
from demo.specialties import PRACTITIONERS, SPECIALTIES

_MOVER_SHARE = 0.15


@dataclass(frozen=True)
class People:
    """The columns; -1 in an index column means none, NEVER in a year column means never.

    Every second person has an ORCID iD, the others an empty text.
    `institution` and `circle` hold where a career began, `later_…` where it went in `moved_in`.
    `profession` is 0 for physicians, 1 or 2 for PRACTITIONERS, 3 for everyone else.
    """

    clinicians: int
    npi: list[str]
    orcid: list[str]
    first: Texts
    middle: Texts
    last: Texts
    former: Texts
    renamed_in: Ints
    suffix: Texts
    woman: npt.NDArray[np.bool_]
    profession: Ints
    specialty: Ints
    circle: Ints
    later_circle: Ints
    institution: Ints
    later_institution: Ints
    moved_in: Ints
    city: Ints
    start: Ints
    end: Ints
    output: npt.NDArray[np.float64]
    influence: npt.NDArray[np.float64]
    connector: Ints
    connected: list[tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.first)

    def family(self, person: int, year: int) -> str:
        """The family name borne in a year."""
        changed = self.former[person] and year < self.renamed_in[person]
        return str(self.former[person] if changed else self.last[person])

    def house(self, person: int, year: int) -> int:
        """The institution (index, -1 for none) of a year."""
        moved = year >= self.moved_in[person]
        return int((self.later_institution if moved else self.institution)[person])


def counts(clinicians: int, seed: int) -> tuple[npt.NDArray[np.bool_], int, int]:
    """Which clinicians publish (three in ten), how many scientists there are, how many abroad."""
    rng = np.random.default_rng([seed, 3])
    return rng.random(clinicians) < 0.30, clinicians * 12 // 100, clinicians * 18 // 100


class _Work(NamedTuple):
    """Where everyone works, and as what."""

    specialty: Ints
    profession: Ints
    circle: Ints
    later_circle: Ints
    moved_in: Ints
    institution: Ints
    later_institution: Ints
    city: Ints


def build(
    clinicians: int, seed: int, places: Places, circles: Circles, years: tuple[int, int]
) -> People:
    """Everyone, with careers, names, circles and registry cities."""
    rng = np.random.default_rng([seed, 4])
    work = _work(rng, counts(clinicians, seed), places, circles, years)
    total = len(work.city)
    codes = np.array([place.country_code for place in places.cities], dtype=object)[work.city]
    woman = rng.random(total) < 0.45
    origin = names.origins(rng, codes)
    first = names.givens(rng, origin, woman)
    last = names.families(rng, origin)
    former, renamed_in = names.renamed(rng, origin, woman, last, years)
    start, end = _careers(rng, total, years)
    output = np.minimum(1 + rng.pareto(1.35, total), 45.0) * (work.circle >= 0)
    seniority = np.clip((years[1] - start) / 20, 0.2, 1.5)
    connector, connected = connectors.plant(rng, circles, work.circle, work.later_circle, output)
    return People(
        clinicians=clinicians,
        npi=npis(clinicians, seed),
        orcid=[orcid if at % 2 == 0 else "" for at, orcid in enumerate(orcids(total, seed))],
        first=first,
        middle=names.middles(rng, origin, woman, first, last),
        last=last,
        former=former,
        renamed_in=renamed_in,
        suffix=names.suffixes(rng, woman),
        woman=woman,
        start=start,
        end=end,
        output=np.where(np.isin(np.arange(total), connector), output * 1.3 + 4, output),
        influence=output * seniority,
        connector=connector,
        connected=connected,
        **work._asdict(),
    )


def _work(
    rng: np.random.Generator,
    counted: tuple[npt.NDArray[np.bool_], int, int],
    places: Places,
    circles: Circles,
    years: tuple[int, int],
) -> _Work:
    publishes, scientists, abroad = counted
    clinicians = len(publishes)
    home = _circles_of(rng, circles, publishes, scientists, abroad)
    author = home >= 0
    later, moved_in = _moves(rng, circles, home, years)
    specialty, profession = _professions(rng, circles, home, clinicians)
    institution = np.where(author, circles.institution[home], -1)
    later_institution = np.where(author, circles.institution[later], -1)
    city = _cities(rng, places, author, later_institution, clinicians)
    _employ(rng, places, institution, city, clinicians)
    return _Work(
        specialty,
        profession,
        home,
        later,
        moved_in,
        institution,
        np.where(author, later_institution, institution),
        city,
    )


def _circles_of(
    rng: np.random.Generator,
    circles: Circles,
    publishes: npt.NDArray[np.bool_],
    scientists: int,
    abroad: int,
) -> Ints:
    here = circles.size[: circles.domestic] / circles.size[: circles.domestic].sum()
    there = circles.size[circles.domestic :] / circles.size[circles.domestic :].sum()
    clinicians = len(publishes)
    home = np.full(clinicians + scientists + abroad, -1, dtype=np.int64)
    home[: clinicians + scientists] = rng.choice(
        circles.domestic, size=clinicians + scientists, p=here
    )
    home[:clinicians][~publishes] = -1
    home[clinicians + scientists :] = circles.domestic + rng.choice(
        len(there), size=abroad, p=there
    )
    return home


def _moves(
    rng: np.random.Generator, circles: Circles, home: Ints, years: tuple[int, int]
) -> tuple[Ints, Ints]:
    """Where movers go: another circle of their specialty, on their own side of the border."""
    later = home.copy()
    moved_in = np.full(len(home), NEVER, dtype=np.int64)
    same, _ = circle.neighbours(circles)
    here = [found[found < circles.domestic] for found in same]
    there = [found[found >= circles.domestic] for found in same]
    movers = np.flatnonzero((home >= 0) & (rng.random(len(home)) < _MOVER_SHARE))
    for person in movers:
        side = here if home[person] < circles.domestic else there
        choices = side[circles.specialty[home[person]]]
        target = int(choices[rng.integers(len(choices))])
        if target != home[person]:
            later[person] = target
            moved_in[person] = rng.integers(years[0] + 2, years[1] - 1)
    return later, moved_in


def _professions(
    rng: np.random.Generator, circles: Circles, home: Ints, clinicians: int
) -> tuple[Ints, Ints]:
    total = len(home)
    shares = np.array([specialty.share for specialty in SPECIALTIES])
    specialty = rng.choice(len(SPECIALTIES), size=total, p=shares / shares.sum())
    specialty = np.where(home >= 0, circles.specialty[home], specialty)
    profession = np.full(total, 3, dtype=np.int64)
    kinds = [1 - sum(row[3] for row in PRACTITIONERS), *(row[3] for row in PRACTITIONERS)]
    drawn = rng.choice(3, size=clinicians, p=kinds)
    drawn[(home[:clinicians] >= 0) & (rng.random(clinicians) < 0.8)] = 0
    profession[:clinicians] = drawn
    return specialty, profession


def _cities(
    rng: np.random.Generator,
    places: Places,
    author: npt.NDArray[np.bool_],
    institution: Ints,
    clinicians: int,
) -> Ints:
    """The registry's city: the institution's for nine authors in ten, else drawn by size."""
    weights = np.array([city.weight for city in places.cities[: places.domestic]])
    drawn = rng.choice(places.domestic, size=len(author), p=weights / weights.sum())
    of_house = np.array([house.city for house in places.institutions])[institution]
    faithful = rng.random(len(author)) < 0.9
    faithful[clinicians:] = True
    return np.where(author & faithful, of_house, drawn)


def _employ(
    rng: np.random.Generator, places: Places, institution: Ints, city: Ints, clinicians: int
) -> None:
    """Give a third of the clinicians who never publish a hospital of their city."""
    houses: dict[int, list[int]] = {}
    for at, place in enumerate(places.institutions):
        if place.kind == "hospital":
            houses.setdefault(place.city, []).append(at)
    employed = np.flatnonzero((institution[:clinicians] < 0) & (rng.random(clinicians) < 0.35))
    for person in employed:
        choices = houses.get(int(city[person]))
        if choices:
            institution[person] = choices[int(rng.integers(len(choices)))]


def _careers(rng: np.random.Generator, total: int, years: tuple[int, int]) -> tuple[Ints, Ints]:
    start = rng.integers(years[0] - 28, years[1] - 1, total)
    end = np.full(total, NEVER, dtype=np.int64)
    ended = rng.random(total) < np.where(start < years[0] - 10, 0.25, 0.06)
    end[ended] = np.maximum(start[ended] + 3, rng.integers(years[0] + 1, years[1], ended.sum()))
    return start, end


def rosters(people: People, circles: Circles, more: Sequence[Block] = ()) -> Rosters:
    """Who signs papers of each circle and when, connectors in all of theirs; `more` blocks of the
    same columns are added."""
    authors = np.flatnonzero(people.circle >= 0)
    start, end, moved = people.start[authors], people.end[authors], people.moved_in[authors]
    rows = [
        (people.circle[authors], authors, people.output[authors], start, np.minimum(end, moved - 1))
    ]
    movers = authors[moved < NEVER]
    rows.append(
        (
            people.later_circle[movers],
            movers,
            people.output[movers],
            np.maximum(people.start[movers], people.moved_in[movers]),
            people.end[movers],
        )
    )
    pairs = [
        (joined, person)
        for person, all_joined in zip(people.connector, people.connected, strict=True)
        for joined in all_joined[1:]
    ]
    guest = np.array([person for _, person in pairs], dtype=np.int64)
    rows.append(
        (
            np.array([joined for joined, _ in pairs], dtype=np.int64),
            guest,
            people.output[guest] * 0.7,
            people.start[guest],
            people.end[guest],
        )
    )
    return circle.rosters(len(circles.specialty), [*rows, *more])
