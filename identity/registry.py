"""Which practitioner of the registry is this person, if any?

Every person of a full name is weighed against each practitioner of that name, and against *none of
them*: a scientist, or a physician abroad, who happens to bear it. Each piece of evidence multiplies
by how much more often it is seen on one and the same person than on two who share a name (Bayes'
rule, with shares counted in the registry itself). Namesakes in the registry divide what speaks for
any of them; a name whose parts are so common that a stranger may well bear it speaks for none.

In a second pass the topics of papers speak, too: what practitioners of each specialty publish on is
learnt from the ties of the first pass that are beyond doubt. No label enters.

How to read it: from 0.98 on the tie is made; below, the person stays untied, and the two best
candidates are kept for whoever wants to judge. When not to trust it: a physician who is not in the
registry, but has a namesake of the same city and specialty who is.
"""

from __future__ import annotations

import pyarrow as pa

from lake.current import Lake

TIED = 0.98

# The registry prints capitals, in which no given name could be told from initials.
REGISTRY = """
WITH spelled AS (
  SELECT npi, last_name, concat_ws(' ', first_name, middle_name) AS fore_name
  FROM facts."Practitioner" WHERE last_name IS NOT NULL
  UNION ALL
  SELECT npi, split_part(other, ', ', 1), split_part(other, ', ', 2)
  FROM (SELECT npi, unnest(other_names) AS other FROM facts."Practitioner")
)
SELECT DISTINCT npi, surname(last_name) AS surname, given(lower(fore_name)) AS given,
  middle(lower(fore_name)) AS middle
FROM spelled WHERE given(lower(fore_name)) <> ''
"""

# One row a practitioner: where, since when, and of which specialty.
PRACTICES = """
SELECT p.npi, plain(p.city) || ' ' || lower(p.state) AS city, lower(p.state) AS state,
  year(p.enumerated_on) AS since, arg_max(s.classification, g.is_primary) AS specialty
FROM facts."Practitioner" p LEFT JOIN facts."Registration" g USING (npi)
LEFT JOIN facts."Specialty" s USING (code)
GROUP BY p.npi, p.city, p.state, p.enumerated_on
"""

# What mentions of each untied person print: names, places, words of departments.
BEARERS = """
SELECT c.component, m.surname, m.given, max(m.middle) AS middle, count(*) AS mentions
FROM mentions m JOIN components c ON c.node = m.mention
WHERE m.given <> ''
  AND c.component NOT IN (SELECT component FROM components WHERE node LIKE 'npi:%')
GROUP BY c.component, m.surname, m.given
"""

# A city is known from an institution's record, or where the text prints it with its state.
WHEREABOUTS = """
WITH known AS (SELECT DISTINCT city, state FROM practices),
said AS (
  SELECT mention, plain(i.city) || ' ' || lower(i.state) AS city,
    if(i.state IS NULL OR i.country <> 'US', '-', lower(i.state)) AS state
  FROM placements JOIN facts."Institution" i USING (institution_id) WHERE i.city IS NOT NULL
  UNION
  SELECT a.mention, k.city, k.state FROM texts a
  JOIN parts p USING (text) JOIN known k ON k.city = p.part
)
SELECT c.component, city, state, count(*) AS times FROM said JOIN components c ON c.node = mention
GROUP BY ALL
"""

# The words of a specialty's name by their first six letters, as `cardiology` meets `cardiovascular`
STEMS = """
SELECT DISTINCT {key}, substr(word, 1, 6) AS stem
FROM (SELECT {key}, unnest(string_split(plain({text}), ' ')) AS word FROM {rows})
WHERE length(word) > 4
  AND word NOT IN ('physician', 'provider', 'specialist', 'medicine', 'disease')
"""

CANDIDATES = """
WITH namesakes AS (
  SELECT surname, given, count(DISTINCT npi) AS bearers FROM registry GROUP BY surname, given
),
total AS (SELECT count(DISTINCT npi) + 1000 AS people FROM registry),
families AS (SELECT surname, count(DISTINCT npi) AS n FROM registry GROUP BY ALL),
firsts AS (SELECT given, count(DISTINCT npi) AS n FROM registry GROUP BY ALL)
SELECT b.component, r.npi, b.mentions, max(n.bearers) AS bearers,
  max(f.n * 1.0 * g.n / t.people) AS expected,
  max(if(b.middle <> '' AND r.middle <> '', if(b.middle = r.middle, 9.0, 0.0), 1.0)) AS middle
FROM bearers b JOIN registry r USING (surname, given)
JOIN namesakes n USING (surname, given) JOIN families f USING (surname)
JOIN firsts g USING (given), total t
GROUP BY b.component, r.npi, b.mentions
"""

# How much more often each agreement is seen on one person than on two of a name; a thousand more
# practitioners are imagined, so that a small registry does not make every place common. Of
# persons, three in four publish from the city of their practice, nine in ten from its state.
PLACED = """
WITH people AS (SELECT count(*) + 1000 AS n FROM practices),
cities AS (SELECT city, count(*) * 1.0 / any_value(n) AS share FROM practices, people GROUP BY 1),
states AS (SELECT state, count(*) * 1.0 / any_value(n) AS share FROM practices, people GROUP BY 1),
seen AS (
  SELECT c.component, c.npi, bool_or(w.city = p.city) AS in_city,
    bool_or(w.state = p.state) AS in_state, bool_or(w.state <> '-') AS at_home,
    count(w.state) > 0 AS known, count(DISTINCT w.city) AS places
  FROM candidates c JOIN practices p USING (npi) LEFT JOIN whereabouts w USING (component)
  GROUP BY c.component, c.npi
)
SELECT s.component, s.npi, s.in_city, s.in_state,
  CASE WHEN NOT known THEN 1.0
    WHEN in_city THEN 0.75 / greatest(0.005, least(0.75, c.share * places))
    WHEN in_state THEN 0.15 / greatest(0.005, least(0.75, t.share * places))
    WHEN at_home THEN 0.12 ELSE 0.03 END AS place
FROM seen s JOIN practices p USING (npi)
LEFT JOIN cities c USING (city) LEFT JOIN states t ON t.state = p.state
"""

DEPARTMENTS = """
WITH printed AS (
  SELECT DISTINCT component, stem FROM department_stems
),
fields AS (SELECT DISTINCT stem FROM specialty_stems),
speaking AS (SELECT DISTINCT component FROM printed JOIN fields USING (stem)),
share AS (
  SELECT s.stem, count(*) * 1.0 / (SELECT count(*) FROM practices) AS share
  FROM practices JOIN specialty_stems s USING (specialty) GROUP BY 1
),
agreed AS (
  SELECT c.component, c.npi, max(0.6 / greatest(share, 0.02)) AS factor
  FROM candidates c JOIN practices p USING (npi) JOIN specialty_stems s USING (specialty)
  JOIN printed ON printed.component = c.component AND printed.stem = s.stem
  JOIN share ON share.stem = s.stem
  GROUP BY ALL
)
SELECT c.component, c.npi,
  coalesce(a.factor, if(s.component IS NULL, 1.0, 0.35)) AS department
FROM candidates c LEFT JOIN agreed a USING (component, npi) LEFT JOIN speaking s USING (component)
"""

# Topics of the papers of each person with candidates, and how they speak for a specialty.
PUBLISHED = """
SELECT c.component, a."end" AS topic, count(*) AS papers
FROM mentions m JOIN components c ON c.node = m.mention JOIN facts."ABOUT" a ON a.start = m.record
WHERE c.component IN (SELECT component FROM candidates) GROUP BY ALL
"""
LEARNT = """
WITH sure AS (
  SELECT s.component, p.specialty FROM scored s JOIN practices p USING (npi)
  WHERE probability >= 0.98 AND specialty IS NOT NULL
),
by_specialty AS (
  SELECT specialty, topic, sum(papers) AS n,
    sum(sum(papers)) OVER (PARTITION BY specialty) AS total
  FROM sure JOIN published USING (component) GROUP BY specialty, topic
),
overall AS (
  SELECT topic, sum(n) / (SELECT sum(n) FROM by_specialty) AS share FROM by_specialty GROUP BY topic
)
SELECT specialty, topic, ln((n + 5 * share) / (total + 5) / share) AS says
FROM by_specialty JOIN overall USING (topic)
"""
# Topics of one paper are not independent: their mean counts as three, and no more.
TOPICAL = """
SELECT component, npi, exp(least(greatest(3 * says / papers, -3), 3)) AS topics
FROM (
  SELECT c.component, c.npi, sum(says * papers) AS says, sum(papers) AS papers
  FROM candidates c JOIN practices p USING (npi)
  JOIN published b USING (component)
  JOIN learnt l ON l.specialty = p.specialty AND l.topic = b.topic
  GROUP BY c.component, c.npi
)
"""

SCORED = """
WITH weighed AS (
  SELECT c.*, p.place, p.in_city, p.in_state, d.department, coalesce(t.topics, 1.0) AS topics,
    0.5 / bearers * middle * place * department * coalesce(t.topics, 1.0) AS weight,
    0.5 * least(1.0, expected + 0.02) AS nobody
  FROM candidates c JOIN placed p USING (component, npi) JOIN departments d USING (component, npi)
  LEFT JOIN topical t USING (component, npi)
)
SELECT *, weight / (sum(weight) OVER (PARTITION BY component)
  + max(nobody) OVER (PARTITION BY component)) AS probability
FROM weighed
"""

# One registry record is one person: where several clusters fit it, the best known keeps it, and
# those of the same name join it only if they fit as well.
REASONS = """
'NPI ' || npi || ' with probability ' || round(probability, 2) || ': ' || concat_ws(', ',
  if(bearers = 1, 'the only practitioner of this full name',
    bearers || ' practitioners bear this full name'),
  if(s.middle > 1, 'same middle initial', NULL),
  if(in_city, 'same city', if(in_state, 'same state', NULL)),
  if(department > 1, 'department fits the specialty', NULL),
  if(topics > 1.5, 'topics fit the specialty', NULL))
"""

TIES = f"""
WITH best AS (
  SELECT * FROM scored WHERE probability >= {TIED} AND weight > 0
  QUALIFY row_number() OVER (PARTITION BY component ORDER BY probability DESC, npi) = 1
)
SELECT c.node AS mention, 'npi:' || npi AS key, 'registry' AS layer,
  round(probability, 4) AS score, {REASONS} AS reason
FROM best s JOIN components c USING (component) JOIN mentions m ON m.mention = c.node
"""

# The two best candidates of each person who has any.
CANDIDACIES = f"""
WITH best AS (
  SELECT * FROM scored WHERE weight > 0
  QUALIFY row_number() OVER (PARTITION BY component ORDER BY probability DESC, npi) <= 2
),
held AS (
  SELECT component, list_sort(list(m.mention)) AS mentions
  FROM mentions m JOIN components c ON c.node = m.mention GROUP BY component
)
SELECT h.mentions[1] AS mention, h.mentions, npi, round(probability, 6) AS score,
  bearers AS namesakes, probability >= {TIED} AS is_tied, [{REASONS}] AS reasons
FROM best s JOIN held h USING (component) ORDER BY 1, score DESC, npi
"""


# What is learnt of the registry as a whole, and kept from one run to the next.
KEPT = ("registry", "practices", "learnt")


def ties(lake: Lake) -> pa.Table:
    """A link for each mention of a person who is tied: `mention, key, layer, score, reason`. Needs
    the tables of `identity.persons`; leaves `candidacies`, the best candidates of everyone, and the
    tables KEPT, which are taken as they are where they are there."""
    known = {row[0] for row in lake.run("SELECT table_name FROM duckdb_tables()").fetchall()}
    steps = [
        ("candidates", CANDIDATES),
        ("placed", PLACED),
        ("specialty_stems", STEMS.format(key="specialty", text="specialty", rows="practices")),
        ("department_stems", STEMS.format(key="component", text="text", rows=f"({_PRINTED})")),
        ("departments", DEPARTMENTS),
        ("published", PUBLISHED),
    ]
    if "learnt" not in known:
        steps += [
            ("topical", "SELECT 'none' AS component, 'none' AS npi, 1.0 AS topics WHERE false"),
            ("scored", SCORED),
            ("learnt", LEARNT),
        ]
    first = [(name, text) for name, text in _REGISTRY if name not in known]
    steps = [*first, ("bearers", BEARERS), ("whereabouts", WHEREABOUTS), *steps]
    for name, text in (*steps, ("topical", TOPICAL), ("scored", SCORED)):
        lake.keep(name, text)
    lake.keep("candidacies", CANDIDACIES)
    return lake.sql(TIES)


_REGISTRY = (("registry", REGISTRY), ("practices", PRACTICES))
_PRINTED = """
SELECT c.component, text FROM texts JOIN components c ON c.node = mention
WHERE c.component IN (SELECT component FROM candidates)
"""
