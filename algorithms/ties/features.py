"""What do the dated records of two persons say about whether they still work together?

A record of n persons (a paper, a trial) gives each of its pairs 1/(n - 1) (Newman 2001, "Scientific
collaboration networks II"); records of more than 50 persons give no pair anything. A pair's
features are sums over its records up to the day asked, halved with age at three speeds, beside the
dates of the first and the last, the number of different years, and what both persons do with
others. Most ties have one record: of these tells where the two stood on it, whether the others on
it have come together again, and with whom both have worked since (see `company`). Nothing after the
day asked is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.ties import company
from algorithms.ties.joint import FIRST, LAST, Floats, Ints, Joint, Leads, Pairs
from schema.relationships import AUTHORED, INVESTIGATES
from schema.ties import ACTIVE_YEARS, MOST_PERSONS

ALGORITHM = Algorithm(
    name="Features of a tie",
    about=__doc__,
    reads=(AUTHORED, INVESTIGATES),
    writes=(),
    distrust="A record whose date is known by its year alone stands in the middle of that year, so "
    "ages below a year are rough.",
)


Live = NDArray[np.bool_]

LONG_AGO = 60.0
# Of records that have no order of persons, as often as in papers.
UNKNOWN_SHARE = 0.25


class OfPair(NamedTuple):
    """The place of each feature of a pair's joint records."""

    weight_1: int
    weight_2: int
    weight_5: int
    weight_all: int
    records: int
    years: int
    since_last: int
    since_first: int
    fresh: int
    smallest: int
    lead: int
    pace: int
    recent: int
    led: int
    ended: int
    near: int


class OfPerson(NamedTuple):
    """The place of each feature of a person's own records."""

    output: int
    lately: int
    silent: int
    career: int
    volume: int
    now: int
    first_share: int
    last_share: int


PAIR, PERSON = OfPair(*range(len(OfPair._fields))), OfPerson(*range(len(OfPerson._fields)))
# What both persons' other ties say comes after what their records say.
PERSONS = (*OfPerson._fields, "total", "partners", "loyal", "share", "joint_share")
# One column of `Features.values` each, in this order.
COLUMNS = (
    *OfPair._fields,
    *company.LATEST._fields,
    *(f"{name}_{which}" for name in PERSONS for which in ("less", "more")),
    *company.COMMON._fields,
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
    "led": "joint records that one of the two leads, halved every two years",
    "ended": "joint records that one of the two ends, halved every two years",
    "near": "joint records over the steps from one place to the other, halved every two years",
    "persons": "persons on the latest joint record",
    "before": "persons before both on the latest joint record",
    "between": "persons between the two on the latest joint record",
    "after": "persons after both on the latest joint record",
    "team_again": "share of the other pairs of the latest joint record that came together again",
    "team_known": "share of the other pairs of the latest joint record that knew each other before",
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
    "mutual": "number of common partners",
    "mutual_since": "common partners with whom both have worked since their latest joint record",
    "mutual_of_one": "common partners with whom one of the two has worked since then",
}


@dataclass(frozen=True)
class Features:
    """The pairs that share a record up to the day asked (places in `Pairs`) and their features, a
    column each of `COLUMNS`."""

    pair: Ints
    values: Floats

    def column(self, name: str) -> Floats:
        """One feature of every pair."""
        return self.values[:, COLUMNS.index(name)]


def features(joint: Joint, pairs: Pairs, at: float) -> Features:
    """The features of every pair with a record before the time `at` (in years)."""
    gap = pairs.places[:, 1]
    of_pairs = _of_pairs(pairs.start, pairs.time, pairs.size, pairs.lead, gap, at)
    known = np.flatnonzero(of_pairs[:, PAIR.records] > 0)
    of_pairs, of_latest = of_pairs[known], company.of_latest(joint, pairs, at)[known]
    order = np.lexsort((joint.time[joint.record], joint.person))
    record = joint.record[order]
    start = np.searchsorted(joint.person[order], np.arange(joint.persons + 1))
    of_persons = _of_persons(start, joint.time[record], joint.size[record], joint.lead[order], at)
    if not joint.lead.any():
        of_persons[:, [PERSON.first_share, PERSON.last_share]] = UNKNOWN_SHARE
    a, b = pairs.a[known], pairs.b[known]
    both = [_of_both(of_persons, a, b), _of_ends(of_pairs, of_persons, a, b)]
    of_both = np.concatenate(both, axis=1).reshape(len(known), 2 * len(PERSONS))
    of_ties = of_pairs[:, [PAIR.weight_5, PAIR.weight_1, PAIR.since_last]]
    common = company.of_common(a, b, of_ties, joint.persons)
    return Features(known, np.column_stack([of_pairs, of_latest, of_both, common]))


def _of_both(of_persons: Floats, a: Ints, b: Ints) -> Floats:
    """The less and the more of each number of two persons."""
    ends = of_persons[a], of_persons[b]
    return np.stack([np.minimum(*ends), np.maximum(*ends)], axis=2)


def _of_ends(of_pairs: Floats, of_persons: Floats, a: Ints, b: Ints) -> Floats:
    """What each of two persons' other ties say, the less and the more of it."""
    ends, persons = np.r_[a, b], len(of_persons)

    def summed(column: NDArray[Any]) -> Floats:
        return np.asarray(np.bincount(ends, np.r_[column, column], minlength=persons), np.float64)

    weight, is_old = of_pairs[:, PAIR.weight_2], of_pairs[:, PAIR.since_first] >= 2
    is_repeated = of_pairs[:, PAIR.years] >= 2
    loyal = (summed(1.0 * (is_old & is_repeated)) + 0.3) / (summed(1.0 * is_old) + 2)
    of_ties = np.column_stack([summed(weight), summed(np.ones(len(a))), loyal])
    strongest = np.zeros(persons)
    np.maximum.at(strongest, ends, np.r_[weight, weight])
    fresh, output = of_pairs[:, PAIR.fresh], of_persons[:, PERSON.output]
    shares = [
        np.column_stack(
            [weight / np.maximum(strongest[end], 1e-12), fresh / np.maximum(output[end], 1e-12)]
        )
        for end in (a, b)
    ]
    of_shares = np.stack([np.minimum(*shares), np.maximum(*shares)], axis=2)
    return np.concatenate([_of_both(of_ties, a, b), of_shares], axis=1)


@numba.njit(cache=True)
def _of_pairs(start: Ints, time: Floats, size: Ints, lead: Leads, gap: Leads, at: float) -> Floats:
    pairs = len(start) - 1
    values = np.zeros((pairs, len(PAIR)))
    for pair in range(pairs):
        first, last, before = 0.0, 0.0, -1e9
        of = values[pair]
        of[PAIR.smallest] = 99.0
        for row in range(start[pair], start[pair + 1]):
            if time[row] > at:
                break
            age = at - time[row]
            weight, fresh = 1.0 / (size[row] - 1), 0.5 ** (age / 2)
            of[PAIR.weight_1] += weight * 0.5**age
            of[PAIR.weight_2] += weight * fresh
            of[PAIR.weight_5] += weight * 0.5 ** (age / 5)
            of[PAIR.weight_all] += weight
            if of[PAIR.records] == 0:
                first = time[row]
            if np.floor(time[row]) != np.floor(before):
                of[PAIR.years] += 1
            before = last = time[row]
            of[PAIR.records] += 1
            of[PAIR.smallest] = min(of[PAIR.smallest], size[row])
            of[PAIR.lead] += fresh if lead[row] == FIRST + LAST else 0.0
            of[PAIR.led] += fresh if lead[row] & FIRST else 0.0
            of[PAIR.ended] += fresh if lead[row] & LAST else 0.0
            between = gap[row] if gap[row] >= 0 else (size[row] - 2) / 3
            of[PAIR.near] += fresh / (between + 1)
            of[PAIR.fresh] += fresh
            if age <= 1:
                of[PAIR.recent] += 1
        if of[PAIR.records] == 0:
            of[PAIR.smallest] = 0.0
            continue
        of[PAIR.since_last], of[PAIR.since_first] = at - last, at - first
        of[PAIR.pace] = of[PAIR.years] / (np.floor(last) - np.floor(first) + 1.0)
    return values


@numba.njit(cache=True)
def _of_persons(start: Ints, time: Floats, size: Ints, lead: Leads, at: float) -> Floats:
    persons = len(start) - 1
    values = np.zeros((persons, len(PERSON)))
    for person in range(persons):
        of = values[person]
        of[PERSON.silent] = LONG_AGO
        for row in range(start[person], start[person + 1]):
            if time[row] > at:
                break
            age = at - time[row]
            fresh = 0.5 ** (age / 2)
            of[PERSON.output] += fresh
            if age <= 2:
                of[PERSON.lately] += 1
            if age <= 1:
                of[PERSON.now] += 1
            if lead[row] == FIRST:
                of[PERSON.first_share] += fresh
            if lead[row] == LAST:
                of[PERSON.last_share] += fresh
            of[PERSON.silent] = age
            if row == start[person]:
                of[PERSON.career] = age
            if 2 <= size[row] <= MOST_PERSONS:
                of[PERSON.volume] += (size[row] - 1) * 0.5 ** (age / 5)
        of[PERSON.first_share] /= max(of[PERSON.output], 1e-12)
        of[PERSON.last_share] /= max(of[PERSON.output], 1e-12)
    return values


def is_active(features: Features) -> Live:
    """Which ties have a record of the last five years."""
    return np.asarray(features.column("since_last") <= ACTIVE_YEARS)
