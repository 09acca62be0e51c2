"""What is a circle called?

A circle's name puts its specialty, topic and place in a row, such as `Cardiology · Heart Failure ·
MA`. Specialty and state are those of most members, where at least a fifth of the members who have
one share it. The topic is that of the members' papers which stands out most: papers on it times the
logarithm of its share in the circle over its share in all papers; only main points of papers count.
A name that two circles would share gets the second topic, and then the circle's number.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from algorithms.algorithm import Algorithm
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
MOST_FREQUENT = """
SELECT community, {name} AS value FROM (
  SELECT community, {name}, count(*) AS n, sum(count(*)) OVER (PARTITION BY community) AS of
  FROM found JOIN persons USING (person_id) WHERE {name} IS NOT NULL GROUP BY community, {name}
) WHERE n >= of / 5
QUALIFY row_number() OVER (PARTITION BY community ORDER BY n DESC, {name}) = 1"""
STANDING_OUT = """
WITH written AS (
  SELECT DISTINCT f.community, a."end" AS pmid
  FROM found f JOIN '{drawn}/AUTHORED.parquet' a ON a.start = f.person_id
),
counted AS (
  SELECT community, t."end" AS topic, count(*) AS n FROM written
  JOIN '{drawn}/ABOUT.parquet' t ON t.start = pmid AND t.is_major GROUP BY ALL
),
rated AS (
  SELECT *, n * ln(n / sum(n) OVER (PARTITION BY community)
    / (sum(n) OVER (PARTITION BY topic) / sum(n) OVER ())) AS stands_out
  FROM counted
)
SELECT community, topic, row_number() OVER (PARTITION BY community
  ORDER BY stands_out DESC, topic) AS place
FROM rated QUALIFY place <= {topics}"""


def names(tables: duckdb.DuckDBPyConnection, drawn: Path | None) -> pd.DataFrame:
    """`community` and `name` of every circle in the table `found`; topics where a drawing is
    given. Reads specialty and state of `persons`."""
    circles = tables.execute("SELECT DISTINCT community FROM found ORDER BY community").df()
    parts = {
        name: tables.execute(MOST_FREQUENT.format(name=name)).df().set_index("community")["value"]
        for name in ("specialty", "state")
    }
    topics: dict[int, pd.Series[str]] = {}
    if drawn is not None:
        said = tables.execute(STANDING_OUT.format(drawn=drawn, topics=TOPICS)).df()
        topics = {n: said[said["place"] == n].set_index("community")["topic"] for n in (1, 2)}
    found = []
    for number in circles["community"].tolist():
        specialty, state = (parts[name].get(number) for name in ("specialty", "state"))
        first, second = (topics[n].get(number) if n in topics else None for n in (1, 2))
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
