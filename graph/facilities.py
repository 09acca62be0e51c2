"""Which institution is a hospital of Medicare's, and who practises there?

A hospital and an institution of the register are one where name, city and state are the same and
neither fits another. Else it is the organisation of the provider registry that reports its number,
where one alone does. Else it stands by its number, with the name that a list prints.
"""

from lake.relations import Relation

# Each certification number with a name or an institution.
CERTIFIED = Relation(
    "graph.certified",
    "ccn VARCHAR, institution_id VARCHAR, name VARCHAR, city VARCHAR, state VARCHAR, "
    "kind VARCHAR, ownership VARCHAR, has_emergency BOOLEAN, rating BIGINT, source VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH listed AS (
  SELECT ccn, name, city, state, kind, ownership, has_emergency, rating, source, known_from
  FROM facts."Hospital"
  UNION ALL BY NAME
  SELECT ccn, min(name) AS name, min(kind) AS kind, min(source) AS source,
    min(known_from) AS known_from
  FROM facts."FacilityAffiliation" ANTI JOIN facts."Hospital" USING (ccn) GROUP BY ccn
),
active AS (
  SELECT * FROM facts."Institution"
  WHERE coalesce(status, 'active') NOT IN ('inactive', 'withdrawn')
),
spelled AS (
  SELECT DISTINCT institution_id, bare(city) AS city, state,
    bare(unnest(list_append(coalesce(other_names, []), name))) AS name
  FROM active WHERE institution_id LIKE 'ror:%'
),
by_name AS (
  SELECT ccn, institution_id FROM (
    SELECT l.ccn, min(s.institution_id) AS institution_id
    FROM listed l JOIN spelled s
      ON s.name = bare(l.name) AND s.city = bare(l.city) AND s.state = l.state
    GROUP BY l.ccn HAVING count(DISTINCT s.institution_id) = 1
  ) QUALIFY count(*) OVER (PARTITION BY institution_id) = 1
),
by_number AS (
  SELECT identifier[5:] AS ccn, min(institution_id) AS institution_id
  FROM (SELECT institution_id, unnest(identifiers) AS identifier FROM active)
  WHERE identifier LIKE 'ccn:%' GROUP BY identifier HAVING count(DISTINCT institution_id) = 1
)
SELECT l.*, coalesce(n.institution_id, b.institution_id, 'ccn:' || l.ccn) AS institution_id
FROM listed l LEFT JOIN by_name n USING (ccn) LEFT JOIN by_number b USING (ccn)
WHERE coalesce(l.name, n.institution_id, b.institution_id) IS NOT NULL""",
)

# Group practices and hospitals that no other register knows.
OF_MEDICARE = """
SELECT institution_id, cased(name) AS name, [kind] AS types, cased(city) AS city, state,
  'US' AS country, 'active' AS status, ['ccn:' || ccn] AS identifiers, ownership, has_emergency,
  rating, source, ccn AS record, known_from
FROM graph.certified WHERE institution_id = 'ccn:' || ccn
UNION ALL BY NAME
SELECT 'pac:' || group_id AS institution_id, cased(min(group_name)) AS name,
  ['group practice'] AS types,
  if(count(DISTINCT city) = 1, cased(min(city)), NULL) AS city,
  if(count(DISTINCT state) = 1, min(state), NULL) AS state, 'US' AS country,
  min(source) AS source, group_id AS record, min(known_from) AS known_from
FROM facts."Listing" WHERE group_id IS NOT NULL AND group_name IS NOT NULL GROUP BY group_id"""

PRACTISES_AT = """
WITH places AS (
  SELECT npi, 'pac:' || group_id AS place, 'group practice' AS kind, group_members AS members,
    source, record, known_from
  FROM facts."Listing" WHERE group_id IS NOT NULL
  UNION ALL
  SELECT npi, coalesce(c.institution_id, p.institution_id, 'ccn:' || f.ccn), f.kind, NULL,
    f.source, f.record, f.known_from
  FROM facts."FacilityAffiliation" f LEFT JOIN graph.certified c USING (ccn)
  LEFT JOIN graph.certified p ON p.ccn = f.parent_ccn
)
SELECT coalesce(h.person_id, 'NPI ' || npi) AS start, place AS "end",
  list(DISTINCT kind ORDER BY kind) AS kinds, max(members) AS members, min(source) AS source,
  min(record) AS record, min(known_from) AS known_from
FROM places LEFT JOIN graph.npi_holders h USING (npi) GROUP BY start, "end" """

# What each institution of the graph is called by whoever gives its id or certification number.
INSTITUTION_KEYS = Relation(
    "graph.institution_keys",
    "institution_id VARCHAR, spelled VARCHAR",
    """
SELECT DISTINCT institution_id, lower(unnest(list_concat([institution_id],
  list_filter(coalesce(identifiers, []), lambda one: starts_with(one, 'ccn:'))))) AS spelled
FROM drawn."Institution" """,
)
