"""Which place does a person take within the cohort, and how sure is that place?

The place in a dimension is one more than the number of persons of the cohort with a higher score.
Beside it stands the interval into which nine of ten resamples fall: each keeps a byline, a trial or
a payment with the probability that identity gives it (all that hangs on one byline goes with it),
and a tie with its strength. Kept ties pass on what they passed on before, so that the mean over
resamples is PageRank itself: p = (1 - d) + d x sum over ties of strength x p_j / summed strength_j.
The draws are hashes of who, what and the resample's number: the same records give the same places.
"""

from __future__ import annotations

import duckdb
import numba
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.dimensions.indicators import PAGE_RANK
from algorithms.network.network import Floats, Ints
from algorithms.network.page_rank import DAMPING
from lake.relations import Relation, make
from schema.conclusions import Dimensions
from schema.relationships import AUTHORED, CONNECTED_TO, INVESTIGATES, RECEIVED

ALGORITHM = Algorithm(
    name="Places within the cohort",
    about=__doc__,
    reads=(AUTHORED, INVESTIGATES, RECEIVED, CONNECTED_TO),
    writes=(Dimensions,),
    distrust="Doubts that are not in identity scores or strengths, such as a missing source, are "
    "not in the interval either. It is widened where it would miss the place itself.",
)


RESAMPLES, OUTSIDE = 40, 0.05
SEED = 20_240_229
Hashes = NDArray[np.uint64]

# One row per person and indicator with a record and a weight, numbered by indicator and cohort.
NUMBERED_TOTALS = Relation(
    "dimensions.numbered_totals",
    "number BIGINT, person_id VARCHAR, indicator VARCHAR, total DOUBLE, person BIGINT, "
    "part BIGINT, cohort BIGINT",
    """
SELECT row_number() OVER (ORDER BY indicator, cohort, person_id) - 1 AS number,
  person_id, indicator, total, dense_rank() OVER (ORDER BY person_id) - 1 AS person,
  dense_rank() OVER (ORDER BY indicator, cohort) - 1 AS part,
  dense_rank() OVER (ORDER BY cohort) - 1 AS cohort
FROM dimensions.totals JOIN dimensions.cohorts USING (person_id)
WHERE indicator IN (SELECT indicator FROM dimensions.shares)""",
)
# What may be missing in a resample: values of records whose person is not sure, and what each tie
# passes on. `mention` is what is drawn for, `number` the total that the value is part of.
UNSURE_RECORDS = Relation(
    "dimensions.unsure_records",
    "number BIGINT, record VARCHAR, mention UBIGINT, sure DOUBLE, value DOUBLE",
    """
SELECT number, record, mention, sure, value FROM dimensions.records
JOIN dimensions.numbered_totals USING (person_id, indicator) WHERE sure < 1""",
)
PASSED_RANKS = Relation(
    "dimensions.passed_ranks",
    "number BIGINT, record VARCHAR, mention UBIGINT, sure DOUBLE, value DOUBLE",
    f"""
SELECT g.number, e.other AS record,
  hash(least(e.person_id, e.other) || greatest(e.person_id, e.other)) AS mention,
  e.strength AS sure, {DAMPING} * p.score / s.summed AS value
FROM dimensions.numbered_totals g JOIN network.tie_ends e USING (person_id)
JOIN network.page_ranks p ON p.person_id = e.other
JOIN (SELECT person_id, sum(strength) AS summed FROM network.tie_ends GROUP BY person_id) s
  ON s.person_id = e.other
WHERE g.indicator = '{PAGE_RANK}'""",
)
PLACES = Relation(
    "dimensions.places",
    "person_id VARCHAR, dimension VARCHAR, place BIGINT, low BIGINT, high BIGINT, persons BIGINT",
    computed_from=(
        NUMBERED_TOTALS.name,
        UNSURE_RECORDS.name,
        PASSED_RANKS.name,
        "dimensions.shares",
    ),
)
Values = tuple[Ints, Hashes, Floats, Floats]


def ranks(tables: duckdb.DuckDBPyConnection, resamples: int = RESAMPLES) -> pd.DataFrame:
    """The rows of `PLACES`: per person and dimension `place`, `low`, `high`, `persons` (of the
    cohort that have a score); reads what `scores.contribute` made."""
    make(tables, NUMBERED_TOTALS, UNSURE_RECORDS, PASSED_RANKS)
    numbered = tables.execute(f"FROM {NUMBERED_TOTALS.name} ORDER BY number").df()
    unsure, passed = _values(tables, UNSURE_RECORDS), _values(tables, PASSED_RANKS)
    total = np.asarray(numbered["total"], np.float64)
    # What is sure, and the part of PageRank that comes from nobody, stands in every resample.
    sure = total - np.bincount(unsure[0], unsure[3], len(total))
    sure[(numbered["indicator"] == PAGE_RANK).to_numpy()] = 1 - DAMPING
    shares = tables.execute("FROM dimensions.shares ORDER BY dimension").df()
    parts = []
    for dimension, weighed in shares.groupby("dimension"):
        weight = numbered["indicator"].map(weighed.set_index("indicator")["weight"])
        used = weight.notna().to_numpy()
        scores = _Scores(numbered[used], weight[used].to_numpy(np.float64))
        place = scores.places(total[used])
        resampled = np.empty((resamples, len(place)), np.int32)
        for at in range(resamples):
            kept = _resampled(sure, *unsure, at) if len(unsure[0]) else sure.copy()
            kept = _resampled(kept, *passed, at) if len(passed[0]) else kept
            resampled[at] = scores.places(kept[used])
        low, high = np.quantile(resampled, (OUTSIDE, 1 - OUTSIDE), axis=0)
        columns = {
            "person_id": scores.names,
            "dimension": dimension,
            "place": place.astype(np.int64),
            "low": np.minimum(np.floor(low), place).astype(np.int64),
            "high": np.maximum(np.ceil(high), place).astype(np.int64),
            "persons": scores.persons,
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts) if parts else pd.DataFrame({name: [] for name in PLACES.types})


class _Scores:
    """The sums of one dimension's indicators, ready to be turned into places again and again."""

    def __init__(self, group: pd.DataFrame, weight: Floats) -> None:
        self.weight = weight
        part = group["part"].to_numpy(np.int64)
        self.begins = np.flatnonzero(np.r_[True, part[1:] != part[:-1]])
        self.part = np.cumsum(np.r_[0, part[1:] != part[:-1]])
        persons = group.drop_duplicates("person").sort_values("person")
        self.names = persons["person_id"].to_numpy(object)
        self.cohort = persons["cohort"].to_numpy(np.int64)
        self.person = np.searchsorted(persons["person"], group["person"])
        self.persons = np.bincount(self.cohort)[self.cohort]

    def places(self, total: Floats) -> Ints:
        """The place of each person within the cohort; equals share the better one."""
        most = np.maximum(np.maximum.reduceat(total, self.begins), 1e-300)
        parts = self.weight * np.maximum(total, 0) / most[self.part]
        score = np.round(np.bincount(self.person, parts, len(self.names)), 12)
        order = np.lexsort((-score, self.cohort))
        cohort, sorted_ = self.cohort[order], score[order]
        at = np.arange(len(order))
        first = np.r_[True, cohort[1:] != cohort[:-1]]
        begins = np.maximum.accumulate(np.where(first, at, 0))
        fresh = first | np.r_[True, sorted_[1:] != sorted_[:-1]]
        best = np.maximum.accumulate(np.where(fresh, at, 0))
        place = np.empty(len(order), np.int64)
        place[order] = best - begins + 1
        return place


def _values(tables: duckdb.DuckDBPyConnection, relation: Relation) -> Values:
    """The table's columns `number, mention, sure, value`, in an order that is always the same."""
    found = tables.execute(f"FROM {relation.name} ORDER BY number, record").fetchnumpy()
    return (
        np.asarray(found["number"], np.int64),
        np.asarray(found["mention"], np.uint64),
        np.asarray(found["sure"], np.float64),
        np.asarray(found["value"], np.float64),
    )


@numba.njit(cache=True)
def _resampled(
    sums: Floats, group: Ints, mention: Hashes, sure: Floats, value: Floats, at: int
) -> Floats:
    """The sums with each value added where its mention is kept: a hash (SplitMix64, Steele, Lea and
    Flood 2014) of mention and resample stands for the draw."""
    resampled = sums.copy()
    salt = np.uint64(SEED + at) * np.uint64(0x9E3779B97F4A7C15)
    for row in range(len(group)):
        bits = mention[row] + salt
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        bits ^= bits >> np.uint64(31)
        if np.float64(bits >> np.uint64(11)) * 2.0**-53 < sure[row]:
            resampled[group[row]] += value[row]
    return resampled
