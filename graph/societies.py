"""Who belongs to which professional society, and in which role?

A society is known by its bare name: letters and digits alone, without capitals and accents.
"""

from lake.relations import Relation

# `holder` names who is not in the graph, too, by the key that the file gives.
SOCIETY_ROLES = Relation(
    "graph.society_roles",
    "holder VARCHAR, person_id VARCHAR, society_id VARCHAR, name VARCHAR, role VARCHAR, "
    "committee VARCHAR, from_on DATE, to_on DATE, stated_on DATE, source VARCHAR, record VARCHAR, "
    "known_from TIMESTAMPTZ",
    r"""
SELECT coalesce(n.person_id, o.person_id) AS person_id,
  coalesce(n.person_id, o.person_id, 'NPI ' || s.npi, 'ORCID ' || s.orcid) AS holder,
  coalesce(nullif(regexp_replace(lower(strip_accents(society)), '[^\p{L}\p{N}]', '', 'g'), ''),
    society) AS society_id,
  society AS name, role, committee, from_on, to_on, stated_on, s.source, s.record, s.known_from
FROM facts."SocietyRole" s LEFT JOIN graph.npi_holders n USING (npi)
LEFT JOIN graph.orcid_holders o ON o.orcid = s.orcid
QUALIFY row_number() OVER (
  PARTITION BY holder, society_id, role, committee, from_on
  ORDER BY stated_on DESC, s.record) = 1""",
)

SOCIETY = """
SELECT DISTINCT ON (society_id) society_id, name, source, record, known_from
FROM graph.society_roles WHERE person_id IS NOT NULL
ORDER BY society_id, stated_on DESC, record"""

BELONGS_TO_SOCIETY = """
SELECT holder AS start, society_id AS "end", role, committee,
  concat_ws(', ', role, committee, from_on) AS term, from_on, to_on, stated_on, source,
  record, known_from
FROM graph.society_roles"""
