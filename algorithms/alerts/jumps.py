"""When does a line of quarters jump?

A quarter is held against the same quarter a year before, so that a season is no jump. The change
over the year, on a scale on which chance is alike everywhere, is compared with the person's own
earlier changes: with their median, by their median absolute deviation (times 1.4826, which makes it
a standard deviation where changes are normal), but no less than what chance alone gives. Counts
are taken as twice the root of the count and three eighths (Anscombe 1948), where a count of chance
has deviation 1 and a difference of two the root of 2; PageRank as its logarithm, with a tenth.

It is a jump where the change is 3.5 such deviations or more above the median (Iglewicz and Hoaglin
1993) and the quarter is half as much again as a year before, or more. It lasts until the change
falls below 2 deviations, so that nobody jumps to and fro. A line needs nine quarters of which
something is known, for four earlier changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SEASON, FEWEST_BEFORE = 4, 4
BEGINS, LASTS, RATIO = 3.5, 2.0, 1.5
NORMAL = 1.4826


@dataclass(frozen=True)
class Scale:
    """On which scale changes are alike, and how much chance alone gives on it."""

    of: Callable[[Floats], Floats]
    chance: float


def _anscombe(counts: Floats) -> Floats:
    return 2 * np.sqrt(counts + 0.375)


def _logarithm(values: Floats) -> Floats:
    return np.log(np.where(values > 0, values, np.nan))


COUNTS = Scale(_anscombe, float(np.sqrt(2)))
RANKS = Scale(_logarithm, 0.1)


@dataclass(frozen=True)
class Jumps:
    """By person: whether the last known quarter is a jump, the quarter and the one a year before.
    `quarter` is the place of that quarter in the lines, none where too little is known."""

    is_jump: Flags
    last: Floats
    before: Floats
    quarter: int | None


def jumps(lines: Floats, was: Flags, scale: Scale) -> Jumps:
    """The jumps of lines, one a row, gaps as NaN, of persons who `was` jumping before. Where a
    column is a gap for everybody, its source does not cover it."""
    unknown = np.full(len(lines), np.nan)
    known = np.flatnonzero(~np.isnan(lines).all(axis=0))
    begin, end = (int(known[0]), int(known[-1]) + 1) if len(lines) and len(known) else (0, 0)
    covered = lines[:, begin:end]
    if covered.shape[1] < SEASON + FEWEST_BEFORE + 1:
        return Jumps(np.zeros(len(lines), bool), unknown, unknown, None)
    scaled = scale.of(covered)
    changes = scaled[:, SEASON:] - scaled[:, :-SEASON]
    earlier = changes[:, :-1]
    usual = np.median(earlier, axis=1)
    spread = NORMAL * np.median(np.abs(earlier - usual[:, None]), axis=1)
    above = (changes[:, -1] - usual) / np.maximum(spread, scale.chance)
    last, before = covered[:, -1], covered[:, -1 - SEASON]
    is_large = last >= RATIO * before
    with np.errstate(invalid="ignore"):
        begins = (above >= BEGINS) & is_large
        lasts = was & (above >= LASTS)
    return Jumps(begins | lasts, last, before, end - 1)
