"""What does Medicare count of a person, which drugs did the person take up, and when?

A provider that is an organisation is nobody. Whom an NPI means that no person of the graph has is
named, so that it is counted as missing.
"""

from lake.relations import Relation

# A brand and a product that companies pay about are one where their names are, in letters and
# digits; of several kinds of product a drug comes first.
PRESCRIBED_PRODUCTS = Relation(
    "graph.prescribed_products",
    "name VARCHAR, product_id VARCHAR, brand VARCHAR, generic_names VARCHAR[], source VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH paid AS (
  SELECT bare(name) AS name, arg_min(product_id, (CASE lower(kind) WHEN 'drug' THEN 0
    WHEN 'biological' THEN 1 ELSE 2 END, product_id)) AS product_id
  FROM facts."Product" WHERE lower(kind) IN ('drug', 'biological', 'drug or biological')
  GROUP BY bare(name)
),
prescribed AS (
  SELECT bare(brand) AS name, min(brand) AS brand,
    list_sort(list(DISTINCT generic) FILTER (generic IS NOT NULL)) AS generic_names,
    min(source) AS source, min(known_from) AS known_from
  FROM facts."Prescription" WHERE bare(brand) <> '' GROUP BY bare(brand)
)
SELECT r.*, coalesce(p.product_id, 'drug|' || lower(brand)) AS product_id
FROM prescribed r LEFT JOIN paid p USING (name)""",
)

MEDICARE_YEAR = """
WITH billed AS (
  SELECT * FROM facts."MedicareServices" WHERE is_organisation IS NOT true
),
prescribed AS (
  SELECT * FROM facts."MedicarePrescribing" WHERE is_organisation IS NOT true
)
SELECT npi || '|' || year AS medicare_year_id, year,
  coalesce(b.provider_type, p.provider_type) AS provider_type,
  b.* EXCLUDE (npi, year, provider_type, is_organisation, unit, entry, record, source, load,
    known_from),
  p.claims, p.fills, p.days, p.cost_usd AS drug_cost_usd, p.patients AS prescribed_patients,
  p.brand_claims, p.generic_claims, p.opioid_claims, p.opioid_patients, p.long_opioid_claims,
  p.antibiotic_claims, p.antibiotic_patients,
  concat_ws(', ', b.source, p.source) AS source, npi || '|' || year AS record,
  least(b.known_from, p.known_from) AS known_from
FROM billed b FULL JOIN prescribed p USING (npi, year) SEMI JOIN graph.npi_holders USING (npi)"""

BILLED = """
SELECT coalesce(h.person_id, 'NPI ' || npi) AS start, npi || '|' || year AS "end",
  string_agg(DISTINCT source, ', ' ORDER BY source) AS source, npi || '|' || year AS record,
  min(known_from) AS known_from
FROM (
  SELECT npi, year, source, known_from FROM facts."MedicareServices"
  WHERE is_organisation IS NOT true
  UNION ALL
  SELECT npi, year, source, known_from FROM facts."MedicarePrescribing"
  WHERE is_organisation IS NOT true
) LEFT JOIN graph.npi_holders h USING (npi) GROUP BY ALL"""

# Patients of several forms of one drug may be the same: their sum is unknown.
PRESCRIBED = """
SELECT coalesce(h.person_id, 'NPI ' || npi) AS start, r.product_id AS "end", year,
  sum(claims) AS claims, sum(fills) AS fills, sum(days) AS days, sum(cost_usd) AS cost_usd,
  if(count(*) = 1, any_value(patients), NULL) AS patients,
  if(count(*) = count(older_claims), sum(older_claims), NULL) AS older_claims,
  if(count(*) = 1, any_value(older_patients), NULL) AS older_patients,
  min(p.source) AS source, min(record) AS record, min(p.known_from) AS known_from
FROM facts."Prescription" p JOIN graph.prescribed_products r ON r.name = bare(p.brand)
LEFT JOIN graph.npi_holders h USING (npi) GROUP BY start, "end", year"""

ADOPTED = """
WITH counted AS (
  SELECT r.*, p.specialty, p.state,
    p.specialty IS NOT NULL AND p.state IS NOT NULL AS has_peers,
    claims / nullif(sum(claims) OVER (PARTITION BY "end", year, p.specialty, p.state), 0) AS share
  FROM drawn."PRESCRIBED" r JOIN drawn."Person" p ON p.person_id = r.start
),
taken_up AS (
  SELECT start, "end", specialty, state, has_peers, min(year) AS first_year,
    max(year) AS last_year, arg_max(claims, year) AS claims,
    arg_max(share, year) FILTER (has_peers) AS peer_share, min(source) AS source,
    arg_min(record, year) AS record, min(known_from) AS known_from
  FROM counted GROUP BY ALL
),
of_products AS (
  SELECT "end", since - 1 IN (SELECT year FROM drawn."PRESCRIBED") AS is_new
  FROM (SELECT "end", min(year) AS since FROM drawn."PRESCRIBED" GROUP BY "end")
),
compared AS (
  SELECT t.*, o.is_new, t.claims / nullif(b.claims, 0) AS growth,
    if(has_peers, count(*) OVER peers - 1, 0) AS peers,
    if(has_peers AND o.is_new, (rank() OVER (peers ORDER BY first_year DESC) - 1)
      / nullif(count(*) OVER peers - 1, 0), NULL) AS ahead_of_peers
  FROM taken_up t JOIN of_products o USING ("end")
  LEFT JOIN drawn."PRESCRIBED" b
    ON b.start = t.start AND b."end" = t."end" AND b.year = t.last_year - 1
  WINDOW peers AS (PARTITION BY t."end", specialty, state)
)
SELECT * EXCLUDE (specialty, state, has_peers), list_filter([
    'first counted in ' || first_year || if(is_new, '', ', or before what is loaded'),
    'before ' || round(ahead_of_peers * peers)::BIGINT || ' of ' || peers || ' others of '
      || specialty || ', ' || state || ' who prescribe it',
    claims || ' claims in ' || last_year,
    round(growth, 2) || ' times those of ' || (last_year - 1),
    round(100 * peer_share)::BIGINT || ' % of the claims of ' || (peers + 1) || ' of '
      || specialty || ', ' || state
  ], lambda reason: reason IS NOT NULL) AS adoption_reasons
FROM compared"""
