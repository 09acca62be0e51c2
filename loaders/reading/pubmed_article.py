"""What does one PubMed citation say?

The elements of a citation are walked once, in the order in which they stand; each kind that matters
has a function here, found by its name. Abstracts, substances, keywords and histories have none. An
element that nobody knows, or a value of a category, is a signal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from lake.delivery import NEW_KEY, UNKNOWN_CATEGORY, Delivery
from loaders.reading.printed import Printed, is_plausible, printed, printed_freely
from loaders.reading.pubmed_known import CATEGORIES, LEFT_OUT
from loaders.reading.pubmed_links import OF_THE_OTHER, OF_THIS, REMARKS, RETRACTED
from loaders.reading.pubmed_rows import Batch, Row, Rows
from schema.generations import generation
from schema.orcids import orcid

Element: TypeAlias = Any  # an lxml element

# What the library prints where it has no English title.
_NO_TITLE = re.compile(r"\W*(?:(?:title )?not available|no title(?: available)?)?\W*", re.I)


@dataclass
class Named:
    """What the articles of a file name in common: journals and grants as rows by key, the ids of
    headings by name."""

    journals: dict[str, Row] = field(default_factory=dict)
    grants: dict[str, Row] = field(default_factory=dict)
    topics: dict[str, str | None] = field(default_factory=dict)


class Article:
    """One citation being read: its own properties here, its lists straight into `rows`, where its
    authors are counted once their names are known."""

    def __init__(self, pmid: str, rows: Batch, named: Named, delivery: Delivery) -> None:
        self.pmid, self.rows, self.named, self.delivery = pmid, rows, named, delivery
        self.at = len(rows.units)
        self.version = 1
        self.title: str | None = None
        self.doi: str | None = None
        self.pmcid: str | None = None
        self.journal_id: str | None = None
        self.journal_title: str | None = None
        self.address: str | None = None
        self.issue: Printed | None = None
        self.issue_as: str | None = None
        self.online: Printed | None = None
        self.revised_on: date | None = None
        self.types: list[str] = []
        self.languages: list[str] = []
        self.remarks: set[str] = set()
        self.has_all_authors = True
        self.notices: dict[str, None] = {}
        self.cited: dict[str | None, None] = {}

    def read(self, element: Element) -> None:
        """Take what stands in `element`, whose children are looked up by name."""
        for child in element:
            take = _TAKE.get(child.tag, _unknown)
            if take is not None:
                take(self, child)

    def finish(self) -> None:
        """Add the paper and its citations to the rows."""
        at, cited = self.at, self.cited
        cited.pop(self.pmid, None)
        for pmid in cited:
            self.rows.cites.cells += (at, pmid)
        on, precision, free = self._published()
        self.rows.papers.cells += (at, self.title, self.journal_id, on, precision, free)
        self.rows.papers.cells += (self.types or None, self.languages or None, self.doi, self.pmcid)
        remark = next((remark for remark in REMARKS.values() if remark in self.remarks), None)
        self.rows.papers.cells += (0, self.has_all_authors, remark == RETRACTED, remark)
        self.rows.papers.cells += (list(self.notices) or None, self.revised_on, self.version)
        self.rows.papers.cells += (None, None)  # what iCite counts

    def reject(self, reason: str, name: str, value: str | None) -> None:
        """Note a value that is not taken."""
        self.delivery.reject(self.pmid, reason, name, value)

    def look(self, category: str, value: str | None) -> None:
        """Signal a value that is none of its category's."""
        if value is not None and value not in CATEGORIES[category]:
            self.delivery.signal(UNKNOWN_CATEGORY, category, value, self.pmid)

    def dated(self, name: str, element: Element) -> Printed | None:
        """The date in `element`, as much of it as makes sense and is plausible."""
        found, fault, value = _date(tuple([(e.tag, e.text) for e in element]))
        if fault:
            self.reject(f"{fault}; what is wrong was left out", name, value)
        if found and not is_plausible(found.on, self.delivery.known_from):
            self.reject("no plausible date; left out", name, value)
            return None
        return found

    def _published(self) -> tuple[date | None, str | None, str | None]:
        issue, online = self.issue, self.online
        if online and (issue is None or (online.until <= issue.until)):
            return online.on, online.precision, None
        if issue is None:
            return None, None, self.issue_as
        return issue.on, issue.precision, self.issue_as


def is_pmid(text: str) -> bool:
    """Whether a text is a PubMed identifier."""
    return text.isascii() and text.isdigit() and len(text) <= 8 and text[0] != "0"


def _text(element: Element) -> str | None:
    """The element's text, with that of its markup, on one line."""
    text = element.text if not len(element) else "".join(element.itertext())
    return " ".join(text.split()) or None if text else None


@lru_cache(maxsize=50_000)
def _date(parts: tuple[tuple[str, str | None], ...]) -> tuple[Printed | None, str | None, str]:
    """What a date's elements say, what is wrong with them, and how they are printed."""
    part = {tag: text.strip() for tag, text in parts if text}
    year, month, free = part.get("Year"), part.get("Month"), part.get("MedlineDate")
    value = free or " ".join(part.values())
    try:
        if free:
            return printed_freely(free), None, value
        return printed(year, month, part.get("Day"), part.get("Season")), None, value
    except ValueError as error:
        fault = str(error)
    for parts_left in ((year, month), (year or value[:4], None)):
        try:
            return printed(*parts_left, None), fault, value
        except ValueError:
            continue
    return None, fault, value


def _pmid(a: Article, e: Element) -> None:
    version = e.get("Version", "1")
    a.version = int(version) if version.isdigit() and len(version) < 5 else 1


def _unknown(a: Article, e: Element) -> None:
    a.delivery.signal(NEW_KEY, f"{e.getparent().tag}/{e.tag}", record=a.pmid)


def _article(a: Article, e: Element) -> None:
    a.look("PubModel", e.get("PubModel"))
    a.read(e)


def _status(a: Article, e: Element) -> None:
    a.look("PublicationStatus", (e.text or "").strip() or None)


def _revised(a: Article, e: Element) -> None:
    found = a.dated("DateRevised", e)
    a.revised_on = found.on if found else None


def _online(a: Article, e: Element) -> None:
    found = a.dated("ArticleDate", e)
    if found and (a.online is None or found.on < a.online.on):
        a.online = found


def _journal(a: Article, e: Element) -> None:
    for child in e:
        if child.tag == "Title":
            a.journal_title = _text(child)
        elif child.tag == "JournalIssue":
            for issue in child.iter("PubDate"):
                a.issue = a.dated("PubDate", issue)
                for free in issue.iter("MedlineDate"):
                    a.issue_as = _text(free)


def _catalogue(a: Article, e: Element) -> None:
    part = {child.tag: child.text for child in e}
    a.journal_id = (part.get("NlmUniqueID") or "").strip() or None
    if a.journal_id:
        short, issn = part.get("MedlineTA"), part.get("ISSNLinking")
        a.named.journals[a.journal_id] = (a.journal_id, a.journal_title, short, issn)


def _title(a: Article, e: Element) -> None:
    text = _text(e)
    a.title = None if text is None or _NO_TITLE.fullmatch(text) else text


def _vernacular_title(a: Article, e: Element) -> None:
    """Stands after the title, and for it where that one says nothing."""
    a.title = a.title or _text(e)


def _location(a: Article, e: Element) -> None:
    if e.get("EIdType") == "doi" and e.get("ValidYN") != "N" and a.doi is None:
        a.doi = _text(e)


def _ids(a: Article, e: Element) -> None:
    for child in e:
        kind = child.get("IdType")
        if kind == "doi":
            a.doi = _text(child) or a.doi
        elif kind == "pmc":
            a.pmcid = _text(child) or a.pmcid


def _other_id(a: Article, e: Element) -> None:
    found = re.match(r"PMC\d+", e.text or "")
    if found and a.pmcid is None:
        a.pmcid = found[0]


def _language(a: Article, e: Element) -> None:
    if e.text:
        a.languages.append(e.text.strip())


def _types(a: Article, e: Element) -> None:
    a.types = [kind for child in e if (kind := _text(child))]
    for kind in a.types:
        a.look("PublicationType", kind)
        if kind in REMARKS:
            a.remarks.add(REMARKS[kind])


def _corrections(a: Article, e: Element) -> None:
    type = None
    for child in e.iter("CommentsCorrections", "PMID"):
        if child.tag == "CommentsCorrections":
            type = child.get("RefType")
            a.look("RefType", type)
            if type in REMARKS:
                a.remarks.add(REMARKS[type])
        elif type == "Cites":
            a.cited[child.text] = None
        elif type and child.text and is_pmid(other := child.text.strip()):
            if type == "RetractionIn":
                a.notices[other] = None
            if (kind := OF_THIS.get(type)) is not None:
                a.rows.accompanies.cells += (a.at, other, a.pmid, kind)
            elif (kind := OF_THE_OTHER.get(type)) is not None:
                a.rows.accompanies.cells += (a.at, a.pmid, other, kind)


def _references(a: Article, e: Element) -> None:
    cited = a.cited
    for child in e.iter("ArticleId"):
        if child.get("IdType") == "pubmed":
            cited[child.text] = None


def _headings(a: Article, e: Element) -> None:
    at, cells, topics = a.at, a.rows.about.cells, a.named.topics
    rows: dict[str, int] = {}  # where the row of a heading begins
    row = -1
    for child in e.iter("DescriptorName", "QualifierName"):
        text = child.text
        if child.tag == "DescriptorName":
            if not text:
                row = -1
                continue
            row = rows.setdefault(text, len(cells))
            if row == len(cells):
                cells += (at, text, False, None)
            if topics.get(text) is None:
                topics[text] = child.get("UI")
        elif row >= 0 and text:
            cells[row + 3] = [*(cells[row + 3] or ()), text]
        if row >= 0 and child.get("MajorTopicYN") == "Y":
            cells[row + 2] = True


def _grants(a: Article, e: Element) -> None:
    seen = set()
    for grant in e:
        part = {child.tag: " ".join(child.text.split()) for child in grant if child.text}
        number, agency = part.get("GrantID"), part.get("Agency")
        key = ": ".join(p for p in (agency, number) if p)
        if key and key not in seen:
            seen.add(key)
            a.named.grants[key] = (key, number, agency, part.get("Country"))
            a.rows.funded_by.cells += (a.at, key)


def _authors(a: Article, e: Element) -> None:
    if e.get("Type", "authors") != "authors":
        return
    a.has_all_authors &= e.get("CompleteYN") != "N"
    people, places = a.rows.bylines, a.rows.byline_affiliations
    first, before = len(people), len(places.cells)
    _people(a, e, "Author", people, places)
    if a.address and len(people) > first and places.cells[before : before + 1] != [first]:
        places.cells += (first, 1, a.address, None)


def _investigators(a: Article, e: Element) -> None:
    _people(a, e, "Investigator", a.rows.collaborators, a.rows.collaborator_affiliations)


def _people(a: Article, e: Element, kind: str, people: Rows, affiliations: Rows) -> None:
    """Add a row for each person or group, filled in as the elements come, and their affiliations.
    Rows without a name are sorted out later, with whole columns."""
    at, cells, places = a.at, people.cells, affiliations.cells
    row, owner, position, ordinal = -1, len(people) - 1, 0, 0
    for child in e.iter():
        tag = child.tag
        if tag == kind:
            row, owner, position, ordinal = len(cells), owner + 1, position + 1, 0
            is_valid, is_equal = child.get("ValidYN") != "N", child.get("EqualContrib") == "Y"
            cells += (at, position, None, None, None, None, None, None, is_valid, is_equal)
        elif row < 0:
            continue
        elif tag == "LastName":
            cells[row + 2] = child.text
        elif tag == "ForeName":
            cells[row + 3] = child.text
        elif tag == "Initials":
            cells[row + 4] = child.text
        elif tag == "Affiliation":
            ordinal += 1
            text = child.text if not len(child) else "".join(child.itertext())
            places += (owner, ordinal, text, None)
        elif tag == "Identifier":
            if child.getparent().tag == kind:
                cells[row + 7] = _orcid(a, child) or cells[row + 7]
            elif ordinal and child.text:
                places[-1] = [*(places[-1] or ()), _identifier(child)]
        elif tag == "Suffix":
            cells[row + 5] = generation(_text(child))
        elif tag == "CollectiveName":
            cells[row + 6] = _text(child)


def _identifier(e: Element) -> str:
    value = re.sub(r"^https?://(?:www\.)?ror\.org/", "", e.text.strip())
    return f"{e.get('Source')}:{value}"


def _orcid(a: Article, e: Element) -> str | None:
    if e.get("Source", "ORCID") != "ORCID" or not e.text:
        return None
    found = orcid(e.text)
    if found is None:
        a.reject("not an ORCID iD, or its check digit is wrong; left out", "Identifier", e.text)
    return found


def _first_authors(a: Article, e: Element) -> None:
    """Before 2013 the address of the first author stood with the article."""
    a.address = _text(e)


_TAKE: dict[Any, Callable[[Article, Element], None] | None] = {
    **dict.fromkeys(LEFT_OUT),
    "PMID": _pmid,
    "DateRevised": _revised,
    "Article": _article,
    "Journal": _journal,
    "ArticleTitle": _title,
    "Affiliation": _first_authors,
    "VernacularTitle": _vernacular_title,
    "ELocationID": _location,
    "AuthorList": _authors,
    "Language": _language,
    "GrantList": _grants,
    "PublicationTypeList": _types,
    "ArticleDate": _online,
    "MedlineJournalInfo": _catalogue,
    "CommentsCorrectionsList": _corrections,
    "MeshHeadingList": _headings,
    "OtherID": _other_id,
    "InvestigatorList": _investigators,
    "ArticleIdList": _ids,
    "ReferenceList": _references,
    "PublicationStatus": _status,
}
