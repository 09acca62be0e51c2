"""Sets of words in flat columns: how they are cut out, put together and weighed.

Words are 64-bit hashes. A word's weight is its rarity among the records that were counted; a
thousand imaginary records keep weights sensible where only a few are.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]
IMAGINED = 1_000


class Bag(NamedTuple):
    """Words of owner `o` are `words[start[o]:start[o + 1]]`, ascending; `weights` beside them, of
    length 1 in all where `length` is divided by."""

    start: Ints
    words: Hashes
    weights: Floats
    length: Floats


class Counts(NamedTuple):
    """How often each of the words was counted; the words ascend."""

    words: Hashes
    times: Ints

    def of(self, wanted: Hashes) -> Ints:
        """The counts of other words, 0 where one was never seen."""
        if not len(self.words):
            return np.zeros(len(wanted), np.int64)
        at = np.minimum(np.searchsorted(self.words, wanted), len(self.words) - 1)
        return np.where(self.words[at] == wanted, self.times[at], 0)


def counted(words: Hashes) -> Counts:
    """The counts of a column of words."""
    return Counts(*np.unique(words, return_counts=True))


def weighed(start: Ints, words: Hashes, counts: Counts, owners: int) -> Bag:
    """The bag of words whose weights are their rarity among the `owners` that were counted."""
    holders = np.maximum(counts.of(words), 1)
    return _measured(start, words, np.log((owners + IMAGINED) / holders).astype(np.float32))


def chosen(bag: Bag, keep: npt.NDArray[np.bool_]) -> Bag:
    """The bag with the words kept only, a mark a word."""
    start = np.concatenate([[0], np.cumsum(keep)])[bag.start]
    return _measured(start, bag.words[keep], bag.weights[keep])


def _measured(start: Ints, words: Hashes, weights: Floats) -> Bag:
    owners = len(start) - 1
    square = np.bincount(owner(start), weights.astype(np.float64) ** 2, owners)
    return Bag(start, words, weights, np.sqrt(square).astype(np.float32))


def owner(start: Ints) -> Ints:
    """The owner of each word."""
    return np.repeat(np.arange(len(start) - 1), np.diff(start))


def joined(one: Bag, two: Bag) -> Bag:
    """The owners of one bag, then those of the other."""
    start = np.concatenate([one.start, one.start[-1] + two.start[1:]])
    rest = (np.concatenate([a, b]) for a, b in zip(one[1:], two[1:], strict=True))
    return Bag(start, *rest)


def of_owners(bag: Bag, kept: npt.NDArray[np.bool_]) -> Bag:
    """The bag of the owners kept, a mark an owner."""
    sizes = np.diff(bag.start)
    words = np.repeat(kept, sizes)
    start = np.concatenate([[0], np.cumsum(sizes[kept])])
    return Bag(start, bag.words[words], bag.weights[words], bag.length[kept])
