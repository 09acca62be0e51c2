"""Who rises now, by which lines, and why?

Each person's last twelve quarters are written as lines: papers, citations, trials begun, services
performed, new ties, new ties into other circles, and PageRank on joint papers. A quarter before the
source's first record of anyone, or after its last, is a gap: nothing is known of it. A change is
what the last four quarters without a gap hold over the four before, less 1; one is added to both
counts, so that few papers make no large change. With fewer than eight such quarters there is no
change. `isLifting` is the rule of thumb: of papers, services and PageRank one
more than doubles, or two rise by a fifth or more.

`emerging` is the chance of `candidates`, learned on the graph's own earlier years with
citations as the outcome where the papers in the graph name them, else papers and ties. Persons who
are in the top decile already (`isVisible`) have theirs from the model of all candidates, the others
from the model of those not yet visible. Fewer than 200 candidates in an earlier year make no model,
and then no chance. A model whose chances of earlier years did not come true as often as they said
gives none either, and the reasons say so: "the forecast was withheld". Else the reasons are the
changes, then the signs that raise the chance most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.emerging import candidates, learning
from algorithms.emerging.candidates import Candidates, Model
from algorithms.emerging.lines import (
    COVERED_QUARTERS,
    FIRST_JOINT_PAPERS,
    JOINED_CIRCLES,
    LINE_EVENTS,
    QUARTERS,
    STANDINGS,
    TREND,
)
from algorithms.histories.check import Check
from algorithms.histories.drawn import QUARTER, YEAR, drawn_history
from algorithms.histories.timeline import timeline
from graph.classes import concluded
from graph.projection import Projection
from lake.lessons import Lessons
from lake.relations import Relation, let, make, put
from schema.conclusions import Emerging, Trend
from schema.nodes import Paper, Trial
from schema.relationships import AUTHORED, CITES, INVESTIGATES, PERFORMED
from schema.ties import HALF_LIFE_YEARS

ALGORITHM = Algorithm(
    name="Lines and emerging experts",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, INVESTIGATES, Trial, PERFORMED),
    writes=(Trend, Emerging),
    distrust="See `candidates`. A source that grows, by more journals or more states, makes lines "
    "rise that do not.",
)


Objects = NDArray[np.object_]

SHARPLY, RISES = 1.0, 0.2
SIGNS = 3  # the signs that are named in the reasons


def _percent(change: str) -> str:
    return f"printf('%+d', round(100 * {change})::BIGINT)"


CHANCES = Relation(
    "emerging.chances",
    "person_id VARCHAR, chance DOUBLE, is_visible BOOLEAN, reason VARCHAR",
    computed_from=('drawn."Paper"', 'drawn."AUTHORED"', 'drawn."CITES"', 'drawn."ABOUT"'),
)


def _known(line: str) -> str:
    """The quarters of a line without a gap, as SQL."""
    return f"list_filter({line}_by_quarter, lambda each: each IS NOT NULL)"


def _change(line: str) -> str:
    known = _known(line)
    return (
        f"if(len({known}) < 8, NULL, "
        f"(list_sum({known}[-4:]) + 1) / (list_sum({known}[-8:-5]) + 1) - 1)"
    )


PROMISE = concluded(
    Emerging,
    f"""
WITH changes AS (
  SELECT person_id, papers_by_quarter IS NOT NULL AS publishes,
    {_change("papers")} AS papers, {_change("services")} AS services,
    if(ranks[-5] > 0, ranks[-1] / ranks[-5] - 1, NULL) AS centrality,
    list_sum({_known("new_circle_ties")}[-4:])::BIGINT AS into_circles,
    list_sum({_known("trials")}[-4:]) > 0 AND list_sum({_known("trials")}[:-5]) = 0
      AS first_trials,
  FROM (SELECT *, {_known("centrality")} AS ranks FROM concluded."Trend")
),
ruled AS (
  SELECT *, coalesce(greatest(papers, services, centrality) > {SHARPLY}, false)
    OR coalesce(papers >= {RISES}, false)::INTEGER + coalesce(services >= {RISES}, false)::INTEGER
      + coalesce(centrality >= {RISES}, false)::INTEGER >= 2 AS is_lifting
  FROM changes
)
SELECT person_id, round(chance, 6) AS emerging, is_visible, is_lifting,
  round(papers, 4) AS publication_change, round(services, 4) AS volume_change,
  round(centrality, 4) AS centrality_change,
  list_filter([
    if(papers >= {RISES}, 'papers ' || {_percent("papers")} || ' % in four quarters', NULL),
    if(services >= {RISES}, 'volume ' || {_percent("services")} || ' % in four quarters', NULL),
    if(centrality >= {RISES},
      'centrality ' || {_percent("centrality")} || ' % in four quarters', NULL),
    if(first_trials, 'first trial role', NULL),
    if(into_circles > 0, into_circles || if(into_circles = 1, ' tie', ' ties')
      || ' into other circles', NULL),
    chances.reason
  ], lambda reason: reason IS NOT NULL) AS emerging_reasons
FROM ruled FULL JOIN emerging.chances USING (person_id)
WHERE is_visible IS NOT NULL OR is_lifting""",
)


@dataclass(frozen=True)
class Chances:
    """Candidates `of_each`: `person_id`, `chance`, `is_visible`, and as `reason` the signs that
    raise the chance, or why it is withheld; and by which `outcome` they were learnt, if any."""

    of_each: pd.DataFrame
    outcome: str | None


def compute(ties: Projection, folder: Path, until: date, lessons: Lessons | None = None) -> None:
    """Write the lines and the promise of every person that a drawing in `folder` speaks of, as of
    the day `until`, by lessons that stand or are learnt now; reads the circles that the communities
    algorithm kept."""
    let(ties.tables, {"until": until})
    put(ties.tables, STANDINGS, standings(folder, until))
    put(ties.tables, CHANCES, chances(folder, until, lessons).of_each)
    make(ties.tables, FIRST_JOINT_PAPERS, JOINED_CIRCLES, LINE_EVENTS, COVERED_QUARTERS, TREND)
    ties.conclude(Trend, f"FROM {TREND.name}")
    ties.conclude(Emerging, PROMISE.text)


def standings(folder: Path, until: date) -> pa.Table:
    """PageRank on joint papers at the end of each of the twelve quarters: `person_id`, `ranks`."""
    history = drawn_history(folder, until, QUARTER)
    of = timeline(history, half_life=HALF_LIFE_YEARS * YEAR / QUARTER)
    ranks = [of.page_rank(until.year - back).round(6) for back in range(QUARTERS - 1, -1, -1)]
    of_each = pa.array(list(np.array(ranks).T), pa.list_(pa.float64()))
    return pa.table({"person_id": pa.array(history.names, pa.string()), "ranks": of_each})


def chances(folder: Path, until: date, lessons: Lessons | None = None) -> Chances:
    """The chances of the candidates of the day; nobody's where nothing can be learned."""
    types = {
        "person_id": "string",
        "chance": "Float64",
        "is_visible": "boolean",
        "reason": "string",
    }
    history = drawn_history(folder, until, YEAR)
    of = timeline(history)
    found = learning.learned(of, until.year, lessons)
    if found is None:
        nobody = {name: pd.Series(dtype=kind) for name, kind in types.items()}
        return Chances(pd.DataFrame(nobody), None)
    now = found.now
    visible = ~np.isin(now.person, candidates.not_yet_visible(now).person)
    by = found.forecast
    known = _forecast(by.everyone, by.check_of_everyone, now)
    hidden = _forecast(by.unseen, by.check_of_unseen, now)
    chance, reason = (np.where(visible, *both) for both in zip(known, hidden, strict=True))
    of_each = pd.DataFrame(
        {
            "person_id": history.names[now.person],
            "chance": pd.Series(chance, dtype="Float64"),
            "is_visible": visible,
            "reason": reason,
        }
    )
    return Chances(of_each, by.measured)


def _forecast(model: Model, check: Check | None, now: Candidates) -> tuple[Objects, Objects]:
    """Each candidate's chance and what speaks for it; where the check failed, none and why."""
    if check is None or check.withheld is None:
        return model.chance(now.signs).astype(object), _words(model, now)
    nobody = np.full(len(now.person), None, object)
    return nobody, np.full(len(now.person), check.withheld, object)


def _words(model: Model, given: Candidates) -> Objects:
    """The signs that raise each chance most, with their values."""
    shares, values = model.shares(given.signs), given.signs.to_numpy(np.float64)
    best = np.argsort(-shares, axis=1)[:, :SIGNS]
    told = [
        ", ".join(
            _worded(model.signs[sign], values[row, sign]) for sign in signs if shares[row, sign] > 0
        )
        for row, signs in enumerate(best)
    ]
    return np.array([f"most in favour: {text}" if text else None for text in told], object)


def _worded(sign: str, value: float) -> str:
    """A sign with its value, without terms that only a statistician knows."""
    if sign.startswith("PageRank"):
        return f"{sign.replace('PageRank', 'standing in the network')} ({value:.3g} x the average)"
    return f"{sign.replace('k-core', 'ties of each in the closest group')} ({value:.3g})"
