"""What came of each engagement, and which products was it about?

A product is the one whose name is the same in letters and digits; one that nobody else names is
counted as missing.
"""

DEBRIEF = """
SELECT DISTINCT ON (engagement_id) * FROM facts."Debrief" ORDER BY engagement_id, record"""

NOTED = """
SELECT DISTINCT ON (start) engagement_id AS start, engagement_id AS "end", source, record,
  known_from
FROM facts."Debrief" ORDER BY start, record"""

DISCUSSED = """
WITH named AS (
  SELECT bare(name) AS spelled, min(product_id) AS product_id FROM drawn."Product" GROUP BY spelled
)
SELECT engagement_id AS start, coalesce(product_id, product) AS "end", min(product) AS printed_as,
  min(source) AS source, min(record) AS record, min(known_from) AS known_from
FROM facts."ProductMention" LEFT JOIN named ON spelled = bare(product) GROUP BY start, "end" """
