"""Who stands where in a cohort of anyone's choosing, by any weights?

A score is the weighted mean of indicators, each as a share of the highest sum in the cohort, as in
the scores that a refresh leaves. Beside those of a refresh the cohort may be any persons, the
weights any numbers, and the sums may be counted anew up to an earlier day or about a topic: then
from the tables that were published last, by the same text as a refresh counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.dimensions import scores
from algorithms.dimensions.indicators import PAGE_RANK
from algorithms.network.network import Floats, Ints
from algorithms.network.tables import PAGE_RANKS
from graph.drawn_tables import open_drawn
from graph.projection import TIE_ENDS
from graph.publishing import last_published
from lake.relations import put
from schema.congresses import TOOK_PART_IN
from schema.digital import CONTRIBUTED_TO
from schema.funding import LEADS_GRANT
from schema.practice import ADOPTED, BILLED
from schema.profession import BELONGS_TO_SOCIETY, LEADS_AT
from schema.relationships import (
    AUTHORED,
    CITES,
    INVESTIGATES,
    PERFORMED,
    RECEIVED,
    SPONSORED_BY,
)

ALGORITHM = Algorithm(
    name="Standings within a scope",
    about=__doc__,
    reads=(
        *(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, BILLED, ADOPTED),
        *(BELONGS_TO_SOCIETY, LEADS_AT, TOOK_PART_IN, CONTRIBUTED_TO, LEADS_GRANT),
        RECEIVED,
    ),
    writes=(),
    distrust="A narrow scope makes its first person look large: the highest sum is that of the "
    "scope. PageRank of a past day is not kept, so the network dimension has none then.",
)
Ids = NDArray[np.bytes_]
Shares = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Sums:
    """The sums of some persons (sorted ids): per indicator one a person, NaN without a record."""

    persons: Ids
    totals: dict[str, Floats]

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.persons.nbytes + sum(column.nbytes for column in self.totals.values())

    def among(self, persons: Ids) -> Sums:
        """The sums of these persons (sorted) alone."""
        kept = np.isin(self.persons, persons, assume_unique=True)
        totals = {name: column[kept] for name, column in self.totals.items()}
        return Sums(self.persons[kept], totals)

    def highest(self) -> dict[str, float]:
        """The highest sum of each indicator that anyone has a record of."""
        return {
            name: float(np.nanmax(column))
            for name, column in self.totals.items()
            if not np.isnan(column).all()
        }

    def of(self, person: str) -> dict[str, float]:
        """A person's own sums, by indicator."""
        at = int(np.searchsorted(self.persons, np.bytes_(person.encode())))
        if at == len(self.persons) or self.persons[at] != person.encode():
            return {}
        totals = {name: float(column[at]) for name, column in self.totals.items()}
        return {name: total for name, total in totals.items() if not np.isnan(total)}


@dataclass(frozen=True)
class Standings:
    """Those who have a score, the highest first and equals by id, each with place and score; equals
    share the better place."""

    persons: Ids
    score: Floats
    place: Ints

    def place_of(self, person: str) -> int | None:
        """A person's place; none without a score."""
        (at,) = np.nonzero(self.persons == person.encode())
        return int(self.place[at[0]]) if len(at) else None


def sums_of(rows: Iterable[tuple[str, Sequence[str], Sequence[float]]]) -> Sums:
    """Sums of rows: person, indicators, and the total of each of these."""
    ordered = sorted(rows)
    persons = np.array([person.encode() for person, *_ in ordered] or [b""], np.bytes_)
    totals: dict[str, Floats] = {}
    for at, (_, indicators, values) in enumerate(ordered):
        for name, total in zip(indicators, values, strict=True):
            if name not in totals:
                totals[name] = np.full(len(ordered), np.nan)
            totals[name][at] = total
    return Sums(persons[: len(ordered)], totals)


def counted(home: Path, until: date, topic: str | None) -> Sums:
    """The sums of everyone by the records up to a day, about a topic or one below it if one is
    given, of what was published last; without PageRank."""
    with duckdb.connect() as tables:
        open_drawn(tables, last_published(home))
        for relation in (TIE_ENDS, PAGE_RANKS):
            put(tables, relation, pd.DataFrame({name: [] for name in relation.types}))
        scores.contribute(tables, until, scores.read_weights(), topic)
        rows = tables.execute(
            "SELECT person_id, list(indicator ORDER BY indicator), list(total ORDER BY indicator) "
            f"FROM dimensions.totals WHERE indicator <> '{PAGE_RANK}' GROUP BY 1"
        ).fetchall()
    return sums_of(rows)


def shares_of(weights: Shares, uncovered: set[str]) -> dict[str, dict[str, float]]:
    """The share of each covered indicator in its dimension's weight; of `uncovered`, each is called
    such as `scientific: papers`."""
    shares: dict[str, dict[str, float]] = {}
    for dimension, indicators in weights.items():
        own = {
            name: weight
            for name, weight in indicators.items()
            if weight > 0 and f"{dimension}: {name}" not in uncovered
        }
        shares[dimension] = {name: weight / sum(own.values()) for name, weight in own.items()}
    return shares


def scored(sums: Sums, shares: Mapping[str, float]) -> Floats:
    """Everyone's score in one dimension; NaN without a record of it."""
    score = np.full(len(sums.persons), np.nan)
    for name, highest in sums.highest().items():
        if name in shares and highest > 0:
            part = shares[name] * sums.totals[name] / highest
            score = np.where(np.isnan(part), score, np.nan_to_num(score) + part)
    return np.round(score, 12)


def together(parts: Sequence[tuple[float, Floats]]) -> Floats:
    """The weighted mean of scores in several dimensions, of those in which anyone has one; a
    dimension that is silent on a person adds nothing, and who has none at all has no mean."""
    known = [(weight, score) for weight, score in parts if weight > 0 and (score == score).any()]
    if not known:
        return np.full(len(parts[0][1]) if parts else 0, np.nan)
    scores = np.array([score for _, score in known])
    shares = np.array([weight for weight, _ in known]) / sum(weight for weight, _ in known)
    means = shares @ np.nan_to_num(scores)
    return np.asarray(np.round(np.where(np.isnan(scores).all(axis=0), np.nan, means), 12))


def standings(persons: Ids, score: Floats) -> Standings:
    """Those of the persons who have a score, in their order."""
    has = ~np.isnan(score)
    persons, score = persons[has], score[has]
    order = np.lexsort((persons, -score))
    score = score[order]
    fresh = np.r_[True, score[1:] != score[:-1]][: len(score)]
    place = np.maximum.accumulate(np.where(fresh, np.arange(1, len(score) + 1), 0))
    return Standings(persons[order], score, place.astype(np.int64))
