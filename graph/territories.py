"""Which territories are there, and whose are they?

A territory's institution is one of that identifier: the graph's own, a ROR id, an NPI or a CMS
certification number, with or without its scheme. Its specialty is one of that code, name,
classification or specialization. One that names what is nowhere in the graph covers nobody.
"""

from lake.relations import Relation

TERRITORIES = Relation(
    "graph.territories",
    "territory_id VARCHAR, liaison VARCHAR, state VARCHAR, institution VARCHAR, "
    "specialty VARCHAR, term VARCHAR, is_current BOOLEAN, from_on DATE, to_on DATE, "
    "stated_on DATE, source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    """
SELECT lower(concat_ws('|', coalesce(state, ''), coalesce(institution, ''),
    coalesce(specialty, ''))) AS territory_id,
  liaison, state, institution, specialty, coalesce(from_on::VARCHAR, 'ever') AS term,
  coalesce(from_on <= stated_on, true) AND coalesce(to_on >= stated_on, true) AS is_current,
  from_on, to_on, stated_on, source, record, known_from
FROM facts."TerritoryStatement"
QUALIFY row_number() OVER (
  PARTITION BY territory_id, liaison, term ORDER BY stated_on DESC, record) = 1""",
)

TERRITORY = """
SELECT DISTINCT ON (territory_id) territory_id, state, institution, specialty, source,
  territory_id AS record, known_from
FROM graph.territories ORDER BY territory_id, known_from, state, institution, specialty"""

COVERS = """
SELECT liaison AS start, territory_id AS "end", term, is_current, from_on, to_on, stated_on, source,
  record, known_from
FROM graph.territories"""

INCLUDES = r"""
WITH asked AS (
  SELECT territory_id, institution,
    regexp_replace(lower(institution), '^https?://(www\.)?ror\.org/', 'ror:') AS spelled,
    min(source) AS source, min(record) AS record, min(known_from) AS known_from
  FROM graph.territories WHERE institution IS NOT NULL GROUP BY territory_id, institution
),
named AS (
  FROM graph.institution_keys UNION
  SELECT institution_id, spelled[5:] FROM graph.institution_keys
  WHERE regexp_matches(spelled, '^(ror|npi|ccn):')
)
SELECT territory_id AS start, coalesce(institution_id, institution) AS "end",
  min(source) AS source, min(record) AS record, min(known_from) AS known_from
FROM asked LEFT JOIN named USING (spelled) GROUP BY start, "end" """

INCLUDES_SPECIALTY = """
SELECT territory_id AS start, coalesce(code, specialty) AS "end", min(t.source) AS source,
  min(t.record) AS record, min(t.known_from) AS known_from
FROM graph.territories t LEFT JOIN facts."Specialty" s
  ON lower(specialty) IN (lower(code), lower(name), lower(classification), lower(specialization))
WHERE specialty IS NOT NULL GROUP BY start, "end" """
