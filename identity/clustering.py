"""Which mentions of one name are one person, when all of them are looked at together?

Mentions are compared within a *block*: one family name, one first initial. Clusters grow by
agglomeration: the two most alike are joined, then the next, until no two are more probably one
person than two. How alike two clusters are is between the mean and the best of their pairs' log
odds: the mean alone would take a career apart that changed town or topic, the best alone would
chain strangers together. What must stay apart is carried through every join: two names of one
paper, different ORCID iDs, first names, middle initials or generations, careers beyond 70 years.

A probability learnt from published pairs holds for their share of true pairs. In each block the
share is estimated from the block itself (Saerens, Latinne and Decaestecker 2002), held towards the
published one where the block is small.

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

from identity.comparing import (
    DIFFERENT,
    KINDS,
    OTHER_MIDDLE,
    Columns,
    columns,
    evidence,
    given,
    middle,
)
from identity.mentions import Ints, Mentions
from identity.model import Compiled, Model, compiled, log_odds

Odds = npt.NDArray[np.float32]
_KINDS = len(KINDS)
_NEVER = -1e9  # exact in 32 bits
_SURE, _TOLD = 12.0, 1_000.0
_LONGEST_CAREER = 70
_LARGEST_BLOCK = 4_000
_THREADS = 2


class Settings(NamedTuple):
    """How clusters grow: the share of the best pair in a cluster's likeness, the log odds that a
    join needs, what a block's own share of true pairs counts for beside the published one."""

    best: float = 0.7
    needed: float = 0.0
    rebase: float = 0.7
    published: float = 0.66
    held: float = 30.0


@dataclass(frozen=True)
class Clusters:
    """For each mention: the cluster (the place of its first mention), the mention of the cluster it
    is most alike to (-1: none), the log odds of the two, and of it against its whole cluster."""

    label: Ints
    partner: Ints
    best: Odds
    whole: Odds
    pairs: int


class Apart(NamedTuple):
    """What decides, beside names, that two mentions cannot be one person."""

    apart: npt.NDArray[np.bool_]
    orcid: npt.NDArray[np.uint64]
    suffix: Ints
    judged: npt.NDArray[np.bool_]
    told: Ints
    sign: Ints


class Told(NamedTuple):
    """What stewards said of pairs of mentions: 1 the same person, -1 different ones."""

    left: Ints
    right: Ints
    sign: Ints


_NOTHING = Told(*(np.zeros(0, np.int64) for _ in range(3)))


def cluster(
    m: Mentions,
    model: Model,
    settings: Settings = Settings(),  # noqa: B008
    told: Told = _NOTHING,
) -> Clusters:
    """The clusters of all mentions. What stewards `told` of a pair outranks everything; of two who
    contradict each other, the later."""
    size = len(m)
    found = Clusters(
        np.arange(size),
        np.full(size, -1),
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
        0,
    )
    read, weights, apart = columns(m), compiled(model), _apart(m, told)
    blocks = list(_blocks(m))
    blocks.sort(key=len, reverse=True)

    def settle(members: Ints) -> int:
        outcome = _settle(read, weights, apart, members, settings)
        found.label[members], found.partner[members] = members[outcome[0]], outcome[1]
        found.best[members], found.whole[members] = outcome[2], outcome[3]
        return len(members) * (len(members) - 1) // 2

    with ThreadPoolExecutor(_THREADS) as pool:
        pairs = sum(pool.map(settle, blocks))
    return Clusters(found.label, found.partner, found.best, found.whole, pairs)


def _apart(m: Mentions, told: Told) -> Apart:
    judged = np.zeros(len(m), bool)
    judged[told.left] = judged[told.right] = True
    keys = np.minimum(told.left, told.right) * len(m) + np.maximum(told.left, told.right)
    keys, last = np.unique(keys[::-1], return_index=True)
    return Apart(m.apart, m.orcid, m.suffix, judged, keys, told.sign[::-1][last])


def _blocks(m: Mentions) -> list[Ints]:
    """The mentions of each block of two or more, blocks too large divided by first names."""
    order = np.argsort(m.block, kind="stable")
    ends = np.flatnonzero(np.diff(m.block[order])) + 1
    found = []
    for members in np.split(order, ends):
        if len(members) > _LARGEST_BLOCK:
            names = m.forms.first[m.form[members]].view("S16").ravel()
            by_name = np.argsort(names, kind="stable")
            cuts = np.flatnonzero(names[by_name][1:] != names[by_name][:-1]) + 1
            for part in np.split(members[by_name], cuts):
                found += np.array_split(np.sort(part), -(-len(part) // _LARGEST_BLOCK))
        elif len(members) > 1:
            found.append(members)
    return [part for part in found if len(part) > 1]


@njit(cache=True, nogil=True)
def _settle(
    m: Columns, model: Compiled, apart: Apart, members: Ints, settings: Settings
) -> tuple[Ints, Ints, Odds, Odds]:
    """Compare all pairs of a block, then join; places within the block come back."""
    size = len(members)
    odds = np.empty((size, size), np.float32)
    row = np.empty(_KINDS, np.float32)
    for i in range(size):
        odds[i, i] = _NEVER
        for j in range(i):
            odds[i, j] = odds[j, i] = _pair(m, model, apart, members[i], members[j], row)
    _rebase(odds, settings)
    years = np.empty(size, np.int64)
    for i in range(size):
        years[i] = m.year[m.record[members[i]]]
    label = join(odds.copy(), years, settings)
    partner = np.full(size, -1)
    best, whole = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for i in range(size):
        total, count = 0.0, 0
        for j in range(size):
            if i != j and label[i] == label[j]:
                total += odds[i, j]
                count += 1
                if partner[i] < 0 or odds[i, j] > best[i]:
                    partner[i], best[i] = members[j], odds[i, j]
        if count:
            whole[i] = settings.best * best[i] + (1 - settings.best) * total / count
    return label, partner, best, whole


@njit(cache=True, nogil=True)
def _pair(
    m: Columns, model: Compiled, apart: Apart, i: int, j: int, row: npt.NDArray[np.float32]
) -> float:
    """The log odds of two mentions; never where they cannot be one person."""
    if apart.judged[i] and apart.judged[j]:
        said = _said(apart, i, j)
        if said != 0:
            return _TOLD if said > 0 else _NEVER
    if m.record[i] == m.record[j] and apart.apart[i]:
        return _NEVER
    if apart.orcid[i] != 0 and apart.orcid[j] != 0 and apart.orcid[i] != apart.orcid[j]:
        return _NEVER
    if apart.suffix[i] != 0 and apart.suffix[j] != 0 and apart.suffix[i] != apart.suffix[j]:
        return _NEVER
    # Names before all else: most pairs of a large block differ in them, and need no more.
    f, g = m.form[i], m.form[j]
    if given(m, f, g) == DIFFERENT or middle(m, f, g) == OTHER_MIDDLE:
        return _NEVER
    if apart.orcid[i] != 0 and apart.orcid[i] == apart.orcid[j]:
        return _SURE
    evidence(m, i, j, row)
    return float(min(max(log_odds(model, row), -_SURE), _SURE))


@njit(cache=True, nogil=True)
def _said(apart: Apart, i: int, j: int) -> int:
    """What stewards said of two mentions: 1 same, -1 different, 0 nothing."""
    key = min(i, j) * len(apart.judged) + max(i, j)
    place = np.searchsorted(apart.told, key)
    if place < len(apart.told) and apart.told[place] == key:
        return int(apart.sign[place])
    return 0


@njit(cache=True, nogil=True)
def _rebase(odds: Odds, settings: Settings) -> None:
    """Shift the log odds of a block to its own share of true pairs."""
    published = np.log(settings.published / (1 - settings.published))
    size, share = len(odds), settings.published
    pairs = size * (size - 1) / 2
    for _ in range(20):
        shift = np.log(share / (1 - share)) - published
        total = 0.0
        for i in range(size):
            for j in range(i):
                if odds[i, j] > _NEVER:
                    total += 1 / (1 + np.exp(-(odds[i, j] + shift)))
        now = (total + settings.held * settings.published) / (pairs + settings.held)
        now = min(max(now, 1e-4), 1 - 1e-4)
        if abs(now - share) < 1e-4:
            break
        share = now
    shift = np.float32(settings.rebase * (np.log(share / (1 - share)) - published))
    for i in range(size):
        for j in range(size):
            if odds[i, j] > _NEVER:
                odds[i, j] += shift


@njit(cache=True, nogil=True)
def join(odds: Odds, years: Ints, settings: Settings) -> Ints:
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
            odds[i, j] = odds[j, i] = _NEVER
            near[i], near[j] = np.argmax(odds[i]), np.argmax(odds[j])
            continue
        first[i], last[i], alive[j] = start, end, False
        both = weight[i] + weight[j]
        for k in range(size):
            if label[k] == j:
                label[k] = i
            if not alive[k] or k == i:
                continue
            one, two = odds[i, k], odds[j, k]
            if one <= _NEVER or two <= _NEVER:
                value = _NEVER
            else:
                mean = (weight[i] * one + weight[j] * two) / both
                value = settings.best * max(one, two) + (1 - settings.best) * mean
            odds[i, k] = odds[k, i] = value
        weight[i] = both
        odds[j, :] = _NEVER
        odds[:, j] = _NEVER
        near[i] = np.argmax(odds[i])
        for k in range(size):
            if alive[k] and k != i:
                if near[k] == i or near[k] == j:
                    near[k] = np.argmax(odds[k])
                elif odds[k, i] > odds[k, near[k]]:
                    near[k] = i
