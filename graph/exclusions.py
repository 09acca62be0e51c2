"""Which exclusions are in force, and when did the others end?

What stands in the lake is in force unless it is a reinstatement. What fell has left the full list:
it is history, with the day of the first list without it. Where a list spells an entry in another
way, with the same type, day and NPI or name, the entry is corrected and not ended.
"""

from lake.relations import Relation

# The latest that was said of each exclusion, and whether it stands.
LATEST_EXCLUSIONS = Relation(
    "graph.latest_exclusions",
    "exclusion_id VARCHAR, name VARCHAR, npi VARCHAR, general VARCHAR, specialty VARCHAR, "
    "type VARCHAR, state VARCHAR, excluded_on DATE, reinstated_on DATE, waived_on DATE, "
    "listed_on DATE, is_current BOOLEAN, stands BOOLEAN, source VARCHAR, record VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
SELECT DISTINCT ON (exclusion_id) * REPLACE (
  coalesce(npi, if(reinstated_on IS NULL, NULL, max(npi) OVER one)) AS npi,
  max(listed_on) OVER one AS listed_on, min(known_from) OVER one AS known_from
)
FROM (
  SELECT *, true AS stands FROM facts."Exclusion"
  UNION ALL BY NAME
  SELECT *, false AS stands FROM history."Exclusion"
)
WINDOW one AS (PARTITION BY exclusion_id)
ORDER BY exclusion_id, stands DESC, listed_on DESC NULLS LAST, load
""",
)

# Of two spellings of one entry the later stands; two that one list holds are two exclusions.
CORRECTED_EXCLUSIONS = Relation(
    "graph.corrected_exclusions",
    "exclusion_id VARCHAR",
    """
WITH spellings AS (
  SELECT a.exclusion_id, b.exclusion_id AS later
  FROM graph.latest_exclusions a JOIN graph.latest_exclusions b
    ON a.type = b.type AND a.excluded_on = b.excluded_on AND a.exclusion_id <> b.exclusion_id
  WHERE NOT a.stands AND (a.npi = b.npi OR lower(a.name) = lower(b.name))
    AND (b.stands OR b.listed_on > a.listed_on)
),
together AS (
  SELECT DISTINCT s.exclusion_id, s.later FROM spellings s
  JOIN history."Exclusion" a ON a.exclusion_id = s.exclusion_id
  JOIN history."Exclusion" b ON b.exclusion_id = s.later AND b.load = a.load
)
SELECT DISTINCT exclusion_id FROM spellings ANTI JOIN together USING (exclusion_id, later)
""",
)

# Every exclusion once, in force or past.
EXCLUSIONS = Relation(
    "graph.exclusions",
    "exclusion_id VARCHAR, name VARCHAR, npi VARCHAR, general VARCHAR, specialty VARCHAR, "
    "type VARCHAR, state VARCHAR, excluded_on DATE, reinstated_on DATE, waived_on DATE, "
    "listed_on DATE, unlisted_on DATE, is_current BOOLEAN, source VARCHAR, record VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH lists AS (
  SELECT source, load, try_cast(left(batch, 10) AS DATE) AS listed_on FROM history."Whole"
),
without AS (
  SELECT x.exclusion_id, min(l.listed_on) AS unlisted_on
  FROM graph.latest_exclusions x
  JOIN lists l ON l.source = x.source AND l.listed_on >= x.listed_on
  LEFT JOIN history."Exclusion" h ON h.exclusion_id = x.exclusion_id AND h.load = l.load
  WHERE NOT x.stands AND h.load IS NULL GROUP BY x.exclusion_id
)
SELECT x.* REPLACE (x.stands AND x.reinstated_on IS NULL AS is_current), w.unlisted_on
FROM graph.latest_exclusions x LEFT JOIN without w USING (exclusion_id)
ANTI JOIN graph.corrected_exclusions USING (exclusion_id)
""",
)
