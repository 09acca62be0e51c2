"""Which mentions of one name are one person, when all of them are looked at together?

Within a block (`identity.blocks`) clusters grow by agglomeration (`identity.joining`). What must
stay apart is carried through every join: two names of one paper, different ORCID iDs, first names,
middle initials or generations, careers beyond 70 years.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Hashes, Ints
from identity.blocks import UNKNOWN, Blocks, Codes, Flags, Kept, Marks, Outcome, nothing, recall
from identity.blocks import blocks as blocks_of
from identity.comparing import DIFFERENT, KINDS, OTHER_MIDDLE, Columns, columns, evidence
from identity.comparing import given as given_names
from identity.comparing import middle as middle_names
from identity.joining import NEVER, Settings, join, shift
from identity.judgements import NOBODY, Judged
from identity.mentions import Mentions
from identity.model import Compiled, Model, compiled, log_odds

_KINDS = len(KINDS)
# Log odds beyond which no evidence leads.
SURE = 12.0
# Log odds are kept in thousandths.
_CODE, _NEVER_CODE = 1_000.0, -32_768
_THREADS, _PARTS = 2, 64


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
    """What decides, beside names, that two mentions cannot be one person; `pairs` are those judged,
    ascending, each as one number."""

    roster: npt.NDArray[np.uint8]
    orcid: Hashes
    suffix: Hashes
    judged: Flags
    pairs: Ints
    sign: Ints


class Rules(NamedTuple):
    """What the kernels judge by."""

    model: Compiled
    apart: Apart
    settings: Settings


def clusters(
    m: Mentions,
    model: Model,
    judged: Judged = NOBODY,
    before: Kept | None = None,
    fresh: Flags | None = None,
) -> tuple[Clusters, Kept]:
    """The clusters of all mentions, and what to keep for the next time. What stewards `judged` of a
    pair outranks everything; of two who contradict each other, the later. `before` is what the time
    before left; `fresh` marks mentions that are new or changed since."""
    blocks, apart = blocks_of(m), _apart(m, judged)
    codes, outcome = nothing(blocks)
    touched = np.ones(len(blocks.ids), bool)
    if before is not None and fresh is not None and len(before.ids):
        touched = recall(m, blocks, before, Marks(fresh, apart.judged), codes, outcome)
    rules = Rules(compiled(model), apart, Settings())
    compared = _settled(columns(m), rules, blocks, np.flatnonzero(touched), codes, outcome)
    counts = len(blocks.ids), len(codes), int(touched.sum()), compared
    keys, named = m.key[blocks.members], np.sort(m.key[apart.judged])
    return (
        Clusters(*_of_mentions(len(m), blocks, outcome), *counts),
        Kept(blocks.ids, blocks.start, keys, blocks.pairs, codes, *outcome, named),
    )


def _of_mentions(size: int, blocks: Blocks, outcome: Outcome) -> Outcome:
    """What comes of each mention, clusters and partners by their places among all of them."""
    begin, members = np.repeat(blocks.start[:-1], np.diff(blocks.start)), blocks.members
    label, partner = np.arange(size), np.full(size, -1)
    best, whole = np.zeros(size, np.float32), np.zeros(size, np.float32)
    label[members] = members[begin + outcome.label]
    has = outcome.partner >= 0
    partner[members[has]] = members[(begin + outcome.partner)[has]]
    best[members], whole[members] = outcome.best, outcome.whole
    return Outcome(label, partner, best, whole)


def _apart(m: Mentions, judged: Judged) -> Apart:
    marks = np.zeros(len(m), bool)
    marks[judged.left] = marks[judged.right] = True
    pairs = np.minimum(judged.left, judged.right) * len(m) + np.maximum(judged.left, judged.right)
    pairs, last = np.unique(pairs[::-1], return_index=True)
    return Apart(m.roster, m.orcid, m.suffix, marks, pairs, judged.sign[::-1][last])


def _settled(
    m: Columns, rules: Rules, blocks: Blocks, which: Ints, codes: Codes, outcome: Outcome
) -> int:
    """Compare and join within the blocks `which`, the largest first; how many pairs were new."""
    which = which[np.argsort(-np.diff(blocks.start)[which], kind="stable")]

    def settle(part: Ints) -> int:
        return int(_settle(m, rules, blocks, part, codes, outcome))

    parts = [which[at::_PARTS] for at in range(_PARTS)]
    with ThreadPoolExecutor(_THREADS) as pool:
        return sum(pool.map(settle, parts))


@njit(cache=True, nogil=True)
def _settle(
    m: Columns, rules: Rules, blocks: Blocks, which: Ints, codes: Codes, outcome: Outcome
) -> int:
    row, compared = np.empty(_KINDS, np.float32), 0
    for b in which:
        begin, size, at = blocks.start[b], blocks.start[b + 1] - blocks.start[b], blocks.pairs[b]
        members = blocks.members[begin : begin + size]
        for i in range(size):
            for j in range(i):
                if codes[at] == UNKNOWN:
                    codes[at] = _pair(m, rules, members[i], members[j], row)
                    compared += 1
                at += 1
        odds = _square(m, rules, members, codes[blocks.pairs[b] : at])
        years = np.empty(size, np.int64)
        for i in range(size):
            years[i] = m.year[m.record[members[i]]]
        label = join(odds.copy(), years, rules.settings)
        _put_down(odds, label, rules.settings, begin, outcome)
    return compared


@njit(cache=True, nogil=True)
def _square(m: Columns, rules: Rules, members: Ints, codes: Codes) -> Floats:
    """The log odds of all pairs of a block, less what its name takes off; pairs that
    stewards hold apart are never one."""
    apart, size, at = rules.apart, len(members), 0
    moved = np.float32(shift(m.rarity[members[0]], rules.settings))
    odds = np.full((size, size), np.float32(NEVER))
    for i in range(size):
        for j in range(i):
            if codes[at] != _NEVER_CODE:
                odds[i, j] = np.float32(codes[at]) / np.float32(_CODE) + moved
            # Whom a steward joined, a link joins (`identity.links`): it moves nobody else here.
            both = apart.judged[members[i]] and apart.judged[members[j]]
            if both and _sign(apart, members[i], members[j]) < 0:
                odds[i, j] = NEVER
            odds[j, i] = odds[i, j]
            at += 1
    return odds


@njit(cache=True, nogil=True)
def _put_down(odds: Floats, label: Ints, settings: Settings, begin: int, outcome: Outcome) -> None:
    """Put down what comes of each member."""
    for i in range(len(label)):
        total, count, partner, best = 0.0, 0, -1, np.float32(0)
        for j in range(len(label)):
            if i != j and label[i] == label[j]:
                total += odds[i, j]
                count += 1
                if partner < 0 or odds[i, j] > best:
                    partner, best = j, odds[i, j]
        outcome.label[begin + i], outcome.partner[begin + i] = label[i], partner
        outcome.best[begin + i] = best
        outcome.whole[begin + i] = 0
        if count:
            mean = total / count
            outcome.whole[begin + i] = settings.best * best + (1 - settings.best) * mean


@njit(cache=True, nogil=True)
def _pair(m: Columns, rules: Rules, i: int, j: int, row: npt.NDArray[np.float32]) -> int:
    """The log odds of two mentions as a code; never where they cannot be one person."""
    apart = rules.apart
    is_same_orcid = apart.orcid[i] != 0 and apart.orcid[i] == apart.orcid[j]
    if apart.orcid[i] != 0 and apart.orcid[j] != 0 and not is_same_orcid:
        return _NEVER_CODE
    if m.record[i] == m.record[j] and apart.roster[i] and apart.roster[i] == apart.roster[j]:
        # Printed twice in one list with one ORCID iD: the list names one person twice.
        return int(SURE * _CODE) if is_same_orcid else _NEVER_CODE
    if apart.suffix[i] != 0 and apart.suffix[j] != 0 and apart.suffix[i] != apart.suffix[j]:
        return _NEVER_CODE
    # Names before all else: most pairs of a large block differ in them, and need no more.
    f, g = m.form[i], m.form[j]
    if given_names(m, f, g) == DIFFERENT or middle_names(m, f, g) == OTHER_MIDDLE:
        return _NEVER_CODE
    if is_same_orcid:
        return int(SURE * _CODE)
    evidence(m, i, j, row)
    return int(np.round(_CODE * min(max(log_odds(rules.model, row), -SURE), SURE)))


@njit(cache=True, nogil=True)
def _sign(apart: Apart, i: int, j: int) -> int:
    """What stewards said of two mentions: 1 same, -1 different, 0 nothing."""
    pair = min(i, j) * len(apart.judged) + max(i, j)
    place = np.searchsorted(apart.pairs, pair)
    if place < len(apart.pairs) and apart.pairs[place] == pair:
        return int(apart.sign[place])
    return 0
