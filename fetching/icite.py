"""iCite: how often, and by which papers, are the papers cited that the lake holds?"""

from __future__ import annotations

import duckdb
from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import EVERY, Options, Outlet
from fetching.visit import Visit
from lake import ledger
from lake.store import store

_API = "https://icite.od.nih.gov/api/pubs"
_PAGE = 500
_FIELDS = (
    "pmid,year,doi,is_research_article,citation_count,relative_citation_ratio,nih_percentile,"
    "cited_by,references"
)


class IciteOptions(Options):
    """How often."""

    every: str | None = Field(default="30d", pattern=EVERY, description="Ask no oftener than this")


def fetch(visit: Visit[IciteOptions]) -> list[Arrival]:
    """The counts and lists of the papers that were loaded from PubMed, as of today."""
    pmids = _papers(visit.lake or str(visit.cache.home / "lake"))
    if not pmids:
        raise NotChosen("icite: it is asked for the papers that are loaded; load pubmed first")
    day = visit.now().date().isoformat()
    delivery = visit.delivery("citations")
    for number, start in enumerate(range(0, len(pmids), _PAGE)):
        some = pmids[start : start + _PAGE]
        asked: dict[str, str | int] = {
            "pmids": ",".join(map(str, some)),
            "fl": _FIELDS,
        }
        answer = delivery.json(f"icite-{day}-{number:05}.json", _API, asked)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, list) or not all(
            isinstance(one, dict) and "pmid" in one for one in data
        ):
            raise NotAsPublished(f"{_API} answered without the papers asked for")
    delivery.end({"citations": day})
    # An older day's answers are no longer the publisher's.
    return delivery.arrivals


def _papers(lake: str) -> list[int]:
    """The PMIDs that any load of PubMed states, in their order."""
    found = [load for load in ledger.loads(lake) if load.source == "pubmed"]
    parts = [part for load in found for part in load.parts_of("Paper")]
    if not parts:
        return []
    query = "SELECT DISTINCT TRY_CAST(pmid AS BIGINT) AS n FROM read_parquet(?) WHERE n > 0"
    at, connection = store(lake), duckdb.connect()
    rows = connection.execute(f"{query} ORDER BY n", [at.paths(connection, parts)]).fetchall()
    at.leave(connection)
    return [row[0] for row in rows]


OUTLETS = (
    Outlet(
        name="icite",
        title="iCite",
        hosts=("icite.od.nih.gov",),
        options=IciteOptions,
        fetch=fetch,
        pace=1.0,
    ),
)
