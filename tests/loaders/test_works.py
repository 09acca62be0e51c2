"""What one work comes to, when PubMed has it in several records."""

from pathlib import Path

import pytest
from golden import load as facts_of

from graph.drawing import draw
from identity.resolve import resolve
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources

ADA, BO, CY = ("Quill", "Ada"), ("Marsh", "Bo"), ("Tarn", "Cy")
Person = tuple[str, str]


def _article(pmid: str, types: tuple[str, ...], links: dict[str, str], *people: Person) -> str:
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{last}</LastName><ForeName>{fore}</ForeName>'
        f"<Initials>{fore[0]}</Initials></Author>"
        for last, fore in people
    )
    kinds = "".join(f"<PublicationType>{kind}</PublicationType>" for kind in types)
    corrections = "".join(
        f'<CommentsCorrections RefType="{kind}"><PMID Version="1">{other}</PMID>'
        "</CommentsCorrections>"
        for kind, other in links.items()
    )
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article>'
        "<Journal><JournalIssue><PubDate><Year>2024</Year></PubDate></JournalIssue></Journal>"
        f"<ArticleTitle>On valves</ArticleTitle><AuthorList>{authors}</AuthorList>"
        f"<PublicationTypeList>{kinds}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{corrections}</CommentsCorrectionsList>"
        "</MedlineCitation></PubmedArticle>"
    )


def _file(folder: Path, *articles: str) -> Path:
    path = folder / "works.xml"
    path.write_text(f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>")
    return path


PLAIN = ("Journal Article",)


@pytest.mark.parametrize(
    ("belonging", "main", "remark", "kind"),
    [
        ({"RetractionOf": "2"}, {}, "retraction notice", "retraction notice"),
        ({}, {"ErratumIn": "1"}, None, "erratum"),
        ({"ExpressionOfConcernFor": "2"}, {}, "expression of concern", "expression of concern"),
        ({"CommentOn": "2"}, {"CommentIn": "1"}, "comment", "comment"),
        ({}, {"UpdateOf": "1"}, None, "earlier version"),
        ({"RepublishedIn": "2"}, {}, None, "earlier printing"),
        ({"ReprintOf": "2"}, {}, None, "reprint"),
    ],
)
def test_a_link_is_stated_the_same_way_round_whichever_record_names_the_other(
    tmp_path: Path,
    belonging: dict[str, str],
    main: dict[str, str],
    remark: str | None,
    kind: str,
) -> None:
    articles = _article("1", PLAIN, belonging, ADA), _article("2", PLAIN, main, ADA)
    tables = facts_of("pubmed", _file(tmp_path, *articles))
    links = {(r["start"], r["end"], r["kind"]) for r in tables["ACCOMPANIES"].to_pylist()}
    assert links == {("1", "2", kind)}
    assert tables["Paper"]["remark"].to_pylist()[0] == remark


@pytest.mark.parametrize(
    ("types", "remark"),
    [
        (("Journal Article", "Retracted Publication"), "retracted"),
        (("Comment", "Retracted Publication"), "retracted"),
        (("Retraction Notice",), "retraction notice"),
        (("Letter", "Comment"), "comment"),
        (("Preprint",), "preprint"),
        (("Published Erratum", "Comment"), "erratum"),
        (("Journal Article",), None),
    ],
)
def test_a_paper_is_called_what_it_is(
    tmp_path: Path, types: tuple[str, ...], remark: str | None
) -> None:
    table = facts_of("pubmed", _file(tmp_path, _article("1", types, {}, ADA)))["Paper"]
    assert table.select(["remark", "is_retracted"]).to_pylist() == [
        {"remark": remark, "is_retracted": remark == "retracted"}
    ]


def test_a_work_counts_once_and_a_notice_not_at_all(tmp_path: Path) -> None:
    file = _file(
        tmp_path,
        _article("1", ("Preprint",), {"UpdateIn": "2"}, ADA, BO, CY),
        _article("2", PLAIN, {}, ADA, BO),
        _article("3", ("Published Erratum",), {"ErratumFor": "2"}, ADA, BO),
        _article("4", ("Comment",), {"CommentOn": "2"}, BO),
        _article("5", ("Comment",), {"CommentOn": "2"}, CY),
    )
    home = tmp_path / "home"
    load(home, sources()["pubmed"], [file])
    lake = Lake(home)
    resolve(lake)
    draw(lake, home / "drawn")
    rows = lake.sql('SELECT start, "end", counted_with FROM drawn."AUTHORED"').to_pylist()
    names = dict(lake.run('SELECT person_id, name FROM drawn."Person"').fetchall())
    papers = dict(lake.run('SELECT name, paper_count FROM drawn."Person"').fetchall())
    lake.close()
    counted = {(names[row["start"]], row["end"]): row["counted_with"] for row in rows}
    assert counted == {
        ("Ada Quill", "1"): "2",
        ("Bo Marsh", "1"): "2",
        ("Cy Tarn", "1"): None,
        ("Ada Quill", "2"): None,
        ("Bo Marsh", "2"): None,
        ("Ada Quill", "3"): "2",
        ("Bo Marsh", "3"): "2",
        ("Bo Marsh", "4"): "2",
        ("Cy Tarn", "5"): None,
    }
    assert papers == {"Ada Quill": 1, "Bo Marsh": 1, "Cy Tarn": 2}
