"""What does the drawn graph say of who published what, when, with whom and cited by whom?

The drawing's papers as a history whose persons are the graph's, with journals, topics and
citations. Periods are counted backwards from the day asked, so that the last one is whole: of the
year ended on that day, or of the quarter. Papers after that day are left out.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from algorithms.histories.history import History

YEAR, QUARTER = 365.25, 365.25 / 4

PAPERS = """
SELECT pmid AS paper_id, {last} - floor(date_diff('day', published_on, DATE '{until}') / {period})
  ::BIGINT AS year, journal_id AS venue, topics, cited_ids
FROM '{folder}/Paper.parquet'
LEFT JOIN (SELECT start AS pmid, list("end" ORDER BY "end") AS topics
  FROM '{folder}/ABOUT.parquet' WHERE is_major GROUP BY start) USING (pmid)
LEFT JOIN (SELECT start AS pmid, list("end" ORDER BY "end") AS cited_ids
  FROM '{folder}/CITES.parquet' GROUP BY start) USING (pmid)
WHERE published_on <= DATE '{until}' AND pmid IN (SELECT "end" FROM '{folder}/AUTHORED.parquet')
ORDER BY year, pmid"""
SIGNED = """
SELECT "end" AS paper_id, start AS person FROM '{folder}/AUTHORED.parquet'
GROUP BY ALL ORDER BY min(position)"""


NEWEST = """
SELECT max(published_on) FROM '{folder}/Paper.parquet' WHERE published_on <= known_from::DATE"""


def drawn_history(folder: Path, until: date | None = None, period: float = YEAR) -> History:
    """The papers in a drawing up to the day `until`, by default that of its newest paper; the
    period that ends on it has the number of that day's year."""
    until = until or _newest(folder)
    given = {"folder": folder, "until": until.isoformat(), "period": period, "last": until.year}
    with duckdb.connect() as connection:
        papers = connection.execute(PAPERS.format(**given)).df()
        signed = connection.execute(SIGNED.format(**given)).df()
    for name in ("topics", "cited_ids"):
        papers[name] = [list(v) if isinstance(v, np.ndarray) else [] for v in papers[name]]
    place = pd.Series(np.arange(len(papers)), index=papers["paper_id"])
    signed["paper"] = signed["paper_id"].map(place)
    signed = signed.dropna().sort_values("paper", kind="stable")
    person, names = pd.factorize(signed["person"], sort=True)
    return History(papers, np.asarray(names, object), signed["paper"].to_numpy(np.int64), person)


def _newest(folder: Path) -> date:
    with duckdb.connect() as connection:
        [(day,)] = connection.execute(NEWEST.format(folder=folder)).fetchall()
    found: date = day or date(1970, 1, 1)
    return found
