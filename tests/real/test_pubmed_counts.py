"""What the loader takes from each PubMed file is what plain XPath finds there."""

import gzip
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
from publishers import Loaded

from lake import ledger
from lake.current import Lake

# Documented: an affiliation that holds nothing but a way to reach its author is not kept.
CONTACT = re.compile(r"\S*@\S*|e-?mail|electronic address|[\W_]+", re.I)


def _root(path: Path) -> ElementTree.Element:
    raw = path.read_bytes()
    return ElementTree.fromstring(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw)


def _is_orcid(text: str) -> bool:
    """ISO 7064, MOD 11-2, on the last sixteen characters that are digits or X."""
    signs = re.sub(r"[^0-9X]", "", text.upper().rpartition("/")[2])
    total = 0
    for sign in signs[:-1]:
        total = (total + int(sign)) * 2
    check = (12 - total % 11) % 11
    return len(signs) == 16 and signs[-1] == ("X" if check == 10 else str(check))


def _counted(root: ElementTree.Element) -> dict[str, int]:
    citations = root.findall("MedlineCitation") + root.findall("PubmedArticle/MedlineCitation")
    authors = [a for c in citations for a in c.findall("Article/AuthorList/Author")]
    members = [m for c in citations for m in c.findall("InvestigatorList/Investigator")]
    places = [
        text
        for person in authors + members
        for text in (*person.findall("AffiliationInfo/Affiliation"), *person.findall("Affiliation"))
    ]
    places += [p for c in citations for p in c.findall("Article/Affiliation")]
    identifiers = [
        i for a in authors for i in a.findall("Identifier") if i.get("Source") == "ORCID"
    ]
    return {
        "articles": len(citations),
        "bylines": len(authors),
        "members": len(members),
        "affiliations": sum(bool(CONTACT.sub("", "".join(p.itertext()))) for p in places),
        "orcids": sum(_is_orcid(i.text or "") for i in identifiers),
        "headings": sum(len(c.findall("MeshHeadingList/MeshHeading")) for c in citations),
    }


def _taken(home: Path, path: Path) -> dict[str, int]:
    load = home / "lake" / "pubmed" / ledger.digest(path)[:16]
    columns: dict[str, list[Any]] = {}
    for kind, column in (
        *(("Paper", "pmid"), ("Byline", "mention"), ("Byline", "orcid")),
        *(("Collaborator", "mention"), ("Affiliation", "mention"), ("ABOUT", "start")),
    ):
        parts = [pq.read_table(p, columns=[column]) for p in load.glob(f"{kind}.*.parquet")]
        columns[f"{kind}.{column}"] = [v for part in parts for v in part[column].to_pylist()]
    return {
        "articles": len(columns["Paper.pmid"]),
        "bylines": len(columns["Byline.mention"]),
        "members": len(columns["Collaborator.mention"]),
        "affiliations": len(columns["Affiliation.mention"]),
        "orcids": sum(orcid is not None for orcid in columns["Byline.orcid"]),
        "headings": len(columns["ABOUT.start"]),
    }


def test_each_file_gives_what_xpath_counts_in_it(data: Path, loaded: Loaded) -> None:
    files = sorted(loaded.outcomes["pubmed"])
    counted = {name: _counted(_root(data / "pubmed" / name)) for name in files}
    taken = {name: _taken(loaded.home, data / "pubmed" / name) for name in files}
    assert taken == counted
    kinds = ("articles", "bylines", "members", "orcids", "headings")
    totals = {kind: sum(count[kind] for count in counted.values()) for kind in kinds}
    assert totals == TOTALS


# Measured 2026-11 by XPath.
TOTALS = {"articles": 4103, "bylines": 64010, "members": 1422, "orcids": 283, "headings": 37920}


def _papers(home: Path) -> dict[str, int]:
    lake = Lake(home)
    try:
        return dict(lake.run('SELECT pmid, version FROM facts."Paper"').fetchall())
    finally:
        lake.close()


def test_citations_that_were_withdrawn_do_not_stand(data: Path, loaded: Loaded) -> None:
    root = _root(data / "pubmed" / "tipplerow" / "pubmed20n1203.xml.gz")
    withdrawn = {str(pmid.text) for pmid in root.findall("DeleteCitation/PMID")}
    assert len(withdrawn) == 23
    assert not withdrawn & set(_papers(loaded.home))


def test_of_two_versions_the_second_stands(data: Path, loaded: Loaded) -> None:
    root = _root(data / "pubmed" / "tipplerow" / "pubmed_sample.xml")
    versions: dict[str, set[int]] = {}
    for pmid in root.findall("PubmedArticle/MedlineCitation/PMID"):
        versions.setdefault(str(pmid.text), set()).add(int(pmid.get("Version", "1")))
    twice = [pmid for pmid, found in versions.items() if found == {1, 2}]
    assert len(twice) == 1
    assert _papers(loaded.home)[twice[0]] == 2
