"""Which papers cite each other, as the National Institutes of Health gather it from open lists?

iCite answers for some hundreds of papers at a time: a page of JSON with the papers that each of
them cites (`references`) and those that cite it (`cited_by`), as PMIDs. A later day's answer about
a paper replaces the earlier one; the day is in the file's name (`icite-2026-01-31-00000.json`),
else that of the load. Counts and ratios of iCite are left out. A citation that PubMed's own list
names as well is PubMed's, and is counted once. Who is who rests on PubMed's lists alone.

Known faults: a list is empty where iCite has none, which does not say that the paper cites nothing.
The bulk download prints lists as text; it is refused.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import ibis

from lake.delivery import NEW_KEY, Delivery, Refused, Unit
from loaders.reading import checks
from loaders.reading.rows import Check, Rows, Table
from loaders.reading.source import Source
from schema.relationships import CITES

_LISTS = {"references": ("paper", "other"), "cited_by": ("other", "paper")}
_LEFT_OUT = (
    *("_id", "year", "title", "authors", "journal", "doi", "is_research_article", "is_clinical"),
    *("citation_count", "relative_citation_ratio", "nih_percentile", "citations_per_year"),
    *("expected_citations_per_year", "field_citation_rate", "provisional", "cited_by_clin"),
    *("human", "animal", "molecular_cellular", "apt", "x_coord", "y_coord", "last_modified"),
)
_LARGEST_PAGE, _MEMORY = 256_000_000, "2GB"
_GET = "fetch it again (peerline fetch icite)"
_PAGE = "read_json(?, columns = {data: 'JSON[]'}, maximum_object_size = " + f"{_LARGEST_PAGE})"
_PMID = "regexp_full_match({0}, '[1-9][0-9]{{0,7}}')"
_TAKEN = f"""
CREATE TABLE taken AS
WITH entries AS (
  SELECT generate_subscripts(data, 1) - 1 AS "row", unnest(data) AS entry FROM {_PAGE}
),
read AS (
  SELECT "row", json_keys(entry) AS keys, entry ->> 'pmid' AS pmid,
    from_json_strict(entry -> 'references', '["VARCHAR"]') AS "references",
    from_json_strict(entry -> 'cited_by', '["VARCHAR"]') AS cited_by
  FROM entries
)
SELECT *, if({_PMID.format("pmid")}, pmid, NULL) AS paper,
  if(row_number() OVER (PARTITION BY pmid ORDER BY "row") = 1 OR paper IS NULL,
    coalesce(pmid, ''), NULL) AS once
FROM read"""


def read(path: Path, delivery: Delivery) -> None:
    """State the citations that a page names, in units of a paper that was asked for."""
    connection = ibis.duckdb.connect(memory_limit=_MEMORY)
    try:
        _take(connection.con, path, delivery)
        _state(connection, path, delivery)
    finally:
        connection.disconnect()


def _take(connection: duckdb.DuckDBPyConnection, path: Path, delivery: Delivery) -> None:
    """Make the table `taken` of the page's entries; signal the keys that nobody knows."""
    connection.execute("SET enable_progress_bar = false")
    try:
        [(pages,)] = connection.execute(f"SELECT count(data) FROM {_PAGE}", [str(path)]).fetchall()
        connection.execute(_TAKEN, [str(path)])
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        reason = str(error).splitlines()[0].replace(str(path), path.name)
        raise Refused(f"{path.name} is no page of iCite ({reason}); {_GET}") from None
    if not pages:
        raise Refused(f"{path.name} has no list `data` of papers; {_GET}")
    [(delivery.records,)] = connection.execute("SELECT count(*) FROM taken").fetchall()
    keys = "SELECT unnest(keys) AS key, count(*) FROM taken GROUP BY key ORDER BY key"
    for key, count in connection.execute(keys).fetchall():
        if key not in ("pmid", *_LISTS, *_LEFT_OUT):
            delivery.signal(NEW_KEY, key, records=count)


def _state(connection: ibis.BaseBackend, path: Path, delivery: Delivery) -> None:
    table = Table(connection.table("taken"), delivery, _entries)
    rows = table.check(
        "paper",
        [
            Check("pmid", "paper", "pmid", "is no PMID; record left out", whole=True),
            Check("pmid", "once", "pmid", "stands in the page before; record left out", whole=True),
        ],
    )
    rows = rows.mutate(unit="paper", entry=rows.row + 1, record="paper")
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    edition, stands = ibis.literal(day), ibis.literal(False)
    units = rows.select("unit", "entry", edition=edition, batch=edition, withdrawn=stands)
    delivery.state(Unit, units.order_by("entry"))
    stated = ibis.union(*(_citations(rows, name, delivery) for name in _LISTS), distinct=True)
    delivery.state(CITES, stated.order_by("entry", "start", "end"))


def _citations(rows: ibis.Table, name: str, delivery: Delivery) -> ibis.Table:
    """The citations of one of the two lists of each paper."""
    named = rows.select("unit", "entry", "record", "row", "paper", text=rows[name].unnest())
    is_pmid = named.text.re_search("^[1-9][0-9]{0,7}$")
    table = Table(named.mutate(other=ibis.ifelse(is_pmid, named.text, None)), delivery, _entries)
    taken = table.check("paper", [Check("text", "other", name, "is no PMID; left out", whole=True)])
    start, end = _LISTS[name]
    return taken.select("unit", "entry", "record", start=taken[start], end=taken[end])


def _entries(rows: Rows) -> list[str]:
    return [f"entry {n}" for n in (rows + 1).tolist()]


SOURCE = Source(
    name="icite",
    title="iCite",
    publisher="Office of Portfolio Analysis, National Institutes of Health",
    address="https://icite.od.nih.gov/api",
    terms="US government work; the NIH Open Citation Collection is public domain",
    suffixes=(".json",),
    states=(CITES,),
    read=read,
)
