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
and then no chance. The reasons are the changes, then the signs that raise the chance most.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from algorithms.algorithm import Algorithm
from algorithms.emerging import candidates, learning
from algorithms.emerging.candidates import Candidates, Model
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
    distrust="See `candidates`. A source that grows, by more journals or more states, makes lines "
    "rise that do not.",
)


QUARTERS = 12
UNTIL = "getvariable('until')"
SHARPLY, RISES = 1.0, 0.2
SIGNS = 3  # the signs that are named in the reasons

LAST = QUARTERS - 1


def _quarter(on: str) -> str:
    """The quarter of a day, as SQL: `LAST` is the one that ends on the day `until`."""
    return f"{LAST} - floor(date_diff('day', {on}, {UNTIL}) / {QUARTER})::INTEGER"


def _last_quarter(on: str) -> str:
    """The last quarter of a period that ends on a day, as SQL: the one whose end is the nearest."""
    return f"{LAST} - round(date_diff('day', {on}, {UNTIL}) / {QUARTER})::INTEGER"


def _percent(change: str) -> str:
    return f"printf('%+d', round(100 * {change})::BIGINT)"


_QUARTERS_OF_PERIOD = (
    f"greatest(round((date_diff('day', from_on, to_on) + 1) / {QUARTER})::INTEGER, 1)"
)
# From which quarter to which each source speaks of anyone. Trials begin in the future too: their
# source speaks until the last day on which it brought one up to date.
COVERED_QUARTERS = Relation(
    "emerging.covered_quarters",
    "source VARCHAR, first_quarter INTEGER, last_quarter INTEGER",
    f"""
FROM (
  SELECT 'papers' AS source, {_quarter("min(published_on)")} AS first_quarter,
    {_quarter("max(published_on)")} AS last_quarter
  FROM drawn."Paper" WHERE published_on <= {UNTIL}
  UNION ALL SELECT 'trials', {_quarter("min(started_on)")},
    {_quarter(f"greatest(max(started_on), least(max(updated_on), {UNTIL}))")}
  FROM drawn."Trial" WHERE started_on <= {UNTIL}
  UNION ALL SELECT 'services', min({_last_quarter("to_on")} - {_QUARTERS_OF_PERIOD} + 1),
    max({_last_quarter("to_on")})
  FROM drawn."PERFORMED" WHERE to_on <= {UNTIL}
) WHERE first_quarter IS NOT NULL""",
)
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
  SELECT start AS person_id, services, {_last_quarter("to_on")} AS quarter,
    {_QUARTERS_OF_PERIOD} AS quarters
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
    "person_id VARCHAR, chance DOUBLE, is_visible BOOLEAN, signs VARCHAR",
    computed_from=('drawn."Paper"', 'drawn."AUTHORED"', 'drawn."CITES"', 'drawn."ABOUT"'),
)
# The lines, each with the source that speaks of it.
LINES = {
    "papers": "papers",
    "citations": "papers",
    "trials": "trials",
    "new_ties": "papers",
    "new_circle_ties": "papers",
    "services": "services",
}
_SOURCES = ", ".join(f"('{line}', '{source}')" for line, source in LINES.items())
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
covered AS (
  SELECT source, quarter, quarter BETWEEN first_quarter AND last_quarter AS is_covered
  FROM emerging.covered_quarters CROSS JOIN range({QUARTERS}) r(quarter)
  WHERE last_quarter >= 0
),
lines AS (
  SELECT person_id, line,
    list(if(is_covered, coalesce(value, 0), NULL) ORDER BY quarter) AS values
  FROM (SELECT DISTINCT person_id, line FROM emerging.line_events)
  JOIN (VALUES {_SOURCES}) s(line, source) USING (line) JOIN covered USING (source)
  LEFT JOIN summed USING (person_id, line, quarter) GROUP BY ALL
),
ranked AS (
  SELECT person_id, list(if(is_covered, ranks[quarter + 1], NULL) ORDER BY quarter) AS ranks
  FROM emerging.standings JOIN covered ON source = 'papers' GROUP BY ALL
)
SELECT person_id, {UNTIL} AS trend_until, {_BY_QUARTER},
  any_value(ranked.ranks) AS centrality_by_quarter
FROM lines LEFT JOIN ranked USING (person_id) GROUP BY person_id""",
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
    signs
  ], lambda reason: reason IS NOT NULL) AS emerging_reasons
FROM ruled FULL JOIN emerging.chances USING (person_id)
WHERE chance IS NOT NULL OR is_lifting""",
)


class NothingToFreeze(ValueError):
    """The graph holds too little of the years before to learn from."""


def compute(ties: Projection, folder: Path, until: date) -> None:
    """Write the lines and the promise of every person that a drawing in `folder` speaks of, as of
    the day `until`; reads the circles that the communities algorithm kept."""
    let(ties.tables, {"until": until})
    put(ties.tables, STANDINGS, standings(folder, until))
    put(ties.tables, CHANCES, chances(folder, until))
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


def chances(folder: Path, until: date) -> pd.DataFrame:
    """The candidates of the day with their chance: `person_id`, `chance` (none without a model),
    `is_visible` and `signs` in words."""
    empty = pd.DataFrame(
        {
            "person_id": pd.Series(dtype="string"),
            "chance": pd.Series(dtype="float64"),
            "is_visible": pd.Series(dtype="boolean"),
            "signs": pd.Series(dtype="string"),
        }
    )
    history = drawn_history(folder, until, YEAR)
    of = timeline(history)
    found = learning.learned(of, until.year)
    if found is None:
        return empty
    now, everyone, unseen = found
    visible = ~np.isin(now.person, candidates.not_yet_visible(now).person)
    chance = np.where(visible, everyone.chance(now.signs), unseen.chance(now.signs))
    words = np.where(visible, _words(everyone, now), _words(unseen, now))
    return pd.DataFrame(
        {
            "person_id": history.names[now.person],
            "chance": chance,
            "is_visible": visible,
            "signs": words,
        }
    )


def freeze(folder: Path, year: int) -> dict[str, Any]:
    """The list of those not yet visible at the end of `year`, the likeliest first, and the SHA-256
    of its lines (person, blank, chance), so that nobody can mend it afterwards. Records of later
    years are not looked at; identity is that of today. Raises `NothingToFreeze`."""
    found = chances(folder, date(year, 12, 31))
    hidden = found[~found["is_visible"].astype(bool)]
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


def _words(model: Model, given: Candidates) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
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
