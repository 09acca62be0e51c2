"""Is a hostile or broken XML or JSON file refused, with the reason, and none of it visible?"""

from __future__ import annotations

import gzip
import hashlib
import http.server
import random
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lake.current import Lake
from lake.delivery import Refused
from loaders.reading import loading, opening
from loaders.reading.source import sources
from schema.nodes import Paper, Trial

ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>{}</ArticleTitle>"
    "</Article></MedlineCitation></PubmedArticle>"
)
GOOD = f"<PubmedArticleSet>{ARTICLE.format('Good')}</PubmedArticleSet>".encode()
STUDY = b'{"protocolSection": {"identificationModule": {"nctId": "NCT99000001"}}}'
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def _bomb(declarations: str, entity: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [{declarations}]>'
        f"<PubmedArticleSet>{ARTICLE.format(entity)}</PubmedArticleSet>"
    ).encode()


def _flipped(packed: bytes, place: int) -> bytes:
    return packed[:place] + bytes([packed[place] ^ 16]) + packed[place + 1 :]


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size).hex().encode()


PACKED = gzip.compress(GOOD.replace(b"Good", _noise(40_000)), mtime=0)
PACKED_JSON = gzip.compress(b"[" + STUDY + b',{"x": "' + _noise(40_000) + b'"}]')
HTML = b"<!DOCTYPE html><html><body>Too many requests</body></html>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)

XML = {
    "billion laughs": (_bomb(LAUGHS, "&l9;"), "declares entities"),
    "local file by entity": (
        _bomb('<!ENTITY x SYSTEM "file:///nowhere/secret.txt">', "&x;"),
        "declares",
    ),
    "parameter entity": (
        _bomb('<!ENTITY % x SYSTEM "file:///nowhere/secret.txt"> %x;', ""),
        "declares",
    ),
    "default attribute": (_bomb('<!ATTLIST PMID Version CDATA "9">', ""), "declares"),
    "undeclared entity": (GOOD.replace(b"Good", b"&x;"), "not whole XML"),
    "entities in UTF-16": (_bomb(LAUGHS, "&l9;").decode().encode("utf-16"), "UTF-16"),
    "entities in UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?>' + GOOD, "UTF-7"),
    "cut off": (GOOD[:-30], "not whole XML"),
    "cut off between records": (GOOD.removesuffix(b"</PubmedArticleSet>"), "not whole XML"),
    "bytes after the end": (GOOD + b"<more/>", "not whole XML"),
    "not UTF-8": (GOOD.replace(b"Good", b"\xff\xfe"), "not whole XML"),
    "depth": (GOOD.replace(b"Good", b"<i>" * 5_000 + b"</i>" * 5_000), "not whole XML"),
    "another root": (b"<clinical_study><a/></clinical_study>", "holds <clinical_study>"),
    "no XML": (b"PMID,title\n1,Good\n", "not XML"),
    "empty": (b"", "is empty"),
    "only a BOM": (b"\xef\xbb\xbf", "not XML"),
    "HTML": (HTML, "web page"),
    "HTML as gz": (gzip.compress(HTML), "web page"),
    "PNG": (PNG, "PNG"),
    "zip": (b"PK\x03\x04" + bytes(64), "zip"),
    "gz in gz": (gzip.compress(gzip.compress(GOOD)), "packed twice"),
    "empty gz": (gzip.compress(b""), "is empty"),
    "gz cut off": (PACKED[:-2_000], "cut off"),
    "gz without its checksum": (PACKED[:-8], "cut off"),
    "gz flipped inside": (_flipped(PACKED, len(PACKED) // 2), "damaged|not whole XML"),
    "gz flipped in its checksum": (_flipped(PACKED, len(PACKED) - 6), "damaged"),
    "gz and garbage": (PACKED + b"garbage", "damaged"),
}
JSON = {
    "cut off": (b"[" + STUDY + b",", "not whole JSON"),
    "cut off in a page": (b'{"studies": [' + STUDY, "not whole JSON"),
    "cut off in a study": (b"[" + STUDY + b"," + STUDY[:-9], "not whole JSON"),
    "more after the end": (b"[" + STUDY + b"][]", "more after the end"),
    "not UTF-8": (STUDY.replace(b"}}}", b', "briefTitle": "\xff"}}}'), "not text in UTF-8"),
    "UTF-16": (STUDY.decode().encode("utf-16"), "UTF-16"),
    "depth": (b"[" * 200_000, "too deep"),
    "a number of 5,000 digits": (b"[" + b"9" * 5_000 + b"]", "not whole JSON"),
    "no JSON": (b"nctId,title\n", "JSON begins with"),
    "a bare text": (b'"studies"', "JSON begins with"),
    "empty": (b"", "is empty"),
    "only a BOM": (b"\xef\xbb\xbf", "JSON begins with"),
    "HTML": (HTML, "web page"),
    "HTML as gz": (gzip.compress(HTML), "web page"),
    "PNG": (PNG, "PNG"),
    "gz cut off": (PACKED_JSON[:-2_000], "cut off"),
    "gz flipped in its checksum": (_flipped(PACKED_JSON, len(PACKED_JSON) - 6), "damaged"),
}


def _load(home: Path, name: str, *files: tuple[str, bytes]) -> list[loading.Outcome]:
    (home / "in").mkdir(parents=True, exist_ok=True)
    paths = []
    for file, content in files:
        paths.append(home / "in" / file)
        paths[-1].write_bytes(content)
    return [loading.load(home, sources()[name], [path])[0] for path in paths]


@pytest.mark.parametrize(("content", "reason"), XML.values(), ids=XML.keys())
def test_a_bad_xml_file_is_refused_whole_and_the_next_one_loads(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    bad, good = _load(tmp_path, "pubmed", ("bad.xml", content), ("good.xml", GOOD))
    _is_refused(bad, "bad.xml", reason)
    assert good.state == "loaded"
    assert Lake(tmp_path).all(Paper).to_pyarrow()["title"].to_pylist() == ["Good"]
    assert not list((tmp_path / "staging").glob("*"))


@pytest.mark.parametrize(("content", "reason"), JSON.values(), ids=JSON.keys())
def test_a_bad_json_file_is_refused_whole_and_the_next_one_loads(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    files = ("bad.json", content), ("good.json", STUDY)
    bad, good = _load(tmp_path, "clinical-trials", *files)
    _is_refused(bad, "bad.json", reason)
    assert good.state == "loaded"
    assert Lake(tmp_path).all(Trial).to_pyarrow()["nct_id"].to_pylist() == ["NCT99000001"]


def _is_refused(outcome: loading.Outcome, file: str, reason: str) -> None:
    assert outcome.state == "refused"
    (told,) = outcome.rejects
    assert told["record"] == file
    assert re.search(reason, str(told["reason"])), told["reason"]


def test_a_file_refused_after_its_first_batch_leaves_nothing(tmp_path: Path) -> None:
    many = "".join(ARTICLE.format("Seen").replace("<PMID>1", f"<PMID>{n}") for n in range(1, 5_001))
    (bad,) = _load(tmp_path, "pubmed", ("cut.xml", f"<PubmedArticleSet>{many}".encode()))
    _is_refused(bad, "cut.xml", "not whole XML")
    assert Lake(tmp_path).all(Paper).count().execute() == 0


@pytest.mark.parametrize("piece", [b"<!---->", b"<!-- a --> ", b"<?a?>", b" ", b"<?xml ?>"])
def test_what_stands_before_a_root_is_read_once(piece: bytes, tmp_path: Path) -> None:
    """Read in every split, forty comments would take years."""
    path = tmp_path / "pubmed.xml"
    path.write_bytes(piece * 2_000 + b"x")
    (outcome,) = loading.load(tmp_path, sources()["pubmed"], [path])
    assert outcome.state == "refused"


def test_a_utf_8_bom_is_read_over(tmp_path: Path) -> None:
    (xml,) = _load(tmp_path, "pubmed", ("bom.xml", b"\xef\xbb\xbf" + GOOD))
    (json,) = _load(tmp_path, "clinical-trials", ("bom.json", b"\xef\xbb\xbf" + STUDY))
    assert (xml.state, xml.records, json.state, json.records) == ("loaded", 1, "loaded", 1)


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        (f"MD5(good.xml.gz)= {hashlib.md5(PACKED).hexdigest()}\n", "loaded"),
        (f"MD5(good.xml.gz)= {'0' * 32}\n", "refused"),
        ("<html>not found</html>", "refused"),
    ],
    ids=["its own", "another file's", "a web page"],
)
def test_a_digest_beside_the_file_is_compared(printed: str, state: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.xml.gz.md5").write_text(printed)
    (outcome,) = _load(tmp_path, "pubmed", ("good.xml.gz", PACKED))
    assert outcome.state == state
    if state == "refused":
        _is_refused(outcome, "good.xml.gz", "MD5 digest")


def test_several_gz_members_and_zeros_after_them_are_one_file(tmp_path: Path) -> None:
    packed = gzip.compress(GOOD[:50]) + gzip.compress(GOOD[50:]) + bytes(700)
    (outcome,) = _load(tmp_path, "pubmed", ("members.xml.gz", packed))
    assert (outcome.state, outcome.records) == ("loaded", 1)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths that anyone has asked it for."""
    paths: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()
        thread.join()


def test_an_external_dtd_is_never_fetched(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    doctype = f'<!DOCTYPE PubmedArticleSet SYSTEM "{address}/x.dtd">'.encode()
    (outcome,) = _load(tmp_path, "pubmed", ("external.xml", doctype + GOOD))
    assert outcome.state == "loaded"
    entity = _bomb(f'<!ENTITY x SYSTEM "{address}/x">', "&x;")
    (refused,) = _load(tmp_path, "pubmed", ("entity.xml", entity))
    assert refused.state == "refused"
    assert paths == []


def test_a_gz_that_unpacks_without_measure_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_BOMB_BYTES", 20_000_000)
    path = tmp_path / "bomb.xml.gz"
    path.write_bytes(gzip.compress(b" " * 200_000_000, 9))
    given = 0
    with pytest.raises(Refused, match=r"bomb\.xml\.gz unpacks to more than 400 times its size"):
        for piece in opening.pieces(path):
            given += len(piece)
    assert given < 60_000_000  # one packed piece, 400 times its size, and the piece after it


@pytest.mark.parametrize(
    ("name", "file", "head"),
    [
        ("pubmed", "endless.xml.gz", b"<PubmedArticleSet><PubmedArticle>"),
        ("pubmed", "outside.xml.gz", b"<PubmedArticleSet>"),
        ("clinical-trials", "endless.json.gz", b'[{"protocolSection": "'),
    ],
)
def test_a_record_without_end_is_refused_in_bounded_memory(
    name: str, file: str, head: bytes, tmp_path: Path
) -> None:
    body = b"<x/>" if name == "pubmed" else b"xxxx"
    bomb = gzip.compress(head + body * 25_000_000, 1)
    process, peak, done = psutil.Process(), [0], threading.Event()
    before = process.memory_info().rss

    def watch() -> None:
        while not done.wait(0.02):
            peak[0] = max(peak[0], process.memory_info().rss)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        (outcome,) = _load(tmp_path, name, (file, bomb))
    finally:
        done.set()
        thread.join()
    _is_refused(outcome, file, "holds a record of over|no record ends within|not whole XML")
    # 100 MB of text; a tree of all of it would take some three gigabytes.
    assert peak[0] - before < 1_500_000_000
