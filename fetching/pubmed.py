"""PubMed: the baseline and the daily update files, or what a search finds.

`whole = true` fetches every file of the yearly baseline and then every daily update, in the order
of their numbers, each with the MD5 digest that stands beside it; deletions are inside the updates.
`search = "…"` fetches what a search finds (E-utilities), at first all of it, then whatever was
changed since. A paper that the library deletes is then not seen to go.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree
from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import Key, Options, Outlet
from fetching.visit import Asked, Delivery, Visit, Wanted

_FOLDERS = ("baseline", "updatefiles")
_FILES = "https://ftp.ncbi.nlm.nih.gov/pubmed/{}/"
_NAME = r"pubmed\d\dn\d{4,6}\.xml\.gz"
_UTILITIES = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
# The utilities give out no more records of one search than this.
_MOST = 9_999
_PAGE = 500
_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class _Answer:
    """A search that the publisher keeps for a while: how many it finds, and which."""

    count: int
    environment: str
    key: str
    ids: list[str]


class PubmedOptions(Options):
    """Which papers."""

    whole: bool = Field(default=False, description="All of PubMed: the baseline and every update")
    search: str | None = Field(
        default=None,
        min_length=1,
        max_length=2_000,
        description='What a search finds, such as `"heart failure"[mh] AND 2020:2026[dp]`',
    )


def fetch(visit: Visit[PubmedOptions]) -> list[Arrival]:
    """The files, in the order in which they are to be loaded."""
    options = visit.options
    if options.whole == (options.search is not None):
        raise NotChosen(
            'pubmed: say in sources.toml what to fetch, one of: [pubmed] search = "…" for what a '
            "search finds, or whole = true for all of it (some 50 GB)"
        )
    return _searched(visit, options.search) if options.search else _all_files(visit)


def _all_files(visit: Visit[PubmedOptions]) -> list[Arrival]:
    wanted = [
        Wanted(link.address, link.name, folder, link.printed or None)
        for folder in _FOLDERS
        for link in sorted(visit.links(_FILES.format(folder), _NAME), key=lambda one: one.name)
    ]
    return [arrival for one in wanted for arrival in _file(visit, one)]


def _file(visit: Visit[PubmedOptions], wanted: Wanted) -> list[Arrival]:
    if here := visit.has(wanted):
        return here
    address = f"{wanted.address}.md5"
    printed = re.search(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", visit.page(address))
    if printed is None:
        raise NotAsPublished(f"{address} has no MD5 digest; {wanted.name} was not fetched")
    return visit.file(replace(wanted, md5=printed[0].decode()))


def _searched(visit: Visit[PubmedOptions], search: str) -> list[Arrival]:
    """What the search finds: all at first, then what has changed since the day before the last
    visit's."""
    series = f"search {hashlib.sha256(search.encode()).hexdigest()[:16]}"
    today = visit.now().date()
    until, _, seen = (visit.cache.mark(series) or "").partition(" ")
    since = date.fromisoformat(until) if until else None
    kind, first = ("mdat", since) if since else ("edat", _FIRST_DAY)
    delivery, ids = visit.delivery(series), hashlib.sha256()
    answers = list(_spans(visit, search, kind, first, today + timedelta(days=1)))
    for answer in answers:
        ids.update(" ".join(answer.ids).encode())
    if since and ids.hexdigest() == seen:
        return visit.cache.series(series)
    for number, answer in enumerate(answers):
        _bring(delivery, f"pubmed-{series.removeprefix('search ')}-{today}-{number:04}", answer)
    # What is changed later on the day of a visit is seen on the next: that day is asked again.
    next_since = today - timedelta(days=1)
    same = since == next_since
    return delivery.end({series: f"{next_since} {ids.hexdigest() if same else '-'}"})


def _spans(
    visit: Visit[PubmedOptions], search: str, kind: str, first: date, last: date
) -> Iterator[_Answer]:
    """The search cut into spans of days, so that each finds no more than can be given out."""
    answer = _search(visit, search, kind, first, last)
    if answer.count <= _MOST:
        if answer.count:
            yield answer
        return
    if first >= last:
        raise NotAsPublished(
            f"pubmed: the search finds {answer.count:,} papers of one day, {first}; no more than "
            f"{_MOST:,} are given out: narrow the search"
        )
    middle = first + (last - first) // 2
    yield from _spans(visit, search, kind, first, middle)
    yield from _spans(visit, search, kind, middle + timedelta(days=1), last)


def _search(
    visit: Visit[PubmedOptions], search: str, kind: str, first: date, last: date
) -> _Answer:
    address = f"{_UTILITIES}/esearch.fcgi"
    asked: Asked = {
        "db": "pubmed",
        "term": search,
        "datetype": kind,
        "mindate": f"{first:%Y/%m/%d}",
        "maxdate": f"{last:%Y/%m/%d}",
        "usehistory": "y",
        "retmax": _MOST,
        "retmode": "json",
    }
    answer = visit.json(address, asked)
    result = answer.get("esearchresult") if isinstance(answer, dict) else None
    error = result.get("ERROR") if isinstance(result, dict) else None
    wanted = ("count", "webenv", "querykey", "idlist")
    if error or not isinstance(result, dict) or any(name not in result for name in wanted):
        raise NotAsPublished(f"{address} did not search: {error or 'it answered otherwise'}")
    errors = result.get("errorlist")
    if unknown := errors.get("phrasesnotfound") if isinstance(errors, dict) else None:
        raise NotChosen(f"pubmed: the search has what PubMed does not know: {unknown}")
    try:
        ids = [str(one) for one in result["idlist"]]
        return _Answer(int(result["count"]), str(result["webenv"]), str(result["querykey"]), ids)
    except (TypeError, ValueError) as error:
        raise NotAsPublished(f"{address} answered otherwise than it did ({error})") from None


def _bring(delivery: Delivery, name: str, answer: _Answer) -> None:
    """Bring the records of one search, a page after the other."""
    address = f"{_UTILITIES}/efetch.fcgi"
    for start in range(0, answer.count, _PAGE):
        asked: Asked = {
            "db": "pubmed",
            "WebEnv": answer.environment,
            "query_key": answer.key,
            "retstart": start,
            "retmax": _PAGE,
            "retmode": "xml",
        }
        path = delivery.page(f"{name}-{start:05}.xml", address, asked)
        fault = _fault_of(path.read_bytes())
        if fault:
            raise NotAsPublished(f"{address} gave no articles from {start}: {fault}")


def _fault_of(content: bytes) -> str | None:
    """What is wrong with a page of articles; None where nothing is."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return f"it is no whole XML ({error})"
    if root.tag != "PubmedArticleSet":
        text = " ".join("".join(root.itertext()).split())
        return f"it is <{root.tag}> ({text[:200]})"
    return None


OUTLETS = (
    Outlet(
        name="pubmed",
        title="PubMed",
        hosts=("ftp.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov"),
        options=PubmedOptions,
        fetch=fetch,
        pace=0.34,
        key=Key("ncbi_key", "eutils.ncbi.nlm.nih.gov", "api_key", 0.1),
        ordered=("updatefiles",),
    ),
)
