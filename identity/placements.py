"""Which institution does an affiliation, a trial site or a sponsor name?

First rules: an identifier printed with the affiliation decides; otherwise a part of the text
between commas (or two neighbouring parts) that equals a registered name. Where several institutions
bear the name, one in a city that the text also names; failing that, none. A name that several bear
is never guessed.
"""

from __future__ import annotations

import pyarrow as pa

from lake.current import Lake

# Every registered name, plain: one row per (name, institution).
NAMES = """
WITH spelled AS (
  SELECT institution_id, city, unnest(list_append(coalesce(other_names, []), name)) AS name
  FROM facts."Institution"
)
SELECT DISTINCT plain(name) AS name, institution_id, plain(city) AS city,
  institution_id LIKE 'ror:%' AS is_ror
FROM spelled WHERE length(plain(name)) > 5
"""

# Every text that names an institution: affiliations, sites with their city, sponsors.
TEXTS = """
SELECT mention, ordinal, text FROM facts."Affiliation"
UNION ALL
SELECT 'site:' || nct_id || ':' || ordinal, 0, concat_ws(', ', facility, city, state, country)
FROM facts."Site" WHERE facility IS NOT NULL
UNION ALL
SELECT DISTINCT 'sponsor:' || nct_id || ':' || name, 0, name FROM facts."Sponsor"
WHERE kind IS DISTINCT FROM 'INDUSTRY'
"""

# The parts of each distinct text between commas, and each two neighbours joined.
PARTS = r"""
WITH distinct_texts AS (SELECT DISTINCT text FROM texts),
cut AS (
  SELECT text, unnest(parts) AS part, generate_subscripts(parts, 1) AS place
  FROM (SELECT text, regexp_split_to_array(text, '[,;]|\. ') AS parts FROM distinct_texts)
),
plainly AS (SELECT text, place, plain(part) AS part FROM cut)
SELECT text, part FROM plainly
UNION
SELECT a.text, a.part || ' ' || b.part
FROM plainly a JOIN plainly b ON b.text = a.text AND b.place = a.place + 1
"""

# For each text and name in it the one institution that fits, those in a city of the text first.
MATCHES = """
WITH found AS (
  SELECT p.text, n.name, n.institution_id, n.is_ror, c.part IS NOT NULL AS in_city
  FROM parts p JOIN names n ON n.name = p.part
  LEFT JOIN parts c ON c.text = p.text AND c.part = n.city
),
ranked AS (
  SELECT *, rank() OVER (PARTITION BY text, name ORDER BY in_city DESC, is_ror DESC) AS place
  FROM found
)
SELECT text, name, min(institution_id) AS institution_id, bool_or(in_city) AS in_city
FROM ranked WHERE place = 1 GROUP BY text, name HAVING count(DISTINCT institution_id) = 1
"""

PLACEMENTS = """
WITH printed AS (
  SELECT mention, ordinal, lower(unnest(identifiers)) AS identifier
  FROM (SELECT * FROM facts."Affiliation" {only})
),
by_identifier AS (
  SELECT p.mention, p.ordinal, i.institution_id, 1.0 AS score,
    'its ROR identifier is printed with it' AS reason
  FROM printed p JOIN facts."Institution" i
    ON i.institution_id = 'ror:' || regexp_extract(p.identifier, '(0[a-z0-9]{{8}})$', 1)
),
by_name AS (
  SELECT t.mention, t.ordinal, m.institution_id, if(m.in_city, 0.95, 0.85) AS score,
    if(m.in_city, 'it prints the registered name and city: ', 'it prints a registered name '
      || 'that no other institution bears: ') || m.name AS reason
  FROM texts t JOIN matches m ON m.text = t.text
)
SELECT mention, ordinal, institution_id, max(score)::DOUBLE AS score,
  list_sort(list(DISTINCT reason)) AS reasons
FROM (SELECT * FROM by_identifier UNION ALL SELECT * FROM by_name)
GROUP BY mention, ordinal, institution_id
ORDER BY mention, ordinal, institution_id
"""


# A mention, a site and a sponsor name their record second.
_OF = "split_part(mention, ':', 2)"


def placements(lake: Lake, is_part: bool = False) -> pa.Table:
    """All `Placement` claims; with `is_part`, those that stand but for the records of the tables
    `changed` and `gone`. Leaves `texts` and `parts` of what was read."""
    only = f"WHERE {_OF} IN (FROM changed)" if is_part else ""
    place(lake, only)
    lake.keep("names", NAMES)
    lake.keep("matches", MATCHES)
    found = PLACEMENTS.format(only=only)
    if is_part:
        lake.keep("placed_anew", found)
        stands = f'SELECT * FROM claims."Placement" WHERE {_OF} NOT IN (FROM gone)'
        both = f"{stands} UNION ALL BY NAME FROM placed_anew"
        found = f"FROM ({both}) ORDER BY mention, ordinal, institution_id"
    return lake.sql(found)


def place(lake: Lake, only: str = "") -> None:
    """Leave `texts`, what is said of places, and `parts`, the parts of each text between commas."""
    lake.keep("texts", f"SELECT * FROM ({TEXTS}) {only}")
    lake.keep("parts", PARTS)
