"""What do registers call the institutions, and which one stands for another?

What names a withdrawn or inactive institution means its one successor; an inactive one without a
successor keeps its names, a withdrawn one has none.
"""

from __future__ import annotations

from lake.relations import Relation

# Which institutions are active, by the register and by their NPI.
INSTITUTION_STATUS = Relation(
    "identity.institution_status",
    "institution_id VARCHAR, is_active BOOLEAN, is_withdrawn BOOLEAN",
    """
SELECT institution_id,
  bool_and(coalesce(status NOT IN ('inactive', 'withdrawn'), true) AND d.npi IS NULL) AS is_active,
  coalesce(bool_or(status = 'withdrawn'), false) AS is_withdrawn
FROM facts."Institution" LEFT JOIN facts."Deactivation" d ON institution_id = 'npi:' || d.npi
GROUP BY institution_id
""",
)

# The one active institution to which the successors of one that is not active lead.
SUCCESSORS = Relation(
    "identity.successors",
    "institution_id VARCHAR, successor_id VARCHAR",
    """
WITH RECURSIVE steps AS (
  SELECT DISTINCT start, "end" FROM facts."SUCCEEDED_BY"
  JOIN identity.institution_status ON institution_id = start WHERE NOT is_active
),
walk AS (
  SELECT start AS institution_id, "end" AS place FROM steps
  UNION
  SELECT w.institution_id, s."end" FROM walk w JOIN steps s ON s.start = w.place
)
SELECT w.institution_id, min(w.place) AS successor_id
FROM walk w JOIN identity.institution_status s ON s.institution_id = w.place
WHERE s.is_active GROUP BY w.institution_id HAVING count(DISTINCT w.place) = 1
""",
)

# Every registered name, plain, and with what hyphens join `apart`; whether the institution bears it
# itself, took it over, or is no longer active.
BEARS, TOOK_OVER, INACTIVE = 0, 1, 2
INSTITUTION_NAMES = Relation(
    "identity.institution_names",
    "name VARCHAR, apart VARCHAR, institution_id VARCHAR, city VARCHAR, is_ror BOOLEAN, "
    "standing INTEGER",
    f"""
WITH spelled AS (
  SELECT institution_id, city, unnest(list_append(coalesce(other_names, []), name)) AS name
  FROM facts."Institution"
)
SELECT DISTINCT plain(name) AS name, plain(replace(name, '-', ' ')) AS apart,
  coalesce(successor_id, institution_id) AS institution_id,
  plain(city) AS city, institution_id LIKE 'ror:%' AS is_ror,
  if(is_active, {BEARS}, if(successor_id IS NULL, {INACTIVE}, {TOOK_OVER})) AS standing
FROM spelled JOIN identity.institution_status USING (institution_id)
LEFT JOIN identity.successors USING (institution_id)
WHERE length(plain(name)) > 5 AND (NOT is_withdrawn OR successor_id IS NOT NULL)
""",
)

# What registers call the institutions; a number that several active ones bear is nobody's.
INSTITUTION_IDENTIFIERS = Relation(
    "identity.institution_identifiers",
    "identifier VARCHAR, institution_id VARCHAR",
    """
WITH stated AS (
  SELECT institution_id AS identifier, institution_id FROM facts."Institution"
  WHERE institution_id LIKE 'ror:%'
  UNION
  SELECT lower(replace(unnest(identifiers), ' ', '')), institution_id FROM facts."Institution"
),
preferred AS (
  FROM stated LEFT JOIN identity.institution_status USING (institution_id)
  QUALIFY rank() OVER (PARTITION BY identifier ORDER BY is_active DESC NULLS LAST) = 1
)
SELECT identifier, min(institution_id) AS institution_id FROM preferred
GROUP BY identifier HAVING count(*) = 1
""",
)
