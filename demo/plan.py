"""Which papers does the demo country publish, in which circle and when?

The plan fixes date and circle of every paper, in the order of dates, so that a PMID says how old
a paper is and anyone can cite earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demo.circles import Ints, Rosters

NORMAL, CONSORTIUM, NOTICE = range(3)
_GUIDELINES, _CONGRESS = 0.01, 0.04  # shares of sound papers
PAPER = 1  # the kind of record, as generators are numbered in `demo.world`
FIRST_PMID = 90_000_001


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
    guideline: npt.NDArray[np.bool_]
    congress: npt.NDArray[np.bool_]
    of_circle: list[Ints]

    def __len__(self) -> int:
        return len(self.year)


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
    sound = (kind == NORMAL) & (retracted_by < 0)
    drawn = np.random.default_rng([seed, 5, 1]).random(count)
    return Plan(
        year,
        month,
        group,
        kind,
        retracts,
        retracted_by,
        deleted,
        sound & (drawn < _GUIDELINES),
        sound & (drawn >= 1 - _CONGRESS),
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
