"""How is a person made of mentions and claims, and which source wins for each property?

The registry's spelling of a name comes first, that of a register of another country beside it.
"""

from lake.relations import Relation

# Every mention of every person with the name it prints; a registry record comes first.
SPELLINGS = Relation(
    "graph.spellings",
    "person_id VARCHAR, mention VARCHAR, name VARCHAR, last_name VARCHAR, fore_name VARCHAR, "
    "suffix VARCHAR, orcid VARCHAR, npi VARCHAR, rank INTEGER, source VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH printed AS (
  SELECT mention, last_name, fore_name, suffix, NULL AS npi, 2 AS rank, source, known_from
  FROM facts."Byline" WHERE collective_name IS NULL
  UNION ALL
  SELECT mention, last_name, fore_name, suffix, NULL, 3, source, known_from
  FROM facts."Collaborator"
  UNION ALL
  SELECT mention, last_name, fore_name, suffix, NULL, 4, source, known_from
  FROM facts."Official"
  UNION ALL
  SELECT mention, cased(last_name), cased(fore_name), suffix, NULL, 4, source, known_from
  FROM facts."PrincipalInvestigator"
  UNION ALL
  SELECT mention, cased(last_name), cased(concat_ws(' ', first_name, middle_name)), cased(suffix),
    npi, 5, source, known_from FROM facts."Payee"
  UNION ALL
  SELECT 'nppes:' || npi, cased(last_name), cased(concat_ws(' ', first_name, middle_name)),
    cased(suffix), npi, 1, source, known_from FROM facts."Practitioner"
  UNION ALL
  SELECT mention, cased(last_name), cased(fore_name), NULL, NULL, 1, source, known_from
  FROM facts."Registrant"
)
SELECT c.person_id, c.orcid, p.*, concat_ws(' ', nullif(fore_name, ''), last_name, suffix) AS name
FROM printed p JOIN claims."Claim" c USING (mention)""",
)

NPI_HOLDERS = Relation(
    "graph.npi_holders",
    "npi VARCHAR, person_id VARCHAR",
    """
SELECT npi, min(person_id) AS person_id FROM graph.spellings
WHERE npi IS NOT NULL GROUP BY npi""",
)

# A ZIP code that lies in several counties of the state is of the one with most of its land, unless
# a part that no row tells of may be larger.
COUNTIES = Relation(
    "graph.counties",
    "zip VARCHAR, state VARCHAR, county VARCHAR, county_name VARCHAR, county_share DOUBLE",
    """
SELECT DISTINCT ON (zip, state) zip, state, county, county_name,
  round(land_m2 / nullif(zip_land_m2, 0), 4) AS county_share
FROM (
  SELECT *, zip_land_m2 - sum(land_m2) OVER (PARTITION BY zip) AS untold FROM facts."CountyPart"
)
WHERE land_m2 >= untold
ORDER BY zip, state, land_m2 DESC, water_m2 DESC, county""",
)

PERSON = """
WITH spelled AS (
  SELECT person_id, name, min(last_name) AS last_name, min(fore_name) AS fore_name,
    min(suffix) AS suffix, min(rank) AS rank, count(*) AS n
  FROM graph.spellings WHERE name <> '' GROUP BY person_id, name
),
keyed AS (
  SELECT *,
    name_keys(coalesce(last_name, ''), coalesce(fore_name, ''), coalesce(suffix, '')) AS keys
  FROM spelled
),
best AS (
  SELECT DISTINCT ON (person_id) * FROM keyed
  ORDER BY person_id, rank = 1 DESC, length(fore_name) DESC NULLS LAST, n DESC, name
),
former AS (
  SELECT person_id, list_sort(list(DISTINCT name)) AS names, flatten(list(list_concat(
    keys, part_keys(coalesce(last_name, ''), coalesce(fore_name, ''))))) AS keys
  FROM (
    SELECT person_id, name, last_name, fore_name, keys FROM keyed
    UNION ALL
    SELECT person_id, fore_name || ' ' || last_name, last_name, fore_name,
      name_keys(coalesce(last_name, ''), coalesce(fore_name, ''), '')
    FROM (
      SELECT npi, cased(split_part(other, ', ', 1)) AS last_name,
        cased(split_part(other, ', ', 2)) AS fore_name
      FROM (SELECT npi, unnest(other_names) AS other FROM facts."Practitioner")
    ) JOIN graph.npi_holders USING (npi)
  ) GROUP BY person_id
),
keys AS (
  SELECT person_id, max(npi) AS npi, mode(orcid ORDER BY mention) AS orcid,
    min(known_from) AS known_from, string_agg(DISTINCT source, ', ' ORDER BY source) AS source
  FROM graph.spellings GROUP BY person_id
),
registered AS (
  SELECT p.* REPLACE (coalesce(d.deactivated_on,
      if(p.reactivated_on >= p.deactivated_on, NULL, p.deactivated_on)) AS deactivated_on),
    t.code, t.name AS specialty
  FROM facts."Practitioner" p LEFT JOIN facts."Deactivation" d USING (npi) LEFT JOIN (
    SELECT npi, arg_min(r.code, (NOT r.is_primary, r.ordinal)) AS code,
      arg_min(coalesce(s.name, r.code), (NOT r.is_primary, r.ordinal)) AS name
    FROM facts."Registration" r LEFT JOIN facts."Specialty" s USING (code)
    WHERE r.code IS NOT NULL GROUP BY npi
  ) t USING (npi)
),
reported AS (
  SELECT person_id, mode(specialty ORDER BY mention) AS specialty,
    mode(cased(city) ORDER BY mention) AS city, mode(state ORDER BY mention) AS state,
    mode(country ORDER BY mention) AS country
  FROM facts."Payee" JOIN claims."Claim" USING (mention) GROUP BY person_id
),
papers AS (
  SELECT start AS person_id, count(*) AS papers, min(published_on) AS first_on,
    max(published_on) AS last_on
  FROM graph.signatures JOIN facts."Paper" ON pmid = "end" WHERE counted_with IS NULL
  GROUP BY start
),
abroad AS (
  SELECT person_id, arg_max(specialty, checked_on) AS specialty, min(country) AS country,
    arg_max(cased(city), checked_on) AS city,
    list(DISTINCT concat_ws(' ', country, register, number)
      ORDER BY concat_ws(' ', country, register, number)) AS register_ids
  FROM facts."Registrant" JOIN claims."Claim" USING (mention) GROUP BY person_id
),
schooled AS (
  SELECT npi, min(medical_school) AS medical_school, min(graduation_year) AS graduation_year
  FROM facts."Listing" GROUP BY npi
),
trials AS (
  SELECT person_id, count(DISTINCT nct_id) AS trials
  FROM facts."Official" JOIN claims."Claim" USING (mention) GROUP BY person_id
)
SELECT k.person_id, coalesce(b.name, k.npi, k.person_id) AS name, b.last_name, b.fore_name,
  nullif(list_filter(f.names, lambda n: n <> b.name), []) AS other_names,
  nullif(b.keys, []) AS name_keys,
  nullif(list_sort(list_filter(with_folded(f.keys), lambda k: NOT list_contains(b.keys, k)
    AND NOT regexp_matches(k, '[A-Z.]'))), []) AS other_name_keys, r.credentials,
  k.npi, k.orcid, g.register_ids,
  coalesce(r.specialty, g.specialty, p.specialty) AS specialty, r.code AS specialty_code,
  cased(s.medical_school) AS medical_school, s.graduation_year,
  coalesce(cased(r.city), g.city, p.city) AS city, coalesce(r.state, p.state) AS state,
  c.county, c.county_name, c.county_share,
  coalesce(r.country, g.country, p.country) AS country, r.enumerated_on, r.deactivated_on,
  coalesce(papers, 0) AS paper_count, coalesce(trials, 0) AS trial_count,
  a.first_on AS first_paper_on, a.last_on AS last_paper_on, k.source,
  k.person_id AS record, k.known_from
FROM keys k LEFT JOIN best b USING (person_id) LEFT JOIN former f USING (person_id)
LEFT JOIN registered r USING (npi) LEFT JOIN graph.counties c ON c.zip = r.zip AND c.state = r.state
LEFT JOIN reported p USING (person_id)
LEFT JOIN schooled s USING (npi) LEFT JOIN papers a USING (person_id)
LEFT JOIN trials t USING (person_id) LEFT JOIN abroad g USING (person_id)"""
