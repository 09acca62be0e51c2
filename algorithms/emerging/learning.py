"""From which earlier years does a year's chance to emerge learn?

From the latest years whose three following years were over by then, each with enough candidates; by
citations where enough of those candidates were cited, else by papers and ties.
"""

from __future__ import annotations

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
from algorithms.histories.timeline import Timeline

FEWEST = 200  # candidates a year needs to be learned from or frozen


def learned(of: Timeline, year: int) -> tuple[Candidates, Model, Model] | None:
    """The candidates at the end of `year`, a model of all candidates and one of those not yet
    visible, learned from earlier years that are over; none where there are too few."""
    measured = PAPERS
    closed = [
        earlier
        for earlier in range(year - HORIZON - TRAINING_CUTS + 1, year - HORIZON + 1)
        if pool(of, earlier) >= FEWEST
    ]
    if of.citing.size and closed and not too_few_citations(of, closed):
        measured = CITATIONS
    past = [candidates.candidates(of, earlier, measured) for earlier in closed]
    if not past:
        return None
    everyone = candidates.fit(past)
    unseen = candidates.fit([candidates.not_yet_visible(given) for given in past])
    if everyone is None or unseen is None:
        return None
    return candidates.candidates(of, year, measured), everyone, unseen


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
