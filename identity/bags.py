"""Sets of words in flat columns: how they are cut out, put together and weighed.

Words are 64-bit hashes. A word's weight is its rarity: minus the logarithm of the share of records
that hold it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]


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


class Shares(NamedTuple):
    """The share of records, or of people, that each of the words holds; the words ascend."""

    words: Hashes
    share: Floats

    def of(self, wanted: Hashes, rest: float) -> Floats:
        """The shares of other words, `rest` where one is not among them."""
        if not len(self.words):
            return np.full(len(wanted), rest, np.float32)
        at = np.minimum(np.searchsorted(self.words, wanted), len(self.words) - 1)
        return np.where(self.words[at] == wanted, self.share[at], np.float32(rest))


def weighed(start: Ints, words: Hashes, share: Floats) -> Bag:
    """The bag of words whose weights are the rarity that follows from their shares."""
    return _measured(start, words, -np.log(share))


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


def of_owners(bag: Bag, owners: Ints) -> Bag:
    """The bag of some owners, by their places."""
    words = ranges(bag.start, owners)
    start = starts(np.diff(bag.start)[owners])
    return Bag(start, bag.words[words], bag.weights[words], bag.length[owners])


def starts(sizes: Ints) -> Ints:
    """Where each of several parts begins that follow one another, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def ranges(start: Ints, which: Ints) -> Ints:
    """All places of the parts `which`, where `start` says where each begins."""
    sizes = np.diff(start)[which]
    begin = np.repeat(start[which] - starts(sizes)[:-1], sizes)
    return begin + np.arange(int(sizes.sum()))


def are_in(values: Hashes, some: Hashes) -> npt.NDArray[np.bool_]:
    """Marks the values that are among a few others, which ascend."""
    if not len(some):
        return np.zeros(len(values), bool)
    return np.asarray(some[np.minimum(np.searchsorted(some, values), len(some) - 1)] == values)
