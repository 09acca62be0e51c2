"""What is a circle called?

A circle's name puts its specialty, topic and place in a row, such as `Cardiology · Heart Failure ·
MA`. Specialty and state are those of most members, where at least a fifth of the members who have
one share it. The topic is that of the members' papers which stands out most: papers on it times the
logarithm of its share in the circle over its share in all papers; only main points of papers count.
A name that two circles would share gets the second topic, and then the circle's number.
"""

from __future__ import annotations

import duckdb
import pandas as pd

from algorithms.algorithm import Algorithm
from lake.relations import Relation, make
from schema.conclusions import Community
from schema.nodes import Person
from schema.relationships import ABOUT, AUTHORED

ALGORITHM = Algorithm(
    name="Names of circles",
    about=__doc__,
    reads=(Person, AUTHORED, ABOUT),
    writes=(Community,),
    distrust="A name says what is most frequent, not what is common to all.",
)


TOPICS = 2
# Specialty and state of most members, where a fifth of those who have one share it.
COMMON_TRAITS = Relation(
    "network.common_traits",
    "community BIGINT, trait VARCHAR, value VARCHAR",
    """
SELECT community, trait, value FROM (
  SELECT community, trait, value, count(*) AS n,
    sum(count(*)) OVER (PARTITION BY community, trait) AS of
  FROM (
    SELECT community, unnest([
      {'trait': 'specialty', 'value': specialty}, {'trait': 'state', 'value': state}
    ], recursive := true)
    FROM network.memberships JOIN network.persons USING (person_id)
  ) WHERE value IS NOT NULL GROUP BY community, trait, value
) WHERE n >= of / 5
QUALIFY row_number() OVER (PARTITION BY community, trait ORDER BY n DESC, value) = 1""",
)
TOPICS_STANDING_OUT = Relation(
    "network.topics_standing_out",
    "community BIGINT, topic VARCHAR, place BIGINT",
    f"""
WITH written AS (
  SELECT DISTINCT m.community, a."end" AS pmid
  FROM network.memberships m JOIN drawn."AUTHORED" a ON a.start = m.person_id
  WHERE a.counted_with IS NULL
),
counted AS (
  SELECT community, t."end" AS topic, count(*) AS n FROM written
  JOIN drawn."ABOUT" t ON t.start = pmid AND t.is_major GROUP BY ALL
),
rated AS (
  SELECT *, n * ln(n / sum(n) OVER (PARTITION BY community)
    / (sum(n) OVER (PARTITION BY topic) / sum(n) OVER ())) AS stands_out
  FROM counted
)
SELECT community, topic, row_number() OVER (PARTITION BY community
  ORDER BY stands_out DESC, topic) AS place
FROM rated QUALIFY place <= {TOPICS}""",
)


def names(tables: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`community` and `name` of every circle of `network.memberships`; topics where papers stand in
    `drawn`. Reads specialty and state of `network.persons`."""
    make(tables, COMMON_TRAITS, TOPICS_STANDING_OUT)
    circles = tables.execute(
        "SELECT DISTINCT community FROM network.memberships ORDER BY community"
    ).df()
    traits = tables.execute(f"FROM {COMMON_TRAITS.name}").df()
    parts = {
        name: traits[traits["trait"] == name].set_index("community")["value"]
        for name in ("specialty", "state")
    }
    told = tables.execute(f"FROM {TOPICS_STANDING_OUT.name}").df()
    topics = {n: told[told["place"] == n].set_index("community")["topic"] for n in (1, 2)}
    found = []
    for number in circles["community"].tolist():
        specialty, state = (parts[name].get(number) for name in ("specialty", "state"))
        first, second = (topics[n].get(number) for n in (1, 2))
        short = [part for part in (specialty, first, state) if part]
        full = [part for part in (specialty, first, second, state) if part]
        found.append((number, " · ".join(short), " · ".join(full)))
    frame = pd.DataFrame(found, columns=["community", "name", "longer"])
    shared = frame["name"].duplicated(keep=False)
    frame.loc[shared, "name"] = frame.loc[shared, "longer"]
    shared = frame["name"].duplicated(keep=False) & (frame["name"] != "")
    frame.loc[shared, "name"] += " · circle " + frame.loc[shared, "community"].astype(str)
    unnamed = frame["name"] == ""
    frame.loc[unnamed, "name"] = "circle " + frame.loc[unnamed, "community"].astype(str)
    return frame[["community", "name"]]
