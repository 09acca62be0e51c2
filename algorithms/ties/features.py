"""What do the dated records of two persons say about whether they still work together?

A record of n persons (a paper, a trial) gives each of its pairs 1/(n - 1) (Newman 2001, "Scientific
collaboration networks II"); records of more than 50 persons give no pair anything. A pair's
features are sums over its records up to the day asked, halved with age at three speeds, beside the
dates of the first and the last, the number of different years, and what both persons do with
others. Nothing after the day asked is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.histories.history import History
from schema.relationships import AUTHORED, INVESTIGATES

ALGORITHM = Algorithm(
    name="Features of a tie",
    about=__doc__,
    reads=(AUTHORED, INVESTIGATES),
    writes=(),
    distrust="A record whose date is known by its year alone stands in the middle of that year, so "
    "ages below a year are rough.",
)


Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Live = NDArray[np.bool_]

MOST_PERSONS = 50
LONG_AGO = 60.0
ACTIVE_YEARS = 5.0
# Of records that have no order of persons, as often as in papers.
UNKNOWN_SHARE = 0.25

# One column of `Features.values` each, in this order.
PAIR = (
    *("weight_1", "weight_2", "weight_5", "weight_all", "records", "years", "since_last"),
    *("since_first", "fresh", "smallest", "lead", "pace", "recent"),
)
PERSONS = (
    *("output", "lately", "silent", "career", "volume", "now", "first_share", "last_share"),
    *("total", "partners", "loyal", "share", "joint_share"),
)
COLUMNS = (
    *PAIR,
    *(f"{name}_{which}" for name in PERSONS for which in ("less", "more")),
    *("common", "common_fresh"),
)
# What each column says, as the pages and the reasons print it.
MEANING = {
    "weight_1": "summed 1/(n - 1), halved every year",
    "weight_2": "summed 1/(n - 1), halved every two years",
    "weight_5": "summed 1/(n - 1), halved every five years",
    "weight_all": "summed 1/(n - 1), not aged",
    "records": "number of joint records",
    "years": "number of different years with a joint record",
    "since_last": "years since the latest joint record",
    "since_first": "years since the first joint record",
    "fresh": "joint records, halved every two years",
    "smallest": "persons on the smallest joint record",
    "lead": "joint records that one leads and the other ends, halved every two years",
    "pace": "share of the years from first to latest that have a joint record",
    "recent": "joint records in the last year",
    "output": "records of the person, halved every two years",
    "lately": "records of the person in the last two years",
    "silent": "years since the person's latest record",
    "career": "years since the person's first record",
    "volume": "co-authorships of the person, halved every five years",
    "total": "summed weight of all ties of the person, halved every two years",
    "now": "records of the person in the last year",
    "first_share": "share of the person's records with the person first, halved every two years",
    "last_share": "the same with the person last",
    "partners": "number of persons that the person has worked with",
    "loyal": "share of the person's ties of two years or more with records of different years",
    "share": "the tie's weight over that of the person's strongest tie",
    "joint_share": "share of the person's records that are joint, halved every two years",
    "common": "common partners, each by the weaker of the two ties to them",
    "common_fresh": "the same, with weights halved every year",
}


@dataclass(frozen=True)
class Joint:
    """Who was in which record, and when.

    `time` (years, fractions count) and `size` (persons) are per record; `record`, `person` and
    `lead` (1 first, 2 last, 0 between or unknown) per entry, sorted by record. Nobody is in a
    record twice.
    """

    time: Floats
    size: Ints
    record: Ints
    person: Ints
    lead: NDArray[np.int8]
    persons: int


@dataclass(frozen=True)
class Pairs:
    """Each pair of persons that shares a record, `a` < `b`, with the rows `start[i]:start[i + 1]`
    of `record`, `time`, `size` and `lead` (one is first, the other last), oldest first."""

    a: Ints
    b: Ints
    start: Ints
    record: Ints
    time: Floats
    size: Ints
    lead: NDArray[np.int8]


@dataclass(frozen=True)
class Features:
    """The pairs that share a record up to the day asked (places in `Pairs`) and their features, a
    column each of `COLUMNS`."""

    pair: Ints
    values: Floats

    def column(self, name: str) -> Floats:
        """One feature of every pair."""
        return self.values[:, COLUMNS.index(name)]


def from_history(history: History) -> Joint:
    """A history's papers as joint records, each in the middle of its year."""
    papers = len(history.papers)
    size = np.bincount(history.paper, minlength=papers)
    ends = np.cumsum(size)
    place = np.arange(len(history.paper)) - (ends - size)[history.paper]
    lead = np.where(place == 0, 1, np.where(place == size[history.paper] - 1, 2, 0))
    return Joint(
        history.year.astype(np.float64) + 0.5,
        size.astype(np.int64),
        history.paper,
        history.person.astype(np.int64),
        lead.astype(np.int8),
        len(history.names),
    )


def pairs(joint: Joint) -> Pairs:
    """Every pair that shares a record of 2 to 50 persons."""
    first = np.searchsorted(joint.record, np.arange(len(joint.time) + 1))
    counted = np.where((joint.size >= 2) & (joint.size <= MOST_PERSONS), np.diff(first), 0)
    total = int((counted * (counted - 1) // 2).sum())
    a, b, record, lead = _expand(first, counted, joint.person, joint.lead, total)
    order = np.lexsort((joint.time[record], b, a))
    a, b, record, lead = a[order], b[order], record[order], lead[order]
    new = np.flatnonzero(np.r_[True, (np.diff(a) != 0) | (np.diff(b) != 0)][: len(a)])
    start = np.r_[new, len(a)].astype(np.int64)
    return Pairs(a[new], b[new], start, record, joint.time[record], joint.size[record], lead)


@numba.njit(cache=True)
def _expand(first, counted, person, lead, total):  # type: ignore[no-untyped-def]
    a = np.empty(total, np.int64)
    b = np.empty(total, np.int64)
    record = np.empty(total, np.int64)
    led = np.empty(total, np.int8)
    at = 0
    for r in range(len(counted)):
        if counted[r] == 0:
            continue
        for i in range(first[r], first[r + 1]):
            for j in range(i + 1, first[r + 1]):
                a[at] = min(person[i], person[j])
                b[at] = max(person[i], person[j])
                record[at] = r
                led[at] = 1 if lead[i] + lead[j] == 3 else 0
                at += 1
    return a, b, record, led


def features(joint: Joint, found: Pairs, at: float) -> Features:
    """The features of every pair with a record before the time `at` (in years)."""
    values = _of_pairs(found.start, found.time, found.size, found.lead, at)
    known = np.flatnonzero(values[:, PAIR.index("records")] > 0)
    values = values[known]
    order = np.lexsort((joint.time[joint.record], joint.person))
    who, record = joint.person[order], joint.record[order]
    start = np.searchsorted(who, np.arange(joint.persons + 1))
    one = _of_persons(start, joint.time[record], joint.size[record], joint.lead[order], at)
    if not joint.lead.any():
        one[:, [PERSONS.index("first_share"), PERSONS.index("last_share")]] = UNKNOWN_SHARE
    a, b = found.a[known], found.b[known]
    both = np.concatenate([_of_both(one, a, b), _of_ends(values, one, a, b)], axis=1)
    common = [
        _common(a, b, values[:, PAIR.index(name)], joint.persons)
        for name in ("weight_5", "weight_1")
    ]
    both = both.reshape(len(known), 2 * len(PERSONS))
    return Features(known, np.column_stack([values, both, *common]))


def _of_both(one: Floats, a: Ints, b: Ints) -> Floats:
    """The less and the more of each number of two persons."""
    return np.stack([np.minimum(one[a], one[b]), np.maximum(one[a], one[b])], axis=2)


def _of_ends(values: Floats, one: Floats, a: Ints, b: Ints) -> Floats:
    """What each of two persons' other ties say, the less and the more of it."""
    ends, count = np.r_[a, b], len(one)

    def summed(column: NDArray[Any]) -> Floats:
        return np.asarray(np.bincount(ends, np.r_[column, column], minlength=count), np.float64)

    weight, old = values[:, 1], values[:, PAIR.index("since_first")] >= 2
    again = values[:, PAIR.index("years")] >= 2
    loyal = (summed(1.0 * (old & again)) + 0.3) / (summed(1.0 * old) + 2)
    told = np.column_stack([summed(weight), summed(np.ones(len(a))), loyal])
    most = np.zeros(count)
    np.maximum.at(most, ends, np.r_[weight, weight])
    fresh, output = values[:, PAIR.index("fresh")], one[:, 0]
    shares = [
        np.column_stack(
            [weight / np.maximum(most[end], 1e-12), fresh / np.maximum(output[end], 1e-12)]
        )
        for end in (a, b)
    ]
    pair = np.stack([np.minimum(*shares), np.maximum(*shares)], axis=2)
    return np.concatenate([_of_both(told, a, b), pair], axis=1)


def active_between(found: Pairs, begin: float, end: float) -> NDArray[np.bool_]:
    """Whether each pair has a record after `begin` and not after `end`."""
    inside = (found.time > begin) & (found.time <= end)
    return np.add.reduceat(inside, found.start[:-1]) > 0 if len(found.a) else np.zeros(0, bool)


@numba.njit(cache=True)
def _of_pairs(start, time, size, lead, at):  # type: ignore[no-untyped-def]
    n = len(start) - 1
    out = np.zeros((n, 13))
    for p in range(n):
        smallest, records, years, leads, fresh = 99.0, 0, 0, 0.0, 0.0
        previous, last, first = -1e9, 0.0, 0.0
        for row in range(start[p], start[p + 1]):
            if time[row] > at:
                break
            age = at - time[row]
            weight = 1.0 / (size[row] - 1)
            out[p, 0] += weight * 0.5**age
            out[p, 1] += weight * 0.5 ** (age / 2)
            out[p, 2] += weight * 0.5 ** (age / 5)
            out[p, 3] += weight
            if records == 0:
                first = time[row]
            if np.floor(time[row]) != np.floor(previous):
                years += 1
            previous = last = time[row]
            records += 1
            smallest = min(smallest, size[row])
            leads += lead[row] * 0.5 ** (age / 2)
            fresh += 0.5 ** (age / 2)
            if age <= 1:
                out[p, 12] += 1
        if records == 0:
            continue
        out[p, 4] = records
        out[p, 5] = years
        out[p, 6] = at - last
        out[p, 7] = at - first
        out[p, 8] = fresh
        out[p, 9] = smallest
        out[p, 10] = leads
        out[p, 11] = years / (np.floor(last) - np.floor(first) + 1.0)
    return out


@numba.njit(cache=True)
def _of_persons(start, time, size, lead, at):  # type: ignore[no-untyped-def]
    n = len(start) - 1
    out = np.zeros((n, 8))
    for p in range(n):
        out[p, 2] = LONG_AGO
        for row in range(start[p], start[p + 1]):
            if time[row] > at:
                break
            age = at - time[row]
            out[p, 0] += 0.5 ** (age / 2)
            if age <= 2:
                out[p, 1] += 1
            if age <= 1:
                out[p, 5] += 1
            if lead[row] == 1:
                out[p, 6] += 0.5 ** (age / 2)
            if lead[row] == 2:
                out[p, 7] += 0.5 ** (age / 2)
            out[p, 2] = age
            if row == start[p]:
                out[p, 3] = age
            if 2 <= size[row] <= MOST_PERSONS:
                out[p, 4] += (size[row] - 1) * 0.5 ** (age / 5)
        for share in (6, 7):
            out[p, share] /= max(out[p, 0], 1e-12)
    return out


def _common(a: Ints, b: Ints, weight: Floats, persons: int) -> Floats:
    """For each tie, the sum over common neighbours of the weaker of the two ties to them."""
    ends, others = np.r_[a, b], np.r_[b, a]
    order = np.lexsort((others, ends))
    start = np.searchsorted(ends[order], np.arange(persons + 1))
    return np.asarray(_shared(start, others[order], np.r_[weight, weight][order], a, b))


@numba.njit(cache=True)
def _shared(start, near, weight, a, b):  # type: ignore[no-untyped-def]
    out = np.zeros(len(a))
    for tie in range(len(a)):
        i, i_end = start[a[tie]], start[a[tie] + 1]
        j, j_end = start[b[tie]], start[b[tie] + 1]
        while i < i_end and j < j_end:
            if near[i] == near[j]:
                out[tie] += min(weight[i], weight[j])
                i += 1
                j += 1
            elif near[i] < near[j]:
                i += 1
            else:
                j += 1
    return out


def is_active(found: Features) -> Live:
    """Which ties have a record of the last five years."""
    return np.asarray(found.column("since_last") <= ACTIVE_YEARS)
