"""Which papers cite each other, as the National Institutes of Health gather it from open lists?

iCite answers for some hundreds of papers at a time: a page of JSON with the papers that each of
them cites (`references`) and those that cite it (`cited_by`), as PMIDs, and how often it is cited,
alone and beside its field. A later day's answer about a paper replaces the earlier one; the day is
in the file's name (`icite-2026-01-31-00000.json`), else that of the load. A citation that PubMed's
own list names as well is PubMed's, and is counted once. Who is who rests on PubMed's lists alone.

Known faults: a list is empty where iCite has none, which does not say that the paper cites nothing.
The bulk download prints lists as text; it is refused.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.pages import Page, opened_page
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from schema.citations import CitationCounts
from schema.relationships import CITES

_LISTS = {"references": ("paper", "other"), "cited_by": ("other", "paper")}
_COUNTS = ("citation_count", "relative_citation_ratio")
_LEFT_OUT = (
    *("_id", "year", "title", "authors", "journal", "doi", "is_research_article", "is_clinical"),
    *("nih_percentile", "citations_per_year"),
    *("expected_citations_per_year", "field_citation_rate", "provisional", "cited_by_clin"),
    *("human", "animal", "molecular_cellular", "apt", "x_coord", "y_coord", "last_modified"),
)
_MOST = 10_000_000
_PMID = "regexp_full_match({0}, '[1-9][0-9]{{0,7}}')"
_PAGE = Page(
    "data",
    f"""entry ->> 'pmid' AS pmid, if({_PMID.format("pmid")}, pmid, NULL) AS paper,
  if(row_number() OVER (PARTITION BY pmid ORDER BY "row") = 1 OR paper IS NULL,
    coalesce(pmid, ''), NULL) AS once,
  entry ->> 'citation_count' AS printed_count,
  entry ->> 'relative_citation_ratio' AS printed_ratio,
  from_json_strict(entry -> 'references', '["VARCHAR"]') AS "references",
  from_json_strict(entry -> 'cited_by', '["VARCHAR"]') AS cited_by""",
    {"": ("pmid", *_LISTS, *_COUNTS, *_LEFT_OUT)},
    "iCite",
    "fetch it again (peerline fetch icite)",
)


def read(path: Path, delivery: Delivery) -> None:
    """State the citations that a page names, in units of a paper that was asked for."""
    with opened_page(path, delivery, _PAGE) as table:
        rows = table.rows
        table.rows = rows.mutate(
            citation_count=checks.whole(rows.printed_count, 0, _MOST),
            relative_citation_ratio=checks.number(rows.printed_ratio, _MOST),
        )
        _state(table, path, delivery)


def _state(table: Table, path: Path, delivery: Delivery) -> None:
    rows = table.check(
        "paper",
        [
            Check("pmid", "paper", "pmid", "is no PMID; record left out", whole=True),
            Check("pmid", "once", "pmid", "stands in the page before; record left out", whole=True),
            Check("printed_count", "citation_count", _COUNTS[0], "is no count; left out"),
            Check("printed_ratio", "relative_citation_ratio", _COUNTS[1], "is no ratio; left out"),
        ],
    )
    rows = rows.mutate(unit="paper", entry=rows.row + 1, record="paper")
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    edition, stands = ibis.literal(day), ibis.literal(False)
    units = rows.select("unit", "entry", edition=edition, batch=edition, withdrawn=stands)
    delivery.state(Unit, units.order_by("entry"))
    stated = ibis.union(*(_citations(rows, name, table) for name in _LISTS), distinct=True)
    delivery.state(CITES, stated.order_by("entry", "start", "end"))
    is_counted = ibis.or_(*(rows[name].notnull() for name in _COUNTS))
    counted = rows.filter(is_counted).mutate(pmid=rows.paper)
    delivery.state(CitationCounts, counted.order_by("entry"))


def _citations(rows: ibis.Table, name: str, page: Table) -> ibis.Table:
    """The citations of one of the two lists of each paper."""
    named = rows.select("unit", "entry", "record", "row", "paper", text=rows[name].unnest())
    is_pmid = named.text.re_search("^[1-9][0-9]{0,7}$")
    named = named.mutate(other=ibis.ifelse(is_pmid, named.text, None))
    table = replace(page, rows=named)
    taken = table.check("paper", [Check("text", "other", name, "is no PMID; left out", whole=True)])
    start, end = _LISTS[name]
    return taken.select("unit", "entry", "record", start=taken[start], end=taken[end])


SOURCE = Source(
    name="icite",
    title="iCite",
    publisher="Office of Portfolio Analysis, National Institutes of Health",
    address="https://icite.od.nih.gov/api",
    terms="US government work; the NIH Open Citation Collection is public domain",
    suffixes=(".json",),
    states=(CITES, CitationCounts),
    read=read,
)
