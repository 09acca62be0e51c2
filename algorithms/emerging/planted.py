"""Are the emerging experts that were planted in the made-up country found?

The country's truth says who rises, and since which year. A list is frozen at the end of each of the
last years: all candidates, ordered by the model that could be learned by then. Planted are those
who began to rise in the two years before the list; recall is the share of them that the first 5 %
of the list hold. Who is no candidate, or whose records identity gave to several persons, may be
missed, and counts as missed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.emerging import candidates, learning
from algorithms.histories.drawn import drawn_history
from algorithms.histories.timeline import timeline
from graph.drawn_tables import open_drawn
from schema.nodes import Paper
from schema.relationships import AUTHORED

ALGORITHM = Algorithm(
    name="Planted emerging experts",
    about=__doc__,
    reads=(AUTHORED, Paper),
    writes=(),
    distrust="The planted rise as the country's author thought that people rise.",
)


BEGAN = (1, 2)  # years before the list in which a planted rise began
# Each planted person as the person that holds most of the bylines.
PLANTED = """
WITH signed AS (
  SELECT r.person, r.since, a.start AS person_id, count(*) AS bylines
  FROM '{truth}/emerging.parquet' r JOIN '{truth}/bylines.parquet' b USING (person)
  JOIN drawn."AUTHORED" a ON a.record = concat('pubmed:', b.pmid, ':', b.position)
  GROUP BY ALL
)
SELECT r.person, r.since, arg_max(s.person_id, (s.bylines, s.person_id)) AS person_id
FROM '{truth}/emerging.parquet' r LEFT JOIN signed s USING (person)
GROUP BY r.person, r.since ORDER BY r.person"""


def recall(folder: Path, truth: Path, lists: int = 5) -> dict[str, Any] | None:
    """Recall of those planted in the first 5 % of the last lists, by year and over all; none where
    no list can be made."""
    with duckdb.connect() as connection:
        open_drawn(connection, folder)
        planted = connection.execute(PLANTED.format(truth=truth)).df()
    history = drawn_history(folder)
    of = timeline(history)
    last = int(of.year.max())
    rows = []
    for year in range(last - lists + 1, last + 1):
        found = learning.learned(of, year)
        began = planted[(year - planted["since"]).isin(BEGAN)]
        if found is None or not len(began):
            continue
        now = found.now
        order = np.lexsort((now.person, -found.forecast.everyone.chance(now.signs)))
        size = max(round(candidates.FIRST_SHARE * len(order)), 1)
        first = set(history.names[now.person[order[:size]]])
        hits = int(began["person_id"].isin(first).sum())
        rows.append(
            {
                "year": year,
                "candidates": len(order),
                "first": size,
                "planted": len(began),
                "found": hits,
                "recall": round(hits / len(began), 4),
            }
        )
    if not rows:
        return None
    hit, all_ = (sum(int(row[name]) for row in rows) for name in ("found", "planted"))
    by_chance = np.mean([int(row["first"]) / int(row["candidates"]) for row in rows])
    return {"recall": round(hit / all_, 4), "by_chance": round(float(by_chance), 4), "lists": rows}
