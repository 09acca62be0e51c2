"""A document is the same bytes each time, and nothing in it is markup."""

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from documents.document import Document, Section, Table
from documents.isolating import isolated
from documents.paper import pdf, pictures
from documents.references import Reference, References
from documents.web_page import html

EVIL = '<script>alert(1)</script> & #panic() $x$ *b* ` " \\ @a </td> {{ 7*7 }} ]#eval("1")'
NAMES = (EVIL, "Ada Example محمد بن سلمان", "שלום", "Ó Ægir-Żółć", "x" * 400, "", "\u202eevil")
DOCUMENT = Document(
    title="A title",
    subtitle="Ada Example",
    made_at=datetime(2025, 2, 1, 12, tzinfo=UTC),
    mark="attention",
    digest="a" * 64,
    facts=(("Role", "Speaker"),),
    sections=(
        Section("One", ("Why.",), (Table(("day", "USD"), (("2024", "1.50"),), frozenset({1})),)),
    ),
    references=("LEIE: loaded.",),
)


class _Texts(HTMLParser):
    """The texts of a page, and its tags."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_the_same_document_is_the_same_bytes_and_another_is_not() -> None:
    other = replace(DOCUMENT, subtitle="Bo Example")
    for made in (html, pdf):
        assert made(DOCUMENT) == made(DOCUMENT)
        assert made(DOCUMENT) != made(other)
        assert b"a" * 64 in made(DOCUMENT)


@pytest.mark.parametrize("name", NAMES)
def test_a_value_is_text_wherever_it_stands(name: str) -> None:
    table = Table((name, "b"), ((name, "1"), ("2", name)))
    found = _Texts(
        html(
            replace(
                DOCUMENT,
                subtitle=name,
                sections=(Section(name, (name,), (table,)),),
                facts=((name, name),),
                references=(name,),
            )
        )
    )
    assert "script" not in found.tags
    # Head of the page, subtitle, a fact and its name, section, paragraph, head, two cells, source.
    shown = isolated(name).strip()
    assert sum(shown in text for text in found.texts) >= (10 if name else 0)


def test_a_paper_takes_any_text_and_as_many_rows_as_there_are() -> None:
    long = Table(("a", "b"), tuple((f"row {at}", name) for at in range(30) for name in NAMES))
    grown = replace(DOCUMENT, subtitle=EVIL, sections=(Section(EVIL, NAMES, (long,)),))
    assert pdf(grown).startswith(b"%PDF-")
    assert len(pictures(DOCUMENT, 20)) == 1
    # 210 rows of a line or more; a page takes about fifty.
    assert len(pictures(grown, 20)) >= 4


def test_sources_are_numbered_by_first_mention_each_once() -> None:
    references = References()
    one, two = Reference("Paper:1", "One.", "https://a.example/1"), Reference("Paper:2", "Two.")
    assert references.mark([two]) == "[1]"
    assert references.mark([one, two, one]) == "[1, 2]"
    assert references.mark([]) == ""
    assert references.texts == ("Two.", "One.")
    assert references.links == ("", "https://a.example/1")


def test_a_source_with_an_address_leads_there_and_others_do_not() -> None:
    linked = replace(DOCUMENT, references=("One.", "Two."), links=("", "https://a.example/?a=1&b"))
    page = html(linked)
    assert page.count(b"<a ") == 1
    assert b'href="https://a.example/?a=1&amp;b"' in page
    assert b"https://a.example/" in pdf(linked)
    with pytest.raises(ValueError, match="zip"):
        html(replace(linked, links=("",)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask محمد بن سلمان, 0.63", "ask \u2068محمد بن سلمان\u2069, 0.63"),
        ("Ó Ægir-Żółć [1]", "Ó Ægir-Żółć [1]"),
        ("", ""),
    ],
)
def test_words_from_right_to_left_are_set_apart(text: str, shown: str) -> None:
    assert isolated(text) == shown


def test_a_compact_document_takes_less_room() -> None:
    rows = tuple((f"row {at}", "x" * 80) for at in range(75))
    long = replace(DOCUMENT, sections=(Section("One", tables=(Table(("a", "b"), rows),)),))
    assert len(pictures(replace(long, is_compact=True), 20)) < len(pictures(long, 20))
