"""How do the lines of a cohort run over the last twelve quarters: its middle, its upper tenth?

Per quarter, the median and the upper decile of those of whom the line's source speaks; a quarter
that the source does not cover is a gap, and silence on somebody whom it knows is zero, as in the
lines themselves. The annualised change compares the first four covered quarters with the last
four: (last / first) ^ (1 / years between their middles) - 1; there is none where fewer than eight
quarters are covered, or the first four sum to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.network.network import Floats
from schema.nodes import Person

ALGORITHM = Algorithm(
    name="Lines of a cohort",
    about=__doc__,
    reads=(Person,),
    writes=(),
    distrust="A cohort is that of today: who has left it, or entered it, in the three years is "
    "counted throughout. Medians of rare records are zero and say little.",
)
UPPER, YEAR = 0.9, 4


@dataclass(frozen=True)
class CohortLine:
    """Per quarter, the oldest first: median, upper decile, and how many persons; NaN in a gap."""

    median: Floats
    upper: Floats
    persons: list[int]


def cohort_line(lines: Floats) -> CohortLine:
    """The line of a cohort, of those of its persons: one row each, NaN in a gap."""
    known = ~np.isnan(lines)
    persons = known.sum(axis=0)
    median, upper = np.full((2, lines.shape[1]), np.nan)
    for at in np.flatnonzero(persons):
        column = lines[known[:, at], at]
        median[at], upper[at] = np.median(column), np.quantile(column, UPPER)
    return CohortLine(median, upper, persons.tolist())


def annualised(line: Floats | Sequence[float]) -> float | None:
    """The annualised change of a line; none where it cannot be told."""
    values = np.asarray(line, np.float64)
    covered = np.flatnonzero(~np.isnan(values))
    if len(covered) < 2 * YEAR:
        return None
    early, late = covered[:YEAR], covered[-YEAR:]
    before, after = float(values[early].sum()), float(values[late].sum())
    years = float(late.mean() - early.mean()) / YEAR
    return (after / before) ** (1 / years) - 1 if before > 0 else None
