"""Which id does a person keep from one run to the next?

An id is drawn from the strongest key that the person has when first seen. From then on it stays
with the mentions: a person who falls apart leaves it to the larger part, of persons who become one
the larger's id stays, and the others lead to it (`Retired`). Without earlier claims, as in a lake
that is resolved anew, every id is drawn from the keys.
"""

from __future__ import annotations

import pyarrow as pa

from lake.current import Lake

# Every component with the id that its strongest key gives it.
DRAWN = """
SELECT component, 'P' || substr(sha256(coalesce(
    min(node) FILTER (node LIKE 'npi:%'), min(node) FILTER (node LIKE 'orcid:%'),
    min(node) FILTER (node LIKE 'profile:%'), min(node))), 1, 12) AS person_id
FROM components GROUP BY component
"""

# How many mentions each component shares with each person of the run before.
SHARED = """
SELECT c.component, b.person_id, count(*) AS mentions, min(b.mention) AS first
FROM claims."Claim" b
JOIN components c
  ON c.node = if(b.mention LIKE 'nppes:%', 'npi:' || substr(b.mention, 7), b.mention)
GROUP BY ALL
"""

# A component and a person keep each other where each is the other's largest.
KEPT = """
WITH ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY component ORDER BY mentions DESC, first) AS of_component,
    row_number() OVER (PARTITION BY person_id ORDER BY mentions DESC, first) AS of_person
  FROM shared
)
SELECT component, person_id FROM ranked WHERE of_component = 1 AND of_person = 1
"""

# Persons whom nothing touches keep their ids.
ELSEWHERE = 'SELECT DISTINCT person_id FROM claims."Claim" ANTI JOIN scope USING (mention)'

# An id that another keeps is drawn once more, from itself.
PEOPLE = """
SELECT d.component, coalesce(k.person_id, if(d.person_id IN (
    SELECT person_id FROM kept UNION ALL FROM elsewhere),
    'P' || substr(sha256(d.person_id || d.component), 1, 12), d.person_id)) AS person_id
FROM drawn d LEFT JOIN kept k USING (component)
"""

# Ids that nobody has any more lead to who has most of their mentions; earlier ones follow.
RETIRED = """
WITH living AS (SELECT person_id FROM people UNION FROM elsewhere),
gone AS (
  SELECT s.person_id, arg_max(p.person_id, (s.mentions, p.person_id)) AS now
  FROM shared s JOIN people p USING (component)
  WHERE s.person_id NOT IN (FROM living) GROUP BY s.person_id
),
before AS (
  SELECT r.person_id, coalesce(g.now, r.now) AS now
  FROM claims."Retired" r LEFT JOIN gone g ON g.person_id = r.now
)
SELECT person_id, min(now) AS now FROM (FROM gone UNION ALL FROM before)
WHERE person_id NOT IN (FROM living) AND now IN (FROM living)
GROUP BY person_id ORDER BY person_id
"""


def people(lake: Lake, is_part: bool = False) -> pa.Table:
    """`component, person_id` for every component of the table `components`; with `is_part` others
    than those in the table `scope` stay who they are."""
    nobody = "SELECT '' AS person_id WHERE false"
    lake.keep("elsewhere", ELSEWHERE if is_part else nobody)
    for name, text in (("drawn", DRAWN), ("shared", SHARED), ("kept", KEPT)):
        lake.keep(name, text)
    return lake.sql(PEOPLE)


def retired(lake: Lake) -> pa.Table:
    """All `Retired` ids; needs the tables that `people` left and its answer as table `people`."""
    return lake.sql(RETIRED)
