"""Who wrote what with whom, year by year, in a file of dated papers?

A history is a CSV file (gzip or not) with the columns `paper_id`, `year` and `authors`, the authors
separated by `|`, and optionally `venue`, `topics` and `cited_ids` (the latter two separated by
`|`). Other columns are passed over. A history is what the algorithms are judged on: they see the
papers up to some year and are asked about the years after it.

Known faults: names are as good as the file's own disambiguation, and a name that two people share
is one person here. A paper without an author, and a second row of one `paper_id`, are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

REQUIRED = ("paper_id", "year", "authors")
OPTIONAL = ("venue", "topics", "cited_ids")

PAPERS = """
SELECT row_number() OVER () - 1 AS line, *
FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"',
  strict_mode = false)"""

KEPT = """
WITH kept AS (
  SELECT paper_id, year::INTEGER AS year, {optional}, line, authors
  FROM given WHERE paper_id IS NOT NULL AND authors IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY paper_id ORDER BY line) = 1
)
SELECT * EXCLUDE line FROM kept ORDER BY year, line"""


class NotAHistory(ValueError):
    """The file is no table, lacks a column, or holds a row without a year."""


@dataclass(frozen=True)
class History:
    """Papers in order of year, and who signed which.

    `papers`: one row a paper, `paper_id`, `year`, `venue` (text or none), `topics` and `cited_ids`
    (lists of text, empty where the file is silent). `names`: one per person. `paper`, `person`: one
    entry a byline, positions in `papers` and `names`, sorted by paper and then as printed; nobody
    signs a paper twice.
    """

    papers: pd.DataFrame
    names: NDArray[np.object_]
    paper: NDArray[np.int64]
    person: NDArray[np.int64]

    @property
    def year(self) -> NDArray[np.int64]:
        """The year of each paper."""
        return self.papers["year"].to_numpy(np.int64)

    @property
    def has_citations(self) -> bool:
        """Whether any paper names one that it cites."""
        return bool(self.papers["cited_ids"].map(len).any())


def read(path: Path) -> History:
    """The history in a file. Raises `FileNotFoundError`, `IsADirectoryError`, or `NotAHistory`
    naming file, record and value."""
    wanted = f"give a CSV file of {', '.join(REQUIRED)}"
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; {wanted}")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; {wanted}")
    if not path.stat().st_size:
        raise NotAHistory(f"{path} is empty; {wanted}")
    connection = duckdb.connect()
    try:
        connection.execute(f"CREATE TABLE given AS {PAPERS}", {"path": str(path)})
    except duckdb.Error:  # which names the file again, and options of its reader
        raise NotAHistory(f"{path} cannot be read as a table; {wanted}") from None
    columns = {row[0] for row in connection.execute("DESCRIBE given").fetchall()}
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise NotAHistory(
            f"{path} has no column {missing[0]!r}; a history has {', '.join(REQUIRED)} and may "
            f"have {', '.join(OPTIONAL)}"
        )
    undated = connection.execute(
        "SELECT line, year FROM given WHERE try_cast(year AS INTEGER) IS NULL ORDER BY line LIMIT 1"
    ).fetchall()
    if undated:
        line, value = undated[0]
        fault = "there is no year" if value is None else f"{value!r} is no year"
        raise NotAHistory(f"{path}, record {line + 1}: {fault}; mend or remove it")
    optional = ", ".join(name if name in columns else f"NULL AS {name}" for name in OPTIONAL)
    papers = connection.execute(KEPT.format(optional=optional)).df()
    connection.close()
    if papers.empty:
        raise NotAHistory(f"{path} holds no paper with an author; give one a row")
    return _history(papers)


def _history(papers: pd.DataFrame) -> History:
    lists = {name: papers[name].map(_parts) for name in ("authors", "topics", "cited_ids")}
    papers = papers.drop(columns="authors").assign(
        topics=lists["topics"], cited_ids=lists["cited_ids"]
    )
    signed = lists["authors"].explode().dropna()
    codes, names = pd.factorize(signed, sort=True)
    return History(papers, np.asarray(names, object), signed.index.to_numpy(np.int64), codes)


def _parts(text: object) -> list[str]:
    """The distinct parts of a `|`-separated text, in order."""
    if not isinstance(text, str):
        return []
    return list(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
