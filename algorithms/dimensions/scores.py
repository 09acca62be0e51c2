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
as the scope, papers, citations and trials about it or below it count; what has no topic of its own
(services, payments, PageRank) is left out. Places within the cohort: see ranks.
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
from graph.projection import Projection
from schema.conclusions import Dimensions
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
    reads=(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, RECEIVED, CONNECTED_TO),
    writes=(Dimensions,),
    distrust="An indicator whose source is not loaded is left out and named in "
    "`influenceUncovered`, never taken for zero; a person of whom a dimension's sources "
    "say nothing has no score in it. Sums count what was published, not how good it is. A "
    "cohort led by one giant makes everyone else small.",
)


DIMENSIONS = ("scientific", "clinical", "network", "digital", "cross_industry")
FEWEST = 20
Weights = Mapping[str, Mapping[str, float]]
# Indicators whose records have topics of their own, so that a topic can be their scope.
TOPICAL = ("papers", "citations", "senior_papers", "trials", "company_trials")

COHORTS = """
CREATE OR REPLACE TEMP TABLE cohorts AS
WITH placed AS (
  SELECT person_id, coalesce(specialty, 'no specialty') AS specialty,
    coalesce(state, country, 'no place') AS region,
    CASE WHEN begun IS NULL THEN 'unknown' WHEN begun > DATE '{until}' - INTERVAL 10 YEAR
      THEN 'early' WHEN begun > DATE '{until}' - INTERVAL 25 YEAR THEN 'middle' ELSE 'late' END
      || ' stage' AS stage
  FROM (SELECT *, least(first_paper_on, enumerated_on) AS begun FROM '{folder}/Person.parquet')
  SEMI JOIN leaves USING (person_id)
)
SELECT person_id, CASE
    WHEN count(*) OVER (PARTITION BY specialty, region, stage) >= {fewest}
      THEN specialty || ', ' || region || ', ' || stage
    WHEN count(*) OVER (PARTITION BY specialty, stage) >= {fewest} THEN specialty || ', ' || stage
    WHEN count(*) OVER (PARTITION BY stage) >= {fewest} THEN stage
    ELSE 'everyone' END AS cohort
FROM placed"""
LEAVES = """
CREATE OR REPLACE TEMP TABLE leaves AS
WITH dated AS (
  SELECT a.start AS person_id, "end" AS pmid, p.authors, a.is_last, published_on AS on_day,
    coalesce(a.identity_score, 1.0) AS sure
  FROM '{folder}/AUTHORED.parquet' a JOIN '{folder}/Paper.parquet' p ON pmid = "end"
  WHERE published_on <= DATE '{until}'{about}
),
tried AS (
  SELECT start AS person_id, nct_id, any_value(started_on) AS on_day,
    max(coalesce(identity_score, 1.0)) AS sure
  FROM '{folder}/INVESTIGATES.parquet' JOIN '{folder}/Trial.parquet' ON nct_id = "end"
  WHERE started_on <= DATE '{until}'{studied} GROUP BY ALL
),
plain AS (
  SELECT person_id, 'papers' AS indicator, pmid AS record, pmid AS mention, sure, on_day,
    1.0 / greatest(authors, 1) AS value
  FROM dated
  UNION ALL SELECT person_id, 'senior_papers', pmid, pmid, sure, on_day, 1 FROM dated WHERE is_last
  UNION ALL SELECT d.person_id, 'citations', c.start || ' cites ' || d.pmid, d.pmid, sure,
      p.published_on, 1
    FROM '{folder}/CITES.parquet' c JOIN dated d ON d.pmid = c."end"
    JOIN '{folder}/Paper.parquet' p ON p.pmid = c.start
    WHERE p.published_on <= DATE '{until}' AND NOT EXISTS (
      FROM '{folder}/AUTHORED.parquet' o WHERE o."end" = c.start AND o.start = d.person_id)
  UNION ALL SELECT person_id, 'trials', nct_id, nct_id, sure, on_day, 1 FROM tried
  UNION ALL SELECT DISTINCT person_id, 'company_trials', nct_id, nct_id, sure, on_day, 1
    FROM tried JOIN '{folder}/SPONSORED_BY.parquet' s ON s.start = nct_id{untopical}
)
SELECT person_id, indicator, record, on_day, sure, hash(person_id || mention) AS mention,
  value * pow(0.5, date_diff('day', on_day, DATE '{until}') / 365.25 / {half_life}) AS value
FROM plain{ranked}"""
UNTOPICAL = """
  UNION ALL SELECT start, 'services', record, record, 1, to_on, services
    FROM '{folder}/PERFORMED.parquet' WHERE services > 0 AND to_on <= DATE '{until}'
  UNION ALL SELECT start, 'payments', payment_id, payment_id, max(coalesce(identity_score, 1)),
      any_value(paid_on), 1
    FROM '{folder}/RECEIVED.parquet' JOIN '{folder}/Payment.parquet' ON payment_id = "end"
    WHERE paid_on <= DATE '{until}' GROUP BY ALL"""
RANKED = """
UNION ALL SELECT e.person_id, 'page_rank', e.other, NULL, 1, 0::UBIGINT, r.score * passed
    / sum(passed) OVER (PARTITION BY e.person_id)
FROM (
  SELECT e.person_id, e.other, p.score * e.strength / s.summed AS passed
  FROM ends e JOIN pagerank p ON p.person_id = e.other
  JOIN (SELECT person_id, sum(strength) AS summed FROM ends GROUP BY person_id) s
    ON s.person_id = e.other
) e JOIN pagerank r ON r.person_id = e.person_id"""
WEIGHED = """
CREATE OR REPLACE TEMP TABLE totals AS
SELECT person_id, indicator, sum(value) AS total FROM leaves GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE weighed AS
WITH highest AS (
  SELECT cohort, indicator, max(total) AS most FROM totals JOIN cohorts USING (person_id)
  GROUP BY ALL
),
covered AS (
  SELECT dimension, indicator, weight / sum(weight) OVER (PARTITION BY dimension) AS weight
  FROM weights WHERE indicator IN (SELECT indicator FROM totals) AND weight > 0
)
SELECT person_id, cohort, dimension, indicator, weight, most, weight / most AS factor
FROM cohorts JOIN highest USING (cohort) JOIN covered USING (indicator)"""
CONTRIBUTIONS = """
SELECT person_id, cohort, dimension, indicator, record, on_day, value * factor AS contribution
FROM leaves JOIN weighed USING (person_id, indicator)"""


def compute(ties: Projection, folder: Path, until: date) -> None:
    """Write the five dimensions of every person of whom a drawing in `folder` says something, as of
    the day `until`, with places within the cohort; reads the ranks that the influence algorithm
    kept."""
    contribute(ties.tables, folder, until, read_weights())
    ties.keep("placed", ranks.ranks(ties.tables))
    columns = ", ".join(
        f"sum(contribution) FILTER (dimension = '{name}') AS {name}_influence"
        for name in DIMENSIONS
    )
    ties.conclude(
        Dimensions,
        f"""WITH scored AS (
          SELECT person_id, {columns}, any_value(cohort) AS influence_cohort
          FROM ({CONTRIBUTIONS}) GROUP BY person_id
        ),
        summed AS (
          SELECT person_id, list(indicator ORDER BY indicator) AS influence_indicators,
            list(total ORDER BY indicator) AS indicator_totals,
            list(most ORDER BY indicator) AS indicator_highest
          FROM (SELECT DISTINCT person_id, indicator, most FROM weighed)
          JOIN totals USING (person_id, indicator) GROUP BY person_id
        ),
        places AS (
          SELECT person_id, list(dimension ORDER BY dimension) AS influence_dimensions,
            list(place ORDER BY dimension) AS influence_ranks,
            list(low ORDER BY dimension) AS influence_ranks_low,
            list(high ORDER BY dimension) AS influence_ranks_high,
            list(persons ORDER BY dimension) AS influence_ranked
          FROM placed GROUP BY person_id
        )
        SELECT *, {_texts(uncovered(ties.tables))} AS influence_uncovered,
          DATE '{until}' AS influence_until
        FROM scored JOIN summed USING (person_id) JOIN places USING (person_id)""",
    )


def contribute(
    tables: duckdb.DuckDBPyConnection,
    folder: Path,
    until: date,
    weights: Weights,
    topic: str | None = None,
) -> None:
    """Put the records and their factors into temporary tables of `tables`, which hold `ends` and
    `pagerank`; with a `topic`, only records about it or a topic below it in the MeSH tree count."""
    rows = [(d, i, float(w)) for d, indicators in weights.items() for i, w in indicators.items()]
    frame = pd.DataFrame(rows, columns=["dimension", "indicator", "weight"])
    tables.register("given_weights", frame)
    tables.execute("CREATE OR REPLACE TEMP TABLE weights AS FROM given_weights")
    given = {"folder": folder, "until": until.isoformat(), "fewest": FEWEST}
    parts = {"about": "", "studied": "", "untopical": UNTOPICAL.format(**given), "ranked": RANKED}
    if topic is not None:
        tables.execute(
            f"""CREATE OR REPLACE TEMP TABLE subtree AS WITH RECURSIVE below(name) AS (
              SELECT ?::VARCHAR UNION SELECT b.start FROM '{folder}/BROADER.parquet' b
              JOIN below ON b."end" = below.name) FROM below""",
            [topic],
        )
        among = "IN (SELECT start FROM '{folder}/{name}.parquet' WHERE \"end\" IN (FROM subtree))"
        parts = {
            "about": " AND pmid " + among.format(folder=folder, name="ABOUT"),
            "studied": " AND nct_id " + among.format(folder=folder, name="STUDIES"),
            "untopical": "",
            "ranked": "",
        }
    tables.execute(LEAVES.format(**given, **parts, half_life=HALF_LIFE_YEARS))
    tables.execute(COHORTS.format(**given))
    tables.execute(WEIGHED)


def contributions(tables: duckdb.DuckDBPyConnection, person: str) -> pd.DataFrame:
    """The records behind a person's scores after `contribute`: dimension, indicator, record, day
    and contribution, the largest first. Their sum by dimension is the score."""
    return tables.execute(
        f"SELECT * EXCLUDE person_id FROM ({CONTRIBUTIONS}) WHERE person_id = ? "
        "ORDER BY dimension, contribution DESC, indicator, record",
        [person],
    ).df()


def uncovered(tables: duckdb.DuckDBPyConnection) -> list[str]:
    """The indicators without any record after `contribute`, as `dimension: indicator`."""
    rows = tables.execute(
        "SELECT dimension || ': ' || indicator FROM weights "
        "WHERE indicator NOT IN (SELECT indicator FROM leaves) ORDER BY 1"
    ).fetchall()
    return [row[0] for row in rows]


def read_weights() -> dict[str, dict[str, float]]:
    """The weights in `weights.toml`, by dimension and indicator."""
    text = Path(__file__).with_name("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _texts(values: list[str]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]::VARCHAR[]"
