"""The made-up country with identity as it really is, as rows to be drawn."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schema.nodes import Paper, Person
from schema.relationships import AUTHORED


def true_drawing(truth: Path) -> dict[Any, list[dict[str, Any]]]:
    """Papers and who really signed them."""
    bylines = pq.read_table(truth / "bylines.parquet").to_pylist()
    papers = pq.read_table(truth / "papers.parquet").to_pylist()
    authors: dict[int, int] = {}
    for row in bylines:
        authors[row["pmid"]] = authors.get(row["pmid"], 0) + 1
    return {
        Person: [
            {"person_id": f"P{person}", "name": f"Dr {person}"}
            for person in sorted({row["person"] for row in bylines})
        ],
        Paper: [
            {"pmid": str(row["pmid"]), "published_on": date(row["year"], 7, 1), "version": 1}
            | {"authors": authors[row["pmid"]]}
            for row in papers
            if row["pmid"] in authors
        ],
        AUTHORED: [
            {"start": f"P{row['person']}", "end": str(row["pmid"])}
            | {"record": f"pubmed:{row['pmid']}:{row['position']}"}
            for row in bylines
        ],
    }
