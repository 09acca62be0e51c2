"""Which spellings are one company, and which companies are one family?

A company is known by its name without its legal form. The user's list says which further spellings
and identifiers are the same company, who stands above whom, and who competes. A family is the
company above all, and whatever belongs to it on the day the list was read; a link that had ended by
then, or was yet to begin, is drawn and makes no family.
"""

from lake.relations import Relation

MOST_LEVELS = 10  # the loader refuses higher ones
_IS_CURRENT = "coalesce(from_on <= checked_on, true) AND coalesce(to_on >= checked_on, true)"

COMPANY_SPELLINGS = Relation(
    "graph.company_spellings",
    "spelled VARCHAR, company_id VARCHAR",
    """
SELECT company_key(sponsor_name) AS spelled, min(company_key(company)) AS company_id
FROM facts."CompanyStatement" WHERE company_key(sponsor_name) <> '' GROUP BY spelled""",
)

# Who pays under an identifier of Open Payments: by the list, else by the name that is reported.
PAYERS = Relation(
    "graph.payers",
    "payer_id VARCHAR, company_id VARCHAR",
    """
WITH listed AS (
  SELECT open_payments_id AS payer_id, min(company_key(company)) AS listed_id
  FROM facts."CompanyStatement" WHERE open_payments_id IS NOT NULL GROUP BY payer_id
),
named AS (
  SELECT company_id AS payer_id, min(company_key(name)) AS spelled
  FROM facts."Company" GROUP BY payer_id
)
SELECT payer_id, coalesce(listed_id, s.company_id, spelled) AS company_id
FROM named LEFT JOIN listed USING (payer_id) LEFT JOIN graph.company_spellings s USING (spelled)""",
)

# What joins two companies, by the names that the list has for them; `kind` is parent or competitor.
COMPANY_LINKS = Relation(
    "graph.company_links",
    'kind VARCHAR, start VARCHAR, "end" VARCHAR, other_name VARCHAR, area VARCHAR, '
    "product VARCHAR, is_current BOOLEAN, from_on DATE, to_on DATE, said_by VARCHAR, "
    "checked_on DATE, source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    f"""
WITH said AS (
  SELECT 'parent' AS kind, parent AS other_name, * FROM facts."CompanyStatement"
  UNION ALL
  SELECT 'competitor', competitor, * FROM facts."CompanyStatement"
)
SELECT kind, company_key(company) AS start,
  coalesce(s.company_id, company_key(other_name)) AS "end", other_name, area, product,
  {_IS_CURRENT} AS is_current, from_on, to_on, said_by, checked_on, source, record, known_from
FROM said LEFT JOIN graph.company_spellings s ON s.spelled = company_key(other_name)
WHERE other_name IS NOT NULL""",
)

COMPANY_FAMILIES = Relation(
    "graph.company_families",
    "company_id VARCHAR, family_id VARCHAR, is_own BOOLEAN, is_competitor BOOLEAN",
    f"""
WITH RECURSIVE up AS (
  SELECT start AS company_id, "end" AS above, 1 AS level
  FROM graph.company_links WHERE kind = 'parent' AND is_current
  UNION ALL
  SELECT company_id, "end", level + 1 FROM up JOIN graph.company_links ON start = above
  WHERE kind = 'parent' AND is_current AND level < {MOST_LEVELS}
),
topmost AS (
  SELECT company_id, arg_max(above, (level, above)) AS family_id FROM up GROUP BY company_id
),
listed AS (
  SELECT company_key(company) AS company_id FROM facts."CompanyStatement"
  UNION SELECT unnest([start, "end"]) FROM graph.company_links
),
families AS (
  SELECT company_id, coalesce(family_id, company_id) AS family_id
  FROM listed LEFT JOIN topmost USING (company_id)
),
owned AS (
  SELECT family_id, bool_or(is_own) AS is_own FROM families
  JOIN facts."CompanyStatement" ON company_key(company) = company_id GROUP BY family_id
),
rivals AS (
  SELECT a.family_id, b.family_id AS other FROM graph.company_links
  JOIN families a ON a.company_id = start JOIN families b ON b.company_id = "end"
  WHERE kind = 'competitor' AND is_current
),
competing AS (
  SELECT DISTINCT family_id FROM (
    FROM rivals UNION ALL SELECT other AS family_id, family_id AS other FROM rivals
  ) WHERE other IN (SELECT family_id FROM owned WHERE is_own)
)
SELECT company_id, family_id, is_own,
  CASE WHEN is_own THEN false WHEN family_id IN (FROM competing) THEN true END AS is_competitor
FROM families LEFT JOIN owned USING (family_id)""",
)

# Open Payments' spelling of a name wins over that of trials, the user's over both.
COMPANY = """
WITH named AS (
  SELECT company_key(company) AS company_id, company AS name, NULL AS id, NULL AS state,
    NULL AS country, lei, source, record, known_from, 0 AS rank FROM facts."CompanyStatement"
  UNION ALL
  SELECT p.company_id, name, f.company_id, state, country, NULL, source, record, known_from,
    if(company_key(name) = p.company_id, 1, 2)
  FROM facts."Company" f JOIN graph.payers p ON p.payer_id = f.company_id
  UNION ALL
  SELECT coalesce(company_id, company_key(name)), name, NULL, NULL, NULL, NULL, source, record,
    known_from, 3
  FROM facts."Sponsor" LEFT JOIN graph.company_spellings ON spelled = company_key(name)
  WHERE kind = 'INDUSTRY'
  UNION ALL
  SELECT "end", other_name, NULL, NULL, NULL, NULL, source, record, known_from, 4
  FROM graph.company_links
)
SELECT company_id, coalesce(min(family_id), company_id) AS family_id,
  arg_min(name, (rank, name)) AS name, bool_or(is_own) AS is_own,
  bool_or(is_competitor) AS is_competitor, min(lei) AS lei,
  list_sort(list(DISTINCT id) FILTER (id IS NOT NULL)) AS open_payments_ids,
  arg_min(state, (rank, name)) AS state, arg_min(country, (rank, name)) AS country,
  arg_min(source, (rank, name)) AS source, min(record) AS record, min(known_from) AS known_from
FROM named LEFT JOIN graph.company_families USING (company_id)
WHERE company_id <> '' GROUP BY company_id"""

SUBSIDIARY_OF = """
SELECT DISTINCT ON (start, "end", term) start, "end", coalesce(from_on::VARCHAR, 'ever') AS term,
  is_current, from_on, to_on, said_by, checked_on, source, record, known_from
FROM graph.company_links WHERE kind = 'parent'
ORDER BY start, "end", term, checked_on DESC, record"""

COMPETES_WITH = """
SELECT DISTINCT ON (start, "end", term) * FROM (
  SELECT least(start, "end") AS start, greatest(start, "end") AS "end",
    concat_ws(', ', coalesce(area, 'any area'), product, from_on) AS term, area, product,
    is_current, from_on, to_on, said_by, checked_on, source, record, known_from
  FROM graph.company_links WHERE kind = 'competitor'
) ORDER BY start, "end", term, checked_on DESC, record"""
