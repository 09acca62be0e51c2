"""Which licence does each person hold, by the registry and by the boards of the states?

Where both speak of one licence of one person, the board's word stands, and the licence keeps the id
that the registry gives it. Several persons may report one number, since professions of a state
count apart: then what a board says is of the one whom it names, and has an id of its own. What no
board has said is `unknown`.
"""

from lake.relations import Relation

ORCID_HOLDERS = Relation(
    "graph.orcid_holders",
    "orcid VARCHAR, person_id VARCHAR",
    """
SELECT orcid, min(person_id) AS person_id FROM graph.spellings
WHERE orcid IS NOT NULL GROUP BY orcid""",
)

# `holder` names who is not in the graph, too, by the key that the file gives.
LICENCES = Relation(
    "graph.licences",
    "holder VARCHAR, person_id VARCHAR, licence_id VARCHAR, number VARCHAR, state VARCHAR, "
    "status VARCHAR, issued_on DATE, expires_on DATE, action VARCHAR, action_on DATE, "
    "checked_on DATE, source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    """
WITH registered AS (
  SELECT h.person_id, coalesce(licence_state, '') || ' ' || licence_number AS licence_id,
    licence_number AS number, licence_state AS state,
    regexp_replace(upper(licence_number), '[^0-9A-Z]', '', 'g') AS plain,
    min(r.source) AS source, min(r.record) AS record, min(r.known_from) AS known_from
  FROM facts."Registration" r JOIN graph.npi_holders h USING (npi)
  WHERE licence_number IS NOT NULL GROUP BY ALL
),
of_one AS (
  SELECT person_id, state, plain, min(licence_id) AS licence_id, min(source) AS registry
  FROM registered WHERE licence_id IN (
    SELECT licence_id FROM registered GROUP BY licence_id HAVING count(DISTINCT person_id) = 1
  ) GROUP BY ALL
),
checked AS (
  SELECT coalesce(n.person_id, o.person_id) AS person_id,
    coalesce(n.person_id, o.person_id, 'NPI ' || b.npi, 'ORCID ' || b.orcid) AS holder,
    state || ' ' || number || ' ' || coalesce(b.npi, b.orcid) AS own_id,
    regexp_replace(upper(number), '[^0-9A-Z]', '', 'g') AS plain, number, state, status, issued_on,
    expires_on, action, action_on, checked_on, b.source, b.record, b.known_from
  FROM facts."BoardLicence" b LEFT JOIN graph.npi_holders n USING (npi)
  LEFT JOIN graph.orcid_holders o ON o.orcid = b.orcid
  QUALIFY row_number() OVER (PARTITION BY holder, state, plain ORDER BY checked_on DESC, own_id) = 1
)
SELECT holder, person_id, coalesce(licence_id, own_id) AS licence_id, number, state,
  coalesce(status, 'unknown') AS status, issued_on, expires_on, action, action_on, checked_on,
  concat_ws(', ', source, registry) AS source, record, known_from
FROM checked LEFT JOIN of_one USING (person_id, state, plain)
UNION ALL BY NAME
SELECT person_id AS holder, person_id, licence_id, number, state, 'unknown' AS status, source,
  record, known_from
FROM registered ANTI JOIN checked USING (person_id, state, plain)""",
)

LICENCE = """
SELECT DISTINCT ON (licence_id) * EXCLUDE (holder, person_id) FROM graph.licences
WHERE person_id IS NOT NULL ORDER BY licence_id, record"""

HOLDS = """
SELECT DISTINCT ON (start, "end") holder AS start, licence_id AS "end", source, record, known_from
FROM graph.licences ORDER BY start, "end", record"""
