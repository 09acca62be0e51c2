"""From which earlier years does a year's chance to emerge learn?

From the latest years whose three following years were over by then, each with enough candidates and
none of the history's thin beginning; by citations where enough of those candidates were cited, else
by papers and ties. It is checked on the past: the chances that the candidates of the latest of
these years had, learned likewise from the years that were over by then, against who rose.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from algorithms.emerging import candidates
from algorithms.emerging.candidates import TRAINING_CUTS, Candidates, Model
from algorithms.emerging.outcomes import CITATIONS, HORIZON, PAPERS
from algorithms.histories.check import Check, check
from algorithms.histories.span import span
from algorithms.histories.timeline import Timeline
from lake.lessons import Lessons

LESSON = "emerging experts"
FEWEST = 200  # candidates a year needs to be learned from or frozen


@dataclass(frozen=True)
class Forecast:
    """By which measure earlier years were learnt from, a model of all candidates and one of those
    not yet visible, and how each did on the past; no check where no earlier year is over by a year
    that is."""

    measured: str
    everyone: Model
    unseen: Model
    check_of_everyone: Check | None
    check_of_unseen: Check | None


@dataclass(frozen=True)
class Learned:
    """The candidates `now`, and what is forecast of them."""

    now: Candidates
    forecast: Forecast


def learned(of: Timeline, year: int, lessons: Lessons | None = None) -> Learned | None:
    """What earlier years that are over teach about the candidates at the end of `year`, by a lesson
    that stands where one does; none where they are too few."""
    found = (
        forecast(of, year)
        if lessons is None
        else _read(lessons.of(LESSON, len(of.bylines.year), lambda: _said(forecast(of, year))))
    )
    if found is None:
        return None
    return Learned(candidates.candidates(of, year, found.measured), found)


def forecast(of: Timeline, year: int) -> Forecast | None:
    """What is learnt at the end of `year` from the years that are over by then; none where they are
    too few."""
    measured, closed = PAPERS, over(of, year)
    if of.citing.size and closed and not too_few_citations(of, closed):
        measured = CITATIONS
    past = {
        earlier: candidates.candidates(of, earlier, measured)
        for earlier in {*closed, *(over(of, closed[-1]) if closed else ())}
    }
    hidden = {earlier: candidates.not_yet_visible(given) for earlier, given in past.items()}
    everyone, unseen = (_fit(of, year, cuts) for cuts in (past, hidden))
    if everyone is None or unseen is None:
        return None
    checks = [_check(of, closed[-1], cuts) for cuts in (past, hidden)]
    return Forecast(measured, everyone, unseen, *checks)


def _said(found: Forecast | None) -> dict[str, Any] | None:
    """A forecast in what JSON has."""
    if found is None:
        return None
    said = asdict(found)
    for name in ("everyone", "unseen"):
        said[name] = {
            key: value.tolist() if isinstance(value, np.ndarray) else value
            for key, value in said[name].items()
        }
    return said


def _read(said: dict[str, Any] | None) -> Forecast | None:
    """What `_said` says."""
    if said is None:
        return None
    models = []
    for given in (said["everyone"], said["unseen"]):
        arrays = {name: np.array(given[name]) for name in ("mean", "scale", "weight")}
        models.append(Model(**(given | arrays)))
    checks = [
        found and Check(**found) for found in (said["check_of_everyone"], said["check_of_unseen"])
    ]
    return Forecast(said["measured"], models[0], models[1], checks[0], checks[1])


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
    risen = candidates.rose(given)
    return check(model.chance(given.signs), risen, year + 1, year + HORIZON)


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


def known_until(of: Timeline) -> dict[str, int]:
    """The last year that a history holds whole, by measure; raises `NoPapers` where it has none."""
    last = span(of.year).last_complete_year
    return {CITATIONS: min(citations_until(of), last), PAPERS: last}


def citations_until(of: Timeline) -> int:
    """The last year in which papers name what they cite at least half as often as is usual; 0
    where none does."""
    if not of.citing.size:
        return 0
    first = int(of.year.min())
    papers = np.bincount(of.year - first)
    citing = np.bincount(of.year[np.unique(of.citing)] - first, minlength=len(papers))
    share = citing / np.maximum(papers, 1)
    usual = float(np.median(share[share > 0]))
    return first + int(np.flatnonzero(share >= usual / 2)[-1])
