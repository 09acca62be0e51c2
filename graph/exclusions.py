"""Which exclusions are in force, and when did the others end?

What stands in the lake is in force unless it is a reinstatement. What fell has left the full list:
it is history, with the day of the first list without it. Where a list spells an entry in another
way, with the same type, day and NPI or name, the entry is corrected and not ended.

SAM lists the exclusions of all agencies, those of the Office's list (LEIE) among them. A record of
HHS is one of the LEIE where both name one NPI, or neither names any and the names and states are
one, and they begin within a month: then it is one exclusion, with what both say.
"""

from lake.relations import Relation

# The latest that was said of each exclusion, and whether it stands.
LATEST_EXCLUSIONS = Relation(
    "graph.latest_exclusions",
    "exclusion_id VARCHAR, name VARCHAR, npi VARCHAR, general VARCHAR, specialty VARCHAR, "
    "type VARCHAR, agency VARCHAR, state VARCHAR, excluded_on DATE, ends_on DATE, "
    "reinstated_on DATE, waived_on DATE, listed_on DATE, is_current BOOLEAN, stands BOOLEAN, "
    "sam_numbers VARCHAR[], sam_excluded_on DATE, source VARCHAR, record VARCHAR, "
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
    ON a.source = b.source AND a.type = b.type AND a.excluded_on = b.excluded_on
    AND a.exclusion_id <> b.exclusion_id
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

# Every entry of either list once, in force or past.
LISTED_EXCLUSIONS = Relation(
    "graph.listed_exclusions",
    LATEST_EXCLUSIONS.columns.replace("stands BOOLEAN", "unlisted_on DATE"),
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
SELECT x.* EXCLUDE (stands) REPLACE (
  x.stands AND x.reinstated_on IS NULL AND coalesce(x.ends_on >= x.listed_on, true) AS is_current),
  w.unlisted_on
FROM graph.latest_exclusions x LEFT JOIN without w USING (exclusion_id)
ANTI JOIN graph.corrected_exclusions USING (exclusion_id)
""",
)

# Which records of SAM are copies of which entry of the Office's list.
COPIED_EXCLUSIONS = Relation(
    "graph.copied_exclusions",
    "copy VARCHAR, exclusion_id VARCHAR",
    """
SELECT s.exclusion_id AS copy,
  arg_min(l.exclusion_id, (abs(s.excluded_on - l.excluded_on), l.exclusion_id)) AS exclusion_id
FROM graph.listed_exclusions s JOIN graph.listed_exclusions l
  ON l.source = 'leie' AND abs(s.excluded_on - l.excluded_on) <= 31
  AND (s.npi = l.npi OR (s.npi IS NULL AND l.npi IS NULL AND lower(s.name) = lower(l.name)
    AND s.state = l.state))
WHERE s.source = 'sam' AND starts_with(s.agency, 'HHS') GROUP BY s.exclusion_id
""",
)

# Every exclusion once, in force or past.
EXCLUSIONS = Relation(
    "graph.exclusions",
    LISTED_EXCLUSIONS.columns + ", sam_listed_on DATE",
    """
WITH copies AS (
  SELECT c.exclusion_id,
    list_sort(list_distinct(flatten(list(sam_numbers)))) AS numbers,
    min(agency) AS agency, min(excluded_on) AS sam_excluded_on, max(listed_on) AS sam_listed_on,
    if(bool_or(is_current AND ends_on IS NULL), NULL, max(ends_on)) AS ends_on,
    bool_or(is_current) AS is_current, min(known_from) AS known_from
  FROM graph.copied_exclusions c JOIN graph.listed_exclusions s ON s.exclusion_id = c.copy
  GROUP BY c.exclusion_id
)
SELECT l.* REPLACE (
  coalesce(c.agency, l.agency) AS agency, coalesce(c.ends_on, l.ends_on) AS ends_on,
  l.is_current OR coalesce(c.is_current AND l.reinstated_on IS NULL, false) AS is_current,
  if(c.is_current AND l.reinstated_on IS NULL, NULL, l.unlisted_on) AS unlisted_on,
  coalesce(c.numbers, l.sam_numbers) AS sam_numbers,
  coalesce(c.sam_excluded_on, l.sam_excluded_on) AS sam_excluded_on,
  concat_ws(', ', l.source, if(c.exclusion_id IS NULL, NULL, 'sam')) AS source,
  least(l.known_from, c.known_from) AS known_from),
  coalesce(c.sam_listed_on, if(l.source = 'sam', l.listed_on, NULL)) AS sam_listed_on
FROM graph.listed_exclusions l LEFT JOIN copies c USING (exclusion_id)
WHERE l.exclusion_id NOT IN (SELECT copy FROM graph.copied_exclusions)
""",
)

# In the order in which each reads those before it.
RELATIONS = (
    *(LATEST_EXCLUSIONS, CORRECTED_EXCLUSIONS, LISTED_EXCLUSIONS, COPIED_EXCLUSIONS),
    EXCLUSIONS,
)
