"""Which institution does an affiliation, a trial site, a sponsor, a grantee or a leader name?

An identifier that a register knows (ROR, GRID, ISNI, Wikidata, CCN), in an element of its own or in
the text, decides; otherwise a part of the text between commas (or two neighbouring parts, or the
beginning of a text without commas) that equals a registered name. Where several institutions bear
the name, one in a city that the text also names; failing that, none. A name that several bear is
never guessed. What prints no registered name is placed by one that is like it
(`identity.like_institutions`). What names a withdrawn or inactive institution means its one
successor; an inactive one without a successor gives way to any other of its name.
"""

from __future__ import annotations

from identity.extent import looked_at
from identity.institution_words import MOST_WORDS, put_vocabulary
from identity.institutions import (
    INACTIVE,
    INSTITUTION_IDENTIFIERS,
    INSTITUTION_NAMES,
    INSTITUTION_STATUS,
    SUCCESSORS,
)
from identity.like_institutions import RELATIONS
from lake.current import Lake
from lake.relations import Relation, make, put, rows_of
from schema.claims import Placement

# Whatever names an institution names its record second; for a role that is the institution itself.
_RECORD = "split_part(mention, ':', 2)"

# Every text that names an institution: affiliations, sites and grantees with their city, sponsors,
# and institutions that somebody leads.
PLACE_TEXTS = Relation(
    "identity.place_texts",
    "mention VARCHAR, ordinal BIGINT, text VARCHAR, identifiers VARCHAR[]",
    looked_at(f"""
SELECT *, {_RECORD} AS record FROM (
  SELECT mention, ordinal, text, identifiers FROM facts."Affiliation"
  UNION ALL
  SELECT 'site:' || nct_id || ':' || ordinal, 0,
    concat_ws(', ', facility, city, state, country), NULL
  FROM facts."Site" WHERE facility IS NOT NULL
  UNION ALL
  SELECT DISTINCT 'sponsor:' || nct_id || ':' || name, 0, name, NULL
  FROM facts."Sponsor"
  WHERE kind IS DISTINCT FROM 'INDUSTRY'
  UNION ALL
  SELECT 'grantee:' || application_id, 0, concat_ws(', ', organisation, city, state, country), NULL
  FROM facts."Project" WHERE organisation IS NOT NULL AND NOT is_subproject
  UNION ALL
  SELECT DISTINCT mention, 0, if(institution IS NULL, '', concat_ws(', ', institution, city)),
    [institution_id]
  FROM facts."LeadershipRole"
)
"""),
)

# The parts of each distinct text between commas, and each two neighbours joined; of a text without
# commas, its beginnings. `X at Y`, `X/Y` and `X and Y` are two parts where both are institutions.
_KIND = "(?:univ|hosp|instit|colleg|cent[er]|clini|school|foundation)"
_AND = rf"({_KIND}[^,;]*?) (?:and|&) ((?:the )?[^,;]*?{_KIND})"
PLACE_PARTS = Relation(
    "identity.place_parts",
    "text VARCHAR, part VARCHAR",
    rf"""
WITH distinct_texts AS (SELECT DISTINCT text FROM identity.place_texts),
cut AS (
  SELECT text, unnest(parts) AS part, generate_subscripts(parts, 1) AS place, len(parts) AS parts
  FROM (SELECT text, regexp_split_to_array(
      regexp_replace(regexp_replace(text, '\([^)]*\)|^From |^Present address:', ' ', 'g'),
        '(?i){_AND}', '\1, \2', 'g'), '[,;/]|\. | at ') AS parts
    FROM distinct_texts)
),
plainly AS (
  SELECT text, place, parts,
    plain(regexp_replace(part, '^\s*(?:\d+|[a-z] |and |the )?\s*(?:the )?', '')) AS part
  FROM cut
),
beginnings AS (
  SELECT text, unnest(list_transform(range(2, least(len(words), {MOST_WORDS})),
    lambda n: array_to_string(words[:n], ' '))) AS part
  FROM (SELECT text, string_split(part, ' ') AS words FROM plainly WHERE parts = 1)
)
SELECT text, part FROM plainly
UNION
SELECT a.text, a.part || ' ' || b.part
FROM plainly a JOIN plainly b ON b.text = a.text AND b.place = a.place + 1
UNION
SELECT text, part FROM beginnings
""",
)

# Which identifiers stand with an affiliation or in it.
PLACE_IDENTIFIERS = Relation(
    "identity.place_identifiers",
    "mention VARCHAR, ordinal BIGINT, identifier VARCHAR",
    r"""
WITH printed AS (
  SELECT mention, ordinal, lower(concat_ws(' ', array_to_string(identifiers, ' '), text)) AS text
  FROM identity.place_texts
)
SELECT DISTINCT mention, ordinal, unnest(list_concat(
  list_transform(regexp_extract_all(text, '(?:ror\.org/|ror: ?)(0[a-z0-9]{8})\b', 1),
    lambda id: 'ror:' || id),
  list_transform(regexp_extract_all(text, 'grid\.\d+\.[0-9a-f]+'), lambda id: 'grid:' || id),
  list_transform(regexp_extract_all(text, '\b\d{4} ?\d{4} ?\d{4} ?\d{3}[\dx]'),
    lambda id: 'isni:' || replace(id, ' ', '')),
  list_transform(regexp_extract_all(text, 'wikidata(?:\.org/wiki/|: ?|\.org/entity/)(q\d+)', 1),
    lambda id: 'wikidata:' || id),
  list_transform(regexp_extract_all(text, '\b(?:ccn|cms certification number|'
      || 'medicare (?:provider|certification) number|oscar(?: number)?)(?: no\.?)?[:# ]*'
      || '(\d\d-?[0-9a-z]\d{3})\b', 1),
    lambda id: 'ccn:' || replace(id, '-', ''))
)) AS identifier FROM printed
""",
)

# For each text and name in it the one institution that fits, those in a city of the text first. A
# name that begins a longer one is no name of its own, and one that says only a kind or field, such
# as Department of Biotechnology, needs the city.
INSTITUTIONS_IN_TEXTS = Relation(
    "identity.institutions_in_texts",
    "text VARCHAR, name VARCHAR, institution_id VARCHAR, in_city BOOLEAN",
    f"""
WITH general AS (
  SELECT name FROM (SELECT DISTINCT name, unnest(string_split(name, ' ')) AS word
    FROM identity.place_parts JOIN identity.institution_names ON name = part)
  LEFT JOIN identity.vocabulary USING (word) GROUP BY name HAVING bool_and(role IS NOT NULL)
),
bearers AS (
  SELECT p.text, n.name, n.institution_id, n.is_ror, n.standing, c.part IS NOT NULL AS in_city
  FROM identity.place_parts p JOIN identity.institution_names n ON n.name = p.part
  LEFT JOIN identity.place_parts c ON c.text = p.text AND c.part = n.city
),
ranked AS (
  SELECT *, rank() OVER (PARTITION BY text, name
    ORDER BY standing = {INACTIVE}, in_city DESC, standing, is_ror DESC) AS place
  FROM bearers
)
SELECT text, name, min(institution_id) AS institution_id, bool_or(in_city) AS in_city
FROM ranked r WHERE place = 1 AND (in_city OR name NOT IN (FROM general)) AND NOT EXISTS (
  FROM bearers b WHERE b.text = r.text AND starts_with(b.name, r.name || ' '))
GROUP BY text, name HAVING count(DISTINCT institution_id) = 1
""",
)

# The `Placement` claims of what is looked at.
PLACEMENTS = Relation(
    "identity.placements",
    "mention VARCHAR, ordinal BIGINT, institution_id VARCHAR, score DOUBLE, reasons VARCHAR[]",
    """
WITH by_identifier AS (
  SELECT p.mention, p.ordinal, coalesce(s.successor_id, i.institution_id) AS institution_id,
    1.0 AS score,
    'its ' || CASE split_part(p.identifier, ':', 1) WHEN 'ror' THEN 'ROR' WHEN 'grid' THEN 'GRID'
      WHEN 'isni' THEN 'ISNI' WHEN 'ccn' THEN 'CCN' ELSE 'Wikidata' END
      || ' identifier is printed with it' AS reason
  FROM identity.place_identifiers p
  JOIN identity.institution_identifiers i USING (identifier)
  LEFT JOIN identity.successors s USING (institution_id)
),
by_name AS (
  SELECT t.mention, t.ordinal, m.institution_id, if(m.in_city, 0.95, 0.85) AS score,
    if(m.in_city, 'it prints the registered name and city: ', 'it prints a registered name '
      || 'that no other institution bears: ') || m.name AS reason
  FROM identity.place_texts t JOIN identity.institutions_in_texts m ON m.text = t.text
  ANTI JOIN by_identifier i ON i.mention = t.mention AND i.ordinal = t.ordinal
),
by_likeness AS (
  SELECT t.mention, t.ordinal, l.institution_id, l.score, l.reason
  FROM identity.place_texts t JOIN identity.likely_institutions l ON l.text = t.text AND is_placed
  ANTI JOIN by_identifier i ON i.mention = t.mention AND i.ordinal = t.ordinal
)
SELECT mention, ordinal, institution_id, max(score) AS score,
  list_sort(list(DISTINCT reason)) AS reasons
FROM (FROM by_identifier UNION ALL FROM by_name UNION ALL FROM by_likeness)
GROUP BY mention, ordinal, institution_id
ORDER BY mention, ordinal, institution_id
""",
)

# Whoever is placed anew, and whoever a record placed that changed or was withdrawn.
PLACES_REPLACED = Relation(
    "identity.places_replaced",
    "mention VARCHAR",
    f"""
SELECT mention FROM identity.placements
UNION
SELECT mention FROM claims."Placement" WHERE {_RECORD} IN (FROM identity.superseded_records)
""",
)

PLACEMENTS_IN_SCOPE = Relation(
    "identity.placements_in_scope",
    PLACEMENTS.columns,
    'FROM claims."Placement" SEMI JOIN identity.scope USING (mention)',
)


def place(lake: Lake, is_part: bool) -> None:
    """Leave the placements of whom the step looks at, and what is said of places; with `is_part`,
    where these are records that changed, the claims stand from now on."""
    name_places(lake)
    decide(lake)
    if is_part:
        placed = lake.sql("FROM identity.placements")
        lake.amend({Placement: (placed, rows_of(lake.tables, PLACES_REPLACED))})


def take_over(lake: Lake) -> None:
    """Leave what is said of places by those in scope, and the placements that stand."""
    name_places(lake)
    put(lake.tables, PLACEMENTS, PLACEMENTS_IN_SCOPE)


def name_places(lake: Lake) -> None:
    """Make the tables of what is said of places by whom the step looks at."""
    make(lake.tables, PLACE_TEXTS, PLACE_PARTS)


def decide(lake: Lake) -> None:
    """Make the tables of which institutions the texts name."""
    put_vocabulary(lake.tables)
    registered = (INSTITUTION_STATUS, SUCCESSORS, INSTITUTION_NAMES, INSTITUTION_IDENTIFIERS)
    decided = (INSTITUTIONS_IN_TEXTS, PLACE_IDENTIFIERS, *RELATIONS, PLACEMENTS)
    make(lake.tables, *registered, *decided)
