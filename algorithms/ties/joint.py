"""Which two persons share a record, and when?

Records of more than 50 persons (papers, trials) give no pair anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.histories.history import History
from schema.ties import MOST_PERSONS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Leads = NDArray[np.int8]
FIRST, LAST = 1, 2


@dataclass(frozen=True)
class Joint:
    """Who was in which record, and when.

    `time` (years, fractions count) and `size` (persons) are per record; `record`, `person` and
    `lead` (1 first, 2 last, 0 between or unknown) per entry, sorted by record and then as printed.
    Nobody is in a record twice.
    """

    time: Floats
    size: Ints
    record: Ints
    person: Ints
    lead: Leads
    persons: int


@dataclass(frozen=True)
class Pairs:
    """Each pair of persons that shares a record, `a` < `b`, with the rows `start[i]:start[i + 1]`
    of `record`, `time`, `size`, `lead` and `places`, oldest first.

    `lead` sums `FIRST` where one is first and `LAST` where one is last. `places`: how many persons
    stand before both, between them, and after both; -1 where a record has no order.
    """

    a: Ints
    b: Ints
    start: Ints
    record: Ints
    time: Floats
    size: Ints
    lead: Leads
    places: Leads


def from_history(history: History) -> Joint:
    """A history's papers as joint records, each in the middle of its year."""
    papers = len(history.papers)
    size = np.bincount(history.paper, minlength=papers)
    ends = np.cumsum(size)
    place = np.arange(len(history.paper)) - (ends - size)[history.paper]
    lead = np.where(place == 0, FIRST, np.where(place == size[history.paper] - 1, LAST, 0))
    return Joint(
        history.year.astype(np.float64) + 0.5,
        size.astype(np.int64),
        history.paper,
        history.person.astype(np.int64),
        lead.astype(np.int8),
        len(history.names),
    )


def since(joint: Joint, begin: float) -> Joint:
    """The records after the time `begin` alone."""
    kept = joint.time > begin
    place, entry = np.cumsum(kept) - 1, kept[joint.record]
    return Joint(
        joint.time[kept],
        joint.size[kept],
        place[joint.record[entry]],
        joint.person[entry],
        joint.lead[entry],
        joint.persons,
    )


def pairs_of(joint: Joint) -> Pairs:
    """Every pair that shares a record of 2 to 50 persons."""
    begin = np.searchsorted(joint.record, np.arange(len(joint.time) + 1))
    counted = np.where((joint.size >= 2) & (joint.size <= MOST_PERSONS), np.diff(begin), 0)
    columns = _expand(begin, counted, joint.person, joint.lead)
    a, b, record = columns[:3]
    order = np.lexsort((joint.time[record], b, a))
    a, b, record, lead, places = (column[order] for column in columns)
    new = np.flatnonzero(np.r_[True, (np.diff(a) != 0) | (np.diff(b) != 0)][: len(a)])
    start = np.r_[new, len(a)].astype(np.int64)
    return Pairs(
        a[new], b[new], start, record, joint.time[record], joint.size[record], lead, places
    )


@numba.njit(cache=True)
def _expand(
    begin: Ints, counted: Ints, person: Ints, lead: Leads
) -> tuple[Ints, Ints, Ints, Leads, Leads]:
    """Each pair of each record that counts: the lower and the higher person, the record, `lead` and
    `places` of `Pairs`."""
    pairs = np.sum(counted * (counted - 1) // 2)
    a, b, of = np.empty(pairs, np.int64), np.empty(pairs, np.int64), np.empty(pairs, np.int64)
    led, places = np.empty(pairs, np.int8), np.empty((pairs, 3), np.int8)
    at = 0
    for record in range(len(counted)):
        if counted[record] == 0:
            continue
        is_ordered = lead[begin[record] : begin[record + 1]].any()
        for one in range(begin[record], begin[record + 1]):
            for other in range(one + 1, begin[record + 1]):
                a[at] = min(person[one], person[other])
                b[at] = max(person[one], person[other])
                of[at] = record
                led[at] = lead[one] | lead[other]
                places[at, 0] = one - begin[record] if is_ordered else -1
                places[at, 1] = other - one - 1 if is_ordered else -1
                places[at, 2] = begin[record + 1] - other - 1 if is_ordered else -1
                at += 1
    return a, b, of, led, places


def active_between(pairs: Pairs, begin: float, end: float) -> NDArray[np.bool_]:
    """Whether each pair has a record after `begin` and not after `end`."""
    return any_between(pairs.start, pairs.time, begin, end)


def any_between(start: Ints, time: Floats | Ints, begin: float, end: float) -> NDArray[np.bool_]:
    """Whether each group of the rows `start[i]:start[i + 1]` has a time after `begin` and not after
    `end`; no group is empty."""
    inside = (time > begin) & (time <= end)
    return np.add.reduceat(inside, start[:-1]) > 0 if len(start) > 1 else np.zeros(0, bool)
