"""Which institution does a text mean that prints no registered name, and is it sure enough?

A name is as likely as the share of its weight that the text prints (`identity.institution_words`),
word by word, times a factor below 1 for each way in which the text differs: words in another order,
words of its own before, between or after, a hospital of that name, another city, another country.
From PLACED on, and where no other institution comes near for the same words, the text is placed;
from ABSTAINED on it is said to be like, and placed nowhere. An acronym is placed where its bearer's
city stands beside it, or where it has one bearer in the text's country.
"""

from __future__ import annotations

from identity.institution_words import (
    BEGINNING,
    INSTITUTION_KEYS,
    INSTITUTION_WORDS,
    LIKE_WORDS,
    PLACE_CLAUSES,
    PLACE_WORDS,
    REACH,
)
from identity.institutions import INACTIVE
from lake.relations import Relation

PLACED, ABSTAINED = 0.86, 0.65
# What comes this near to the best for the same words makes it doubtful.
RIVAL = 0.95
_REORDERED, _APART, _HOSPITAL, _MISSING = 0.9, 0.9, 0.8, 0.85
# For each word of its own, or other word, between; for one just before or after.
_OWN_BETWEEN, _BETWEEN, _BESIDE = 0.8, 0.85, 0.85
_HOSPITALS = "('hospital', 'hospitals', 'clinic', 'clinics')"
_FORMER = 0.9
# What the place that the text names leaves.
_PLACES = {"city": 1, "country": 0.97, "another city": 0.85, "another country": 0.6}
_NOWHERE = 0.94

# Each clause and name of which it prints enough: at which positions, how much of the name's weight,
# and whether in the name's order. Words of the city may stand anywhere. Sums are rounded, since the
# order in which an engine adds up differs from run to run: what is as likely must stay as likely.
LIKE_NAMES = Relation(
    "identity.like_names",
    "clause BIGINT, name VARCHAR, positions BIGINT[], everywhere BIGINT[], words VARCHAR[], "
    "coverage DOUBLE, weight DOUBLE, is_in_order BOOLEAN",
    f"""
WITH beginnings AS (
  SELECT clause, part, position, word[:{BEGINNING}] AS beginning FROM identity.place_words
  WHERE role IS DISTINCT FROM 'stop'
),
keys AS (
  SELECT DISTINCT a.clause, a.part, least(a.beginning, b.beginning) AS former,
    greatest(a.beginning, b.beginning) AS latter
  FROM beginnings a JOIN beginnings b ON b.clause = a.clause
    AND b.part BETWEEN a.part AND a.part + 1
    AND b.position BETWEEN a.position AND a.position + {REACH}
  WHERE a.beginning <> b.beginning
),
candidates AS (
  SELECT DISTINCT clause, part, name
  FROM keys JOIN identity.institution_keys USING (former, latter)
),
alike AS (
  SELECT clause, part, position, name_word AS word, likeness
  FROM identity.place_words JOIN identity.like_words USING (word)
),
met AS (
  SELECT c.clause, c.part, c.name, n.place, n.word, n.role, n.is_of_city, n.share, n.weight,
    max(a.likeness) AS likeness, arg_max(a.position, a.likeness - a.position / 1e4) AS position
  FROM candidates c JOIN identity.institution_words n USING (name)
  JOIN alike a ON a.clause = c.clause AND a.word = n.word AND a.part BETWEEN c.part AND c.part + 1
  GROUP BY ALL
),
covered AS (
  SELECT clause, part, name, list_sort(list(DISTINCT position)) AS everywhere,
    list_sort(list(DISTINCT position) FILTER (NOT is_of_city)) AS but_city,
    list(position ORDER BY place, position) FILTER (NOT is_of_city) AS in_names_order,
    list_sort(list(word)) AS words, round(sum(share * likeness), 9) AS coverage,
    round(sum(weight * likeness), 9) AS weight
  FROM met GROUP BY ALL
  HAVING coverage >= {ABSTAINED} AND bool_or(role IS NULL)
)
SELECT clause, name, if(len(but_city) > 1, but_city, everywhere) AS positions, everywhere, words,
  coverage, weight, in_names_order = list_sort(in_names_order) AS is_in_order
FROM covered
QUALIFY row_number() OVER (PARTITION BY clause, name
  ORDER BY coverage DESC, everywhere[-1] - everywhere[1], part) = 1
""",
)

# How much the words before, between and after the name leave of it.
LIKE_SETTINGS = Relation(
    "identity.like_settings",
    "clause BIGINT, name VARCHAR, setting DOUBLE",
    f"""
WITH parts AS (SELECT DISTINCT clause, position, part FROM identity.place_words),
missing AS (
  SELECT clause, l.name, count(*) AS kinds
  FROM identity.like_names l JOIN identity.institution_words w USING (name)
  WHERE w.role = 'kind' AND NOT list_contains(l.words, w.word) GROUP BY ALL
),
spans AS (
  SELECT n.*, positions[1] AS head, positions[-1] AS tail, h.part AS head_part, t.part AS tail_part
  FROM identity.like_names n
  JOIN parts h ON h.clause = n.clause AND h.position = n.positions[1]
  JOIN parts t ON t.clause = n.clause AND t.position = n.positions[-1]
),
others AS (
  SELECT s.clause, s.name, s.head, s.tail, w.position, w.word, w.role, w.printed,
    w.part = s.head_part AS is_in_head, w.part = s.tail_part AS is_in_tail,
    role IS NULL AND length(w.word) > 2 AS is_own
  FROM spans s JOIN identity.place_words w USING (clause)
  WHERE w.part IN (s.head_part, s.tail_part) AND NOT list_contains(s.words, w.word)
    AND (w.word IN {_HOSPITALS} OR NOT list_contains(everywhere, w.position))
),
differences AS (
  SELECT clause, name,
    count(*) FILTER (is_own AND is_in_head AND position BETWEEN head AND tail) AS own_between,
    count(*) FILTER (role <> 'stop' AND word <> 'research' AND is_in_head
      AND position BETWEEN head AND tail) AS between,
    bool_or(is_in_head AND position = head - 1 AND length(word) > 1
      AND coalesce(role, '') NOT IN ('stop', 'unit')) AS is_preceded,
    bool_or(is_in_tail AND position = tail + 1 AND (is_own OR role = 'general')) AS is_followed,
    bool_or(is_in_tail AND is_own AND position BETWEEN tail + 1 AND tail + 3)
      AND NOT bool_or(position = tail + 1 AND printed IN ('and', 'et', 'e', 'y', 'und'))
      AS is_longer,
    bool_or(word IN {_HOSPITALS})
      OR bool_or(word = 'center' AND position BETWEEN tail + 1 AND tail + 3) AS is_hospital
  FROM others GROUP BY ALL
)
SELECT clause, name, if(is_in_order, 1, {_REORDERED})
  * pow({_OWN_BETWEEN}, coalesce(own_between, 0)) * pow({_BETWEEN}, coalesce(between, 0))
  * if(head_part = tail_part, 1, {_APART}) * if(is_preceded, {_BESIDE}, 1)
  * if(if(contains(name, 'univ'), is_longer, is_followed), {_BESIDE}, 1)
  * if(is_hospital, {_HOSPITAL}, 1) * pow({_MISSING}, coalesce(kinds, 0)) AS setting
FROM spans LEFT JOIN differences USING (clause, name) LEFT JOIN missing USING (clause, name)
""",
)

# Which cities and countries a clause names: as a part of its own, a country at the end of one too.
CLAUSE_PLACES = Relation(
    "identity.clause_places",
    "clause BIGINT, line VARCHAR, cities VARCHAR[], countries VARCHAR[]",
    """
WITH words AS (SELECT DISTINCT clause, part, position, printed FROM identity.place_words),
parts AS (
  SELECT clause, part, list(printed ORDER BY position) AS words FROM words GROUP BY ALL
),
ends AS (
  SELECT clause, unnest(list_transform([1, 2, 3, len(words)],
    lambda n: array_to_string(words[-n:], ' '))) AS name
  FROM parts
),
named AS (
  SELECT clause, list_sort(list(DISTINCT country)) AS countries
  FROM ends JOIN identity.countries USING (name) GROUP BY clause
)
SELECT clause, ' ' || string_agg(array_to_string(words, ' '), ' | ' ORDER BY part) || ' ' AS line,
  list_sort(list(DISTINCT array_to_string(words, ' ')) FILTER (array_to_string(words, ' ') IN
    (SELECT city FROM identity.institution_names))) AS cities, any_value(countries) AS countries
FROM parts LEFT JOIN named USING (clause) GROUP BY clause
""",
)

# The institutions of those names, with all that bears on each.
LIKE_INSTITUTIONS = Relation(
    "identity.like_institutions",
    "clause BIGINT, institution_id VARCHAR, name VARCHAR, positions BIGINT[], weight DOUBLE, "
    "score DOUBLE, place VARCHAR",
    f"""
WITH bearers AS (
  SELECT l.clause, n.institution_id, l.name, l.positions, l.weight,
    coverage * setting * if(n.standing = {INACTIVE}, {_FORMER}, 1) AS likeness,
    CASE WHEN NOT list_contains(countries, i.country) THEN 'another country'
      WHEN list_contains(cities, n.city)
        OR contains(replace(line, ' ' || l.name || ' ', ' | '), ' ' || n.city || ' ')
        AND NOT contains(' ' || l.name || ' ', ' ' || n.city || ' ') THEN 'city'
      WHEN len(list_filter(cities, lambda city: contains(l.name, city))) > 0 THEN 'country'
      WHEN len(cities) > 0 THEN 'another city'
      WHEN list_contains(countries, i.country) THEN 'country' END AS place,
    l.name = plain(replace(i.name, '-', ' ')) AS is_display
  FROM identity.like_names l JOIN identity.like_settings USING (clause, name)
  JOIN identity.clause_places USING (clause)
  JOIN identity.institution_names n ON n.apart = l.name AND n.is_ror
  JOIN (SELECT institution_id, min(country) AS country, min(name) AS name
    FROM facts."Institution" GROUP BY institution_id) i USING (institution_id)
)
SELECT *, likeness * CASE place {" ".join(f"WHEN '{k}' THEN {v}" for k, v in _PLACES.items())}
  ELSE {_NOWHERE} END AS score
FROM bearers WHERE likeness >= {ABSTAINED}
QUALIFY row_number() OVER (PARTITION BY clause, institution_id
  ORDER BY score * weight DESC, is_display DESC, name) = 1
""",
)

# Names in capitals that stand alone between commas or before a school or department.
ACRONYMS = Relation(
    "identity.acronyms",
    "clause BIGINT, institution_id VARCHAR, name VARCHAR, score DOUBLE, place VARCHAR",
    rf"""
WITH printed AS (
  SELECT DISTINCT clause, regexp_extract(unnest(string_split_regex(printed, '[,/]')),
    '^\s*([A-Z]{{3,8}})\s*(?:(?:School|Faculty|College|Department|Dept) .*|\.?)$', 1) AS name
  FROM identity.place_clauses
),
borne AS (
  SELECT DISTINCT name, coalesce(successor_id, institution_id) AS institution_id
  FROM (SELECT institution_id, unnest(list_append(coalesce(other_names, []), name)) AS name
    FROM facts."Institution" WHERE institution_id LIKE 'ror:%')
  LEFT JOIN identity.successors USING (institution_id)
  WHERE regexp_full_match(name, '[A-Z]{{3,8}}')
),
bearers AS (
  SELECT clause, institution_id, p.name, list_contains(countries, i.country) AS in_country,
    contains(line, ' ' || plain(i.city) || ' ') AS in_city,
    count(*) OVER (PARTITION BY clause, p.name) AS bearers
  FROM printed p JOIN borne USING (name) JOIN facts."Institution" i USING (institution_id)
  JOIN identity.clause_places USING (clause)
  WHERE lower(p.name) NOT IN (SELECT name FROM identity.countries)
)
SELECT clause, institution_id, name, if(in_city, 0.9, {PLACED}) AS score,
  if(in_city, 'city', 'country') AS place
FROM bearers
WHERE coalesce(in_country, in_city) AND (in_city OR bearers = 1 AND length(name) > 3)
QUALIFY count(*) OVER (PARTITION BY clause, name) = 1
""",
)

# What the texts mean, as it seems: placed, or only like.
LIKELY_INSTITUTIONS = Relation(
    "identity.likely_institutions",
    "text VARCHAR, institution_id VARCHAR, score DOUBLE, is_placed BOOLEAN, reason VARCHAR",
    f"""
WITH scored AS (
  SELECT *, score * weight AS evidence FROM identity.like_institutions WHERE score >= {ABSTAINED}
),
met AS (
  SELECT a.clause, a.institution_id, max(b.evidence / a.evidence) AS against
  FROM scored a JOIN scored b ON b.clause = a.clause AND b.institution_id <> a.institution_id
    AND list_has_any(a.positions, b.positions)
  GROUP BY ALL
),
likely AS (
  SELECT clause, institution_id, name, score, place, 'a name like the registered one' AS what,
    score >= {PLACED} AND coalesce(against, 0) < {RIVAL} AS is_placed
  FROM scored LEFT JOIN met USING (clause, institution_id)
  WHERE coalesce(against, 0) * {RIVAL} <= 1
  UNION ALL
  SELECT clause, institution_id, name, score, place, 'the acronym', true FROM identity.acronyms
)
SELECT text, institution_id, max(round(score, 2)) AS score, bool_or(is_placed) AS is_placed,
  first('it prints ' || what || ': ' || name || CASE place WHEN 'city' THEN '; city agrees'
    WHEN 'country' THEN '; country agrees' WHEN 'another city' THEN '; it names another city'
    WHEN 'another country' THEN '; it names another country' ELSE '; it names no place' END
    ORDER BY score DESC, what, name, place) AS reason
FROM likely JOIN identity.place_clauses USING (clause) GROUP BY text, institution_id
""",
)

RELATIONS = (
    *(INSTITUTION_WORDS, INSTITUTION_KEYS, PLACE_CLAUSES, PLACE_WORDS, LIKE_WORDS),
    *(LIKE_NAMES, LIKE_SETTINGS, CLAUSE_PLACES, LIKE_INSTITUTIONS, ACRONYMS, LIKELY_INSTITUTIONS),
)
