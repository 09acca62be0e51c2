"""What do others say about two who have worked together: those on their latest record, and those
whom both know?

Where the others on a record have come together again, a team works on; where they knew each other
before, one already did. A common partner with whom both have worked since is a way on which the two
still meet. Each pair is looked at once per record, and each tie once per partner of its two ends.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np

from algorithms.ties.joint import Floats, Ints, Joint, Pairs


class OfLatest(NamedTuple):
    """The place of each feature of a pair's latest joint record."""

    persons: int
    before: int
    between: int
    after: int
    team_again: int
    team_known: int


class OfCommon(NamedTuple):
    """The place of each feature of the partners that two persons share."""

    common: int
    common_fresh: int
    mutual: int
    mutual_since: int
    mutual_of_one: int


LATEST = OfLatest(*range(len(OfLatest._fields)))
COMMON = OfCommon(*range(len(OfCommon._fields)))


def of_latest(joint: Joint, pairs: Pairs, at: float) -> Floats:
    """What the latest joint record of each pair up to the time `at` says, a column each of
    `LATEST`; without meaning for a pair that has none by then. Shares of the record's other pairs
    are drawn towards a tenth with the weight of one pair."""
    values = np.zeros((len(pairs.a), len(LATEST)))
    if not len(pairs.record):
        return values
    latest, again, known = _latest(pairs.start, pairs.time, pairs.record, len(joint.time), at)
    row = np.maximum(latest, 0)
    record, persons = pairs.record[row], pairs.size[row].astype(np.float64)
    others = persons * (persons - 1) / 2 - 1
    knew = known[record] - (pairs.time[row] > pairs.time[pairs.start[:-1]])
    values[:, LATEST.persons] = persons
    places, anywhere = pairs.places[row], (persons - 2) / 3
    values[:, LATEST.before : LATEST.after + 1] = np.where(places < 0, anywhere[:, None], places)
    values[:, LATEST.team_again] = (again[record] + 0.1) / (others + 1)
    values[:, LATEST.team_known] = (knew + 0.1) / (others + 1)
    return values


@numba.njit(cache=True)
def _latest(
    start: Ints, time: Floats, record: Ints, records: int, at: float
) -> tuple[Ints, Ints, Ints]:
    """The row of each pair's latest record up to `at`, -1 without one; and of each record, how many
    of its pairs have a later record, and how many an earlier one."""
    latest = np.full(len(start) - 1, -1)
    again, known = np.zeros(records, np.int64), np.zeros(records, np.int64)
    for pair in range(len(latest)):
        for row in range(start[pair], start[pair + 1]):
            if time[row] <= at:
                latest[pair] = row
        for row in range(start[pair], latest[pair] + 1):
            again[record[row]] += time[row] < time[latest[pair]]
            known[record[row]] += time[row] > time[start[pair]]
    return latest, again, known


def of_common(a: Ints, b: Ints, of_ties: Floats, persons: int) -> Floats:
    """What the common partners of each tie say, a column each of `COMMON`, from two weights of each
    tie and the years since its latest record."""
    ends, others = np.r_[a, b], np.r_[b, a]
    order = np.lexsort((others, ends))
    start = np.searchsorted(ends[order], np.arange(persons + 1))
    return np.asarray(
        _shared(start, others[order], np.r_[of_ties, of_ties][order], of_ties[:, 2], a, b)
    )


@numba.njit(cache=True)
def _shared(start: Ints, near: Ints, ties: Floats, own: Floats, a: Ints, b: Ints) -> Floats:
    shared = np.zeros((len(a), len(COMMON)))
    for tie in range(len(a)):
        of = shared[tie]
        i, i_end = start[a[tie]], start[a[tie] + 1]
        j, j_end = start[b[tie]], start[b[tie] + 1]
        since = own[tie]
        while i < i_end and j < j_end:
            if near[i] == near[j]:
                of[COMMON.common] += min(ties[i, 0], ties[j, 0])
                of[COMMON.common_fresh] += min(ties[i, 1], ties[j, 1])
                later = (ties[i, 2] < since) + (ties[j, 2] < since)
                of[COMMON.mutual] += 1
                of[COMMON.mutual_since] += later == 2
                of[COMMON.mutual_of_one] += later == 1
                i += 1
                j += 1
            elif near[i] < near[j]:
                i += 1
            else:
                j += 1
    return shared
