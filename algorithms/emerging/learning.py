"""From which earlier years does a year's chance to emerge learn?

From the latest years whose three following years were over by then, each with enough candidates and
none of the history's thin beginning; by citations where enough of those candidates were cited, else
by papers and ties. It is checked on the past: the chances that the candidates of the latest of
these years had, learned likewise from the years that were over by then, against who rose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from algorithms.emerging import candidates
from algorithms.emerging.candidates import (
    CITATIONS,
    HORIZON,
    PAPERS,
    TRAINING_CUTS,
    Candidates,
    Model,
)
from algorithms.histories.check import Check, check
from algorithms.histories.span import span
from algorithms.histories.timeline import Timeline

FEWEST = 200  # candidates a year needs to be learned from or frozen


@dataclass(frozen=True)
class Learned:
    """The candidates `now`, a model of all candidates and one of those not yet visible, and how
    each did on the past; no check where no earlier year is over by a year that is."""

    now: Candidates
    everyone: Model
    unseen: Model
    check_of_everyone: Check | None
    check_of_unseen: Check | None


def learned(of: Timeline, year: int) -> Learned | None:
    """What earlier years that are over teach about the candidates at the end of `year`; none where
    they are too few."""
    measured, closed = PAPERS, over(of, year)
    if of.citing.size and closed and not too_few_citations(of, closed):
        measured = CITATIONS
    past = {
        earlier: candidates.candidates(of, earlier, measured)
        for earlier in {*closed, *(over(of, closed[-1]) if closed else ())}
    }
    hidden = {earlier: candidates.not_yet_visible(given) for earlier, given in past.items()}
    models = [_fit(of, year, cuts) for cuts in (past, hidden)]
    if models[0] is None or models[1] is None:
        return None
    now = candidates.candidates(of, year, measured)
    checks = [_check(of, closed[-1], cuts) for cuts in (past, hidden)]
    return Learned(now, models[0], models[1], *checks)


def over(of: Timeline, year: int) -> list[int]:
    """The latest years with enough candidates whose three following years are over at the end of
    `year`."""
    if not len(of.year):
        return []
    first, latest = span(of.year).first_full_year, year - HORIZON
    years = range(max(latest - TRAINING_CUTS + 1, first), latest + 1)
    return [earlier for earlier in years if pool(of, earlier) >= FEWEST]


def _fit(of: Timeline, year: int, past: dict[int, Candidates]) -> Model | None:
    closed = over(of, year)
    return candidates.fit([past[earlier] for earlier in closed]) if closed else None


def _check(of: Timeline, year: int, past: dict[int, Candidates]) -> Check | None:
    """How right the chances at the end of `year` would have been."""
    model, given = _fit(of, year, past), past[year]
    if model is None:
        return None
    rose = candidates.first_share(given.outcome)
    return check(model.chance(given.signs), rose, year + 1, year + HORIZON)


def pool(of: Timeline, year: int) -> int:
    """The number of candidates at the end of a year."""
    young = (of.first_year <= year) & (of.first_year >= year - candidates.CAREER_YEARS)
    recent = (of.bylines.year <= year) & (of.bylines.year > year - candidates.ACTIVE_YEARS)
    return int(young[np.unique(of.bylines.person[recent])].sum())


def too_few_citations(of: Timeline, years: list[int]) -> bool:
    """Whether in some year fewer than 5 % of the candidates are cited afterwards."""
    for year in years:
        got = of.citations
        cited = got.person[(got.year > year) & (got.year <= year + HORIZON)]
        if len(np.unique(cited)) < candidates.FIRST_SHARE * pool(of, year):
            return True
    return False
