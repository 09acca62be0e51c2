"""Which products are there, whose are they, for what, and what happens to them when?

A product that the user lists is the one that payments and prescriptions name, where the names are
the same in letters and digits.
"""

from lake.relations import Relation

# Products of the user's list, each once, by the name in letters and digits.
LISTED_PRODUCTS = Relation(
    "graph.listed_products",
    "spelled VARCHAR, product_id VARCHAR, name VARCHAR, molecule VARCHAR, source VARCHAR, "
    "record VARCHAR, known_from TIMESTAMPTZ",
    """
WITH listed AS (
  SELECT bare(product) AS spelled, min(product) AS name,
    arg_max(molecule, checked_on) FILTER (molecule IS NOT NULL) AS molecule,
    min(source) AS source, min(record) AS record, min(known_from) AS known_from
  FROM facts."ProductStatement" GROUP BY spelled
),
paid AS (
  SELECT bare(name) AS spelled, min(product_id) AS paid_id FROM facts."Product" GROUP BY spelled
)
SELECT l.*, coalesce(r.product_id, paid_id, 'drug|' || lower(l.name)) AS product_id
FROM listed l LEFT JOIN paid p USING (spelled)
LEFT JOIN graph.prescribed_products r ON r.name = l.spelled""",
)

# Companies' spelling of a product wins over Medicare's, and that over the user's.
PRODUCT = """
WITH named AS (
  SELECT * FROM (
    SELECT DISTINCT ON (product_id) f.product_id, f.name, f.kind, f.category, p.generic_names,
      f.source, f.record, f.known_from
    FROM facts."Product" f LEFT JOIN graph.prescribed_products p USING (product_id)
    ORDER BY f.product_id, f.record
  )
  UNION ALL BY NAME
  SELECT product_id, brand AS name, 'Drug' AS kind, generic_names, source, product_id AS record,
    known_from
  FROM graph.prescribed_products ANTI JOIN facts."Product" USING (product_id)
)
SELECT n.*, molecule FROM named n LEFT JOIN (
  SELECT product_id, min(molecule) AS molecule FROM graph.listed_products GROUP BY product_id
) USING (product_id)
UNION ALL BY NAME
SELECT product_id, arg_min(name, spelled) AS name, min(molecule) AS molecule,
  min(source) AS source, min(record) AS record, min(known_from) AS known_from
FROM graph.listed_products ANTI JOIN named USING (product_id) GROUP BY product_id"""

MADE_BY = """
SELECT DISTINCT ON (start, "end") product_id AS start,
  coalesce(s.company_id, company_key(company)) AS "end", company AS named_as, said_by, checked_on,
  p.source, p.record, p.known_from
FROM facts."ProductStatement" p JOIN graph.listed_products l ON l.spelled = bare(product)
LEFT JOIN graph.company_spellings s ON s.spelled = company_key(company)
WHERE company_key(company) <> '' ORDER BY start, "end", checked_on DESC, p.record, named_as"""

# The latest word on the phase; a row that gives none says nothing of it.
DEVELOPED_FOR = """
SELECT DISTINCT ON (start, "end") product_id AS start, coalesce(h.name, condition) AS "end", phase,
  said_by, checked_on, p.source, p.record, p.known_from
FROM facts."ProductStatement" p JOIN graph.listed_products l ON l.spelled = bare(product)
LEFT JOIN graph.headings h ON lower(h.heading) = lower(condition)
WHERE condition IS NOT NULL
ORDER BY start, "end", phase IS NULL, checked_on DESC, p.record"""

MILESTONES = Relation(
    "graph.milestones",
    "milestone_id VARCHAR, product_id VARCHAR, kind VARCHAR, condition VARCHAR, note VARCHAR, "
    "happens_on DATE, is_expected BOOLEAN, said_by VARCHAR, checked_on DATE, source VARCHAR, "
    "record VARCHAR, known_from TIMESTAMPTZ",
    """
SELECT concat_ws('|', product_id, lower(condition), milestone, lower(note)) AS milestone_id,
  product_id, milestone AS kind, condition, note, milestone_on AS happens_on,
  milestone_on > checked_on AS is_expected, said_by, checked_on, p.source, p.record, p.known_from
FROM facts."ProductStatement" p JOIN graph.listed_products l ON l.spelled = bare(product)
WHERE milestone IS NOT NULL AND milestone_on IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY milestone_id ORDER BY checked_on DESC, p.record) = 1""",
)

HAS_MILESTONE = """
SELECT product_id AS start, milestone_id AS "end", source, record, known_from
FROM graph.milestones"""
