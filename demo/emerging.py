"""Who rises in the demo country, and how does it show?

Every year some authors early in their career begin to rise. In the first year they sign more of
their own circle's papers, in the second they join two others, from the third to the sixth they
sign most of what these publish. Their papers are cited more often, and what they perform grows. The
truth (`emerging.parquet`) holds who, and since which year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo import circles as circle
from demo.circles import Block, Circles, Ints
from demo.names import NEVER
from demo.people import People

SHARE_A_YEAR = 0.0016  # of all authors
_CAREER_YEARS = 6  # since the career began, at most
# Years since the rise began: weight in the own circle, and in each circle joined.
_PHASES = ((0, 0, 14.0, 0.0), (1, 1, 28.0, 18.0), (2, 5, 60.0, 38.0))
GROWTH_A_QUARTER = 0.12


@dataclass(frozen=True)
class Emerging:
    """Who rises, since when, and into which circles besides the own."""

    person: Ints
    since: Ints
    joined: list[tuple[int, ...]]

    def begun(self) -> dict[int, int]:
        """The year in which each emerging expert began to rise."""
        return dict(zip(self.person.tolist(), self.since.tolist(), strict=True))


def build(seed: int, years: tuple[int, int], people: People, circles: Circles) -> Emerging:
    """The planted emerging of every year but the first four and the last."""
    rng = np.random.default_rng([seed, 6])
    settled = (people.circle >= 0) & (people.later_circle == people.circle) & (people.end == NEVER)
    settled[people.connector] = False
    wanted = max(1, round(SHARE_A_YEAR * int((people.circle >= 0).sum())))
    own, near = circle.neighbours(circles)
    person: list[int] = []
    since: list[int] = []
    joined: list[tuple[int, ...]] = []
    for year in range(years[0] + 4, years[1]):
        young = settled & (people.start < year) & (people.start >= year - _CAREER_YEARS)
        young[person] = False
        pool = np.flatnonzero(young)
        for one in np.sort(rng.choice(pool, min(wanted, len(pool)), replace=False)).tolist():
            home = int(people.circle[one])
            specialty = int(circles.specialty[home])
            others = np.union1d(own[specialty], near[specialty])
            others = others[others != home]
            chosen = rng.choice(others, min(2, len(others)), replace=False)
            person.append(one)
            since.append(year)
            joined.append(tuple(chosen.tolist()))
    return Emerging(np.array(person, np.int64), np.array(since, np.int64), joined)


def roster_blocks(emerging: Emerging, people: People) -> list[Block]:
    """What the emerging add to the rosters: circle, person, weight, first and last year."""
    rows: list[tuple[int, int, float, int, int]] = []
    for one, since, joined in zip(emerging.person, emerging.since, emerging.joined, strict=True):
        for first, last, at_home, elsewhere in _PHASES:
            begin, end = int(since) + first, int(since) + last
            rows.append((int(people.circle[one]), int(one), at_home, begin, end))
            if elsewhere:
                rows += [(other, int(one), elsewhere, begin, end) for other in joined]
    columns = list(zip(*rows, strict=True)) or [()] * 5
    kinds = (np.int64, np.int64, np.float64, np.int64, np.int64)
    block = tuple(np.array(column, kind) for column, kind in zip(columns, kinds, strict=True))
    return [block]  # type: ignore[list-item]
