"""Who stands between circles and joins them?

`betweenness` counts the shortest paths, in steps along ties, between all pairs of others that lead
through the person; where a pair has several, each counts for its part (Freeman 1977, "A set of
measures of centrality based on betweenness"; computed after Brandes 2001). `connector` is its share
of the highest, times the share of the person's ties that leave the own circle: 0 for one who knows
the own circle only, near 1 for one whom paths between circles need and whose ties lie outside.
`circlesJoined` counts the circles among the persons tied to, the own included.

When not to trust it: above 10,000 persons, paths from a sample of 256 are counted and
scaled up, which the reasons say; the order of the first few holds, that of the many with little
betweenness does not. A step along a weak tie counts like one along a strong tie. Circles come from
the communities algorithm with its doubts, and a bridge may be two persons wrongly held to be one.
"""

from __future__ import annotations

import pandas as pd

from graph.projection import Projection
from schema.conclusions import Connector

MOST_EXACT = 10_000
SAMPLE, SEED = 256, 19_770_301
NAMED = 4  # circles named in a reason; the others are counted

CONNECTOR = """
WITH tied AS (
  SELECT e.person_id, a.community AS own, b.community AS circle, count(*) AS ties
  FROM ends e LEFT JOIN circles a USING (person_id) LEFT JOIN circles b ON b.person_id = e.other
  GROUP BY ALL
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY ties DESC, circle) AS place
  FROM tied WHERE circle IS NOT NULL
),
worded AS (
  SELECT person_id, string_agg(
      'circle ' || circle || ' (' || ties || if(ties = 1, ' tie)', ' ties)'), ' and '
      ORDER BY place) FILTER (place <= {named}) AS named,
    count(*) FILTER (place > {named}) AS more,
    count(*) + if(bool_or(circle = own) OR any_value(own) IS NULL, 0, 1) AS joined
  FROM ranked GROUP BY person_id
),
leaving AS (
  SELECT person_id, any_value(own) AS own, sum(ties)::BIGINT AS ties,
    coalesce(sum(ties) FILTER (circle IS DISTINCT FROM own OR own IS NULL), 0)::BIGINT AS away
  FROM tied GROUP BY person_id
),
scored AS (
  SELECT person_id, score * {scale} AS betweenness,
    coalesce(score / nullif((SELECT max(score) FROM betweenness), 0), 0) AS part
  FROM betweenness
)
SELECT person_id, round(betweenness, 6) AS betweenness, round(part * away / ties, 9) AS connector,
  coalesce(joined, if(own IS NULL, 0, 1)) AS circles_joined,
  list_filter([
    if(named IS NULL, NULL, if(joined > 1, 'joins ', 'stays in ') || named
      || if(more > 0, ' and ' || more || if(more = 1, ' more circle', ' more circles'), '')),
    away || ' of ' || ties || if(ties = 1, ' tie', ' ties') || ' lead out of '
      || coalesce('circle ' || own, 'a circle of one'),
    'betweenness ' || round(betweenness, 1) || ', ' || round(100 * part, 1)
      || ' % of the highest' || '{how}'
  ], lambda reason: reason IS NOT NULL) AS connector_reasons
FROM leaving JOIN scored USING (person_id) LEFT JOIN worded USING (person_id)"""


def compute(ties: Projection) -> None:
    """Write `betweenness`, `connector`, `circlesJoined` and `connectorReasons` of every person with
    a tie; reads the circles that the communities algorithm wrote."""
    sample = SAMPLE if ties.persons > MOST_EXACT else None
    ties.gds.betweenness_centrality.mutate(
        ties.graph, "betweenness", sampling_size=sample, sampling_seed=SEED if sample else None
    )
    ties.keep_scores("betweenness")
    ties.keep("circles", _circles(ties))
    how = f", estimated from {sample} of {ties.persons} persons" if sample else ""
    # Sampled sums cover sample / persons of the starting points.
    scale = ties.persons / sample if sample else 1.0
    ties.conclude(Connector, CONNECTOR.format(named=NAMED, scale=scale, how=how))


def _circles(ties: Projection) -> pd.DataFrame:
    rows = ties.driver.execute_query(
        "MATCH (p:Person) WHERE p.community IS NOT NULL "
        "RETURN p.personId AS person_id, p.community AS community",
        database_=ties.database,
    ).records
    types = {"person_id": "string", "community": "int64"}
    return pd.DataFrame([row.values() for row in rows], columns=["person_id", "community"]).astype(
        types
    )
