"""Which topic does a heading name, after the library has renamed it?

Headings that were ever stated with one unique id are one topic. It bears the name that stands in
the vocabulary loaded; failing that, the one that most records print.
"""

from lake.relations import Relation

# Every heading that was ever stated with a unique id, and the heading that the topic bears now. One
# that stands in the vocabulary is never another's former name.
HEADINGS = Relation(
    "graph.headings",
    "heading VARCHAR, name VARCHAR, mesh_id VARCHAR",
    """
WITH vocabulary AS (
  SELECT name AS heading, max(mesh_id) AS mesh_id FROM facts."Topic"
  WHERE source = 'mesh' GROUP BY name
),
stated AS (
  SELECT name AS heading, mesh_id, count(*) AS times
  FROM history."Topic" WHERE mesh_id IS NOT NULL GROUP BY name, mesh_id
),
ranked AS (
  SELECT s.*, v.heading IS NOT NULL AS stands, coalesce(v.mesh_id = s.mesh_id, false) AS is_sure
  FROM stated s LEFT JOIN vocabulary v USING (heading)
),
known AS (
  SELECT heading, arg_max(mesh_id, (is_sure, times, mesh_id)) AS mesh_id FROM ranked
  GROUP BY heading
),
named AS (
  SELECT mesh_id, arg_max(heading, (is_sure, stands, times, heading)) AS name,
  FROM ranked SEMI JOIN known USING (heading, mesh_id) GROUP BY mesh_id
)
SELECT k.heading, if(v.heading IS NULL, n.name, k.heading) AS name, mesh_id
FROM known k JOIN named n USING (mesh_id) LEFT JOIN vocabulary v ON v.heading = k.heading
""",
)
