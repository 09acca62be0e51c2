"""How surprising is a chain that strong between these two?

Against a null that keeps everyone's number of ties and the strengths there are, but lets ties fall
at random (the configuration model, Molloy and Reed 1995; strengths shuffled over ties). Between two
persons of k and k' ties there are then about

    sum over l up to the hops allowed of   k k' / S * B^(l - 1) * P(l strengths multiply to s)

chains of at least the strength s, with S the ties counted from both ends and B the mean number of
further ties of whoever a tie leads to (sum k (k - 1) / sum k). The chance that there is any is
1 - exp(-that), the surprise its -log2: 0 where such a chain was to be expected, 10 where chance
gives one in a thousand pairs. Two hubs are joined by a strong chain whatever the facts; that says
little, and the surprise says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.paths.arcs import LOW, SHIFT, Arcs, Rows
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Surprise of a chain",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(),
    distrust="People work in circles, so most real chains between near colleagues are surprising; "
    "compare it between chains, not with a threshold. It counts all kinds of tie, also "
    "those that a filter leaves out.",
)


STEP, BINS = 0.02, 800


@dataclass(frozen=True)
class Chance:
    """What the null keeps of a network: ties counted from both ends, further ties of whoever a tie
    leads to on average, and how often each cost occurs (steps of 0.02, shares of one)."""

    ends: float
    branching: float
    costs: NDArray[np.float64]
    _sums: list[NDArray[np.float64]] = field(default_factory=list)

    def expected(self, degrees: tuple[int, int], cost: float, hops: int) -> float:
        """How many chains of at most so many hops and so little cost chance gives two persons."""
        if not self.ends:
            return 0.0
        at = min(int(cost / STEP), BINS - 1)
        pairs = degrees[0] * degrees[1] / self.ends
        reach = (self.branching ** (hop - 1) * self._within(hop)[at] for hop in range(1, hops + 1))
        return float(pairs * sum(reach))

    def surprise(self, degrees: tuple[int, int], cost: float, hops: int) -> float:
        """-log2 of the chance that there is such a chain at all, 0 or more."""
        expected = self.expected(degrees, cost, hops)
        return float(max(-np.log2(max(-np.expm1(-expected), 1e-30)), 0.0))

    def _within(self, hops: int) -> NDArray[np.float64]:
        """The chance that the costs of so many ties sum to no more than each step."""
        while len(self._sums) < hops:
            before = self._sums[-1] if self._sums else np.r_[1.0, np.zeros(BINS - 1)]
            self._sums.append(np.convolve(before, self.costs)[:BINS])
        return np.cumsum(self._sums[hops - 1])


@dataclass
class Census:
    """What the null keeps, counted from rows as they come."""

    persons: int
    _seen: int = 0
    _ends: int = 0
    _further: int = 0
    _costs: NDArray[np.int64] = field(default_factory=lambda: np.zeros(BINS, np.int64))

    def add(self, rows: Rows) -> None:
        """Count in the next rows; those that are no person's, and ties to who is none, do not
        count."""
        degree = rows.degree[: max(self.persons - self._seen, 0)]
        self._seen += len(rows.degree)
        size = int(degree.sum())
        kinds = rows.kinds[:size]
        kept = (kinds >> SHIFT == kinds & LOW) & (rows.near[:size] < self.persons)
        sums = np.zeros(size + 1, np.int64)
        np.cumsum(kept, out=sums[1:])
        count = np.diff(sums[np.r_[0, np.cumsum(degree)]])
        place = np.minimum(rows.cost[:size][kept] / STEP, BINS - 1).astype(np.int64)
        self._ends += int(count.sum())
        self._further += int((count * (count - 1)).sum())
        self._costs += np.bincount(place, minlength=BINS)

    def chance(self) -> Chance:
        """What was kept of all rows so far."""
        ends = max(float(self._ends), 1.0)
        return Chance(float(self._ends), self._further / ends, self._costs / ends)


def of(arcs: Arcs) -> Chance:
    """What the null keeps of the ties between persons."""
    census = Census(arcs.persons)
    census.add(Rows(np.diff(arcs.start), arcs.near, arcs.cost, arcs.kinds, arcs.last))
    return census.chance()
