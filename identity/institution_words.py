"""Which words make an institution's name its own, and where do a text's words stand?

Words are compared by what they mean: `Univ`, `Universität` and `Universidad` are one word, and so
are `Mass` and `Massachusetts` (`reference/institution_words.csv`). A word says a kind (university,
hospital), a unit (department), something general (medicine, national) or something of its own. The
rarer a word is among registered names, the more it says. A name without a word of its own, such as
University Hospital or Cancer Center, is too general to be looked for; so is one of a single word of
its own without a kind.
"""

from __future__ import annotations

import duckdb

from identity.reference.known import FOLDER
from lake.relations import Relation, put

# What words mean, and which countries a text may name.
VOCABULARY = Relation("identity.vocabulary", "word VARCHAR, meaning VARCHAR, role VARCHAR")
COUNTRIES = Relation("identity.countries", "name VARCHAR, country VARCHAR")
_SHIPPED = {VOCABULARY: "institution_words.csv", COUNTRIES: "countries.csv"}

# A longer part is read in pieces of so many words, so that a text costs as much as it is long.
MOST_WORDS = 16
# A name is looked up by two words that make so much of its weight and begin like two of the text
# within reach; by two that more names share it is not.
LEAST_SHARE, BEGINNING, REACH, MOST_NAMES = 0.4, 4, 7, 300

# The words of each registered name, in order; the shares of a name's words in its weight add up to
# 1. Words of the city may stand apart from the others.
INSTITUTION_WORDS = Relation(
    "identity.institution_words",
    "name VARCHAR, place BIGINT, word VARCHAR, role VARCHAR, is_of_city BOOLEAN, weight DOUBLE, "
    "share DOUBLE",
    """
WITH names AS (
  SELECT apart AS name, string_split(apart, ' ') AS words,
    string_split(string_agg(DISTINCT city, ' '), ' ') AS cities
  FROM identity.institution_names WHERE is_ror GROUP BY apart
),
spelled AS (
  SELECT name, cities, unnest(words) AS word, generate_subscripts(words, 1) AS place FROM names
),
meant AS (
  FROM (SELECT name, place, unnest(string_split(coalesce(meaning, s.word), ' ')) AS word, role,
      coalesce(list_contains(cities, s.word), false) AS is_of_city
    FROM spelled s LEFT JOIN identity.vocabulary v ON v.word = s.word
    WHERE role IS DISTINCT FROM 'stop')
  QUALIFY row_number() OVER (PARTITION BY name, word ORDER BY place) = 1
),
rare AS (
  SELECT word, ln((SELECT 1 + count(*) FROM names) / count(DISTINCT name)) AS weight
  FROM meant GROUP BY word
)
SELECT *, round(weight / sum(weight) OVER (PARTITION BY name), 9) AS share
FROM meant JOIN rare USING (word)
QUALIFY sum(if(role IS NULL AND length(word) > 2, if(is_of_city, 1, 2), 0))
  OVER (PARTITION BY name)
  >= if(bool_or(role = 'kind') OVER (PARTITION BY name), 1, 4)
""",
)

# By which beginnings of two of its five rarest words a name is looked up.
INSTITUTION_KEYS = Relation(
    "identity.institution_keys",
    "name VARCHAR, former VARCHAR, latter VARCHAR",
    f"""
WITH rarest AS (
  FROM identity.institution_words
  QUALIFY row_number() OVER (PARTITION BY name ORDER BY weight DESC, word) <= 5
),
beginnings AS (
  SELECT name, word[:{BEGINNING}] AS beginning, max(share) AS share FROM rarest GROUP BY ALL
)
SELECT a.name, a.beginning AS former, b.beginning AS latter
FROM beginnings a JOIN beginnings b ON b.name = a.name AND a.beginning < b.beginning
WHERE a.share + b.share >= {LEAST_SHARE}
QUALIFY count(*) OVER (PARTITION BY a.beginning, b.beginning) <= {MOST_NAMES}
""",
)

# Each text in pieces, cut where one affiliation ends; left out is what prints a registered name.
PLACE_CLAUSES = Relation(
    "identity.place_clauses",
    "clause BIGINT, text VARCHAR, printed VARCHAR",
    r"""
WITH cut AS (
  SELECT text, unnest(string_split_regex(
    regexp_replace(text, '\([^)]*\)|^From |^Present address:', ' ', 'g'), '[;\[]')) AS printed
  FROM (SELECT DISTINCT text FROM identity.place_texts)
)
SELECT row_number() OVER (ORDER BY text, printed) AS clause, text, printed
FROM (SELECT DISTINCT text, printed FROM cut) c
WHERE NOT EXISTS (FROM identity.institutions_in_texts m
  WHERE m.text = c.text AND contains(plain(c.printed), m.name))
""",
)

# The words of what is left, numbered, with the part between commas in which they stand. A full stop
# ends a part only after a long word: `Canc. Ctr.` is one.
PLACE_WORDS = Relation(
    "identity.place_words",
    "clause BIGINT, part BIGINT, position BIGINT, printed VARCHAR, word VARCHAR, role VARCHAR",
    rf"""
WITH parts AS (
  SELECT clause, list_filter(list_transform(
    regexp_split_to_array(regexp_replace(regexp_replace(printed,
      '([a-z]{{6,}})\. ', '\1, ', 'g'), '\b([A-Z])\.([A-Z])\.', '\1\2 ', 'g'), '[,/]| -|- '),
    lambda part: string_split(plain(replace(part, '-', ' ')), ' ')), lambda words: words[1] <> '')
    AS parts
  FROM identity.place_clauses
),
pieces AS (
  SELECT clause, flatten(list_transform(parts, lambda words: list_transform(
    range(1, len(words) + 1, {MOST_WORDS}),
    lambda start: words[start:start + {MOST_WORDS} - 1]))) AS pieces
  FROM parts
),
numbered AS (
  SELECT clause, unnest(pieces) AS words, generate_subscripts(pieces, 1) AS part FROM pieces
),
printed AS (
  SELECT clause, part, unnest(words) AS printed, generate_subscripts(words, 1) AS place
  FROM numbered
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY clause ORDER BY part, place) AS position FROM printed
)
SELECT clause, part, position, p.printed,
  unnest(string_split(coalesce(meaning, p.printed), ' ')) AS word, role
FROM placed p LEFT JOIN identity.vocabulary v ON v.word = p.printed
""",
)

# Which word of a text may be which of a name, and how alike they are: 1 the same, 0.9 its singular
# or beginning, else less by the share of letters to change (Damerau-Levenshtein). What is a
# word of some name is neither an abbreviation of another nor a slip.
LIKE_WORDS = Relation(
    "identity.like_words",
    "word VARCHAR, name_word VARCHAR, likeness DOUBLE",
    """
WITH ours AS (SELECT DISTINCT word FROM identity.place_words WHERE role IS DISTINCT FROM 'stop'),
theirs AS (SELECT DISTINCT word FROM identity.institution_words),
pairs AS (
  SELECT o.word, t.word AS name_word, CASE
    WHEN o.word = t.word THEN 1
    WHEN o.word || 's' = t.word OR t.word || 's' = o.word THEN 0.9
    WHEN o.word IN (FROM theirs) THEN 0
    WHEN starts_with(t.word, o.word) THEN 0.9
    WHEN least(length(o.word), length(t.word)) > 4
      THEN 1 - damerau_levenshtein(o.word, t.word) / length(t.word)
    ELSE 0 END AS likeness
  FROM ours o JOIN theirs t ON o.word[:3] = t.word[:3]
  WHERE o.word = t.word OR (length(o.word) > 2 AND length(o.word) < length(t.word) + 3)
)
FROM pairs WHERE likeness >= 0.75
""",
)


def put_vocabulary(tables: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of what is shipped."""
    for relation, file in _SHIPPED.items():
        text = f"FROM read_csv('{FOLDER / file}', header = true, all_varchar = true, nullstr = '')"
        put(tables, relation, tables.sql(text).to_arrow_table())
