"""Who stands between circles and joins them?

`connector` is betweenness (see centralities) as a share of the highest, times the share of the
person's ties that leave the own circle: 0 for one who knows the own circle only, near 1 for one
whom paths between circles need and whose ties lie outside. `circlesJoined` counts the circles among
the persons tied to, the own included; `participation` says how evenly the strength of ties is
spread over them (see brokerage). `connectorStability` is the share of five runs, each with a tenth
of the ties left out, in which the person stays among the first 200; it is measured for those first
only, and up to two billion steps (5 runs x persons followed x 2 ties).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from algorithms.algorithm import Algorithm
from algorithms.network import brokerage
from algorithms.network.betweenness import MOST_STEPS, paths
from algorithms.network.network import Floats, Ints, Network, network
from algorithms.network.projected import of_ties
from algorithms.network.seeds import CONNECTORS_SEED
from algorithms.network.tables import CIRCLE_NAMES, MEMBERSHIPS, SPREADS, TIES_INTO_CIRCLES
from graph.projection import Projection
from lake.relations import put
from schema.conclusions import Connector
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Connectors",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(Connector,),
    distrust="Above 10,000 persons, paths from a sample are counted and scaled up, which the "
    "reasons say; the order of the first few holds, that of the many with little "
    "betweenness does not. Circles come from the communities algorithm with its doubts, "
    "and a bridge may be two persons wrongly held to be one.",
)


FIRST, RUNS, LEFT_OUT = 200, 5, 0.1
NAMED = 4  # circles named in a reason; the others are counted

CONNECTOR = """
WITH ranked AS (
  SELECT *, row_number() OVER (PARTITION BY number ORDER BY ties DESC, circle) AS place
  FROM network.ties_into_circles WHERE circle >= 0
),
worded AS (
  SELECT number, string_agg(
      coalesce(name, 'circle ' || circle) || ' (' || ties || if(ties = 1, ' tie)', ' ties)'), ', '
      ORDER BY place) FILTER (place <= {named}) AS named,
    count(*) FILTER (place > {named}) AS more,
    count(*) + if(bool_or(circle = own) OR any_value(own) < 0, 0, 1) AS joined
  FROM ranked LEFT JOIN network.circle_names ON community = circle GROUP BY number
),
leaving AS (
  SELECT number, nullif(any_value(own), -1) AS own, sum(ties)::BIGINT AS ties,
    coalesce(sum(ties) FILTER (circle <> own OR own < 0), 0)::BIGINT AS away
  FROM network.ties_into_circles GROUP BY number
),
scored AS (
  SELECT person_id, betweenness,
    coalesce(betweenness / nullif((SELECT max(betweenness) FROM network.centralities), 0), 0)
      AS part
  FROM network.centralities
)
SELECT person_id, round(part * away / ties, 9) AS connector,
  round(participation, 9) AS participation, stability AS connector_stability,
  coalesce(joined, if(own IS NULL, 0, 1)) AS circles_joined,
  list_filter([
    if(named IS NULL, NULL, if(joined > 1, 'joins ', 'stays in ') || named
      || if(more > 0, ' and ' || more || if(more = 1, ' more circle', ' more circles'), '')),
    away || ' of ' || ties || if(ties = 1, ' tie', ' ties') || ' lead out of '
      || coalesce(
        'the own circle, ' || (SELECT name FROM network.circle_names WHERE community = own),
        'circle ' || own, 'a circle of one'),
    'betweenness ' || round(betweenness, 1) || ', ' || round(100 * part, 1)
      || ' % of the highest' || '{how}',
    if(stability IS NULL, NULL, 'among the first {first} in ' || round(stability * {runs})::INTEGER
      || ' of {runs} runs with a tenth of the ties left out')
  ], lambda reason: reason IS NOT NULL) AS connector_reasons
FROM scored JOIN network.spreads USING (person_id) JOIN leaving USING (number)
  LEFT JOIN worded USING (number)"""


def compute(ties: Projection) -> None:
    """Write `connector` and what belongs to it of every person with a tie; reads what the
    communities and centralities algorithms kept."""
    of, circles = of_ties(ties), _circles(ties)
    numbers = circles.set_index("person_id")["community"]
    circle = np.asarray(numbers.reindex(of.person, fill_value=-1), np.int64)
    between = ties.tables.execute(
        "SELECT betweenness, followed FROM network.centralities ORDER BY person_id"
    ).df()
    followed = int(between["followed"].max())
    found = np.full(of.size, np.nan)
    if of.size > FIRST and RUNS * followed * len(of.end) <= MOST_STEPS:
        found = stability(of, circle, between["betweenness"].to_numpy(np.float64))[0]
    rows = of.scores(
        number=np.arange(of.size),
        participation=brokerage.participation(of, circle),
        stability=found,
    )
    put(ties.tables, SPREADS, rows.astype({"stability": "Float64"}))
    put(ties.tables, TIES_INTO_CIRCLES, _tied(of, circle))
    how = ""
    if followed < of.size:
        how = f", estimated from {followed} of {of.size} persons"
    ties.conclude(Connector, CONNECTOR.format(named=NAMED, how=how, first=FIRST, runs=RUNS))


def _tied(of: Network, circle: Ints) -> pd.DataFrame:
    """How many `ties` lead from each person (`number`, of the circle `own`) into which `circle`; -1
    is none."""
    size = int(circle.max(initial=-1)) + 2
    member = sparse.csr_matrix(
        (np.ones(of.size), (np.arange(of.size), circle + 1)), (of.size, size)
    )
    ties = sparse.csr_matrix((np.ones(len(of.end)), of.end, of.start), (of.size, of.size))
    into = (ties @ member).tocoo()
    columns = {"number": into.row, "own": circle[into.row], "circle": into.col.astype("i8") - 1}
    return pd.DataFrame({**columns, "ties": into.data.astype(np.int64)})


def score(of: Network, circle: Ints, betweenness: Floats) -> Floats:
    """Betweenness as a share of the highest, times the share of ties that leave the circle."""
    one = of.begin
    leaves = (circle[one] != circle[of.end]) | (circle[one] < 0)
    away = np.bincount(one, leaves, minlength=of.size) / np.maximum(of.degree, 1)
    return np.asarray(betweenness / max(float(betweenness.max(initial=0)), 1e-300) * away)


def stability(of: Network, circle: Ints, betweenness: Floats) -> tuple[Floats, Floats]:
    """The share of runs with a tenth of the ties left out in which each of the first 200 connectors
    stays among them (NaN for others), and the rank correlation (Spearman) of the first 200 in each
    run. Circles are held as they are."""
    whole = score(of, circle, betweenness)
    first = np.argsort(-whole, kind="stable")[:FIRST]
    one = of.begin
    once = one < of.end
    one, other, strength = one[once], of.end[once].astype(np.int64), of.strength[once]
    draw = np.random.default_rng(CONNECTORS_SEED)
    stays, alike = np.zeros(of.size), []
    for _ in range(RUNS):
        kept = draw.random(len(one)) >= LEFT_OUT
        part = network(of.size, one[kept], other[kept], strength[kept])
        again = score(part, circle, paths(part).betweenness)
        stays[np.argsort(-again, kind="stable")[:FIRST]] += 1 / RUNS
        alike.append(pd.Series(whole[first]).corr(pd.Series(again[first]), method="spearman"))
    found = np.full(of.size, np.nan)
    found[first] = np.round(stays[first], 9)
    return found, np.array(alike)


def _circles(ties: Projection) -> pd.DataFrame:
    """The circles that the communities algorithm kept; else those that the graph holds, without
    names."""
    kept = "SELECT 1 FROM duckdb_tables() WHERE schema_name || '.' || table_name = $1"
    if ties.tables.execute(kept, [MEMBERSHIPS.name]).fetchall():
        return ties.tables.execute(f"FROM {MEMBERSHIPS.name}").df()
    put(ties.tables, CIRCLE_NAMES, pd.DataFrame({"community": [], "name": []}))
    rows = ties.driver.execute_query(
        "MATCH (p:Person) WHERE p.community IS NOT NULL "
        "RETURN p.personId AS person_id, p.community AS community",
        database_=ties.database,
    ).records
    types = {"person_id": "string", "community": "int64"}
    return pd.DataFrame([row.values() for row in rows], columns=["person_id", "community"]).astype(
        types
    )
