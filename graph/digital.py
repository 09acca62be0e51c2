"""What does a person do online, and is the account sure to be the person's?

An account that proofs tie to two persons is verified for neither. Of the counts of an account's
reach the latest stands, so that followers are counted once and not every month.
"""

from graph.congresses import plain
from lake.relations import Relation

VERIFYING = ("ORCID profile", "institution page", "society page", "programme")

# `holder` names who is not in the graph, too, by the key that the file gives.
DIGITAL_ROLES = Relation(
    "graph.digital_roles",
    "holder VARCHAR, person_id VARCHAR, work VARCHAR, platform VARCHAR, channel VARCHAR, "
    "handle VARCHAR, proof VARCHAR, proof_at VARCHAR, is_verified BOOLEAN, role VARCHAR, "
    "title VARCHAR, from_on DATE, to_on DATE, activities BIGINT, reach BIGINT, reach_of VARCHAR, "
    "reach_on DATE, is_latest_reach BOOLEAN, topic VARCHAR, found_in VARCHAR, checked_on DATE, "
    "source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    f"""
WITH held AS (
  SELECT d.* REPLACE (coalesce(to_on, from_on) AS to_on),
    coalesce(n.person_id, o.person_id) AS person_id,
    coalesce(n.person_id, o.person_id, 'NPI ' || d.npi, 'ORCID ' || d.orcid) AS holder,
    platform || '|' || {plain("channel")} AS place,
    place || '|' || lower(handle) AS account,
    if(title IS NULL, concat_ws('|', activity, coalesce(lower(handle), holder), from_on,
      nullif(d.to_on, from_on)), {plain("title")} || '|' || from_on) AS what,
    place || '|' || what AS work
  FROM facts."DigitalActivity" d LEFT JOIN graph.npi_holders n USING (npi)
  LEFT JOIN graph.orcid_holders o ON o.orcid = d.orcid
  QUALIFY row_number() OVER (
    PARTITION BY holder, work, activity ORDER BY checked_on DESC, d.record) = 1
),
owned AS (
  SELECT account, count(DISTINCT holder) AS owners FROM held
  WHERE proof IN {VERIFYING} AND account IS NOT NULL GROUP BY account
)
SELECT holder, person_id, work, platform, channel, handle, proof, proof_at,
  proof IN {VERIFYING} AND coalesce(owners = 1, true) AS is_verified,
  activity AS role, title, from_on, to_on, activities, reach, reach_of, reach_on,
  reach IS NOT NULL AND row_number() OVER (PARTITION BY holder, account, reach IS NULL
    ORDER BY reach_on DESC, checked_on DESC, record) = 1 AND account IS NOT NULL AS is_latest_reach,
  topic, found_in, checked_on, source, record, known_from
FROM held LEFT JOIN owned USING (account)""",
)

ACTIVITY = """
SELECT DISTINCT ON (work) work AS activity_id, platform, channel, title, from_on, to_on, activities,
  reach, reach_of, reach_on, source, record, known_from
FROM graph.digital_roles WHERE person_id IS NOT NULL
ORDER BY work, checked_on DESC, record"""

CONTRIBUTED_TO = """
SELECT holder AS start, work AS "end", role, handle, proof, proof_at, is_verified, is_latest_reach,
  found_in, checked_on, source, record, known_from
FROM graph.digital_roles"""

DISCUSSES = """
SELECT DISTINCT ON (start, "end") work AS start, h.name AS "end", source, record, known_from
FROM graph.digital_roles r JOIN graph.headings h ON lower(h.heading) = lower(r.topic)
WHERE person_id IS NOT NULL ORDER BY start, "end", record"""
