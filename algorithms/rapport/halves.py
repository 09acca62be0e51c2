"""Did the last six months differ from the six before by more than chance gives?

All tests are two-sided and stay honest with few records.

- Counts: the conditional test of two Poisson rates. Given all touches, those of the last half are
  binomial with the share of days that it has (Przyborowski and Wilenski, Biometrika 31, 1940).
- Shares: Fisher's exact test.
- Medians: the rank test of Mann and Whitney, exact where few values have no ties.

Several signs are looked at, so they are held against Hochberg's bound (Biometrika 75, 1988): over
all of them together a steady relationship shows a false one in at most `chance` of cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from algorithms.rapport.indicators import COUNT, SHARE, Sampled
from algorithms.rapport.rules import rules


@dataclass(frozen=True)
class Comparison:
    """The halves of an indicator: what each comes to, and the chance that as much difference comes
    of nothing; none where they are not compared."""

    sampled: Sampled
    before: float | None
    after: float | None
    chance: float | None

    @property
    def way(self) -> int:
        """1 where it rose, -1 where it fell, a count by its rate a day; 0 where neither can be
        said."""
        if self.before is None or self.after is None:
            return 0
        before, after = self.before, self.after
        if self.sampled.indicator.kind == COUNT:
            early, late = self.sampled.window.days()
            before, after = before * late, after * early
        return (after > before) - (after < before)


def compared(of: Sampled) -> Comparison:
    """The two halves of an indicator beside one another."""
    early, late = of.halves()
    before, after = of.worth(early), of.worth(late)
    if min(of.window.days()) <= 0:
        return Comparison(of, None, after, None)
    return Comparison(of, before, after, _chance(of, early, late))


def _chance(of: Sampled, early: list[float], late: list[float]) -> float | None:
    import numpy as np
    from scipy import stats

    if of.indicator.kind == COUNT:
        if not early and not late:
            return None
        days = of.window.days()
        share = days[1] / sum(days)
        return float(stats.binomtest(len(late), len(early) + len(late), share).pvalue)
    if min(len(early), len(late)) < rules().fewest_values:
        return None
    if of.indicator.kind == SHARE:
        table = np.array([[sum(half), len(half) - sum(half)] for half in (early, late)])
        return float(stats.fisher_exact(table).pvalue)
    if len({*early, *late}) == 1:
        return 1.0
    return float(stats.mannwhitneyu(early, late, alternative="two-sided").pvalue)


def significant(chances: Sequence[float]) -> list[bool]:
    """Which of several chances are small enough by Hochberg's bound, in their order: the largest
    must be at most `chance`, the second largest at most half of it, and so on; where one is, so are
    all below it."""
    bound = rules().chance
    found = [
        value
        for place, value in enumerate(sorted(chances, reverse=True), 1)
        if value <= bound / place
    ]
    return [value <= max(found, default=-1.0) for value in chances]
