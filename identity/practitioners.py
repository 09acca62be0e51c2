"""Which practitioners bear a person's full name, and what is printed of both?

Of practitioners count their names (each spelling that the registry knows), cities, states and
specialties; of persons their full names, whereabouts, words of departments and topics of papers.
"""

from __future__ import annotations

from lake.relations import Relation

# The registry prints capitals, in which no given name could be told from initials.
REGISTERED_NAMES = Relation(
    "identity.registered_names",
    "npi VARCHAR, surname VARCHAR, given VARCHAR, middle VARCHAR, generation VARCHAR",
    """
WITH spelled AS (
  SELECT npi, last_name, concat_ws(' ', first_name, middle_name) AS fore_name, suffix
  FROM facts."Practitioner" WHERE last_name IS NOT NULL
  UNION ALL
  SELECT npi, split_part(other, ', ', 1), split_part(other, ', ', 2), suffix
  FROM (SELECT npi, suffix, unnest(other_names) AS other FROM facts."Practitioner")
),
families AS (
  SELECT last_name, surname(last_name) AS surname FROM (SELECT DISTINCT last_name FROM spelled)
),
firsts AS (
  SELECT fore_name, given(lower(fore_name)) AS given, middle(lower(fore_name)) AS middle
  FROM (SELECT DISTINCT fore_name FROM spelled)
)
SELECT DISTINCT npi, surname, given, middle, if(suffix IS NULL, '', plain(suffix)) AS generation
FROM spelled JOIN families USING (last_name) JOIN firsts USING (fore_name) WHERE given <> ''
""",
)

REGISTERED_SURNAMES = Relation(
    "identity.registered_surnames",
    "surname UBIGINT, people BIGINT",
    """
SELECT hash(surname(last_name)) AS surname, count(*) AS people
FROM facts."Practitioner" WHERE last_name IS NOT NULL GROUP BY 1 ORDER BY 1
""",
)

# One row a practitioner: where, and of which specialty.
PRACTICES = Relation(
    "identity.practices",
    "npi VARCHAR, city VARCHAR, state VARCHAR, specialty VARCHAR",
    """
SELECT p.npi, plain(p.city) || ' ' || lower(p.state) AS city, lower(p.state) AS state,
  arg_min(nullif(concat_ws(' ', s.classification, s.specialization), ''),
    (NOT coalesce(g.is_primary, false), g.ordinal)) AS specialty
FROM facts."Practitioner" p LEFT JOIN facts."Registration" g USING (npi)
LEFT JOIN facts."Specialty" s USING (code)
GROUP BY p.npi, p.city, p.state
""",
)

# Full names printed with persons of whom no record states an NPI.
NAMES_WITHOUT_NPI = Relation(
    "identity.names_without_npi",
    "component VARCHAR, surname VARCHAR, given VARCHAR, middle VARCHAR, generation VARCHAR, "
    "mentions BIGINT",
    """
SELECT c.component, m.surname, m.given, max(m.middle) AS middle,
  max(max(m.suffix)) OVER (PARTITION BY c.component) AS generation, count(*) AS mentions
FROM identity.mentions m JOIN identity.components c ON c.node = m.mention
WHERE m.given <> ''
  AND c.component NOT IN (SELECT component FROM identity.components WHERE node LIKE 'npi:%')
GROUP BY c.component, m.surname, m.given
""",
)

# A city is known from an institution's record, or where the text prints it with its state; abroad
# the state is `-`. `share` is that of the person's mentions whose place is known.
WHEREABOUTS = Relation(
    "identity.whereabouts",
    "component VARCHAR, city VARCHAR, state VARCHAR, share DOUBLE",
    """
WITH known AS (SELECT DISTINCT city, state FROM identity.practices),
printed AS (
  SELECT mention, plain(i.city) || ' ' || lower(i.state) AS city,
    if(i.state IS NULL OR i.country <> 'US', '-', lower(i.state)) AS state
  FROM identity.placements JOIN facts."Institution" i USING (institution_id)
  WHERE i.city IS NOT NULL
  UNION
  SELECT a.mention, k.city, k.state FROM identity.place_texts a
  JOIN identity.place_parts p USING (text) JOIN known k ON k.city = p.part
),
placed AS (
  SELECT c.component, mention, city, state
  FROM printed JOIN identity.components c ON c.node = mention
)
SELECT component, city, state, count(DISTINCT mention) * 1.0 / any_value(mentions) AS share
FROM placed JOIN (
  SELECT component, count(DISTINCT mention) AS mentions FROM placed GROUP BY component
) USING (component)
GROUP BY component, city, state
""",
)

# Candidates with the share of a person's full names that they bear, how many practitioners bear it,
# how many would if first and family names were drawn apart, and what middle initials and
# generations say. A father seldom prints his,
# and lives where his son does: a Jr's papers are not tied to a practitioner without generation,
# whatever else agrees, but he is shown to whoever judges.
CANDIDATE_PRACTITIONERS = Relation(
    "identity.candidate_practitioners",
    "component VARCHAR, npi VARCHAR, share DOUBLE, bearers BIGINT, expected DOUBLE, "
    "middle DOUBLE, generation DOUBLE",
    """
WITH namesakes AS (
  SELECT surname, given, count(DISTINCT npi) AS bearers
  FROM identity.registered_names GROUP BY surname, given
),
total AS (SELECT count(DISTINCT npi) + 1000 AS people FROM identity.registered_names),
families AS (
  SELECT surname, count(DISTINCT npi) AS n FROM identity.registered_names GROUP BY ALL
),
firsts AS (SELECT given, count(DISTINCT npi) AS n FROM identity.registered_names GROUP BY ALL),
bearing AS (
  SELECT b.component, r.npi, any_value(b.mentions) AS mentions, any_value(n.bearers) AS bearers,
    any_value(f.n * 1.0 * g.n / t.people) AS expected,
    max(if(b.middle <> '' AND r.middle <> '', if(b.middle = r.middle, 9.0, 0.0), 1.0)) AS middle,
    max(CASE WHEN b.generation = r.generation THEN if(b.generation = '', 1.0, 25.0)
      WHEN b.generation = '' OR r.generation = '' AND b.generation IN ('sr', 'i') THEN 0.3
      WHEN r.generation = '' THEN 1e-6 ELSE 0.0 END) AS generation
  FROM identity.names_without_npi b JOIN identity.registered_names r USING (surname, given)
  JOIN namesakes n USING (surname, given) JOIN families f USING (surname)
  JOIN firsts g USING (given) CROSS JOIN total t
  GROUP BY b.component, r.npi, surname, given
),
named AS (
  SELECT component, sum(mentions) AS named FROM identity.names_without_npi GROUP BY component
)
SELECT component, npi, sum(mentions) / any_value(named) AS share, min(bearers) AS bearers,
  min(expected) AS expected, max(middle) AS middle, max(generation) AS generation
FROM bearing JOIN named USING (component) GROUP BY component, npi
""",
)


def _stems(key: str, text: str, rows: str) -> str:
    """The words of a text by their first six letters, as `cardiology` meets `cardiovascular`."""
    return f"""
SELECT DISTINCT {key}, substr(word, 1, 6) AS stem
FROM (SELECT {key}, unnest(string_split(plain({text}), ' ')) AS word FROM {rows})
WHERE length(word) > 4
  AND word NOT IN ('physician', 'provider', 'specialist', 'medicine', 'disease')
"""


SPECIALTY_STEMS = Relation(
    "identity.specialty_stems",
    "specialty VARCHAR, stem VARCHAR",
    _stems("specialty", "specialty", "identity.practices"),
)

DEPARTMENT_STEMS = Relation(
    "identity.department_stems",
    "component VARCHAR, stem VARCHAR",
    _stems(
        "component",
        "text",
        """(
  SELECT c.component, text
  FROM identity.place_texts JOIN identity.components c ON c.node = mention
  WHERE c.component IN (SELECT component FROM identity.candidate_practitioners))""",
    ),
)

# Topics of the papers of each person with candidates.
PUBLISHED_TOPICS = Relation(
    "identity.published_topics",
    "component VARCHAR, topic VARCHAR, papers BIGINT",
    """
SELECT c.component, a."end" AS topic, count(*) AS papers
FROM identity.mentions m JOIN identity.components c ON c.node = m.mention
JOIN facts."ABOUT" a ON a.start = m.record
WHERE c.component IN (SELECT component FROM identity.candidate_practitioners) GROUP BY ALL
""",
)

# Whose NPI a company reports with a trial that names the person: it paid for the research.
PAID_TRIALS = Relation(
    "identity.paid_trials",
    "component VARCHAR, npi VARCHAR",
    """
SELECT DISTINCT c.component, y.npi
FROM identity.mentions m JOIN identity.components c ON c.node = m.mention
JOIN facts."Payment" p ON p.nct_id = m.record JOIN facts."Payee" y USING (payment_id)
WHERE y.npi IS NOT NULL
""",
)

PRINTED = (
    NAMES_WITHOUT_NPI,
    WHEREABOUTS,
    CANDIDATE_PRACTITIONERS,
    SPECIALTY_STEMS,
    DEPARTMENT_STEMS,
    PUBLISHED_TOPICS,
    PAID_TRIALS,
)
