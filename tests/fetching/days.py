"""Three days of PubMed as its library gives them out: a baseline, then a revision and a new paper,
a deletion, and a retraction."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from publisher import Publisher

BASE, UPDATES = "/pubmed/baseline/", "/pubmed/updatefiles/"
PEOPLE = [("Adeyemi", "Folake"), ("Brandt", "Jonas"), ("Castellanos", "Ines"), ("Dvorak", "Milan")]


@dataclass(frozen=True)
class Paper:
    """A paper of some of the people, by their places in the list."""

    pmid: int
    title: str
    people: tuple[int, ...]
    revised: int = 1
    retracted: bool = False

    def xml(self) -> str:
        authors = "".join(
            f'<Author ValidYN="Y"><LastName>{PEOPLE[n][0]}</LastName>'
            f"<ForeName>{PEOPLE[n][1]}</ForeName><Initials>{PEOPLE[n][1][0]}</Initials></Author>"
            for n in self.people
        )
        kind = "Retracted Publication" if self.retracted else "Journal Article"
        return (
            '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
            f'<PMID Version="1">{self.pmid}</PMID>'
            f"<DateRevised><Year>2026</Year><Month>01</Month><Day>{self.revised:02}</Day>"
            '</DateRevised><Article PubModel="Print"><Journal><ISSN IssnType="Print">1234-5679'
            "</ISSN><JournalIssue><PubDate><Year>2024</Year><Month>Mar</Month></PubDate>"
            "</JournalIssue><Title>Journal of Made-up Hearts</Title></Journal>"
            f'<ArticleTitle>{self.title}</ArticleTitle><AuthorList CompleteYN="Y">{authors}'
            f"</AuthorList><PublicationTypeList><PublicationType>{kind}</PublicationType>"
            "</PublicationTypeList></Article></MedlineCitation></PubmedArticle>"
        )


BASELINE = [
    Paper(11, "A first paper", (0, 1)),
    Paper(12, "A second paper", (0, 2)),
    Paper(13, "A third paper", (1, 2)),
    Paper(14, "A fourth paper", (2, 3)),
]
DAYS: list[tuple[list[Paper], list[int]]] = [
    ([Paper(11, "A first paper, revised", (0, 1), 2), Paper(15, "A new paper", (0, 3), 2)], []),
    ([], [12]),
    ([Paper(13, "A third paper", (1, 2), 4, retracted=True)], []),
]
TITLES = {
    11: ("A first paper, revised", False),
    13: ("A third paper", True),
    14: ("A fourth paper", False),
    15: ("A new paper", False),
}


def name(number: int) -> str:
    return f"pubmed26n{number:04}.xml.gz"


def packed(papers: list[Paper], deleted: list[int]) -> bytes:
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    deletions = f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
    articles = "".join(paper.xml() for paper in papers)
    text = f'<?xml version="1.0"?><PubmedArticleSet>{articles}{deletions}</PubmedArticleSet>'
    return gzip.compress(text.encode(), mtime=0)


def listing(names: list[str]) -> str:
    rows = "".join(
        f'<a href="{name}">{name}</a>  2026-01-01 14:05   2K\n'
        f'<a href="{name}.md5">{name}.md5</a>  2026-01-01 14:05   60\n'
        for name in names
    )
    return f"<html><pre>{rows}</pre></html>"


def publish(publisher: Publisher, until: int) -> None:
    """Publish the baseline and the updates of so many days."""
    publisher.put(BASE, listing([name(1)]), kind="text/html")
    publisher.put_gz(BASE + name(1), packed(BASELINE, []))
    updates = [name(2 + day) for day in range(until)]
    publisher.put(UPDATES, listing(updates), kind="text/html")
    for day, update in enumerate(updates):
        publisher.put_gz(UPDATES + update, packed(*DAYS[day]))
