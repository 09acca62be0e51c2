"""PubMed and MEDLINE citations, as the National Library of Medicine gives them out in XML.

The yearly baseline, the daily update files, the old MEDLINE files (`MedlineCitationSet`) and
results saved from the web site are read, packed or not. What a reader should know:

- A paper's date is the day it first appeared: the electronic `ArticleDate` where it falls before
  the end of what the issue's `PubDate` says, else the issue's date. Of free text (`1998 Dec-1999
  Jan`, `2000 Spring`) the first day is taken, winter standing at the head of its year; the text
  itself is kept when it is the date that counts.
- `authors` counts persons in the byline; groups, and spellings that the publisher has withdrawn
  (`ValidYN="N"`), are not counted.
- A record's later version, then its later revision, stands. A file's number sorts withdrawals
  (`DeleteCitation`); it is taken from the file's name and empty for results from the web site.
- Journals, topics and grants belong to no one paper: each is stated once a file, as a unit of its
  own, `journal:…`, `topic:…`, `grant:…`.
- Until 2018 cited papers stood among the corrections (`Cites`); they are read like references.
- In files of 2012 the address stands with the article: it is the first author's.
- Where there is no English title (`[Not Available].`), the vernacular one is the title.
- Books are not papers: they are named among the rejects and left out, and so are their authors.
- Errata, notices, comments and earlier versions are stated with the paper that they belong to,
  whichever of the two records names the other.
- A retraction notice without a PMID marks the paper as retracted, but cannot be named.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from lxml import etree

from lake.delivery import Delivery, Refused
from loaders.reading.opening import opened_xml, pieces, xml_records
from loaders.reading.pubmed_article import Article, Named, is_pmid
from loaders.reading.pubmed_rows import Batch, things
from loaders.reading.source import Source
from schema.funding import FUNDED_BY, Grant
from schema.mentions import Affiliation, Byline, Collaborator
from schema.nodes import Journal, Paper, Topic
from schema.relationships import ABOUT, ACCOMPANIES, CITES

# What papers do not say of a grant, after its id, number, agency and country.
_UNSAID = (None,) * (len(Grant.fields()) - 4)
_ARTICLES_A_BATCH = 4_000
_BYLINES_A_BATCH = 100_000
# The largest real record, a paper of some thousand authors, has a tenth of this.
_LARGEST_RECORD = 32 << 20
_RECORDS = {
    "PubmedArticleSet": ("PubmedArticle", "PubmedBookArticle", "DeleteCitation"),
    "MedlineCitationSet": ("MedlineCitation", "DeleteCitation"),
}


# Blanks between elements are dropped while parsing, a sixth of the work; but not where they part
# words of marked-up text, which the parser knows from this DOCTYPE in place of the file's own.
_TITLES = "ArticleTitle VernacularTitle Title"
_TEXTS = f"{_TITLES} Affiliation CollectiveName Suffix PublicationType b i sub sup u"
_DOCTYPE = f"<!DOCTYPE x [{''.join(f'<!ELEMENT {t} ANY>' for t in _TEXTS.split())}]>".encode()


def read(path: Path, delivery: Delivery) -> None:
    """State the citations of one XML file, gz or not, in bounded memory."""
    # Hundreds of thousands of elements come and go without ever forming a cycle: looking for
    # cycles among them is a fourteenth of the work.
    collecting = gc.isenabled()
    gc.disable()
    try:
        _take_all(_records(path), batch_of(path.name), delivery)
    finally:
        if collecting:
            gc.enable()


def batch_of(name: str) -> str:
    """What sorts a file among the library's own, such as `2020n1203` of `pubmed20n1203.xml.gz`."""
    found = re.match(r"(?:pubmed|medline)(\d\d)n(\d{1,6})\b", name)
    if found is None:
        return ""
    century = "19" if found[1] > "60" else "20"
    return f"{century}{found[1]}n{int(found[2]):04d}"


def _records(path: Path) -> Iterator[etree._Element]:
    stream = pieces(path)
    root, declaration, head = opened_xml(path, next(stream))
    if root not in _RECORDS:
        raise Refused(
            f"{path.name} holds <{root}>, not <PubmedArticleSet>; give PubMed's XML (from the web "
            "site: Save, format XML) or load it as the source it belongs to"
        )
    parts = chain((declaration + _DOCTYPE + head,), stream)
    return xml_records(path, parts, _RECORDS[root], _LARGEST_RECORD)


def _take_all(records: Iterator[etree._Element], batch: str, delivery: Delivery) -> None:
    """State all records, then what they name in common."""
    rows, named = Batch(), Named()
    for record in records:
        if record.tag == "DeleteCitation":
            _withdraw(record, rows, batch, delivery)
        else:
            delivery.records += 1
            _take(record, rows, named, batch, delivery)
        if len(rows.units) >= _ARTICLES_A_BATCH or len(rows.bylines) >= _BYLINES_A_BATCH:
            rows.state(delivery)
            rows = Batch()
    rows.state(delivery)
    things(delivery, Journal, batch, ((*row, batch) for row in named.journals.values()))
    things(delivery, Grant, batch, ((*row, *_UNSAID, batch) for row in named.grants.values()))
    # A file that knows the id of a heading wins over a later one that does not.
    topics = ((name, id, None, None, f"{bool(id):d}|{batch}") for name, id in named.topics.items())
    things(delivery, Topic, batch, topics)


def _take(
    record: etree._Element, rows: Batch, named: Named, batch: str, delivery: Delivery
) -> None:
    entry = delivery.records
    if record.tag == "PubmedBookArticle":
        book = record.findtext("BookDocument/PMID") or f"entry {entry}"
        delivery.reject(book, "a book or a chapter is no paper; left out", is_expected=True)
        return
    parts = {record.tag: record} if record.tag == "MedlineCitation" else {e.tag: e for e in record}
    citation, data = parts.get("MedlineCitation"), parts.get("PubmedData")
    pmid = "" if citation is None else (citation.findtext("PMID") or "").strip()
    if citation is None or not is_pmid(pmid):
        delivery.reject(f"entry {entry}", "no PMID; the record was left out", "PMID", pmid)
        return
    article = Article(pmid, rows, named, delivery)
    rows.units.cells += (pmid, entry)
    article.look("Status", citation.get("Status"))
    article.read(citation)
    if data is not None:
        article.read(data)
    article.finish()
    revised = article.revised_on.isoformat() if article.revised_on else ""
    rows.editions.cells += (pmid, entry, f"{article.version:04d}|{revised}", batch, False)


def _withdraw(record: etree._Element, rows: Batch, batch: str, delivery: Delivery) -> None:
    for element in record.iterfind("PMID"):
        delivery.records += 1
        pmid = (element.text or "").strip()
        if is_pmid(pmid):
            rows.editions.cells += (pmid, delivery.records, "", batch, True)
        else:
            entry = f"entry {delivery.records}"
            delivery.reject(entry, "no PMID; nothing was withdrawn", "PMID", pmid)


SOURCE = Source(
    name="pubmed",
    title="PubMed",
    publisher="National Library of Medicine",
    address="https://pubmed.ncbi.nlm.nih.gov/download/",
    terms="Courtesy of the U.S. National Library of Medicine; public domain but for abstracts, "
    "which are not loaded.",
    suffixes=(".xml", ".xml.gz"),
    states=(
        *(Paper, Journal, Topic, Grant, ABOUT, ACCOMPANIES, CITES, FUNDED_BY),
        *(Byline, Collaborator, Affiliation),
    ),
    read=read,
)
