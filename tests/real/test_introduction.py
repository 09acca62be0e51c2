"""An introduction over real papers: three ties, and every tie opens to papers whose printed bylines
carry both persons. Messages hold ids only."""

import gzip
import shutil
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from neo4j import Driver
from publishers import Loaded
from pydantic import SecretStr

from api.asking import ask
from cli.client import Limits, introduce
from graph import connection
from graph.drawn_tables import table_of
from graph.publishing import published
from refresh import refresh
from schema.relationships import CONNECTED_TO
from schema.settings import Settings

Bylines = dict[str, list[list[str]]]
HOPS = 3


@pytest.fixture
def at(server: Settings, driver: Driver, loaded: Loaded, tmp_path: Path) -> Settings:
    """The tests' server holding what the PubMed files say."""
    address = connection.address(server)
    own = Settings(
        home=tmp_path / "home",
        neo4j_uri=address.uri,
        neo4j_user=address.user,
        neo4j_password=SecretStr(address.password),
        neo4j_database=server.neo4j_database,
    )
    shutil.copytree(loaded.home / "lake" / "pubmed", own.home / "lake" / "pubmed")
    assert refresh(own).changed
    return own


def _bylines(folder: Path) -> Bylines:
    """Per PMID the family names in print, by place, once for each file or version that has it."""
    found: Bylines = defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        root = ElementTree.fromstring(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)
        for citation in (*root.iterfind("MedlineCitation"), *root.iterfind("*/MedlineCitation")):
            authors = citation.findall("Article/AuthorList/Author")
            names = [" ".join((a.findtext("LastName") or "").split()) for a in authors]
            found[str(citation.findtext("PMID"))].append(names)
    return found


def _apart(ties: dict[str, set[str]], start: str) -> list[str]:
    """The persons exactly three ties away."""
    seen, layer = {start}, {start}
    for _ in range(HOPS):
        layer = {other for person in layer for other in ties[person]} - seen
        seen |= layer
    return sorted(layer)


def _pair(settings: Settings, driver: Driver) -> tuple[str, str]:
    drawn = pq.read_table(table_of(published(settings, driver), CONNECTED_TO))
    ties: dict[str, set[str]] = defaultdict(set)
    pairs = zip(drawn["start"].to_pylist(), drawn["end"].to_pylist(), strict=True)
    for a, b in pairs:
        ties[a].add(b)
        ties[b].add(a)
    return next((p, goals[0]) for p in sorted(ties) if (goals := _apart(ties, p)))


def _places(driver: Driver, person: str, pmid: str) -> list[Any]:
    return driver.execute_query(
        "MATCH (:Person {personId: $person})-[a:AUTHORED]->(:Paper {pmid: $pmid}) "
        "RETURN a.position AS position, a.printedAs AS name",
        person=person,
        pmid=pmid,
    ).records


def _is_printed(bylines: Bylines, pmid: str, place: Any) -> bool:
    at = place["position"] - 1
    return any(
        at < len(names) and names[at] and names[at].casefold() in place["name"].casefold()
        for names in bylines[pmid]
    )


def test_each_of_three_ties_opens_to_papers_that_print_both_names(
    at: Settings, driver: Driver, data: Path
) -> None:
    start, goal = _pair(at, driver)
    bylines = _bylines(data / "pubmed")
    found = introduce(partial(ask, at), [start], [goal], 1, Limits(HOPS))["introductions"]
    hops = [(hop["from"]["personId"], hop["to"]["personId"]) for hop in found[0]["hops"]]
    assert len(hops) == HOPS
    assert [hops[0][0], hops[-1][1]] == [start, goal]
    assert [b for _, b in hops[:-1]] == [a for a, _ in hops[1:]]
    checked = 0
    for (a, b), hop in zip(hops, found[0]["hops"], strict=True):
        assert hop["papers"] == hop["evidenceCount"] > 0
        for record in hop["evidence"]:
            pmid = record["record"]
            one, other = _places(driver, a, pmid), _places(driver, b, pmid)
            assert (len(one), len(other)) == (1, 1), (pmid, a, b)
            assert one[0]["position"] != other[0]["position"], (pmid, a, b)
            wrong = [
                who for who, p in ((a, one), (b, other)) if not _is_printed(bylines, pmid, p[0])
            ]
            assert not wrong, (pmid, wrong)
            checked += 1
    assert checked >= HOPS
