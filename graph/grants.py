"""Which grants are there, who leads them, and to whom were they awarded?

Papers print a grant in many ways, RePORTER lists it by its core project number: which printings
mean one grant is said in `schema.grant_numbers`. A printing without an activity, such as
`CA123456`, means the one grant in RePORTER with this serial number; where there are several, or
none, it stands alone.
"""

from lake.relations import Relation
from schema.grant_numbers import core_project, serial

# Each printing of a grant on papers, and the grant that it means.
GRANT_NAMES = Relation(
    "graph.grant_names",
    "printed VARCHAR, grant_id VARCHAR",
    f"""
WITH numbered AS (
  SELECT printed, {core_project("printed")} AS core_project, {serial("printed")} AS serial
  FROM (SELECT DISTINCT grant_id AS printed FROM facts."Grant")
),
listed AS (
  SELECT serial, min(core_project) AS core_project FROM (
    SELECT DISTINCT core_project, {serial("core_project")} AS serial FROM facts."Project"
  ) WHERE serial <> '' GROUP BY serial HAVING count(*) = 1
)
SELECT printed, coalesce(nullif(n.core_project, ''), l.core_project, printed) AS grant_id
FROM numbered n LEFT JOIN listed l ON l.serial = n.serial""",
)

# What RePORTER says of each grant. A subproject's cost is part of its grant's.
LISTED_GRANTS = Relation(
    "graph.listed_grants",
    "grant_id VARCHAR, title VARCHAR, activity VARCHAR, institute VARCHAR, started_on DATE, "
    "ended_on DATE, fiscal_years BIGINT[], costs_usd DOUBLE[], source VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH by_year AS (
  SELECT core_project, fiscal_year,
    if(bool_and(is_subproject OR cost_usd IS NOT NULL) AND NOT bool_and(is_subproject),
      sum(cost_usd)::DOUBLE, 'nan'::DOUBLE) AS cost_usd
  FROM facts."Project" GROUP BY core_project, fiscal_year
),
yearly AS (
  SELECT core_project, list(fiscal_year ORDER BY fiscal_year) AS fiscal_years,
    list(cost_usd ORDER BY fiscal_year) AS costs_usd
  FROM by_year GROUP BY core_project
)
SELECT core_project AS grant_id,
  arg_max(title, (NOT is_subproject, fiscal_year, record)) AS title, min(activity) AS activity,
  arg_max(institute, (fiscal_year, record)) AS institute,
  min(coalesce(started_on, budget_from_on, make_date(fiscal_year - 1, 10, 1))) AS started_on,
  arg_max(ended_on, (NOT is_subproject, fiscal_year, record)) AS ended_on,
  any_value(fiscal_years) AS fiscal_years, any_value(costs_usd) AS costs_usd,
  min(source) AS source, min(known_from) AS known_from
FROM facts."Project" JOIN yearly USING (core_project) GROUP BY core_project""",
)

GRANT = """
WITH acknowledged AS (
  SELECT n.grant_id, min(g.number) AS number, min(g.agency) AS agency, min(g.country) AS country,
    min(g.source) AS source, min(g.known_from) AS known_from
  FROM facts."Grant" g JOIN graph.grant_names n ON n.printed = g.grant_id GROUP BY n.grant_id
)
SELECT grant_id, if(l.grant_id IS NULL, a.number, grant_id) AS number,
  coalesce(cased(l.institute), a.agency) AS agency, a.country, l.title, l.activity, l.started_on,
  l.ended_on, l.fiscal_years, l.costs_usd, concat_ws(', ', a.source, l.source) AS source,
  grant_id AS record, least(a.known_from, l.known_from) AS known_from
FROM acknowledged a FULL JOIN graph.listed_grants l USING (grant_id)"""

FUNDED_BY = """
SELECT f.start, n.grant_id AS "end", min(f.source) AS source, min(f.record) AS record,
  min(f.known_from) AS known_from
FROM facts."FUNDED_BY" f JOIN graph.grant_names n ON n.printed = f."end"
GROUP BY f.start, n.grant_id"""

LEADS_GRANT = """
SELECT c.person_id AS start, p.core_project AS "end", i.role,
  min(coalesce(p.budget_from_on, make_date(p.fiscal_year - 1, 10, 1))) AS from_on,
  max(coalesce(p.budget_to_on, make_date(p.fiscal_year, 9, 30))) AS to_on,
  list(DISTINCT p.fiscal_year ORDER BY p.fiscal_year) AS fiscal_years,
  arg_max(i.name, (p.fiscal_year, i.mention)) AS printed_as, max(c.score) AS identity_score,
  arg_max(c.reasons, (c.score, i.mention)) AS identity_reasons, min(i.source) AS source,
  max(i.mention) AS record, min(i.known_from) AS known_from
FROM facts."PrincipalInvestigator" i JOIN facts."Project" p USING (application_id)
JOIN claims."Claim" c USING (mention)
GROUP BY c.person_id, p.core_project, i.role"""

AWARDED_TO = """
SELECT p.core_project AS start,
  coalesce(l.institution_id, 'name:' || bare(p.organisation)) AS "end",
  list(DISTINCT p.fiscal_year ORDER BY p.fiscal_year) AS fiscal_years, min(p.source) AS source,
  min(p.record) AS record, min(p.known_from) AS known_from
FROM facts."Project" p LEFT JOIN claims."Placement" l ON l.mention = 'grantee:' || p.application_id
WHERE NOT p.is_subproject AND bare(p.organisation) <> '' GROUP BY start, "end" """
