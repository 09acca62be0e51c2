"""Which id does a person keep from one run to the next?

An id is drawn from the strongest key that the person has when first seen. From then on it stays
with the mentions: a person who falls apart leaves it to the larger part, of persons who become one
the larger's id stays, and the others lead to it (`Retired`). Without earlier claims, as in a lake
that is resolved anew, every id is drawn from the keys.
"""

from __future__ import annotations

from identity.extent import IN_SCOPE, settled
from lake.relations import Relation

# Every component with the id that its strongest key gives it.
DRAWN_IDS = Relation(
    "identity.drawn_ids",
    "component VARCHAR, person_id VARCHAR",
    """
SELECT component, 'P' || substr(sha256(coalesce(
    min(node) FILTER (node LIKE 'npi:%'), min(node) FILTER (node LIKE 'orcid:%'),
    min(node) FILTER (node LIKE 'profile:%'), min(node))), 1, 12) AS person_id
FROM identity.components GROUP BY component
""",
)

# How many mentions each component shares with each person of the run before.
SHARED_MENTIONS = Relation(
    "identity.shared_mentions",
    "component VARCHAR, person_id VARCHAR, mentions BIGINT, first VARCHAR",
    f"""
SELECT c.component, b.person_id, count(*) AS mentions, min(b.mention) AS first
FROM ({settled('SELECT mention, person_id FROM claims."Claim"')}) b
JOIN identity.components c
  ON c.node = if(b.mention LIKE 'nppes:%', 'npi:' || substr(b.mention, 7), b.mention)
GROUP BY ALL
""",
)

# A component and a person keep each other where each is the other's largest.
KEPT_IDS = Relation(
    "identity.kept_ids",
    "component VARCHAR, person_id VARCHAR",
    """
WITH ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY component ORDER BY mentions DESC, first) AS of_component,
    row_number() OVER (PARTITION BY person_id ORDER BY mentions DESC, first) AS of_person
  FROM identity.shared_mentions
)
SELECT component, person_id FROM ranked WHERE of_component = 1 AND of_person = 1
""",
)

# Persons whom nothing touches keep their ids: those that somebody else could be given, or led to.
IDS_ELSEWHERE = Relation(
    "identity.ids_elsewhere",
    "person_id VARCHAR",
    f"""
SELECT DISTINCT person_id FROM claims."Claim" ANTI JOIN identity.scope USING (mention)
WHERE getvariable('extent') = '{IN_SCOPE}' AND person_id IN (
  SELECT person_id FROM identity.drawn_ids
  UNION ALL SELECT unnest([person_id, now]) FROM claims."Retired")
""",
)

# The id of each component. One that another keeps is drawn once more, from itself.
PERSON_IDS = Relation(
    "identity.person_ids",
    "component VARCHAR, person_id VARCHAR",
    """
SELECT d.component, coalesce(k.person_id, if(d.person_id IN (
    SELECT person_id FROM identity.kept_ids UNION ALL FROM identity.ids_elsewhere),
    'P' || substr(sha256(d.person_id || d.component), 1, 12), d.person_id)) AS person_id
FROM identity.drawn_ids d LEFT JOIN identity.kept_ids k USING (component)
""",
)

# Ids that nobody has any more lead to who has most of their mentions; earlier ones follow.
RETIRED_IDS = Relation(
    "identity.retired_ids",
    "person_id VARCHAR, now VARCHAR",
    """
WITH living AS (
  SELECT person_id FROM identity.person_ids UNION FROM identity.ids_elsewhere
),
gone AS (
  SELECT s.person_id, arg_max(p.person_id, (s.mentions, p.person_id)) AS now
  FROM identity.shared_mentions s JOIN identity.person_ids p USING (component)
  WHERE s.person_id NOT IN (FROM living) GROUP BY s.person_id
),
before AS (
  SELECT r.person_id, coalesce(g.now, r.now) AS now
  FROM claims."Retired" r LEFT JOIN gone g ON g.person_id = r.now
)
SELECT person_id, min(now) AS now FROM (FROM gone UNION ALL FROM before)
WHERE person_id NOT IN (FROM living) AND now IN (FROM living)
GROUP BY person_id ORDER BY person_id
""",
)

IDS = (DRAWN_IDS, SHARED_MENTIONS, KEPT_IDS, IDS_ELSEWHERE, PERSON_IDS)
