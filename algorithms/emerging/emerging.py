"""Who rises now, by which lines, and why?

Each person's last twelve quarters are written as lines: papers, citations, trials begun, services
performed, new ties, new ties into other circles, and PageRank on joint papers. A change is what the
last four quarters hold over the four before, less 1; one is added to both counts, so that few
papers make no large change. `isLifting` is the rule of thumb: of papers, services and PageRank one
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

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.emerging import candidates, learning
from algorithms.emerging.candidates import Candidates, Model
from algorithms.histories.check import Check
from algorithms.histories.drawn import QUARTER, YEAR, drawn_history
from algorithms.histories.timeline import timeline
from graph.classes import concluded
from graph.projection import Projection
from lake.relations import Relation, let, make, put
from schema.conclusions import Emerging, Trend
from schema.nodes import Paper, Trial
from schema.relationships import AUTHORED, CITES, INVESTIGATES, PERFORMED
from schema.ties import HALF_LIFE_YEARS, MOST_PERSONS

ALGORITHM = Algorithm(
    name="Lines and emerging experts",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, INVESTIGATES, Trial, PERFORMED),
    writes=(Trend, Emerging),
    distrust="See `candidates`. A line that begins with a source's first file rises with it.",
)


Objects = NDArray[np.object_]

QUARTERS = 12
UNTIL = "getvariable('until')"
SHARPLY, RISES = 1.0, 0.2
SIGNS = 3  # the signs that are named in the reasons

LAST = QUARTERS - 1


def _quarter(on: str) -> str:
    """The quarter of a day, as SQL: `LAST` is the one that ends on the day `until`."""
    return f"{LAST} - floor(date_diff('day', {on}, {UNTIL}) / {QUARTER})::INTEGER"


def _percent(change: str) -> str:
    return f"printf('%+d', round(100 * {change})::BIGINT)"


# When two persons first signed a paper together, from either of them.
FIRST_JOINT_PAPERS = Relation(
    "emerging.first_joint_papers",
    "person_id VARCHAR, other VARCHAR, quarter INTEGER",
    f"""
WITH signed AS (
  SELECT DISTINCT a.start AS person_id, p.pmid, {_quarter("p.published_on")} AS quarter
  FROM drawn."AUTHORED" a JOIN drawn."Paper" p ON p.pmid = a."end"
  WHERE p.published_on <= {UNTIL} AND p.authors <= {MOST_PERSONS}
)
SELECT a.person_id, b.person_id AS other, min(a.quarter) AS quarter
FROM signed a JOIN signed b ON a.pmid = b.pmid AND a.person_id <> b.person_id GROUP BY ALL""",
)
# A table, for circles that differ must not be joined first: everyone with nearly everyone.
JOINED_CIRCLES = Relation(
    "emerging.joined_circles",
    "person_id VARCHAR, quarter INTEGER, own BIGINT, theirs BIGINT",
    """
SELECT p.person_id, quarter, a.community AS own, b.community AS theirs
FROM emerging.first_joint_papers p JOIN network.memberships a USING (person_id)
JOIN network.memberships b ON b.person_id = p.other""",
)
# What adds to a line in a quarter.
LINE_EVENTS = Relation(
    "emerging.line_events",
    "person_id VARCHAR, line VARCHAR, quarter INTEGER, value DOUBLE",
    f"""
WITH dated AS (
  SELECT pmid, {_quarter("published_on")} AS quarter FROM drawn."Paper"
  WHERE published_on <= {UNTIL}
),
signed AS (SELECT DISTINCT start AS person_id, "end" AS pmid FROM drawn."AUTHORED"),
cited AS (
  SELECT s.person_id, c.start AS pmid, d.quarter FROM drawn."CITES" c
  JOIN dated d ON d.pmid = c.start JOIN dated earlier ON earlier.pmid = c."end"
  JOIN signed s ON s.pmid = c."end"
),
begun AS (
  SELECT DISTINCT start AS person_id, nct_id, {_quarter("started_on")} AS quarter
  FROM drawn."INVESTIGATES" JOIN drawn."Trial" ON nct_id = "end" WHERE started_on <= {UNTIL}
),
performed AS (
  SELECT start AS person_id, services, {_quarter("to_on")} AS quarter,
    greatest(round((date_diff('day', from_on, to_on) + 1) / {QUARTER})::INTEGER, 1) AS quarters
  FROM drawn."PERFORMED" WHERE services IS NOT NULL AND to_on <= {UNTIL}
)
SELECT person_id, 'papers' AS line, quarter, 1.0 AS value FROM signed JOIN dated USING (pmid)
UNION ALL SELECT person_id, 'citations', quarter, 1
  FROM cited ANTI JOIN signed USING (person_id, pmid)
UNION ALL SELECT person_id, 'trials', quarter, count(*) FROM begun GROUP BY ALL
UNION ALL SELECT person_id, 'services',
    unnest(generate_series(quarter - quarters + 1, quarter)), services / quarters
  FROM performed
UNION ALL SELECT person_id, 'new_ties', quarter, 1 FROM emerging.first_joint_papers
UNION ALL SELECT person_id, 'new_circle_ties', quarter, 1
  FROM emerging.joined_circles WHERE own <> theirs""",
)
STANDINGS = Relation(
    "emerging.standings",
    "person_id VARCHAR, ranks DOUBLE[]",
    computed_from=('drawn."Paper"', 'drawn."AUTHORED"'),
)
CHANCES = Relation(
    "emerging.chances",
    "person_id VARCHAR, chance DOUBLE, is_visible BOOLEAN, reason VARCHAR",
    computed_from=('drawn."Paper"', 'drawn."AUTHORED"', 'drawn."CITES"', 'drawn."ABOUT"'),
)
LINES = ("papers", "citations", "trials", "new_ties", "new_circle_ties", "services")
_BY_QUARTER = ", ".join(
    f"any_value(values) FILTER (line = '{line}') AS {line}_by_quarter" for line in LINES
)
TREND = concluded(
    Trend,
    f"""
WITH summed AS (
  SELECT person_id, line, quarter, sum(value) AS value FROM emerging.line_events
  WHERE quarter BETWEEN 0 AND {LAST} GROUP BY ALL
),
lines AS (
  SELECT person_id, line, list(coalesce(value, 0) ORDER BY quarter) AS values
  FROM (SELECT DISTINCT person_id, line FROM emerging.line_events)
  CROSS JOIN range({QUARTERS}) r(quarter)
  LEFT JOIN summed USING (person_id, line, quarter) GROUP BY ALL
)
SELECT person_id, {UNTIL} AS trend_until, {_BY_QUARTER},
  any_value(ranks) AS centrality_by_quarter
FROM lines LEFT JOIN emerging.standings USING (person_id) GROUP BY person_id""",
)
PROMISE = concluded(
    Emerging,
    f"""
WITH changes AS (
  SELECT person_id, papers_by_quarter IS NOT NULL AS publishes,
    (list_sum(papers_by_quarter[9:]) + 1) / (list_sum(papers_by_quarter[5:8]) + 1) - 1 AS papers,
    (list_sum(services_by_quarter[9:]) + 1) / (list_sum(services_by_quarter[5:8]) + 1) - 1
      AS services,
    if(centrality_by_quarter[8] > 0, centrality_by_quarter[12] / centrality_by_quarter[8] - 1, NULL)
      AS centrality,
    list_sum(new_circle_ties_by_quarter[9:])::BIGINT AS into_circles,
    list_sum(trials_by_quarter[9:]) > 0 AND list_sum(trials_by_quarter[:8]) = 0 AS first_trials,
  FROM concluded."Trend"
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


class NothingToFreeze(ValueError):
    """The graph holds too little of the years before to learn from."""


def compute(ties: Projection, folder: Path, until: date) -> None:
    """Write the lines and the promise of every person that a drawing in `folder` speaks of, as of
    the day `until`; reads the circles that the communities algorithm kept."""
    let(ties.tables, {"until": until})
    put(ties.tables, STANDINGS, standings(folder, until))
    put(ties.tables, CHANCES, chances(folder, until))
    make(ties.tables, FIRST_JOINT_PAPERS, JOINED_CIRCLES, LINE_EVENTS, TREND)
    ties.conclude(Trend, f"FROM {TREND.name}")
    ties.conclude(Emerging, PROMISE.text)


def standings(folder: Path, until: date) -> pa.Table:
    """PageRank on joint papers at the end of each of the twelve quarters: `person_id`, `ranks`."""
    history = drawn_history(folder, until, QUARTER)
    of = timeline(history, half_life=HALF_LIFE_YEARS * YEAR / QUARTER)
    ranks = [of.page_rank(until.year - back).round(6) for back in range(QUARTERS - 1, -1, -1)]
    of_each = pa.array(list(np.array(ranks).T), pa.list_(pa.float64()))
    return pa.table({"person_id": pa.array(history.names, pa.string()), "ranks": of_each})


def chances(folder: Path, until: date) -> pd.DataFrame:
    """The candidates of the day: `person_id`, `chance`, `is_visible`, and as `reason` the signs
    that raise the chance, or why it is withheld. Nobody where nothing can be learned."""
    types = {
        "person_id": "string",
        "chance": "Float64",
        "is_visible": "boolean",
        "reason": "string",
    }
    history = drawn_history(folder, until, YEAR)
    of = timeline(history)
    found = learning.learned(of, until.year)
    if found is None:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    now = found.now
    visible = ~np.isin(now.person, candidates.not_yet_visible(now).person)
    known = _forecast(found.everyone, found.check_of_everyone, now)
    hidden = _forecast(found.unseen, found.check_of_unseen, now)
    chance, reason = (np.where(visible, *both) for both in zip(known, hidden, strict=True))
    return pd.DataFrame(
        {
            "person_id": history.names[now.person],
            "chance": pd.Series(chance, dtype="Float64"),
            "is_visible": visible,
            "reason": reason,
        }
    )


def _forecast(model: Model, check: Check | None, now: Candidates) -> tuple[Objects, Objects]:
    """Each candidate's chance and what speaks for it; where the check failed, none and why."""
    if check is None or check.withheld is None:
        return model.chance(now.signs).astype(object), _words(model, now)
    nobody = np.full(len(now.person), None, object)
    return nobody, np.full(len(now.person), check.withheld, object)


def freeze(folder: Path, year: int) -> dict[str, Any]:
    """The list of those not yet visible at the end of `year`, the likeliest first, and the SHA-256
    of its lines (person, blank, chance), so that nobody can mend it afterwards. Records of later
    years are not looked at; identity is that of today. Raises `NothingToFreeze`."""
    found = chances(folder, date(year, 12, 31))
    hidden = found[~found["is_visible"].astype(bool)]
    if len(hidden) and hidden["chance"].isna().all():
        raise NothingToFreeze(f"no list is frozen at the end of {year}: {hidden['reason'].iloc[0]}")
    if hidden.empty:
        raise NothingToFreeze(
            f"no list can be frozen at the end of {year}: the graph holds fewer than "
            f"{learning.FEWEST} persons early in their career by {year - candidates.HORIZON}"
        )
    order = hidden.sort_values(["chance", "person_id"], ascending=[False, True])
    lines = [
        f"{person} {chance:.6f}"
        for person, chance in zip(order["person_id"], order["chance"], strict=True)
    ]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return {"list": "emerging", "as_of": f"{year}-12-31", "sha256": digest, "persons": lines}


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
