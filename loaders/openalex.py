"""Which papers cite each other, as OpenAlex gathers it from all over the web?

A page of the API's works (`{"results": […]}`), as `peerline fetch openalex` brings it, gives each
work by OpenAlex's own number, with its DOI and PMID and the numbers of the works that it cites.
Which papers these are follows from the pages that are loaded: a citation counts where both works
are papers of PubMed that are loaded, known by PMID, else by a DOI that one paper alone has. What
PubMed's own list names is PubMed's, then iCite's, and is counted once. A later day's answer about a
work replaces the earlier one; the day is in the file's name, else that of the load.

Authors, topics, venues and counts are not read: who is who does not rest on OpenAlex.

Known faults: two works may be one paper; a list is empty where OpenAlex has none, which does not
say that the work cites nothing.
"""

from __future__ import annotations

from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.pages import Page, opened_page
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from schema.citations import Work

_WORK = "^(?:https?://openalex[.]org/)?(W[1-9][0-9]{0,14})$"
_PMID = "^(?:https?://(?:www[.])?(?:pubmed[.])?ncbi[.]nlm[.]nih[.]gov/(?:pubmed/)?)?([1-9][0-9]{0,7})/?$"
_DOI = "^(?:https?://(?:dx[.])?doi[.]org/)?(10[.][0-9]{4,9}/.+)$"
_PAGE = Page(
    "results",
    """entry ->> 'id' AS printed_id, entry -> 'ids' ->> 'pmid' AS printed_pmid,
  coalesce(entry ->> 'doi', entry -> 'ids' ->> 'doi') AS printed_doi,
  coalesce(from_json_strict(entry -> 'referenced_works', '["VARCHAR"]'), []) AS listed""",
    {
        "": (
            *("id", "ids", "doi", "referenced_works"),
            *("publication_date", "type", "is_retracted", "cited_by_count"),
        ),
        "ids": ("openalex", "doi", "pmid", "pmcid", "mag"),
    },
    "OpenAlex",
    "fetch it again (peerline fetch openalex)",
)


def read(path: Path, delivery: Delivery) -> None:
    """State the works of a page, each a unit."""
    with opened_page(path, delivery, _PAGE) as table:
        table.rows = _typed(table.rows)
        _state(table, path, delivery)


def _typed(rows: ibis.Table) -> ibis.Table:
    rows = rows.mutate(work_id=_bare(rows.printed_id, _WORK))
    place = ibis.row_number().over(ibis.window(group_by="work_id", order_by="row"))
    is_good = rows.listed.map(lambda one: one.re_search(_WORK).fill_null(False))
    paired = rows.listed.zip(is_good)
    bad = paired.filter(lambda one: ~one["f2"]).map(lambda one: one["f1"])
    return rows.mutate(
        pmid=_bare(rows.printed_pmid, _PMID),
        doi=_bare(rows.printed_doi.lower(), _DOI),
        once=ibis.ifelse(rows.work_id.isnull() | (place == 0), True, None),
        cited=rows.listed.map(lambda one: _bare(one, _WORK)).filter(lambda one: one.notnull()),
        bad=bad.map(lambda one: one.fill_null("nothing")).join(", ").nullif(""),
        nothing=ibis.null("string"),
    )


def _bare(text: types.StringValue, pattern: str) -> types.StringValue:
    return text.strip().re_extract(pattern, 1).nullif("")


def _state(table: Table, path: Path, delivery: Delivery) -> None:
    rows = table.check(
        "printed_id",
        [
            Check("printed_id", "work_id", "id", "is no number of a work; record left out", True),
            Check("printed_id", "once", "id", "stands in the page before; record left out", True),
            Check("printed_pmid", "pmid", "ids.pmid", "is no PMID; value left out"),
            Check("printed_doi", "doi", "doi", "is no DOI; value left out"),
            Check("bad", "nothing", "referenced_works", "is no number of a work; left out"),
        ],
    )
    rows = rows.mutate(unit="work_id", entry=rows.row + 1, record="work_id").order_by("row")
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    edition, stands = ibis.literal(day), ibis.literal(False)
    units = rows.select("unit", "entry", edition=edition, batch=edition, withdrawn=stands)
    delivery.state(Unit, units)
    delivery.state(Work, rows)


SOURCE = Source(
    name="openalex",
    title="OpenAlex",
    publisher="OurResearch",
    address="https://docs.openalex.org",
    terms="CC0",
    suffixes=(".json",),
    states=(Work,),
    read=read,
)
