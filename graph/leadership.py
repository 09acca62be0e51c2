"""Who leads which institution, or which part of one, and in which role?

The institution is the one of the graph whose id or certification number is given. Else it is the
one that identity holds the printed name to mean (`claims."Placement"`); else it stands by its name.
"""

from lake.relations import Relation

# `holder` and `place` name who and what is not in the graph, too, by the key that the file gives.
LEADERSHIP_ROLES = Relation(
    "graph.leadership_roles",
    "holder VARCHAR, place VARCHAR, role VARCHAR, department VARCHAR, from_on DATE, to_on DATE, "
    "stated_on DATE, source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    """
WITH by_key AS (
  SELECT spelled, min(institution_id) AS institution_id FROM graph.institution_keys
  GROUP BY spelled HAVING count(*) = 1
),
placed AS (
  SELECT mention, arg_max(institution_id, (score, institution_id)) AS institution_id
  FROM claims."Placement" WHERE starts_with(mention, 'leadership:') GROUP BY mention
)
SELECT coalesce(n.person_id, o.person_id, 'NPI ' || s.npi, 'ORCID ' || s.orcid) AS holder,
  coalesce(k.institution_id, p.institution_id, s.institution_id,
    'name:' || nullif(bare(s.institution), ''), s.institution) AS place,
  role, department, from_on, to_on, stated_on, s.source, s.record, s.known_from
FROM facts."LeadershipRole" s LEFT JOIN graph.npi_holders n USING (npi)
LEFT JOIN graph.orcid_holders o ON o.orcid = s.orcid
LEFT JOIN by_key k ON k.spelled = lower(s.institution_id) LEFT JOIN placed p USING (mention)
QUALIFY row_number() OVER (
  PARTITION BY holder, place, role, department, from_on
  ORDER BY stated_on DESC, s.record) = 1""",
)

LEADS_AT = """
SELECT holder AS start, place AS "end", role, department,
  concat_ws(', ', role, department, from_on) AS term, from_on, to_on, stated_on, source, record,
  known_from
FROM graph.leadership_roles"""
