"""Which mentions are compared at all, and what is known of them from the run before?

Mentions are compared within a *block*: one family name, one first initial. What pairs were found to
be is kept, two bytes a pair. A block in which nobody came, went or was judged stays as it is; in
others only pairs with a new mention are compared again. Mentions of a block are taken in the order
of a hash of their ids, so that neither the order in which they were loaded nor what was kept makes
a difference.

Blocks that are too large are divided (`identity.dividing`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Hashes, Ints, ranges, starts
from identity.dividing import divided
from identity.mentions import Mentions

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int16]
# The code of a pair that was not compared yet.
UNKNOWN = 32_767


class Blocks(NamedTuple):
    """Blocks of two or more: their ids ascending; those of block `b` are
    `members[start[b]:start[b + 1]]`, its pairs begin at `pairs[b]`, row by row below the
    diagonal."""

    ids: Hashes
    start: Ints
    members: Ints
    pairs: Ints

    @property
    def block(self) -> Ints:
        """The place of each member's block."""
        return np.repeat(np.arange(len(self.ids)), np.diff(self.start))


class Outcome(NamedTuple):
    """What comes of each member of the blocks: the places in the block of its cluster's first
    mention and of its partner (-1: none), and the two likenesses of
    `identity.clustering.Clusters`."""

    label: Ints
    partner: Ints
    best: Floats
    whole: Floats


class Kept(NamedTuple):
    """What a run found and the next one may use: blocks, the one that each was before it was
    divided, with the keys of mentions as members; codes of their pairs; for each member what came
    of it, as in `Outcome`; keys of mentions judged."""

    ids: Hashes
    whole_block: Hashes
    start: Ints
    members: Hashes
    pairs: Ints
    codes: Codes
    label: Ints
    partner: Ints
    best: Floats
    whole: Floats
    judged: Hashes

    def place(self, keys: Hashes) -> Ints:
        """The place of each key among the members, if it is one of them."""
        order = np.argsort(self.members)
        place = np.searchsorted(self.members, keys, sorter=order)
        return np.asarray(order[np.minimum(place, len(order) - 1)])

    def chosen(self, which: Ints) -> Kept:
        """Some blocks of it."""
        members, pairs = ranges(self.start, which), ranges(self.pairs, which)
        outcome = {name: getattr(self, name)[members] for name in Outcome._fields}
        return Kept(
            ids=self.ids[which],
            whole_block=self.whole_block[which],
            start=starts(np.diff(self.start)[which]),
            members=self.members[members],
            pairs=starts(np.diff(self.pairs)[which]),
            codes=self.codes[pairs],
            judged=self.judged,
            **outcome,
        )

    def joined(self, later: Kept) -> Kept:
        """These blocks and others that a later run found."""
        both: dict[str, Any] = {
            name: np.concatenate([getattr(self, name), getattr(later, name)])
            for name in ("ids", "whole_block", "members", "codes", *Outcome._fields)
        }
        for name in ("start", "pairs"):
            sizes = (np.diff(getattr(it, name)) for it in (self, later))
            both[name] = starts(np.concatenate([*sizes]))
        found = Kept(judged=later.judged, **both)
        return found.chosen(np.argsort(found.ids))


def blocks(m: Mentions) -> Blocks:
    """The blocks of two or more mentions, those too large divided."""
    ids = divided(m)
    order = np.lexsort((m.key, ids))
    distinct, sizes = np.unique(ids[order], return_counts=True)
    several = sizes > 1
    members = order[np.repeat(several, sizes)]
    sizes = sizes[several].astype(np.int64)
    return Blocks(distinct[several], starts(sizes), members, starts(sizes * (sizes - 1) // 2))


def nothing(blocks: Blocks) -> tuple[Codes, Outcome]:
    """The codes of pairs of which nothing is known, and what comes of members before any joins."""
    size = len(blocks.members)
    unknown = np.full(int(blocks.pairs[-1]), UNKNOWN, np.int16)
    likeness = (np.zeros(size, np.float32) for _ in range(2))
    return unknown, Outcome(np.zeros(size, np.int64), np.full(size, -1), *likeness)


class Marks(NamedTuple):
    """Of each mention, whether it is new or changed since the run before, and whether a steward
    judged it."""

    fresh: Flags
    judged: Flags


def recall(
    m: Mentions, blocks: Blocks, before: Kept, marks: Marks, codes: Codes, outcome: Outcome
) -> Flags:
    """Fill codes and outcome with what the run before found of pairs and members that stay; marks
    the blocks that must be looked at."""
    keys, block = m.key[blocks.members], blocks.block
    at = before.place(keys)
    home = np.repeat(np.arange(len(before.ids)), np.diff(before.start))[at]
    known = (before.members[at] == keys) & (before.ids[home] == blocks.ids[block])
    known &= ~marks.fresh[blocks.members]
    judged = marks.judged[blocks.members] | np.isin(keys, before.judged)
    touched = np.zeros(len(blocks.ids), bool)
    touched[block[~known | judged]] = True
    same = np.minimum(np.searchsorted(before.ids, blocks.ids), len(before.ids) - 1)
    touched |= np.diff(before.start)[same] != np.diff(blocks.start)
    place = np.where(known, at - before.start[home], -1)
    _copy(blocks, place, before.pairs[same], before.codes, codes)
    stays = ~touched[block]
    for name in Outcome._fields:
        getattr(outcome, name)[stays] = getattr(before, name)[at[stays]]
    return touched


@njit(cache=True, nogil=True)
def _copy(blocks: Blocks, place: Ints, pairs: Ints, before: Codes, codes: Codes) -> None:
    """Copy the codes of pairs whose both members have a place in the block as it was."""
    for b in range(len(blocks.ids)):
        at = blocks.pairs[b]
        for i in range(blocks.start[b], blocks.start[b + 1]):
            for j in range(blocks.start[b], i):
                high, low = max(place[i], place[j]), min(place[i], place[j])
                if low >= 0:
                    codes[at] = before[pairs[b] + high * (high - 1) // 2 + low]
                at += 1
