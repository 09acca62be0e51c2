"""Who shares patients with whom, and how probably goes on to?

Two persons share patients in a year in which Medicare's files, or a referral feed, count patients
of the one who came to the other, whichever of the two is named first. Counts of one year are not
summed, for their patients may be the same: the greatest stands. That two share patients is no proof
that they know each other; where physicians were asked, they named up to 82 % of those with whom
they shared nine patients of Medicare or more (Barnett and others 2011, "Mapping physician networks
with self-reported and administrative data").

Strength: the probability that the two share patients again within two years of the latest year that
is loaded. Pairs of the last three years make a tie. A logistic regression on the logarithms of the
patients of each of these years and of both persons' partners, calibrated by steps, learns it from
what became of such pairs in the two years after earlier ones. The same, made two years earlier, is
held against what came; where that check fails, or too few years are loaded to learn from, strength
orders and is no probability, and the reasons say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from algorithms.algorithm import Algorithm
from algorithms.histories.check import Check, check
from algorithms.ties.features import Live
from algorithms.ties.joint import Floats, Ints, any_between
from algorithms.ties.model import ENOUGH_LIVE, ENOUGH_TIES, MOST_ROWS, SOME_LIVE, SOME_TIES
from algorithms.ties.saying import AN_ORDER
from algorithms.ties.tables import AS_OF, columns, known
from graph.classes import drawn
from lake.relations import Relation
from schema.patients import SENT_PATIENTS
from schema.sharing import SHARES_PATIENTS
from schema.vocabulary import Relationship

ALGORITHM = Algorithm(
    name="Shared patients",
    about=__doc__,
    reads=(SENT_PATIENTS,),
    writes=(SHARES_PATIENTS,),
    distrust="Pairs with fewer than eleven patients are missing from Medicare's files, and who is "
    "billed for is not always who was seen.",
)


HORIZON = 2
MOST_WINDOWS = 4
RECENT_YEARS = 3
LEAST, MOST = 1e-4, 1 - 1e-4
# Of pairs whose future nothing tells: half at most, reached slowly.
UNTOLD, UNTOLD_PATIENTS = 0.5, 20
NOT_LEARNT = f"too few years are loaded to learn from; {AN_ORDER}"

PATIENT_YEARS = Relation(
    "ties.patient_years",
    "number BIGINT, other BIGINT, year BIGINT, patients BIGINT, known_from TIMESTAMPTZ",
    f"""
SELECT least(a.number, b.number) AS number, greatest(a.number, b.number) AS other,
  year(s.to_on) AS year, max(s.patients) AS patients, min(s.known_from) AS known_from
FROM drawn."SENT_PATIENTS" s JOIN ties.person_numbers a ON a.person_id = s.start
JOIN ties.person_numbers b ON b.person_id = s."end"
WHERE s.to_on <= {AS_OF} AND s.patients IS DISTINCT FROM 0 AND {known("s")} GROUP BY ALL""",
)
PATIENT_CHANCES = Relation(
    "ties.patient_chances",
    "number BIGINT, other BIGINT, chance DOUBLE, caution VARCHAR",
    computed_from=(PATIENT_YEARS.name,),
)
TIES: dict[type[Relationship], Relation] = {
    SHARES_PATIENTS: drawn(
        SHARES_PATIENTS,
        """
WITH pairs AS (
  SELECT number, other, arg_max(patients, year) AS patients,
    list_reverse_sort(list(year)) AS years, make_date(min(year), 12, 31) AS first_on,
    make_date(max(year), 12, 31) AS last_on, min(known_from) AS known_from
  FROM ties.patient_years GROUP BY ALL
)
SELECT a.person_id AS start, b.person_id AS "end", round(chance, 6) AS strength, patients, years,
  first_on, last_on, list_filter([
    coalesce('at least ' || patients, 'an unknown number of') || ' shared patients in '
      || years[1],
    if(len(years) > 1, 'shared in ' || len(years) || ' years since ' || year(first_on), NULL),
    caution
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record, p.known_from
FROM pairs p JOIN ties.patient_chances USING (number, other)
JOIN ties.person_numbers a USING (number) JOIN ties.person_numbers b ON b.number = other""",
    )
}


@dataclass(frozen=True)
class Pairs:
    """Pairs of persons, `a` < `b`, each with the rows `start[i]:start[i + 1]` of `year` and
    `patients`, the oldest first."""

    a: Ints
    b: Ints
    start: Ints
    year: Ints
    patients: Floats


@dataclass(frozen=True)
class Seen:
    """What is seen at the end of a year of pairs that shared patients in the years before it:
    places in `Pairs`, and a row of features each."""

    pair: Ints
    values: Floats


def judged(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The rows of `ties.patient_chances`, as of the latest year that is loaded."""
    pairs = _pairs(connection)
    latest = int(pairs.year.max(initial=0))
    seen = _seen(pairs, latest)
    learnt = _learnt(pairs, latest)
    withheld = _check(pairs).withheld
    if learnt is None:
        patients = np.expm1(seen.values[:, :RECENT_YEARS]).max(axis=1)
        chance, caution = UNTOLD * patients / (patients + UNTOLD_PATIENTS), NOT_LEARNT
    else:
        chance = learnt(seen.values)
        caution = f"{withheld}; {AN_ORDER}" if withheld else ""
    return pa.table(
        {
            "number": pairs.a[seen.pair],
            "other": pairs.b[seen.pair],
            "chance": np.clip(chance, LEAST, MOST),
            "caution": pa.array([caution or None] * len(seen.pair), pa.string()),
        }
    )


def checked(connection: duckdb.DuckDBPyConnection) -> Check:
    """How right the chances said two years before the latest year were."""
    return _check(_pairs(connection))


def _check(pairs: Pairs) -> Check:
    latest = int(pairs.year.max(initial=0))
    begin = latest - HORIZON
    learnt, seen = _learnt(pairs, begin), _seen(pairs, begin)
    if learnt is None or not len(seen.pair):
        return check(np.zeros(0), np.zeros(0, np.bool_), begin + 1, latest)
    _, live = _window(pairs, begin)
    return check(learnt(seen.values), live, begin + 1, latest)


def _pairs(connection: duckdb.DuckDBPyConnection) -> Pairs:
    rows = columns(
        connection,
        "SELECT number, other, year, coalesce(patients, 1) AS patients "
        f"FROM {PATIENT_YEARS.name} ORDER BY number, other, year",
    )
    a, b, year = (np.asarray(rows[name], np.int64) for name in ("number", "other", "year"))
    is_new = (np.diff(a) != 0) | (np.diff(b) != 0)
    new = np.flatnonzero(np.r_[True, is_new][: len(a)])
    patients = np.asarray(rows["patients"], np.float64)
    return Pairs(a[new], b[new], np.r_[new, len(a)].astype(np.int64), year, patients)


def _seen(pairs: Pairs, at: int) -> Seen:
    """The pairs of the three years up to the year `at`, and their features."""
    by_year = [_patients_in(pairs, at - age) for age in range(RECENT_YEARS)]
    pair = np.flatnonzero(np.sum(by_year, axis=0) > 0)
    recent = [patients[pair] for patients in by_year]
    ends = np.r_[pairs.a[pair], pairs.b[pair]]
    partners = np.bincount(ends, minlength=1)
    counts = partners[pairs.a[pair]], partners[pairs.b[pair]]
    values = [*recent, np.minimum(*counts), np.maximum(*counts)]
    seen = [patients > 0 for patients in recent]
    return Seen(pair, np.column_stack([*map(np.log1p, values), *seen]).astype(np.float64))


def _patients_in(pairs: Pairs, year: int) -> Floats:
    """Each pair's patients in a year; 0 where it shared none."""
    if not len(pairs.a):
        return np.zeros(0)
    found = np.add.reduceat(np.where(pairs.year == year, pairs.patients, 0.0), pairs.start[:-1])
    return np.asarray(found, np.float64)


def _learnt(pairs: Pairs, at: int) -> Callable[[Floats], Floats] | None:
    """The chances by features, as the windows of two years that end with `at` or before it teach
    them; none where they hold too few pairs."""
    first = int(pairs.year.min(initial=at)) + RECENT_YEARS - 1
    ends = range(at, min(first + HORIZON, at) - 1, -1)[:MOST_WINDOWS]
    windows = [_window(pairs, end - HORIZON) for end in ends]
    values, live = (np.concatenate(parts) for parts in zip(*windows, strict=True))
    rarer = min(int(live.sum()), int((~live).sum()))
    if len(live) < SOME_TIES or rarer < SOME_LIVE:
        return None
    step = len(live) // MOST_ROWS + 1
    return _fitted(values[::step], live[::step])


def _window(pairs: Pairs, begin: int) -> tuple[Floats, Live]:
    """The features at the end of a year, and which pairs shared patients in the two years after."""
    seen = _seen(pairs, begin)
    return seen.values, any_between(pairs.start, pairs.year, begin, begin + HORIZON)[seen.pair]


def _fitted(values: Floats, live: Live) -> Callable[[Floats], Floats]:
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    logistic = make_pipeline(StandardScaler(), LogisticRegression()).fit(values, live)
    said = logistic.predict_proba(values)[:, 1]
    if len(live) < ENOUGH_TIES or min(live.sum(), (~live).sum()) < ENOUGH_LIVE:
        return lambda asked: np.asarray(logistic.predict_proba(asked)[:, 1])
    steps = IsotonicRegression(out_of_bounds="clip").fit(said, live.astype(float))
    return lambda asked: np.asarray(steps.predict(logistic.predict_proba(asked)[:, 1]))
