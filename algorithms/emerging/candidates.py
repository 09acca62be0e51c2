"""Who, still early in the career, will soon be among the first of the field?

The candidates of a year are persons whose first paper is at most ten years old and whose latest is
at most five. What counts is the increment of the next three years: citations received, or, where
a history has none, papers and ties formed into other circles (each tie weighing 1/(authors - 1) of
the paper that formed it). Each part is divided by its mean among the candidates of the same main
topic, drawn towards the mean of all with the weight of 50 persons; parts are then averaged. An
emerging expert is one of the top 5 % of that increment. *Not yet visible* are the candidates
without the top decile of the same measure over the last three years.

The chance is that of a logistic regression on the logarithms of the signs (see `features`),
standardised, with a strong ridge penalty, learned from earlier years whose three following years
are over. Its reasons are the signs that raise the chance most.

Beside it stands the rule of thumb as the baseline to beat: of the growth of publications, of
standing in the network (PageRank) and of citations or new ties into other circles, two of three
rise together. A candidate's place by the rule is that of the second largest of the three growths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression

from algorithms.algorithm import Algorithm
from algorithms.emerging.features import features, main_topic
from algorithms.emerging.outcomes import CITATIONS, HORIZON
from algorithms.histories.timeline import Flags, Floats, Ints, Timeline
from schema.conclusions import Emerging
from schema.nodes import Paper
from schema.relationships import ABOUT, AUTHORED, CITES

ALGORITHM = Algorithm(
    name="Chance to emerge",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, ABOUT),
    writes=(Emerging,),
    distrust="In a field of a few hundred persons; where names are shared by several people; "
    "across a change of what the source covers. The chance is as good as the past "
    "resembles the future: `peerline evaluate emerging` measures both order and "
    "calibration on years that are over.",
)


CAREER_YEARS, ACTIVE_YEARS = 10, 5
FIRST_SHARE, VISIBLE_SHARE = 0.05, 0.10
PRIOR_PERSONS = 50
TRAINING_CUTS = 5
PENALTY = 0.002  # sklearn's C: the prior of a coefficient has a standard deviation of 0.045


@dataclass(frozen=True)
class Candidates:
    """The candidates at the end of a year, one entry each in every column.

    `standing` is the measure over the last three years, `total` over all years so far, `outcome`
    over the three years to come as far as the history holds them; `growth` names the three vectors
    of the rule; `topic` is -1 where none is known.
    """

    year: int
    person: Ints
    signs: pd.DataFrame
    standing: Floats
    total: Floats
    outcome: Floats
    growth: dict[str, Floats]
    topic: Ints
    career_age: Ints

    def only(self, kept: Flags) -> Candidates:
        """Those of a mask."""
        return Candidates(
            year=self.year,
            person=self.person[kept],
            signs=self.signs[kept],
            standing=self.standing[kept],
            total=self.total[kept],
            outcome=self.outcome[kept],
            growth={name: value[kept] for name, value in self.growth.items()},
            topic=self.topic[kept],
            career_age=self.career_age[kept],
        )


@dataclass(frozen=True)
class Model:
    """A logistic regression on standardised logarithms of signs."""

    signs: list[str]
    mean: Floats
    scale: Floats
    weight: Floats
    intercept: float

    def shares(self, given: pd.DataFrame) -> NDArray[np.float64]:
        """What each sign adds to the logarithm of the odds: one row a person, one column a sign."""
        return (_logged(given[self.signs]) - self.mean) / self.scale * self.weight

    def chance(self, given: pd.DataFrame) -> Floats:
        """The chance of each person, 0 to 1."""
        odds = self.shares(given).sum(axis=1) + self.intercept
        return np.asarray(1 / (1 + np.exp(-odds)))


def candidates(of: Timeline, year: int, measure: str) -> Candidates:
    """The candidates at the end of `year` by one of the measures `CITATIONS`, `PAPERS`."""
    signs = features(of, year)
    idle = signs["years since the last paper"].to_numpy()
    young = (of.first_year <= year) & (of.first_year >= year - CAREER_YEARS)
    pool = np.flatnonzero(young & (idle < ACTIVE_YEARS))
    topic = main_topic(of, year)

    def measured(since: int, until: int) -> Floats:
        parts = increments(of, since, until, measure)
        return _by_topic(parts, topic, pool)

    rank = of.page_rank(year) - of.page_rank(year - HORIZON)
    late = increments(of, year - HORIZON, year, measure)
    early = increments(of, year - 2 * HORIZON, year - HORIZON, measure)
    output = [_papers(of, year - n * HORIZON, year - (n - 1) * HORIZON) for n in (1, 2)]
    growth = {
        "publication growth": output[0] - output[1],
        "PageRank growth": rank,
        f"growth of {'citations' if measure == CITATIONS else 'ties into other circles'}": (
            late[-1] - early[-1]
        ),
    }
    return Candidates(
        year=year,
        person=pool,
        signs=signs.iloc[pool].reset_index(drop=True),
        standing=measured(year - HORIZON, year),
        total=measured(-1, year),
        outcome=measured(year, year + HORIZON),
        growth={name: value[pool] for name, value in growth.items()},
        topic=topic[pool],
        career_age=year - of.first_year[pool],
    )


def increments(of: Timeline, since: int, until: int, measure: str) -> list[Floats]:
    """What each person gained after the year `since` up to the end of `until`, part by part. Ties
    count where both were known in `since`, in different circles."""
    if measure == CITATIONS:
        got = of.citations
        return [_sum(of, got.person, (got.year > since) & (got.year <= until))]
    met = of.met
    across = of.apart(since if since >= 0 else until, met.start, met.end) * met.weight
    formed = (met.year > since) & (met.year <= until)
    return [_papers(of, since, until), _sum(of, met.start, formed, across)]


def first_share(values: Floats, share: float = FIRST_SHARE) -> Flags:
    """Those at the top: of the cuts between different values, that nearest to `share`; never those
    with nothing."""
    if not len(values):
        return np.zeros(0, bool)
    wanted = max(round(share * len(values)), 1)
    border = np.sort(values)[::-1][wanted - 1]
    above, at_least = values > border, values >= border
    nearer = abs(int(above.sum()) - wanted) <= abs(int(at_least.sum()) - wanted)
    chosen = above if nearer and above.any() else at_least
    return np.asarray(chosen & (values > 0))


def rose(given: Candidates) -> Flags:
    """Which of some candidates are emerging experts: the first of their increment."""
    return first_share(given.outcome)


def not_yet_visible(given: Candidates) -> Candidates:
    """The candidates without the top decile by current standing."""
    visible = round(VISIBLE_SHARE * len(given.standing))
    order = np.argsort(-given.standing, kind="stable")
    kept = np.ones(len(order), bool)
    kept[order[:visible]] = False
    return given.only(kept)


def two_of_three(given: Candidates) -> Floats:
    """The rule of thumb as a score, 0 to 1: the second largest of the three growths, each as the
    share of candidates that grow less."""
    count = max(len(given.person), 1)
    ranks = [rankdata(value) / count for value in given.growth.values()]
    return np.asarray(np.sort(np.array(ranks), axis=0)[1])


def fit(past: list[Candidates]) -> Model | None:
    """A model learned from candidates of years whose outcome is known; none where fewer than ten
    rose."""
    risen = np.concatenate([rose(given) for given in past])
    if risen.sum() < 10 or risen.all():
        return None
    logged = _logged(pd.concat([given.signs for given in past]))
    mean, scale = logged.mean(axis=0), logged.std(axis=0)
    scale[scale < 1e-9] = 1.0
    found = LogisticRegression(C=PENALTY, max_iter=1_000).fit((logged - mean) / scale, risen)
    signs = list(past[0].signs.columns)
    return Model(signs, mean, scale, found.coef_[0], float(found.intercept_[0]))


def _logged(signs: pd.DataFrame) -> NDArray[np.float64]:
    return np.asarray(np.log1p(np.maximum(signs.to_numpy(np.float64), 0)))


def _papers(of: Timeline, since: int, until: int) -> Floats:
    by = of.bylines
    return _sum(of, by.person, (by.year > since) & (by.year <= until))


def _sum(of: Timeline, person: Ints, where: Flags, weight: Floats | None = None) -> Floats:
    given = None if weight is None else weight[where]
    return np.bincount(person[where], given, minlength=of.persons).astype(np.float64)


def _by_topic(parts: list[Floats], topic: Ints, pool: Ints) -> Floats:
    """Parts over their topic's mean in the pool, averaged, for the persons of the pool."""
    place = topic[pool] + 1  # 0: no topic known
    persons = np.bincount(place, minlength=1)
    total = np.zeros(len(pool))
    for part in parts:
        own = part[pool]
        overall = float(own.mean()) if len(own) else 0.0
        if overall == 0:
            continue
        mean = (np.bincount(place, own) + PRIOR_PERSONS * overall) / (persons + PRIOR_PERSONS)
        total += own / mean[place]
    return total / len(parts)
