"""Which mentions are compared at all, and what is known of them from the run before?

Mentions are compared within a *block*: one family name, one first initial. What pairs were found to
be is kept, two bytes a pair. A block in which nobody came, went or was judged stays as it is; in
others only pairs with a new mention are compared again. Mentions of a block are taken in the order
of a hash of their ids, so that neither the order in which they were loaded nor what was kept makes
a difference.

When not to trust it: a block of more than 2,000 mentions is divided by how first names begin, so
that mentions with initials only are then compared with each other alone. Else pairs would grow by
the square of what is loaded: a country has few such blocks, the world's papers little else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Hashes, Ints
from identity.mentions import Mentions
from identity.names import Forms

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int16]
# The code of a pair that was not compared yet.
UNKNOWN = 32_767
# Larger blocks are divided by how first names begin; what is still larger than the second number by
# whole first names, and then by chance.
_LARGE, _LARGEST = 2_000, 4_000


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
    """What a run found and the next one may use: blocks, with the keys of mentions as members;
    codes of their pairs; for each member what came of it, as in `Outcome`; keys of mentions
    judged."""

    ids: Hashes
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


def blocks(m: Mentions) -> Blocks:
    """The blocks of two or more mentions, those too large divided by first names."""
    ids = m.block.copy()
    for limit, parts in ((_LARGE, _beginnings(m.forms)), (_LARGEST, _first_names(m.forms))):
        large, _ = _beyond(ids, limit)
        ids[large] = _mixed(ids[large], parts[m.form[large]])
    large, sizes = _beyond(ids, _LARGEST)
    ids[large] = _mixed(ids[large], m.key[large] % -(-sizes // _LARGEST).astype(np.uint64))
    order = np.lexsort((m.key, ids))
    distinct, sizes = np.unique(ids[order], return_counts=True)
    several = sizes > 1
    members = order[np.repeat(several, sizes)]
    sizes = sizes[several].astype(np.int64)
    return Blocks(
        distinct[several],
        np.concatenate([[0], np.cumsum(sizes)]),
        members,
        np.concatenate([[0], np.cumsum(sizes * (sizes - 1) // 2)]),
    )


def _beyond(ids: Hashes, limit: int) -> tuple[Ints, Ints]:
    """The places of members of larger blocks, and the sizes of these."""
    _, place, sizes = np.unique(ids, return_inverse=True, return_counts=True)
    large = np.flatnonzero((sizes > limit)[place])
    return large, sizes[place[large]]


def _beginnings(forms: Forms) -> Hashes:
    """A number for how the first name of each spelling begins, by three letters, so that it is the
    same however its parts are put together; short forms of one name have one. 0: initials only."""
    letters = forms.whole[:, :3].astype(np.uint64) @ np.array([65_536, 256, 1], np.uint64)
    return np.where(forms.short[:, 0] > 0, forms.short[:, 0].astype(np.uint64), letters)


def _first_names(forms: Forms) -> Hashes:
    letters = forms.first.view(np.uint64).reshape(-1, 2)
    return letters[:, 0] * np.uint64(31) + letters[:, 1]


def _mixed(ids: Hashes, parts: Hashes) -> Hashes:
    return (ids ^ (parts + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)


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
