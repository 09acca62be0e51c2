"""Does PubMed's XML, new and old, become the facts that it states?"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from golden import SAMPLES, golden, load

from lake.current import Lake
from loaders.pubmed import SOURCE, batch_of
from loaders.reading import loading
from loaders.reading.printed import Printed, printed, printed_freely, without_contacts
from schema.mentions import Byline
from schema.nodes import Journal, Paper, Topic
from schema.orcids import orcid

MODERN, OLD = (SAMPLES / "pubmed" / name for name in ("pubmed25n0007.xml", "medline12n0001.xml"))


def _file(folder: Path, name: str, body: str, root: str = "PubmedArticleSet") -> Path:
    path = folder / name
    path.write_text(f"<{root}>{body}</{root}>", encoding="utf-8")
    return path


def _article(pmid: str, title: str, revised: int, version: int = 1) -> str:
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID><DateRevised>'
        f"<Year>{revised}</Year><Month>1</Month><Day>1</Day></DateRevised><Article><ArticleTitle>"
        f"{title}</ArticleTitle><AuthorList><Author><LastName>{title}</LastName></Author>"
        "</AuthorList></Article></MedlineCitation></PubmedArticle>"
    )


def _titles(home: Path) -> dict[str, str]:
    papers = Lake(home).facts(Paper).to_pyarrow().to_pylist()
    return {row["pmid"]: row["title"] for row in papers}


@pytest.mark.parametrize("sample", [MODERN, OLD], ids=lambda path: path.name)
def test_a_sample_states_the_reviewed_facts(request: pytest.FixtureRequest, sample: Path) -> None:
    golden(request, "pubmed", sample)


@pytest.mark.parametrize("sample", [MODERN, OLD], ids=lambda path: path.name)
def test_reading_twice_and_reading_packed_give_equal_tables(sample: Path, tmp_path: Path) -> None:
    packed = tmp_path / f"{sample.name}.gz"
    packed.write_bytes(gzip.compress(sample.read_bytes()))
    once = load("pubmed", sample)
    assert once == load("pubmed", sample)
    assert once == load("pubmed", packed)


def test_files_in_any_order_leave_the_same_papers_standing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    gone = '<DeleteCitation><PMID Version="1">3</PMID></DeleteCitation>'
    files = [
        _file(
            tmp_path / "in",
            "pubmed25n0001.xml",
            _article("1", "old", 2020)
            + _article("2", "second version", 2019, 2)
            + _article("3", "deleted", 2020),
        ),
        _file(
            tmp_path / "in",
            "pubmed25n0002.xml",
            _article("1", "new", 2024) + _article("2", "first version", 2024, 1) + gone,
        ),
        _file(tmp_path / "in", "pubmed25n0003.xml", _article("4", "deleted, then back", 2024)),
        _file(tmp_path / "in", "pubmed24n0900.xml", gone.replace("3", "4")),
    ]
    expected = {"1": "new", "2": "second version", "4": "deleted, then back"}
    for home, order in ((tmp_path / "a", files), (tmp_path / "b", files[::-1])):
        for file in order:
            assert loading.load(home, SOURCE, [file])[0].state == "loaded"
        assert _titles(home) == expected
        names = Lake(home).facts(Byline).to_pyarrow()["last_name"].to_pylist()
        assert sorted(names) == sorted(expected.values())


def test_a_result_of_the_web_site_has_an_empty_batch_that_still_sorts(tmp_path: Path) -> None:
    tables = load("pubmed", _file(tmp_path, "result.xml", _article("1", "x", 2020)))
    assert tables["Unit"]["batch"].to_pylist() == [""]
    gone = load(
        "pubmed", _file(tmp_path, "gone.xml", "<DeleteCitation><PMID>1</PMID></DeleteCitation>")
    )
    assert gone["Unit"].select(["edition", "batch", "withdrawn"]).to_pylist() == [
        {"edition": "", "batch": "", "withdrawn": True}
    ]


def test_of_two_versions_in_one_file_the_higher_stands(tmp_path: Path) -> None:
    loading.load(tmp_path, SOURCE, [MODERN])
    assert _titles(tmp_path)["90000002"] == "Second version, stands before the first in the file"


def test_a_topic_and_a_journal_outlive_the_record_that_named_them_first(tmp_path: Path) -> None:
    loading.load(tmp_path, SOURCE, [MODERN])
    mesh = '<MeshHeading><DescriptorName MajorTopicYN="N">Ticks</DescriptorName></MeshHeading>'
    later = _article("90000001", "revised", 2025).replace(
        "</MedlineCitation>", f"<MeshHeadingList>{mesh}</MeshHeadingList></MedlineCitation>"
    )
    loading.load(tmp_path, SOURCE, [_file(tmp_path, "pubmed25n0008.xml", later)])
    lake = Lake(tmp_path)
    topics = {r["name"]: r["mesh_id"] for r in lake.facts(Topic).to_pyarrow().to_pylist()}
    assert topics == {"Heart Failure": "D006333", "Humans": "D006801", "Ticks": "D013987"}
    assert lake.facts(Journal).to_pyarrow()["journal_id"].to_pylist() == ["990000001"]


def test_many_articles_in_many_batches_keep_their_own_rows(tmp_path: Path) -> None:
    body = "".join(_article(str(n), f"t{n}", 2020) for n in range(1, 9_001))
    tables = load("pubmed", _file(tmp_path, "many.xml", body))
    bylines = tables["Byline"]
    assert bylines.num_rows == 9_000
    assert bylines["last_name"].to_pylist() == [f"t{n}" for n in range(1, 9_001)]
    assert bylines["pmid"].to_pylist() == [str(n) for n in range(1, 9_001)]
    assert bylines["entry"].to_pylist() == list(range(1, 9_001))
    assert pa.compute.sum(tables["Paper"]["authors"]).as_py() == 9_000


def test_a_date_without_plausible_year_is_dropped_and_named(tmp_path: Path) -> None:
    early = _article("5", "early", 2020).replace(
        "<ArticleTitle>",
        "<Journal><JournalIssue><PubDate><Year>1500</Year></PubDate>"
        "</JournalIssue></Journal><ArticleTitle>",
    )
    tables = load("pubmed", _file(tmp_path, "early.xml", early))
    assert tables["Paper"]["published_on"].to_pylist() == [None]
    assert tables["Reject"]["value"].to_pylist() == ["1500"]


@pytest.mark.parametrize(
    ("english", "vernacular", "title"),
    [
        ("[Not Available].", "Une étude.", "Une étude."),
        ("", "Eine Studie.", "Eine Studie."),
        ("[not available]", "<i>Un</i> estudio.", "Un estudio."),
        ("[A study].", "Une étude.", "[A study]."),
        ("[Not Available].", "", None),
        ("Care is not available.", "Soins.", "Care is not available."),
    ],
)
def test_a_vernacular_title_stands_where_there_is_no_english_one(
    english: str, vernacular: str, title: str | None, tmp_path: Path
) -> None:
    record = _article("6", "x", 2020).replace(
        "x</ArticleTitle>",
        f"{english}</ArticleTitle><VernacularTitle>{vernacular}</VernacularTitle>",
    )
    path = _file(tmp_path, "result.xml", record)
    assert load("pubmed", path)["Paper"]["title"].to_pylist() == [title]


@pytest.mark.parametrize(
    ("last", "fore", "suffix", "name"),
    [
        ("Roe", "Jo", "Jr.", ("Roe", "Jo", "Jr", None)),
        ("Roe", "Jo", "3rd", ("Roe", "Jo", "III", None)),
        ("Roe Iii", "Jo", "", ("Roe", "Jo", "III", None)),
        ("Roe-Jr", "Jo", "", ("Roe", "Jo", "Jr", None)),
        ("Poe Roe Junior", "Jo", "", ("Poe Roe", "Jo", "Jr", None)),
        ("Roe", "J Jr", "", ("Roe", "J", "Jr", None)),
        ("Junior", "Jo", "", ("Junior", "Jo", None, None)),
        ("Ja&amp;nacute;czyk", "P\xc3\xa9ter", "", ("Jańczyk", "Péter", None, None)),
        ("Ã…gård", "Jo", "", ("Ã…gård", "Jo", None, None)),
        ("Group", "R C", "", ("Group", "R C", None, None)),
        ("Center", "Jo", "", ("Center", "Jo", None, None)),
        ("Consortium", "Rosewood", "", (None, None, None, "Rosewood Consortium")),
        ("Rosewood Study Group", "", "", (None, None, None, "Rosewood Study Group")),
        ("Group", "Rosewood Study", "", (None, None, None, "Rosewood Study Group")),
    ],
)
def test_an_entrys_name_is_a_persons_or_a_groups(
    last: str, fore: str, suffix: str, name: tuple[str | None, ...], tmp_path: Path
) -> None:
    entry = f"<LastName>{last}</LastName><ForeName>{fore}</ForeName><Suffix>{suffix}</Suffix>"
    record = _article("7", "x", 2020).replace("<LastName>x</LastName>", entry)
    bylines = load("pubmed", _file(tmp_path, "result.xml", record))["Byline"]
    columns = ("last_name", "fore_name", "suffix", "collective_name")
    assert [tuple(row[c] for c in columns) for row in bylines.to_pylist()] == [name]


@pytest.mark.parametrize(
    "last", ["Et al", "et al.", "[No authors listed]", "Anonymous", "and others", "Unknown", "--"]
)
def test_what_is_printed_for_want_of_a_name_is_no_person(last: str, tmp_path: Path) -> None:
    record = _article("8", "x", 2020).replace("<LastName>x<", f"<LastName>{last}<")
    tables = load("pubmed", _file(tmp_path, "result.xml", record))
    assert "Byline" not in tables
    assert tables["Paper"]["authors"].to_pylist() == [0]
    assert tables["Reject"]["reason"].to_pylist() == ["a person without a name; left out"]


@pytest.mark.parametrize(
    ("name", "batch"),
    [
        ("pubmed20n1203.xml.gz", "2020n1203"),
        ("medline16n0902.xml.gz", "2016n0902"),
        ("pubmed25n0001.xml", "2025n0001"),
        ("medline99n0001.xml", "1999n0001"),
        ("pubmed_result.xml", ""),
    ],
)
def test_a_files_place_among_deliveries_is_taken_from_its_name(name: str, batch: str) -> None:
    assert batch_of(name) == batch


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("1998 Dec-1999 Jan", date(1998, 12, 1), "month"),
        ("2000 Spring", date(2000, 3, 1), "season"),
        ("2000 Spring-Summer", date(2000, 3, 1), "season"),
        ("1998 Oct 25-31", date(1998, 10, 25), "day"),
        ("Winter 2004", date(2004, 1, 1), "season"),
        ("1976-1977", date(1976, 1, 1), "year"),
        ("2000 1st Quart", date(2000, 1, 1), "year"),
    ],
)
def test_free_text_gives_the_first_day_that_is_known(text: str, on: date, precision: str) -> None:
    assert printed_freely(text) == Printed(on, precision)


@pytest.mark.parametrize("month", ["Feb", "02", "2", "February"])
def test_a_month_is_a_number_or_a_name(month: str) -> None:
    assert printed("2001", month, "28") == Printed(date(2001, 2, 28), "day")


@pytest.mark.parametrize(
    "parts",
    [("2001", "13", None), ("2001", "Foo", None), ("20O1", None, None), ("2001", "2", "30")],
)
def test_what_makes_no_date_is_refused(parts: tuple[str, str | None, str | None]) -> None:
    with pytest.raises(ValueError, match=r"month|year|day"):
        printed(*parts)


@pytest.mark.parametrize(
    "spelling",
    [
        "0000-0009-9000-0018",
        "0000000990000018",
        "http://orcid.org/0000-0009-9000-0018",
        "https://orcid.org/0000-0009-9000-0018/",
        " 0000 0009 9000 0018 ",
    ],
)
def test_an_orcid_has_one_form_however_it_is_spelled(spelling: str) -> None:
    assert orcid(spelling) == "0000-0009-9000-0018"


@pytest.mark.parametrize("wrong", ["0000-0009-9000-0019", "0000-0009-9000-001", "n/a", ""])
def test_an_orcid_with_a_wrong_check_digit_is_none(wrong: str) -> None:
    assert orcid(wrong) is None


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Univ of X, Boston, MA. Electronic address: jd@x.example.", "Univ of X, Boston, MA."),
        ("A Lab (j@x.example), Rome, Italy.", "A Lab, Rome, Italy."),
        ("Univ; e-mail: a@b.example; Paris", "Univ; Paris"),
        ("Univ. Tel: +1 (000) 555-0100. Fax 000-555-0100. Rome.", "Univ. Rome."),
        ("1] Dept [x@y.example], Oslo. 2] C. EMAIL: a@b.example", "1] Dept, Oslo. 2] C."),
        ("Hotel Telephone Museum, Email", "Hotel Telephone Museum"),
        ("only@mail.example", ""),
    ],
)
def test_an_affiliation_loses_addresses_and_numbers_only(text: str, clean: str) -> None:
    assert without_contacts(pa.array([text, None])).to_pylist() == [clean, None]
