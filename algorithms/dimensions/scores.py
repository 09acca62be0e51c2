"""In which ways is a person influential, beside whom, and by which records?

Five dimensions: scientific, clinical and practice, network, digital, cross-industry. Each is the
weighted mean of its indicators, and each indicator a sum over dated records, halved for every five
years of age, as a share of the highest sum in the person's cohort. So each is 0 to 1, 1 for who
leads the cohort by every indicator. The weights are read from `algorithms/dimensions/weights.toml`.

A cohort is those of one specialty, state (else country) and career stage (early up to 10 years
since the first paper or registration, middle up to 25, late), as far as a record speaks of them by
the day asked; with fewer than 20 persons it is widened to specialty and stage, then to stage, then
to all. It is named with the score.

A record's contribution is its weight times its value over the cohort's highest. The contributions
of a person's records sum to the score, and without the record the score is lower by just that, as
long as the cohort's highest stays. PageRank has no records of its own: it is shared out to the
neighbours in proportion to what each passes on, PageRank x strength / summed strength. With a topic
as the scope, papers of any kind, citations, trials, sessions of congresses and activities online
about it or below it count; what has no topic of its own (grants, services, drugs taken up,
payments, PageRank) is left out. Places within the cohort: see ranks.

A guideline and a congress abstract are counted once: the one under guidelines, the other under
presentations, and neither among papers and senior papers. Which they are is read from PubMed's
publication types; an abstract that only a supplement prints is known by the user's own programmes
(`congresses`). These name sessions, too: each in which a person speaks, chairs, discusses or
organises counts once, whatever the number of roles. What a programme says of a paper that the
person signed, by its PMID or title, counts as that paper alone.

An office counts for as long as the society's roll says so, each term once; to be a member or fellow
is no office.

A grant counts for each of its principal investigators, as of its first day, whatever it costs; the
lead of a subproject does not count.

The digital dimension stands by itself and adds to no other. Only what is verified to be the
person's counts (see `digital`); a webinar or an episode counts once, whatever the number of roles,
and an account's reach by its latest count alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from algorithms.algorithm import Algorithm
from algorithms.dimensions import ranks
from algorithms.dimensions.indicator import TOPIC, UNTIL
from algorithms.dimensions.indicators import INDICATORS, PAGE_RANK_ROWS
from graph.classes import concluded
from graph.projection import Projection
from lake.relations import Relation, let, make, put
from schema.conclusions import Dimensions
from schema.congresses import TOOK_PART_IN
from schema.digital import CONTRIBUTED_TO
from schema.funding import LEADS_GRANT
from schema.practice import ADOPTED, BILLED
from schema.profession import BELONGS_TO_SOCIETY, LEADS_AT
from schema.relationships import (
    AUTHORED,
    CITES,
    CONNECTED_TO,
    INVESTIGATES,
    PERFORMED,
    RECEIVED,
    SPONSORED_BY,
)
from schema.ties import HALF_LIFE_YEARS

ALGORITHM = Algorithm(
    name="Five dimensions of influence",
    about=__doc__,
    reads=(
        *(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, BILLED, ADOPTED),
        *(BELONGS_TO_SOCIETY, LEADS_AT, TOOK_PART_IN, CONTRIBUTED_TO, LEADS_GRANT),
        *(RECEIVED, CONNECTED_TO),
    ),
    writes=(Dimensions,),
    distrust="An indicator whose source is not loaded is left out and named in "
    "`influenceUncovered`, never taken for zero; a person of whom a dimension's sources "
    "say nothing has no score in it. Services that the user's own counts and Medicare's both hold "
    "add to two indicators: let one of them weigh nothing. Sums count what was published, not how "
    "good it is. A cohort led by one giant makes everyone else small.",
)


DIMENSIONS = ("scientific", "clinical", "network", "digital", "cross_industry")
FEWEST = 20
Weights = Mapping[str, Mapping[str, float]]

WEIGHTS = Relation("dimensions.weights", "dimension VARCHAR, indicator VARCHAR, weight DOUBLE")
# The topic asked and all below it; none where none is asked.
TOPICS_BELOW = Relation(
    "dimensions.topics_below",
    "name VARCHAR",
    f"""
WITH RECURSIVE below(name) AS (
  SELECT {TOPIC}::VARCHAR
  UNION SELECT b.start FROM drawn."BROADER" b JOIN below ON b."end" = below.name
)
SELECT name FROM below WHERE name IS NOT NULL""",
)
RECORDS = Relation(
    "dimensions.records",
    "person_id VARCHAR, indicator VARCHAR, record VARCHAR, on_day DATE, sure DOUBLE, "
    "mention UBIGINT, value DOUBLE",
    f"""
SELECT person_id, indicator, record, on_day, sure, hash(person_id || mention) AS mention,
  value * pow(0.5, date_diff('day', on_day, {UNTIL}) / 365.25 / {HALF_LIFE_YEARS}) AS value
FROM ({" UNION ALL ".join(indicator.rows for indicator in INDICATORS.values())})
UNION ALL {PAGE_RANK_ROWS}""",
)
COHORTS = Relation(
    "dimensions.cohorts",
    "person_id VARCHAR, cohort VARCHAR",
    f"""
WITH standing AS (
  SELECT person_id, coalesce(specialty, 'no specialty') AS specialty,
    coalesce(state, country, 'no place') AS region,
    CASE WHEN begun IS NULL THEN 'unknown' WHEN begun > {UNTIL} - INTERVAL 10 YEAR
      THEN 'early' WHEN begun > {UNTIL} - INTERVAL 25 YEAR THEN 'middle' ELSE 'late' END
      || ' stage' AS stage
  FROM (SELECT *, least(first_paper_on, enumerated_on) AS begun FROM drawn."Person")
  SEMI JOIN dimensions.records USING (person_id)
)
SELECT person_id, CASE
    WHEN count(*) OVER (PARTITION BY specialty, region, stage) >= {FEWEST}
      THEN specialty || ', ' || region || ', ' || stage
    WHEN count(*) OVER (PARTITION BY specialty, stage) >= {FEWEST} THEN specialty || ', ' || stage
    WHEN count(*) OVER (PARTITION BY stage) >= {FEWEST} THEN stage
    ELSE 'everyone' END AS cohort
FROM standing""",
)
TOTALS = Relation(
    "dimensions.totals",
    "person_id VARCHAR, indicator VARCHAR, total DOUBLE",
    """
SELECT person_id, indicator, sum(value) AS total FROM dimensions.records GROUP BY ALL""",
)
# Indicators without any record, and the weight that each of the others has in its dimension.
UNCOVERED = Relation(
    "dimensions.uncovered",
    "name VARCHAR",
    """
SELECT dimension || ': ' || indicator AS name FROM dimensions.weights
WHERE indicator NOT IN (SELECT indicator FROM dimensions.totals)""",
)
SHARES = Relation(
    "dimensions.shares",
    "dimension VARCHAR, indicator VARCHAR, weight DOUBLE",
    """
SELECT dimension, indicator, weight / sum(weight) OVER (PARTITION BY dimension) AS weight
FROM dimensions.weights
WHERE indicator IN (SELECT indicator FROM dimensions.totals) AND weight > 0""",
)
# What a record's value is multiplied by: the share over the cohort's highest total.
FACTORS = Relation(
    "dimensions.factors",
    "person_id VARCHAR, cohort VARCHAR, dimension VARCHAR, indicator VARCHAR, most DOUBLE, "
    "factor DOUBLE",
    """
WITH highest AS (
  SELECT cohort, indicator, max(total) AS most
  FROM dimensions.totals JOIN dimensions.cohorts USING (person_id) GROUP BY ALL
)
SELECT person_id, cohort, dimension, indicator, most, weight / most AS factor
FROM dimensions.cohorts JOIN highest USING (cohort) JOIN dimensions.shares USING (indicator)""",
)
CONTRIBUTIONS = """
SELECT person_id, cohort, dimension, indicator, record, on_day, value * factor AS contribution
FROM dimensions.records JOIN dimensions.factors USING (person_id, indicator)"""
_SCORES = ", ".join(
    f"sum(contribution) FILTER (dimension = '{name}') AS {name}_influence" for name in DIMENSIONS
)
CONCLUSION = concluded(
    Dimensions,
    f"""
WITH scored AS (
  SELECT person_id, {_SCORES}, any_value(cohort) AS influence_cohort
  FROM ({CONTRIBUTIONS}) GROUP BY person_id
),
summed AS (
  SELECT person_id, list(indicator ORDER BY indicator) AS influence_indicators,
    list(total ORDER BY indicator) AS indicator_totals,
    list(most ORDER BY indicator) AS indicator_highest
  FROM (SELECT DISTINCT person_id, indicator, most FROM dimensions.factors)
  JOIN dimensions.totals USING (person_id, indicator) GROUP BY person_id
),
ranked AS (
  SELECT person_id, list(dimension ORDER BY dimension) AS influence_dimensions,
    list(place ORDER BY dimension) AS influence_ranks,
    list(low ORDER BY dimension) AS influence_ranks_low,
    list(high ORDER BY dimension) AS influence_ranks_high,
    list(persons ORDER BY dimension) AS influence_ranked
  FROM dimensions.places GROUP BY person_id
)
SELECT *, coalesce((SELECT list(name ORDER BY name) FROM dimensions.uncovered), [])
    AS influence_uncovered,
  {UNTIL} AS influence_until
FROM scored JOIN summed USING (person_id) JOIN ranked USING (person_id)""",
)


def compute(ties: Projection, until: date) -> None:
    """Write the five dimensions of every person of whom what was published says something, as of
    the day `until`, with places within the cohort; reads the ranks that the influence algorithm
    kept."""
    contribute(ties.tables, until, read_weights())
    put(ties.tables, ranks.PLACES, ranks.ranks(ties.tables))
    ties.conclude(Dimensions, CONCLUSION.text)


def contribute(
    tables: duckdb.DuckDBPyConnection, until: date, weights: Weights, topic: str | None = None
) -> None:
    """Make the records and their factors of what stands in `drawn`, and of ties and PageRanks; with
    a `topic`, only records about it or a topic below it in the MeSH tree count."""
    rows = [(d, i, float(w)) for d, indicators in weights.items() for i, w in indicators.items()]
    put(tables, WEIGHTS, pd.DataFrame(rows, columns=list(WEIGHTS.types)))
    let(tables, {"until": until, "topic": topic})
    make(tables, TOPICS_BELOW, RECORDS, COHORTS, TOTALS, UNCOVERED, SHARES, FACTORS)


def contributions(tables: duckdb.DuckDBPyConnection, person: str) -> pd.DataFrame:
    """The records behind a person's scores after `contribute`: dimension, indicator, record, day
    and contribution, the largest first. Their sum by dimension is the score."""
    return tables.execute(
        f"SELECT * EXCLUDE person_id FROM ({CONTRIBUTIONS}) WHERE person_id = ? "
        "ORDER BY dimension, contribution DESC, indicator, record",
        [person],
    ).df()


def read_weights() -> dict[str, dict[str, float]]:
    """The weights in `weights.toml`, by dimension and indicator."""
    text = Path(__file__).with_name("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
