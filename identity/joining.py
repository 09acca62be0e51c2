"""How do clusters grow within a block, once every pair of its mentions has its log odds?

The two most alike are joined, then the next, until no two are more probably one person than two.
How alike two clusters are is between the mean and the best of their pairs' log odds: the mean alone
would take a career apart that changed town or topic, the best alone would chain strangers together.

A probability learnt from published pairs holds for their share of true pairs, which is lower the
more people bear a name. What is taken off follows from how rare the name is among authors at large,
never from what else is loaded: a pair is judged the same in any company.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Ints

Flags = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]
NEVER = -1e9  # exact in 32 bits
_LONGEST_CAREER = 70


class Settings(NamedTuple):
    """How clusters grow: the share of the best pair in a cluster's likeness, the log odds that a
    join needs, and what each power of ten that a name is commoner than `rare` takes from them."""

    best: float = 0.2
    needed: float = 0.0
    common: float = 1.0
    rare: float = 4.0


@njit(cache=True, nogil=True)
def shift(rarity: float, settings: Settings) -> float:
    """What is added to the log odds of the pairs of a name: the more who bear it, the less."""
    return float(min(settings.common * (rarity - settings.rare), 0.0))


@njit(cache=True, nogil=True)
def join(odds: Floats, years: Ints, settings: Settings) -> Ints:
    """Grow clusters from a square of log odds (which is used up): for each place the first place of
    its cluster. `years` of 0 are unknown."""
    size = len(odds)
    label, weight = np.arange(size), np.ones(size)
    first, last = years.copy(), years.copy()
    near = np.empty(size, np.int64)
    for i in range(size):
        near[i] = np.argmax(odds[i])
    alive = np.ones(size, np.bool_)
    while True:
        i, top = -1, settings.needed
        for k in range(size):
            if alive[k] and odds[k, near[k]] > top:
                i, top = k, odds[k, near[k]]
        if i < 0:
            return label
        j = near[i]
        i, j = min(i, j), max(i, j)
        start, end = min(first[i] or first[j], first[j] or first[i]), max(last[i], last[j])
        if start and end - start > _LONGEST_CAREER:
            odds[i, j] = odds[j, i] = NEVER
            near[i], near[j] = np.argmax(odds[i]), np.argmax(odds[j])
            continue
        first[i], last[i], alive[j] = start, end, False
        for k in range(size):
            if label[k] == j:
                label[k] = i
        _merge(odds, weight, alive, i, j, settings.best)
        _look_again(odds, near, alive, i, j)


@njit(cache=True, nogil=True)
def _merge(odds: Floats, weight: Weights, alive: Flags, i: int, j: int, share: float) -> None:
    """Put the likeness of `i` and `j` together to each other cluster in place of that of `i`."""
    both = weight[i] + weight[j]
    for k in range(len(odds)):
        if not alive[k] or k == i:
            continue
        one, two = odds[i, k], odds[j, k]
        if one <= NEVER or two <= NEVER:
            value = NEVER
        else:
            mean = (weight[i] * one + weight[j] * two) / both
            value = share * max(one, two) + (1 - share) * mean
        odds[i, k] = odds[k, i] = value
    weight[i] = both
    odds[j, :] = NEVER
    odds[:, j] = NEVER


@njit(cache=True, nogil=True)
def _look_again(odds: Floats, near: Ints, alive: Flags, i: int, j: int) -> None:
    """Find the most alike of `i`, and of those whose likeness to `i` or `j` changed with it."""
    near[i] = np.argmax(odds[i])
    for k in range(len(odds)):
        if alive[k] and k != i:
            if near[k] == i or near[k] == j:
                near[k] = np.argmax(odds[k])
            elif odds[k, i] > odds[k, near[k]]:
                near[k] = i
