"""A publisher may answer anything: what comes of it is a sentence, never a trace, and no file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from publisher import Page, Publisher
from stating import put_rows

from fetching.cache import Cache
from fetching.faults import NotAsPublished, NotChosen, Unreachable
from fetching.outlet import outlets
from fetching.visit import Visit
from schema.nodes import Paper

NAMED = (NotAsPublished, NotChosen, Unreachable)
CHOSEN: dict[str, dict[str, Any]] = {
    "pubmed": {"search": "heart"},
    "clinical-trials": {"whole": True},
    "openalex": {"filter": "x"},
    "reporter": {"years": [2024]},
}
NAMES = [name for name in outlets() if name != "nucc"]
PLAIN = {
    "empty": b"",
    "null": b"null",
    "a number": b"5",
    "a text": b'"x"',
    "a list": b"[]",
    "an object": b"{}",
    "a list of lists": b"[[[]]]",
    "deeply nested": b"[" * 200_000,
    "deep and closed": b"[" * 900 + b"]" * 900,
    "a web page": b"<!doctype html><title>\xff\x00 Sorry</title>" + b"x" * 100_000,
    "letters": bytes(range(256)) * 100,
    "half an object": b'{"esearchresult": {"count": "1',
    "links that lead nowhere": b'<a href="http://[">x</a><a href="desc9999.zip" href>y</a>',
    "links to this machine": b'<a href="file:///etc/UPDATED.csv">x</a>'
    b'<a href="file:///etc/desc2026.xml">x</a>'
    b'<a href="//user@evil.example/NPPES_Data_Dissemination_May_2026.zip">x</a>',
    "a million links": b'<a href="x">' * 200_000,
}
ADDRESS = "https://data.cms.gov/f/A_2023.csv"
FILE = {"downloadURL": ADDRESS, "temporal": "2023-01-01/2023-12-31", "modified": "2026-01-01"}
TITLE = "Medicare Physician & Other Practitioners - by Provider"
PAYMENTS = "https://download.cms.gov/o/OP_DTL_GNRL_PGYR2023_P01302026_01212026.csv"
RELEASE = {
    "key": "v2.1-2026-01-15-ror-data.zip",
    "size": 5,
    "checksum": "md5:" + "0" * 32,
    "links": {"self": "https://zenodo.org/f/A_2023.csv"},
}
METASTORE = "/provider-data/api/1/metastore/schemas/dataset/items"
# What each publisher answers on a good day, by source and path.
GOOD: dict[str, tuple[str, Any]] = {
    "pubmed": (
        "/entrez/eutils/esearch.fcgi",
        {
            "esearchresult": {
                "count": "1",
                "webenv": "W",
                "querykey": "1",
                "idlist": ["1"],
                "errorlist": {"phrasesnotfound": []},
            }
        },
    ),
    "clinical-trials": (
        "/api/v2/studies",
        {"totalCount": 1, "studies": [{"protocolSection": {}}], "nextPageToken": None},
    ),
    "open-payments": (
        "/api/1/metastore/schemas/dataset/items",
        [{"title": "2023", "distribution": [{"data": FILE | {"downloadURL": PAYMENTS}}]}],
    ),
    "ror": ("/api/communities/ror-data/records", {"hits": {"hits": [{"files": [RELEASE]}]}}),
    "medicare-providers": (
        "/data.json",
        {"dataset": [{"title": TITLE, "distribution": [FILE]}]},
    ),
    "hospitals": (f"{METASTORE}/xubh-q36u", {"modified": "x", "distribution": [FILE]}),
    "icite": ("/api/pubs", {"data": [{"pmid": 1}]}),
    "openalex": ("/works", {"meta": {"count": 1, "next_cursor": None}, "results": [{"id": 1}]}),
    "reporter": ("/v2/projects/search", {"meta": {"total": 1}, "results": [{"appl_id": 1}]}),
}
WRONG = [None, "", "x", -1, 10**30, 1.5, True, [], {}, [None], {"a": [1]}, "https://[", "../" * 9]


def _without_trace(visit: Visit[Any], name: str) -> bool:
    """Whether the fetch ends well or with a sentence about the publisher."""
    try:
        outlets()[name].fetch(visit)
    except NAMED as error:
        assert str(error) and len(str(error)) < 2_000
        return False
    return True


def _answering(publisher: Publisher, content: bytes) -> None:
    publisher.otherwise = Page(content, "application/json")


def _lake_of_one_paper(home: Path) -> None:
    put_rows(home, "pubmed", Paper, pa.table({"pmid": ["1"]}))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", PLAIN.values(), ids=PLAIN)
def test_whatever_is_answered_is_a_sentence_and_leaves_no_file(
    publisher: Publisher,
    visit: Callable[..., Visit[Any]],
    tmp_path: Path,
    name: str,
    content: bytes,
) -> None:
    _lake_of_one_paper(tmp_path)
    _answering(publisher, content)
    assert not _without_trace(visit(name, **CHOSEN.get(name, {})), name)
    cache = Cache(tmp_path, name)
    cache.tidy()
    assert not [path for path in cache.folder.glob("*/*") if path.parent.name != "parts"]
    assert not list(cache.folder.glob("parts/*.unpacked"))


def _changed(good: Any) -> Iterator[Any]:
    """The answer with each of its parts in turn replaced by each wrong value, or left out."""
    yield from WRONG
    if isinstance(good, dict):
        for key, value in good.items():
            yield {name: one for name, one in good.items() if name != key}
            yield from (good | {key: changed} for changed in _changed(value))
    elif isinstance(good, list):
        for at, value in enumerate(good):
            yield from ([*good[:at], one, *good[at + 1 :]] for one in _changed(value))


@pytest.mark.parametrize("name", GOOD)
def test_each_part_of_an_answer_may_be_anything(
    publisher: Publisher, visit: Callable[..., Visit[Any]], tmp_path: Path, name: str
) -> None:
    _lake_of_one_paper(tmp_path)
    path, good = GOOD[name]
    publisher.put_json("/api/v2/version", {"dataTimestamp": "2026-03-01T09:00:05"})
    publisher.put("/entrez/eutils/efetch.fcgi", "<PubmedArticleSet/>")
    for file in ("/f/A_2023.csv", PAYMENTS.removeprefix("https://download.cms.gov")):
        publisher.put(file, b"NPI,Name\n")
    chosen = visit(name, **CHOSEN.get(name, {}))
    tried = 0
    for number, answer in enumerate(_changed(good)):
        publisher.put_json(path, answer)
        chosen.cache = Cache(tmp_path / f"{number}", name)
        chosen.cache.home = tmp_path
        _without_trace(chosen, name)
        tried += 1
    assert tried > 3 * len(WRONG)
    publisher.put_json(path, good)
    chosen.cache = Cache(tmp_path / "good", name)
    chosen.cache.home = tmp_path
    assert _without_trace(chosen, name) or name == "ror"  # its archive is of another length
