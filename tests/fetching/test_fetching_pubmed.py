"""PubMed's files in their order, and what a search finds."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from publisher import Asked, Page, Publisher, cut, status

from fetching import pubmed
from fetching.cache import Cache
from fetching.faults import NotAsPublished, NotChosen, Unreachable
from fetching.visit import Visit

BASE, UPDATES = "/pubmed/baseline/", "/pubmed/updatefiles/"
SEARCH, FETCH = "/entrez/eutils/esearch.fcgi", "/entrez/eutils/efetch.fcgi"
Begin = Callable[..., Visit[Any]]


def listing(*names: str) -> str:
    """A folder as the library's server lists it."""
    rows = "".join(
        f'<a href="{name}">{name}</a>  2026-01-0{n} 14:05   20M\n'
        f'<a href="{name}.md5">{name}.md5</a>  2026-01-0{n} 14:05   60\n'
        for n, name in enumerate(names, 1)
    )
    return f'<html><head><title>Index</title></head><pre><a href="../">up</a>\n{rows}</pre></html>'


def papers(*pmids: int) -> bytes:
    """A file of papers, packed."""
    articles = "".join(
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID></MedlineCitation></PubmedArticle>"
        for pmid in pmids
    )
    return gzip.compress(f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode(), mtime=0)


@pytest.fixture
def library(publisher: Publisher) -> Publisher:
    """Two files of the baseline and two updates, listed out of order."""
    base, updates = ("pubmed26n0002.xml.gz", "pubmed26n0001.xml.gz"), ("pubmed26n0003.xml.gz",)
    publisher.put(BASE, listing(*base), kind="text/html")
    publisher.put(UPDATES, listing(*updates), kind="text/html")
    for number, name in enumerate((*base, *updates)):
        folder = BASE if name in base else UPDATES
        publisher.put_gz(folder + name, papers(number))
    return publisher


def test_files_come_in_the_order_of_their_numbers(library: Publisher, visit: Begin) -> None:
    arrivals = pubmed.fetch(visit("pubmed", whole=True))
    names = [one.name for one in arrivals]
    assert names == [f"pubmed26n000{n}.xml.gz" for n in (1, 2, 3)]
    assert [one.series for one in arrivals] == ["baseline", "baseline", "updatefiles"]
    assert gzip.decompress(arrivals[0].path.read_bytes()).startswith(b"<PubmedArticleSet>")
    assert arrivals[0].address == f"https://ftp.ncbi.nlm.nih.gov{BASE}pubmed26n0001.xml.gz"


def test_a_second_visit_asks_for_the_two_lists_only(library: Publisher, visit: Begin) -> None:
    first = pubmed.fetch(visit("pubmed", whole=True))
    library.forget()
    assert pubmed.fetch(visit("pubmed", whole=True)) == first
    assert [one.path for one in library.requests] == [BASE, UPDATES]


def test_a_file_that_the_publisher_corrects_comes_again(library: Publisher, visit: Begin) -> None:
    before = pubmed.fetch(visit("pubmed", whole=True))
    name = "pubmed26n0003.xml.gz"
    library.put_gz(UPDATES + name, papers(33))
    library.put(UPDATES, listing("pubmed26n0003.xml.gz").replace("14:05", "18:00"))
    after = pubmed.fetch(visit("pubmed", whole=True))
    assert [one.name for one in after] == [one.name for one in before]
    assert after[:2] == before[:2] and after[2].sha256 != before[2].sha256


@pytest.mark.parametrize("printed", ["", "MD5 = none", "0" * 32])
def test_a_file_without_its_digest_is_not_taken(
    library: Publisher, visit: Begin, printed: str
) -> None:
    library.put(f"{UPDATES}pubmed26n0003.xml.gz.md5", printed)
    with pytest.raises(NotAsPublished, match=r"pubmed26n0003\.xml\.gz.*MD5 digest"):
        pubmed.fetch(visit("pubmed", whole=True))


def test_what_came_before_a_fault_does_not_come_again(library: Publisher, visit: Begin) -> None:
    name = f"{BASE}pubmed26n0002.xml.gz"
    library.spoil(name, cut(10), *[status(503)] * 3)
    with pytest.raises(Unreachable):
        pubmed.fetch(visit("pubmed", whole=True))
    library.forget()
    assert len(pubmed.fetch(visit("pubmed", whole=True))) == 3
    assert library.asked(f"{BASE}pubmed26n0001.xml.gz") == []
    (asked,) = library.asked(name)
    assert asked.headers["range"] == "bytes=10-"


@pytest.mark.parametrize("content", ["<html><title>Moved</title></html>", "", '<a href="x">x</a>'])
def test_a_list_that_names_no_file_is_named(library: Publisher, visit: Begin, content: str) -> None:
    library.put(UPDATES, content)
    with pytest.raises(NotAsPublished, match=r"updatefiles/.*names no file like"):
        pubmed.fetch(visit("pubmed", whole=True))


def test_a_list_that_leads_to_another_host_is_not_followed(
    library: Publisher, visit: Begin
) -> None:
    name = "pubmed26n0004.xml.gz"
    library.put(UPDATES, f'<a href="https://elsewhere.example/{name}">{name}</a>')
    with pytest.raises(NotAsPublished, match=r"elsewhere\.example"):
        pubmed.fetch(visit("pubmed", whole=True))


@pytest.mark.parametrize("options", [{}, {"whole": True, "search": "x"}])
def test_what_to_fetch_is_to_be_said(visit: Begin, options: dict[str, Any]) -> None:
    with pytest.raises(NotChosen, match=r"sources\.toml"):
        pubmed.fetch(visit("pubmed", **options))


class Library:
    """A search over papers by the days on which they came and were changed."""

    def __init__(self, publisher: Publisher) -> None:
        self.papers: dict[int, tuple[str, str]] = {}
        self.searches: list[list[int]] = []
        publisher.pages[SEARCH], publisher.pages[FETCH] = self.search, self.fetch

    def search(self, asked: Asked) -> Page:
        import json

        field = 0 if asked.query["datetype"] == "edat" else 1
        first, last = asked.query["mindate"], asked.query["maxdate"]
        ids = sorted(p for p, days in self.papers.items() if first <= days[field] <= last)
        self.searches.append(ids)
        result = {
            "count": str(len(ids)),
            "webenv": "W",
            "querykey": str(len(self.searches) - 1),
            "idlist": [str(one) for one in ids[: int(asked.query["retmax"])]],
        }
        return Page(json.dumps({"esearchresult": result}).encode(), "application/json")

    def fetch(self, asked: Asked) -> bytes:
        start, many = int(asked.query["retstart"]), int(asked.query["retmax"])
        ids = self.searches[int(asked.query["query_key"])][start : start + many]
        return gzip.decompress(papers(*ids))


@pytest.fixture
def searched(publisher: Publisher) -> Library:
    return Library(publisher)


def _at(visit: Visit[Any], day: str) -> Visit[Any]:
    visit.now = lambda: datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    return visit


def test_a_search_comes_in_pages_and_then_only_what_was_changed(
    publisher: Publisher, searched: Library, visit: Begin
) -> None:
    searched.papers = dict.fromkeys(range(1, 1202), ("2025/05/05", "2025/05/06"))
    first = pubmed.fetch(_at(visit("pubmed", search="heart"), "2026-03-01"))
    assert len(first) == 3
    assert [one.query["retstart"] for one in publisher.asked(FETCH)] == ["0", "500", "1000"]
    searched.papers[7] = ("2025/05/05", "2026/03/02")
    publisher.forget()
    second = pubmed.fetch(_at(visit("pubmed", search="heart"), "2026-03-03"))
    assert len(second) == 4
    assert b"<PMID>7</PMID>" in second[-1].path.read_bytes()
    assert publisher.requests[0].query["mindate"] == "2026/02/28"
    assert len(publisher.requests) == 2


def test_ten_visits_to_an_unchanged_search_ask_once_each(
    publisher: Publisher, searched: Library, visit: Begin
) -> None:
    searched.papers = dict.fromkeys(range(1, 10), ("2025/05/05", "2026/03/01"))
    for _ in range(2):
        first = pubmed.fetch(_at(visit("pubmed", search="heart"), "2026-03-01"))
    publisher.forget()
    for _ in range(10):
        assert pubmed.fetch(_at(visit("pubmed", search="heart"), "2026-03-01")) == first
    assert [one.path for one in publisher.requests] == [SEARCH] * 10


def test_a_large_search_is_cut_by_days(
    publisher: Publisher, searched: Library, visit: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pubmed, "_MOST", 4)
    searched.papers = {n: (f"2025/05/0{1 + n % 5}", "2025/06/01") for n in range(20)}
    arrivals = pubmed.fetch(_at(visit("pubmed", search="heart"), "2026-03-01"))
    contents = b"".join(one.path.read_bytes() for one in arrivals)
    assert all(contents.count(b"<PMID>%d</PMID>" % n) == 1 for n in range(20))
    searched.papers = dict.fromkeys(range(20), ("2025/05/01", "2025/06/01"))
    with pytest.raises(NotAsPublished, match="of one day, 2025-05-01"):
        pubmed.fetch(_at(visit("pubmed", search="lung"), "2026-03-01"))


def test_pages_of_a_visit_that_fails_do_not_count(
    publisher: Publisher, searched: Library, visit: Begin, tmp_path: Any
) -> None:
    searched.papers = dict.fromkeys(range(1, 1202), ("2025/05/05", "2025/05/06"))
    whole = publisher.pages[FETCH]
    busy = b"<eFetchResult><ERROR>Search Backend failed</ERROR></eFetchResult>"
    assert callable(whole)
    publisher.pages[FETCH] = lambda asked: (
        busy if asked.query["retstart"] == "1000" else whole(asked)
    )
    with pytest.raises(NotAsPublished, match="Search Backend failed"):
        pubmed.fetch(visit("pubmed", search="heart"))
    assert Cache(tmp_path, "pubmed").series("search") == []
    publisher.pages[FETCH] = whole
    assert len(pubmed.fetch(visit("pubmed", search="heart"))) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"esearchresult": {"ERROR": "Invalid db name"}}, "Invalid db name"),
        ({"error": "API rate limit exceeded"}, "answered otherwise"),
        ([], "answered otherwise"),
        (
            {"esearchresult": {"count": "x", "webenv": "", "querykey": "", "idlist": []}},
            "otherwise",
        ),
        ("<html><title>NCBI is down</title></html>", "NCBI is down"),
        ("busy", "no JSON"),
    ],
)
def test_a_search_that_answers_otherwise_is_named(
    publisher: Publisher, visit: Begin, answer: Any, said: str
) -> None:
    put = publisher.put if isinstance(answer, str) else publisher.put_json
    put(SEARCH, answer)
    with pytest.raises(NotAsPublished, match=said):
        pubmed.fetch(visit("pubmed", search="heart"))


def test_words_that_the_library_does_not_know_are_named(publisher: Publisher, visit: Begin) -> None:
    result = {"count": "0", "webenv": "", "querykey": "", "idlist": []}
    known = {"errorlist": {"phrasesnotfound": ["hart failur[mh]"]}}
    publisher.put_json(SEARCH, {"esearchresult": result | known})
    with pytest.raises(NotChosen, match=r"hart failur\[mh\]"):
        pubmed.fetch(visit("pubmed", search="hart failur[mh]"))
