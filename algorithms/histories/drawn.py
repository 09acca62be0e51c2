"""What does the drawn graph say of who published what, when, with whom and cited by whom?

The drawing's papers as a history whose persons are the graph's, with journals, topics and
citations. Periods are counted backwards from the day asked, so that the last one is whole: of the
year ended on that day, or of the quarter. Papers after that day are left out, and so are
retracted ones and what is no work of its own.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from algorithms.histories.history import History
from graph.drawn_tables import open_drawn
from lake.relations import Relation, let, make

YEAR, QUARTER = 365.25, 365.25 / 4

# Papers up to the day `until` that a person signed; the period `period` days long that ends on it
# has the number of that day's year.
DATED_PAPERS = Relation(
    "histories.dated_papers",
    "paper_id VARCHAR, year BIGINT, venue VARCHAR, topics VARCHAR[], cited_ids VARCHAR[]",
    """
SELECT pmid AS paper_id, year(getvariable('until')) - floor(
    date_diff('day', published_on, getvariable('until')) / getvariable('period')
  )::BIGINT AS year, journal_id AS venue, topics, cited_ids
FROM drawn."Paper"
LEFT JOIN (SELECT start AS pmid, list("end" ORDER BY "end") AS topics
  FROM drawn."ABOUT" WHERE is_major GROUP BY start) USING (pmid)
LEFT JOIN (SELECT start AS pmid, list("end" ORDER BY "end") AS cited_ids
  FROM drawn."CITES" GROUP BY start) USING (pmid)
WHERE published_on <= getvariable('until') AND is_retracted IS NOT true
  AND pmid IN (SELECT "end" FROM drawn."AUTHORED" WHERE counted_with IS NULL)""",
)
SIGNATURES = Relation(
    "histories.signatures",
    "paper_id VARCHAR, person VARCHAR, position BIGINT",
    """
SELECT "end" AS paper_id, start AS person, min(position) AS position
FROM drawn."AUTHORED" WHERE counted_with IS NULL GROUP BY ALL""",
)


def drawn_history(folder: Path, until: date | None = None, period: float = YEAR) -> History:
    """The papers in a drawing up to the day `until`, by default that of its newest paper; the
    period that ends on it has the number of that day's year."""
    with duckdb.connect() as tables:
        open_drawn(tables, folder)
        let(tables, {"until": until or _newest(tables), "period": period})
        make(tables, DATED_PAPERS, SIGNATURES)
        papers = tables.execute(f"FROM {DATED_PAPERS.name} ORDER BY year, paper_id").df()
        signed = tables.execute(
            f"SELECT paper_id, person FROM {SIGNATURES.name} ORDER BY position"
        ).df()
    for name in ("topics", "cited_ids"):
        papers[name] = [list(v) if isinstance(v, np.ndarray) else [] for v in papers[name]]
    place = pd.Series(np.arange(len(papers)), index=papers["paper_id"])
    signed["paper"] = signed["paper_id"].map(place)
    signed = signed.dropna().sort_values("paper", kind="stable")
    person, names = pd.factorize(signed["person"], sort=True)
    return History(papers, np.asarray(names, object), signed["paper"].to_numpy(np.int64), person)


def newest(folder: Path) -> date:
    """The day of the newest paper in a drawing; 1970-01-01 where it holds none."""
    with duckdb.connect() as tables:
        open_drawn(tables, folder)
        return _newest(tables)


def _newest(tables: duckdb.DuckDBPyConnection) -> date:
    [(day,)] = tables.execute(
        'SELECT max(published_on) FROM drawn."Paper" WHERE published_on <= known_from::DATE'
    ).fetchall()
    newest: date = day or date(1970, 1, 1)
    return newest
