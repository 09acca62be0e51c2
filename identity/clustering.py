"""Which mentions of one name are one person, when all of them are looked at together?

Mentions are compared within a *block*: one family name, one first initial. Within it clusters grow
by agglomeration (`identity.joining`). What must stay apart is carried through every join: two names
of one paper, different ORCID iDs, first names, middle initials or generations, careers beyond 70
years.

What pairs were found to be is kept, two bytes a pair. A block in which nobody came, went or was
judged stays as it is; in others only pairs with a new mention are compared again. Mentions of a
block are taken in the order of a hash of their ids, so that neither the order in which they were
loaded nor what was kept makes a difference.

When not to trust it: a block of more than 4,000 mentions is divided by first names first, so that
mentions with initials only are then compared with each other alone.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Hashes, Ints
from identity.comparing import DIFFERENT, KINDS, OTHER_MIDDLE, Columns, columns, evidence
from identity.comparing import given as given_names
from identity.comparing import middle as middle_names
from identity.joining import NEVER, Settings, join, shift
from identity.mentions import Mentions
from identity.model import Compiled, Model, compiled, log_odds

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int16]
_KINDS = len(KINDS)
_SURE, _TOLD = 12.0, 1_000.0
# Log odds are kept in thousandths.
_CODE, _NEVER_CODE, _UNKNOWN = 1_000.0, -32_768, 32_767
_LARGEST_BLOCK = 4_000
_THREADS = 2


class Blocks(NamedTuple):
    """Blocks of two or more: their ids ascending; those of block `b` are
    `members[start[b]:start[b + 1]]`, its pairs begin at `pairs[b]`, row by row below the
    diagonal."""

    ids: Hashes
    start: Ints
    members: Ints
    pairs: Ints


class Kept(NamedTuple):
    """What a run found and the next one may use: blocks, with the keys of mentions as members;
    codes of their pairs; for each member the places in the block of its cluster's first mention
    and of its partner (-1: none), and the two likenesses of `Clusters`; keys of mentions judged."""

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


@dataclass(frozen=True)
class Clusters:
    """For each mention: the cluster (the place of its first mention), the mention of the cluster it
    is most alike to (-1: none), the log odds of the two, and of it against its whole cluster. Also
    how many blocks and pairs there are, and how many of them were looked at."""

    label: Ints
    partner: Ints
    best: Floats
    whole: Floats
    blocks: int
    pairs: int
    touched: int
    compared: int


class Apart(NamedTuple):
    """What decides, beside names, that two mentions cannot be one person."""

    apart: Flags
    orcid: Hashes
    suffix: Hashes
    judged: Flags
    told: Ints
    sign: Ints


class Told(NamedTuple):
    """What stewards said of pairs of mentions: 1 the same person, -1 different ones."""

    left: Ints
    right: Ints
    sign: Ints


class Outcome(NamedTuple):
    """What comes of each member of the blocks, as in `Kept`."""

    label: Ints
    partner: Ints
    best: Floats
    whole: Floats


NOTHING = Told(*(np.zeros(0, np.int64) for _ in range(3)))


def cluster(
    m: Mentions,
    model: Model,
    settings: Settings = Settings(),  # noqa: B008
    told: Told = NOTHING,
) -> Clusters:
    """The clusters of all mentions. What stewards `told` of a pair outranks everything; of two who
    contradict each other, the later."""
    return clusters(m, model, settings, told)[0]


def clusters(
    m: Mentions,
    model: Model,
    settings: Settings = Settings(),  # noqa: B008
    told: Told = NOTHING,
    kept: Kept | None = None,
    fresh: Flags | None = None,
) -> tuple[Clusters, Kept]:
    """The clusters of all mentions, and what to keep for the next time. `kept` is what the time
    before left; `fresh` marks mentions that are new or changed since."""
    found, apart = blocks(m), _apart(m, told)
    size = len(found.members)
    codes = np.full(int(found.pairs[-1]), _UNKNOWN, np.int16)
    held = Outcome(
        np.zeros(size, np.int64),
        np.full(size, -1),
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
    )
    touched = np.ones(len(found.ids), bool)
    if kept is not None and fresh is not None and len(kept.ids):
        touched = _recalled(m, found, apart, kept, fresh, codes, held)
    compared = _settled(m, model, settings, found, apart, codes, held, np.flatnonzero(touched))
    begin = np.repeat(found.start[:-1], np.diff(found.start))
    label, partner = np.arange(len(m)), np.full(len(m), -1)
    best, whole = np.zeros(len(m), np.float32), np.zeros(len(m), np.float32)
    label[found.members] = found.members[begin + held.label]
    has = held.partner >= 0
    partner[found.members[has]] = found.members[(begin + held.partner)[has]]
    best[found.members], whole[found.members] = held.best, held.whole
    counts = len(found.ids), len(codes), int(touched.sum()), compared
    keys, judged = m.key[found.members], np.sort(m.key[apart.judged])
    return (
        Clusters(label, partner, best, whole, *counts),
        Kept(found.ids, found.start, keys, found.pairs, codes, *held, judged),
    )


def blocks(m: Mentions) -> Blocks:
    """The blocks of two or more mentions, those too large divided by first names."""
    ids = m.block.copy()
    for part in (m.forms.first[m.form].view("S16").ravel(), m.key):
        _, place, sizes = np.unique(ids, return_inverse=True, return_counts=True)
        large = np.flatnonzero((sizes > _LARGEST_BLOCK)[place])
        if not len(large):
            break
        if part.dtype == m.key.dtype:
            drawn = part[large] % (-(-sizes[place[large]] // _LARGEST_BLOCK)).astype(np.uint64)
        else:
            padded = part[large].astype("S16").view(np.uint64).reshape(-1, 2)
            drawn = padded[:, 0] * np.uint64(31) + padded[:, 1]
        ids[large] = (ids[large] ^ (drawn + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
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


def _apart(m: Mentions, told: Told) -> Apart:
    judged = np.zeros(len(m), bool)
    judged[told.left] = judged[told.right] = True
    keys = np.minimum(told.left, told.right) * len(m) + np.maximum(told.left, told.right)
    keys, last = np.unique(keys[::-1], return_index=True)
    return Apart(m.apart, m.orcid, m.suffix, judged, keys, told.sign[::-1][last])


def _recalled(
    m: Mentions, now: Blocks, apart: Apart, kept: Kept, fresh: Flags, codes: Codes, held: Outcome
) -> Flags:
    """Take over what was kept; marks the blocks that must be looked at."""
    order = np.argsort(kept.members)
    before = np.repeat(np.arange(len(kept.ids)), np.diff(kept.start))
    keys = m.key[now.members]
    at = order[np.minimum(np.searchsorted(kept.members, keys, sorter=order), len(order) - 1)]
    block = np.repeat(now.ids, np.diff(now.start))
    known = (kept.members[at] == keys) & (kept.ids[before[at]] == block) & ~fresh[now.members]
    judged = apart.judged[now.members] | np.isin(keys, kept.judged)
    of = np.repeat(np.arange(len(now.ids)), np.diff(now.start))
    touched = np.zeros(len(now.ids), bool)
    touched[of[~known | judged]] = True
    same = np.minimum(np.searchsorted(kept.ids, now.ids), len(kept.ids) - 1)
    touched |= np.diff(kept.start)[same] != np.diff(now.start)
    place = np.where(known, at - kept.start[before[at]], -1)
    _recall(now, place, kept.pairs[same], kept.codes, codes)
    stays = ~touched[of]
    for name in Outcome._fields:
        getattr(held, name)[stays] = getattr(kept, name)[at[stays]]
    return touched


@njit(cache=True, nogil=True)
def _recall(now: Blocks, place: Ints, pairs: Ints, kept: Codes, codes: Codes) -> None:
    """Copy the codes of pairs whose both members have a place in the block as it was."""
    for b in range(len(now.ids)):
        at = now.pairs[b]
        for i in range(now.start[b], now.start[b + 1]):
            for j in range(now.start[b], i):
                high, low = max(place[i], place[j]), min(place[i], place[j])
                if low >= 0:
                    codes[at] = kept[pairs[b] + high * (high - 1) // 2 + low]
                at += 1


def _settled(
    m: Mentions,
    model: Model,
    settings: Settings,
    now: Blocks,
    apart: Apart,
    codes: Codes,
    held: Outcome,
    which: Ints,
) -> int:
    """Compare and join within the blocks `which`, the largest first; how many pairs were new."""
    read, weights = columns(m), compiled(model)
    which = which[np.argsort(-np.diff(now.start)[which], kind="stable")]

    def settle(part: Ints) -> int:
        return int(_settle(read, weights, apart, settings, now, part, codes, held))

    parts = [which[at::_PARTS] for at in range(_PARTS)]
    with ThreadPoolExecutor(_THREADS) as pool:
        return sum(pool.map(settle, parts))


_PARTS = 64


@njit(cache=True, nogil=True)
def _settle(
    m: Columns,
    model: Compiled,
    apart: Apart,
    settings: Settings,
    now: Blocks,
    which: Ints,
    codes: Codes,
    held: Outcome,
) -> int:
    row, compared = np.empty(_KINDS, np.float32), 0
    for b in which:
        begin, size, at = now.start[b], now.start[b + 1] - now.start[b], now.pairs[b]
        members = now.members[begin : begin + size]
        for i in range(size):
            for j in range(i):
                if codes[at] == _UNKNOWN:
                    codes[at] = _pair(m, model, apart, members[i], members[j], row)
                    compared += 1
                at += 1
        odds = _square(apart, members, codes[now.pairs[b] : at], settings)
        years = np.empty(size, np.int64)
        for i in range(size):
            years[i] = m.year[m.record[members[i]]]
        label = join(odds.copy(), years, settings)
        _hold(odds, label, settings, begin, held)
    return compared


@njit(cache=True, nogil=True)
def _square(apart: Apart, members: Ints, codes: Codes, settings: Settings) -> Floats:
    """The log odds of all pairs of a block, at its own share of true ones; what stewards said of a
    pair in place of them."""
    size, at = len(members), 0
    live = codes[codes != _NEVER_CODE].astype(np.float32) / np.float32(_CODE)
    moved = np.float32(shift(live, len(codes), settings))
    odds = np.full((size, size), np.float32(NEVER))
    for i in range(size):
        for j in range(i):
            if codes[at] != _NEVER_CODE:
                odds[i, j] = np.float32(codes[at]) / np.float32(_CODE) + moved
            if apart.judged[members[i]] and apart.judged[members[j]]:
                said = _said(apart, members[i], members[j])
                if said != 0:
                    odds[i, j] = _TOLD if said > 0 else NEVER
            odds[j, i] = odds[i, j]
            at += 1
    return odds


@njit(cache=True, nogil=True)
def _hold(odds: Floats, label: Ints, settings: Settings, begin: int, held: Outcome) -> None:
    """Put down what comes of each member."""
    for i in range(len(label)):
        total, count, partner, best = 0.0, 0, -1, np.float32(0)
        for j in range(len(label)):
            if i != j and label[i] == label[j]:
                total += odds[i, j]
                count += 1
                if partner < 0 or odds[i, j] > best:
                    partner, best = j, odds[i, j]
        held.label[begin + i], held.partner[begin + i] = label[i], partner
        held.best[begin + i] = best
        held.whole[begin + i] = 0
        if count:
            mean = total / count
            held.whole[begin + i] = settings.best * best + (1 - settings.best) * mean


@njit(cache=True, nogil=True)
def _pair(
    m: Columns, model: Compiled, apart: Apart, i: int, j: int, row: npt.NDArray[np.float32]
) -> int:
    """The log odds of two mentions as a code; never where they cannot be one person."""
    if m.record[i] == m.record[j] and apart.apart[i]:
        return _NEVER_CODE
    if apart.orcid[i] != 0 and apart.orcid[j] != 0 and apart.orcid[i] != apart.orcid[j]:
        return _NEVER_CODE
    if apart.suffix[i] != 0 and apart.suffix[j] != 0 and apart.suffix[i] != apart.suffix[j]:
        return _NEVER_CODE
    # Names before all else: most pairs of a large block differ in them, and need no more.
    f, g = m.form[i], m.form[j]
    if given_names(m, f, g) == DIFFERENT or middle_names(m, f, g) == OTHER_MIDDLE:
        return _NEVER_CODE
    if apart.orcid[i] != 0 and apart.orcid[i] == apart.orcid[j]:
        return int(_SURE * _CODE)
    evidence(m, i, j, row)
    return int(np.round(_CODE * min(max(log_odds(model, row), -_SURE), _SURE)))


@njit(cache=True, nogil=True)
def _said(apart: Apart, i: int, j: int) -> int:
    """What stewards said of two mentions: 1 same, -1 different, 0 nothing."""
    key = min(i, j) * len(apart.judged) + max(i, j)
    place = np.searchsorted(apart.told, key)
    if place < len(apart.told) and apart.told[place] == key:
        return int(apart.sign[place])
    return 0
