"""What did a person do in each of the last twelve quarters, as far as a source covers it?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

Quarters are counted backwards from the day asked. Outside the quarters from which a source has any
record of anyone a line has a gap; within them, silence of somebody whom the source knows is zero.
"""

from __future__ import annotations

from algorithms.histories.drawn import QUARTER
from graph.classes import concluded
from lake.relations import Relation
from schema.conclusions import Trend
from schema.ties import MOST_PERSONS

QUARTERS = 12
UNTIL = "getvariable('until')"

LAST = QUARTERS - 1


def _quarter(on: str) -> str:
    """The quarter of a day, as SQL: `LAST` is the one that ends on the day `until`."""
    return f"{LAST} - floor(date_diff('day', {on}, {UNTIL}) / {QUARTER})::INTEGER"


def _last_quarter(on: str) -> str:
    """The last quarter of a period that ends on a day, as SQL: the one whose end is the nearest."""
    return f"{LAST} - round(date_diff('day', {on}, {UNTIL}) / {QUARTER})::INTEGER"


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
  WHERE p.published_on <= {UNTIL} AND p.authors <= {MOST_PERSONS} AND a.counted_with IS NULL
    AND p.is_retracted IS NOT true
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
  WHERE published_on <= {UNTIL} AND is_retracted IS NOT true
),
signed AS (
  SELECT DISTINCT start AS person_id, "end" AS pmid, counted_with FROM drawn."AUTHORED"
),
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
SELECT person_id, 'papers' AS line, quarter, 1.0 AS value
  FROM signed JOIN dated USING (pmid) WHERE counted_with IS NULL
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
