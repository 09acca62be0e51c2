"""Did earlier forecasts, made as today's are made, come true as often as they said?

The calibration error is the mean distance between the chance given and the share that came true,
over groups of equal size ordered by the chance (expected calibration error). A forecast fails its
own check when that error is above the tolerance, four in a hundred, and also above the error that
95 of 100 perfectly calibrated forecasts of the same chances stay below. Fewer than 200 cases, or an
outcome of which fewer than 20 were said and fewer than 20 came, decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GROUPS = 15
TOLERANCE = 0.04
FEWEST_CASES, FEWEST_OUTCOMES = 200, 20
DRAWS, LEVEL, SEED = 200, 0.95, 20_190_326
MOST_CASES = 20_000  # are drawn for the error by chance; with more it is far below the tolerance

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Check:
    """Forecasts against what came from `first_year` to the end of `last_year`: `error` is the
    calibration error, none with too few cases; `limit` is the largest error that passes."""

    first_year: int
    last_year: int
    cases: int
    error: float | None
    limit: float

    @property
    def withheld(self) -> str | None:
        """Why the forecast is not to be shown; none where it passes or nothing can be decided."""
        if self.error is None or self.error <= self.limit:
            return None
        years = "\u2013".join(map(str, sorted({self.first_year, self.last_year})))
        return (
            f"the forecast was withheld: its own check on years {years} was off by "
            f"{self.error:.2f}, more than {self.limit:.2f}"
        )


def check(chance: Floats, came: Flags, first_year: int, last_year: int) -> Check:
    """The check of forecasts about past years, of which it is known whether they `came` true."""
    said, seen = float(chance.sum()), int(came.sum())
    rarer = min(max(said, seen), len(came) - min(said, seen))
    if len(came) < FEWEST_CASES or rarer < FEWEST_OUTCOMES:
        return undecided(len(came), first_year, last_year)
    return Check(
        first_year,
        last_year,
        len(came),
        calibration_error(chance, came),
        max(TOLERANCE, _by_chance(chance)),
    )


def undecided(cases: int, first_year: int, last_year: int) -> Check:
    """A check that decides nothing."""
    return Check(first_year, last_year, cases, None, TOLERANCE)


def calibration_error(chance: Floats, came: Flags, groups: int = GROUPS) -> float:
    """The mean distance between said and seen, over groups of equal size."""
    order = np.argsort(chance, kind="stable")
    parts = np.array_split(chance[order] - came[order], groups)
    return float(sum(abs(part.sum()) for part in parts) / len(came))


def _by_chance(chance: Floats) -> float:
    """The calibration error that perfectly calibrated forecasts seldom exceed."""
    random = np.random.default_rng(SEED)
    said = np.sort(chance[:: len(chance) // MOST_CASES + 1])
    errors = [calibration_error(said, random.random(len(said)) < said) for _ in range(DRAWS)]
    return float(np.quantile(errors, LEVEL))
