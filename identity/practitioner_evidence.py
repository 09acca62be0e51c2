"""What speaks for each practitioner of a person's full name, and which two fit best?

Each piece of evidence says how much more often it is seen on one and the same person than on two
who share a name (`identity.registry`). Persons are weighed in as many parts as memory asks for.
"""

from __future__ import annotations

import duckdb

from identity.practitioners import CANDIDATE_PRACTITIONERS
from lake.relations import Relation, clear, let, make, put

TIED = 0.98
# Authors of a rare name whom the registry does not hold, for each that it does.
UNREGISTERED = 0.05

# Candidates weighed at once: those of some persons, so that memory holds what speaks for them.
CANDIDATES_AT_ONCE = Relation(
    "identity.candidates_at_once",
    CANDIDATE_PRACTITIONERS.columns,
    """
FROM identity.candidate_practitioners
WHERE hash(component) % getvariable('parts') = getvariable('part')
""",
)
_AT_ONCE = 2_000_000

# How much more often places agree on one person than on two of a name; a thousand more
# practitioners are imagined, so that a small registry does not make every place common. Four in
# five mentions of a person print the city of their practice; the more do, the more it says.
PLACE_EVIDENCE = Relation(
    "identity.place_evidence",
    "component VARCHAR, npi VARCHAR, in_city BOOLEAN, in_state BOOLEAN, place DOUBLE",
    """
WITH people AS (SELECT count(*) + 1000 AS n FROM identity.practices),
cities AS (
  SELECT city, greatest(count(*) * 1.0 / any_value(n), 0.005) AS share
  FROM identity.practices CROSS JOIN people GROUP BY 1
),
states AS (
  SELECT state, greatest(count(*) * 1.0 / any_value(n), 0.005) AS share
  FROM identity.practices CROSS JOIN people GROUP BY 1
),
seen AS (
  SELECT c.component, c.npi,
    coalesce(sum(round(w.share * 1e12)::BIGINT) FILTER (w.city = p.city), 0) / 1e12 AS in_city,
    least(1, coalesce(sum(round(w.share * 1e12)::BIGINT) FILTER (w.state = p.state), 0) / 1e12)
      AS in_state,
    bool_or(w.state <> '-') AS at_home
  FROM identity.candidates_at_once c JOIN identity.practices p USING (npi)
  LEFT JOIN identity.whereabouts w USING (component)
  GROUP BY c.component, c.npi
)
SELECT s.component, s.npi, in_city > 0 AS in_city, in_state > 0 AS in_state,
  if(at_home IS NULL, 1.0, 0.8 * in_city / coalesce(c.share, 1.0)
    + 0.1 * in_state / coalesce(t.share, 1.0) + if(at_home, 0.2, 0.05)) AS place
FROM seen s JOIN identity.practices p USING (npi)
LEFT JOIN cities c USING (city) LEFT JOIN states t ON t.state = p.state
""",
)

# Here and below numbers are added up in one order, or as whole ones: of two candidates who are as
# likely, the last digit would else decide.

# Persons whose tie is beyond doubt, with the practitioner's specialty: who teaches what follows.
_SURE = f"""sure AS (
  SELECT s.component, p.specialty
  FROM identity.best_candidates s JOIN identity.practices p USING (npi)
  WHERE probability >= {TIED} AND specialty IS NOT NULL
)"""

# What the departments of ties beyond doubt say of each specialty, by the words that name one.
DEPARTMENTS_OF_SURE_TIES = Relation(
    "identity.departments_of_sure_ties",
    "specialty VARCHAR, stem VARCHAR, says DOUBLE",
    f"""
WITH {_SURE},
counted AS (
  SELECT specialty, stem, count(*) AS n FROM sure
  JOIN (
    SELECT DISTINCT component, stem FROM identity.department_stems
    JOIN identity.specialty_stems USING (stem)
  ) USING (component) GROUP BY ALL
),
total AS (SELECT specialty, sum(n) AS total FROM counted GROUP BY specialty),
overall AS (
  SELECT stem, sum(n) / (SELECT sum(n) FROM counted) AS share FROM counted GROUP BY stem
)
SELECT specialty, stem, ln((coalesce(n, 0) + 2 * share) / (total + 2) / share) AS says
FROM total CROSS JOIN overall LEFT JOIN counted USING (specialty, stem)
""",
)

# How departments speak for a specialty: by its name in the first pass, then as was learnt in it.
SPECIALTY_DEPARTMENTS = Relation(
    "identity.specialty_departments",
    DEPARTMENTS_OF_SURE_TIES.columns,
    computed_from=("identity.practices",),
)

DEPARTMENT_EVIDENCE = Relation(
    "identity.department_evidence",
    "component VARCHAR, npi VARCHAR, department DOUBLE",
    """
WITH fields AS (SELECT DISTINCT stem FROM identity.specialty_stems),
speaking AS (
  SELECT DISTINCT component, stem FROM identity.department_stems JOIN fields USING (stem)
),
share AS (
  SELECT s.stem, count(*) * 1.0 / (SELECT count(*) FROM identity.practices) AS share
  FROM identity.practices JOIN identity.specialty_stems s USING (specialty) GROUP BY 1
),
asked AS (
  SELECT component, npi, coalesce(specialty, '') AS specialty
  FROM identity.candidates_at_once LEFT JOIN identity.practices USING (npi)
),
compared AS (
  SELECT a.component, a.specialty,
    max(0.6 / greatest(h.share, 0.02)) FILTER (h.share IS NOT NULL) AS by_name,
    if(count(says) = 0, NULL,
      exp(least(greatest(sum(round(says * 1e9)::BIGINT) / 1e9 / count(says), -3), 3))) AS learnt
  FROM (SELECT DISTINCT component, specialty FROM asked) a JOIN speaking d USING (component)
  LEFT JOIN identity.specialty_stems s ON s.specialty = a.specialty AND s.stem = d.stem
  LEFT JOIN share h ON h.stem = s.stem
  LEFT JOIN identity.specialty_departments l ON l.specialty = a.specialty AND l.stem = d.stem
  GROUP BY a.component, a.specialty
)
SELECT component, npi, if(o.component IS NULL, 1.0, coalesce(learnt, by_name, 0.35)) AS department
FROM asked LEFT JOIN compared o USING (component, specialty)
""",
)

# What practitioners of each specialty publish on, as far as ties are beyond doubt.
TOPICS_OF_SURE_TIES = Relation(
    "identity.topics_of_sure_ties",
    "specialty VARCHAR, topic VARCHAR, says DOUBLE",
    f"""
WITH {_SURE},
by_specialty AS (
  SELECT specialty, topic, sum(papers) AS n,
    sum(sum(papers)) OVER (PARTITION BY specialty) AS total
  FROM sure JOIN identity.published_topics USING (component) GROUP BY specialty, topic
),
overall AS (
  SELECT topic, sum(n) / (SELECT sum(n) FROM by_specialty) AS share FROM by_specialty GROUP BY topic
)
SELECT specialty, topic, ln((n + 5 * share) / (total + 5) / share) AS says
FROM by_specialty JOIN overall USING (topic)
""",
)

# How topics speak for a specialty: nothing in the first pass, then what was learnt in it.
SPECIALTY_TOPICS = Relation(
    "identity.specialty_topics",
    TOPICS_OF_SURE_TIES.columns,
    computed_from=("identity.practices",),
)

# Topics of one paper are not independent: their mean counts as three, and no more.
TOPIC_EVIDENCE = Relation(
    "identity.topic_evidence",
    "component VARCHAR, npi VARCHAR, topics DOUBLE",
    """
WITH asked AS (
  SELECT component, npi, specialty
  FROM identity.candidates_at_once JOIN identity.practices USING (npi)
),
said AS (
  SELECT component, specialty, sum(round(says * 1e9)::BIGINT * papers) / 1e9 AS says,
    sum(papers) AS papers
  FROM (SELECT DISTINCT component, specialty FROM asked)
  JOIN identity.published_topics USING (component)
  JOIN identity.specialty_topics USING (specialty, topic)
  GROUP BY component, specialty
)
SELECT component, npi, exp(least(greatest(3 * says / papers, -3), 3)) AS topics
FROM asked JOIN said USING (component, specialty)
""",
)

# Department and topics say one thing twice: together no more than the specialty is rare.
WEIGHED_CANDIDATES = Relation(
    "identity.weighed_candidates",
    "component VARCHAR, npi VARCHAR, bearers BIGINT, middle DOUBLE, generation DOUBLE, "
    "in_city BOOLEAN, in_state BOOLEAN, department DOUBLE, topics DOUBLE, has_paid_trial BOOLEAN, "
    "weight DOUBLE, probability DOUBLE",
    f"""
WITH shares AS (
  SELECT specialty, count(*) * 1.0 / (SELECT count(*) FROM identity.practices) AS share
  FROM identity.practices GROUP BY specialty
),
weighed AS (
  SELECT c.*, p.in_city, p.in_state, d.department, coalesce(t.topics, 1.0) AS topics,
    y.npi IS NOT NULL AS has_paid_trial,
    0.5 / bearers * c.share ** 2 * middle * generation * place
      * least(department * coalesce(t.topics, 1.0), 4 / greatest(coalesce(s.share, 1.0), 0.01))
      * if(y.npi IS NULL, 1, 100) AS weight,
    0.5 * least(1.0, expected + {UNREGISTERED}) AS nobody
  FROM identity.candidates_at_once c JOIN identity.place_evidence p USING (component, npi)
  JOIN identity.department_evidence d USING (component, npi)
  JOIN identity.practices r USING (npi) LEFT JOIN shares s USING (specialty)
  LEFT JOIN identity.topic_evidence t USING (component, npi)
  LEFT JOIN identity.paid_trials y USING (component, npi)
)
SELECT *, weight / (sum(weight) OVER (PARTITION BY component ORDER BY npi
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  + max(nobody) OVER (PARTITION BY component)) AS probability
FROM weighed
""",
)

# The two best candidates of each person who has any.
BEST_CANDIDATES = Relation("identity.best_candidates", WEIGHED_CANDIDATES.columns)
BEST_SO_FAR = Relation(
    "identity.best_so_far",
    WEIGHED_CANDIDATES.columns,
    """
FROM identity.best_candidates
UNION ALL
FROM (
  FROM identity.weighed_candidates WHERE weight > 0
  QUALIFY row_number() OVER (PARTITION BY component ORDER BY probability DESC, npi) <= 2
)
""",
)

WEIGHED = (
    *(CANDIDATES_AT_ONCE, PLACE_EVIDENCE, DEPARTMENT_EVIDENCE, TOPIC_EVIDENCE),
    WEIGHED_CANDIDATES,
)


def weigh(tables: duckdb.DuckDBPyConnection) -> None:
    """Leave the best candidates, persons weighed in as many parts as memory asks for."""
    clear(tables, BEST_CANDIDATES)
    [(size,)] = tables.execute("SELECT count(*) FROM identity.candidate_practitioners").fetchall()
    parts = max(1, -(-size // _AT_ONCE))
    for part in range(parts):
        let(tables, {"part": part, "parts": parts})
        make(tables, *WEIGHED)
        put(tables, BEST_CANDIDATES, BEST_SO_FAR)
