"""How well would the lists of emerging experts of past years have done?

For each of the latest years whose three following years the history holds, a list is frozen: the
model learns from earlier years whose three following years were over by then, and orders the
candidates. Precision at k is the share of the first k who did rise, lift is precision over the
share among all candidates (the base), average precision is over the whole order.

Two sets of candidates are scored. `all`: everyone. `not_yet_visible`: without the top decile by
current standing, ordered by a model of their own; who rises there is the top 5 % of the increment
among them (`base`). Beside it stands the stricter reading, the top 5 % among all candidates
(`of_all`), whose base is lower, for most of those were visible before.

Baselines: publication growth, PageRank growth, growth of citations or of ties into other circles,
current level (three years), level to date, and the two-of-three rule. Differences come with the
95 % interval of a paired bootstrap over persons (Poisson weights, a person keeps its weight through
all years). Equal scores are ordered by chance, with a fixed seed.

Years of the file's thin beginning and of its unfinished end do not count (see `span`), and the
measures name them. Citations end with the last year in which at
least half the usual share of papers names what it cites.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

import numpy as np

from algorithms.emerging import candidates
from algorithms.emerging.candidates import Candidates, Model
from algorithms.emerging.learning import FEWEST, known_until, over, pool, too_few_citations
from algorithms.emerging.measures import (
    MODEL,
    SEED,
    Frozen,
    by_age,
    by_topic,
    calibration,
    flagged,
    interval,
    mean,
    precision,
    precision_curves,
    resampled,
    strongest,
)
from algorithms.emerging.outcomes import CITATIONS, HORIZON, PAPERS
from algorithms.histories.history import History
from algorithms.histories.span import span
from algorithms.histories.timeline import Floats, Timeline, timeline


class HistoryTooShort(ValueError):
    """No list can be frozen: too few years or persons."""


def measure(history: History, years: int = 5) -> dict[str, Any]:
    """The measures of the latest `years` frozen lists, by citations where the history holds enough
    of them, and by papers and ties into other circles; `outcome` names which of them counts.

    Raises `HistoryTooShort`.
    """
    of = timeline(history)
    held = span(of.year)
    first, last = held.first_full_year, held.last_complete_year
    until = known_until(of)
    frozen = {name: freezable(of, (first, end), years) for name, end in until.items()}
    if not of.citing.size or not frozen[CITATIONS] or too_few_citations(of, frozen[CITATIONS]):
        del frozen[CITATIONS]
    elif len(frozen[CITATIONS]) < min(years, len(frozen[PAPERS])):
        frozen = {PAPERS: frozen[PAPERS], CITATIONS: frozen[CITATIONS]}
    found = {name: _outcome(of, history, chosen, name) for name, chosen in frozen.items() if chosen}
    found = {name: value for name, value in found.items() if value}
    if not found:
        raise HistoryTooShort(
            f"no list can be frozen: {of.papers} papers by {of.persons} persons "
            f"from {first} to {last}; it takes {FEWEST} persons with a first paper "
            f"of the last {candidates.CAREER_YEARS} years, {HORIZON} years to learn "
            f"from and {HORIZON} more to judge by"
        )
    return {
        "papers": of.papers,
        "persons": of.persons,
        **asdict(held),
        "citations_until": int(until[CITATIONS]) if of.citing.size else None,
        "outcome": next(iter(found)),
        "outcomes": found,
    }


def freezable(of: Timeline, held: tuple[int, int], years: int) -> list[int]:
    """The latest `years` years with three years to follow and a year to learn from within the years
    `held`, both ends included."""
    found: list[int] = []
    for year in range(held[1] - HORIZON, held[0] + HORIZON - 1, -1):
        if len(found) == years or pool(of, year - HORIZON) < FEWEST:
            break
        found.append(year)
    return found[::-1]


def _outcome(of: Timeline, history: History, years: list[int], measured: str) -> dict[str, Any]:
    cuts: dict[int, Candidates] = {}

    def cut(year: int) -> Candidates:
        if year not in cuts:
            cuts[year] = candidates.candidates(of, year, measured)
        return cuts[year]

    everyone: list[Frozen] = []
    hidden: list[Frozen] = []
    for year in years:
        past = [cut(earlier) for earlier in over(of, year)]
        unseen = [candidates.not_yet_visible(given) for given in past]
        for lists, learned, given in (
            (everyone, past, cut(year)),
            (hidden, unseen, candidates.not_yet_visible(cut(year))),
        ):
            model = candidates.fit(learned)
            if model is not None:
                lists.append(_freeze(given, cut(year), model))
    if not hidden or not everyone:
        return {}
    return {
        "frozen_years": [one.given.year for one in hidden],
        "not_yet_visible": _scored(of, history, hidden),
        "all": _scored(of, history, everyone),
    }


def _freeze(given: Candidates, everyone: Candidates, model: Model) -> Frozen:
    top = everyone.person[candidates.first_share(everyone.outcome)]
    scores = {
        MODEL: model.chance(given.signs),
        **given.growth,
        "current level": given.standing,
        "level to date": given.total,
        "two of three": candidates.two_of_three(given),
    }
    chance = np.random.default_rng(SEED).random(len(given.person))
    orders = {name: np.lexsort((chance, -score)) for name, score in scores.items()}
    rose = candidates.rose(given)
    return Frozen(given, rose, np.isin(given.person, top), scores[MODEL], scores, orders, model)


def _scored(of: Timeline, history: History, lists: list[Frozen]) -> dict[str, Any]:
    draws = resampled(lists)
    rows = [_year(history, one, drawn) for one, drawn in zip(lists, draws, strict=True)]
    pooled = {name: np.mean([drawn[name] for drawn in draws], axis=0) for name in draws[0]}
    baselines = {name: _against(name, rows, pooled) for name in lists[0].scores if name != MODEL}
    return mean(rows) | {
        "precision_at_100_interval": interval(pooled[MODEL]),
        "baselines": baselines,
        "years": len(rows),
        "years_won_against_every_baseline": sum(
            all(_won(row, name) for name in baselines) for row in rows
        ),
        "two_of_three_rule": flagged(lists),
        "by_year": rows,
        "by_career_age": by_age(lists),
        "by_topic": by_topic(of, lists),
        "calibration": calibration(lists),
        "precision_curves": precision_curves(lists),
        "strongest_signs": strongest(lists[-1].model),
    }


def _against(name: str, rows: list[dict[str, Any]], pooled: dict[str, Floats]) -> dict[str, Any]:
    """A baseline's measures over all years, and what the model has more."""
    own = mean([row["baselines"][name] for row in rows])
    more = mean(rows)["precision_at_100"] - own["precision_at_100"]
    return own | {
        "difference_at_100": round(more, 4),
        "difference_at_100_interval": interval(pooled[MODEL] - pooled[name]),
        "years_won": sum(_won(row, name) for row in rows),
    }


def _won(row: dict[str, Any], name: str) -> bool:
    return bool(row["precision_at_100"] > row["baselines"][name]["precision_at_100"])


def _year(history: History, one: Frozen, drawn: dict[str, Floats]) -> dict[str, Any]:
    order = one.orders[MODEL]
    names = history.names[one.given.person[order[:100]]]
    base = float(one.rose.mean())
    found: dict[str, Any] = {
        "year": one.given.year,
        "candidates": len(one.rose),
        "base": round(base, 4),
        **precision(one, MODEL, one.rose),
        "precision_at_100_interval": interval(drawn[MODEL]),
        "of_all": {
            "base": round(float(one.rose_of_all.mean()), 4),
            **precision(one, MODEL, one.rose_of_all),
        },
        "list_sha256": hashlib.sha256("\n".join(map(str, names)).encode()).hexdigest(),
        "baselines": {},
    }
    for name in one.scores:
        if name != MODEL:
            found["baselines"][name] = precision(one, name, one.rose) | {
                "difference_at_100_interval": interval(drawn[MODEL] - drawn[name]),
            }
    return found
