"""Each statement of a document for a visit cites what is in the graph; the addresses give them to
whoever may read of the person."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from neo4j import Driver
from starlette.testclient import TestClient
from visited import DAY

from api import brief_questions
from api.app import application
from api.brief_documents import introduction_document
from api.callers import LOCAL
from api.congress_debrief_documents import congress_document
from api.evidence_pack_documents import evidence_document
from api.schema import schema
from documents.document import Document
from documents.paper import pdf
from documents.web_page import html
from schema.settings import Settings
from workspace import keys
from workspace.audit import entries

Ask = Callable[..., Any]
MADE = {
    "introductionBrief": (brief_questions.INTRODUCTION_BRIEF, introduction_document),
    "evidencePack": (brief_questions.evidence_pack(True), evidence_document),
    "congressDebrief": (brief_questions.congress_debrief(True), congress_document),
}
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("introductionBrief", {"person": "P1", "liaison": "MSL-1"}),
    ("introductionBrief", {"person": "P2", "team": "North"}),
    ("introductionBrief", {"person": "P4", "liaison": "MSL-1"}),
    ("evidencePack", {"person": "P1", "asOf": DAY}),
    ("evidencePack", {"person": "P1", "asOf": DAY, "product": "Oakol"}),
    ("evidencePack", {"person": "P2", "asOf": DAY, "product": "Ashol"}),
    ("evidencePack", {"person": "P4", "asOf": DAY}),
    ("congressDebrief", {"congress": "hearts2025", "asOf": DAY}),
    ("congressDebrief", {"congress": "hearts2025", "asOf": "2025-01-01", "liaison": "MSL-1"}),
]
OPEN = "query ($id: ID!) { node(id: $id) { id } }"
MARKED = re.compile(r"\[(\d+(?:, \d+)*)\]")


def _asked(as_caller: Ask, name: str, given: dict[str, Any]) -> Any:
    result = as_caller(LOCAL, MADE[name][0], **given)
    assert result.errors is None, result.errors
    return result.data[name]


def _records(answer: Any) -> Iterator[dict[str, Any]]:
    """Every record that an answer names, wherever it stands."""
    if isinstance(answer, list):
        for one in answer:
            yield from _records(one)
    elif isinstance(answer, dict):
        if answer.keys() >= {"kind", "record", "source"} and "identityScore" not in answer:
            yield answer
        for one in answer.values():
            yield from _records(one)


def _statements(document: Document) -> Iterator[str]:
    for section in document.sections:
        assert section.paragraphs or section.tables, section.title
        yield from section.paragraphs
        for table in section.tables:
            yield from (" ".join(row) for row in table.rows)


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(("name", "given"), ASKED, ids=str)
def test_every_statement_cites_records_that_are_in_the_graph(
    as_caller: Ask, ask: Ask, name: str, given: dict[str, Any]
) -> None:
    answer = _asked(as_caller, name, given)
    loaded = {one["name"] for one in ask("{ sources { name } }")["sources"]}
    found = {(one["kind"], one["record"]) for one in _records(answer)}
    assert found
    for kind, record in found:
        if kind == "Source":
            assert record in loaded
        else:
            assert ask(OPEN, id=f"{kind}:{record}")["node"] == {"id": f"{kind}:{record}"}
    document = MADE[name][1](answer)
    cited = set()
    for statement in _statements(document):
        marks = MARKED.findall(statement)
        assert marks, statement
        cited |= {int(number) for mark in marks for number in mark.split(", ")}
    # Every number has its source, and every source is named by a statement.
    assert cited == set(range(1, len(document.references) + 1))
    assert all(link == "" or link.startswith("https://") for link in document.links)


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(("name", "given"), [ASKED[0], ASKED[3], ASKED[7]], ids=str)
def test_the_same_graph_gives_the_same_bytes(
    as_caller: Ask, visited: Driver, name: str, given: dict[str, Any]
) -> None:
    def made() -> tuple[bytes, bytes]:
        document = MADE[name][1](_asked(as_caller, name, given))
        return html(document), pdf(document)

    before = made()
    assert made() == before
    visited.execute_query("MATCH (p:Paper {pmid: '101'}) SET p.title = 'On <b>kidneys</b> #eval'")
    page, paper = made()
    assert page != before[0]
    assert paper != before[1]
    assert b"<b>kidneys" not in page


@pytest.fixture
def client(visited: Driver, kept_at: Settings) -> Iterator[TestClient]:
    app = application(kept_at, schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        yield client


PATHS = (
    "/briefs/introduction.{}?person=P1&liaison=MSL-1",
    f"/briefs/evidence.{{}}?person=P1&asOf={DAY}&product=Oakol&first=3",
    f"/briefs/congress.{{}}?congress=hearts2025&asOf={DAY}&team=South",
)


def test_documents_are_served_to_whoever_may_read_of_the_person(
    client: TestClient, kept_at: Settings
) -> None:
    def header(role: str, *territory: str) -> dict[str, str]:
        clear = keys.create(kept_at, f"u-{role}-{len(territory)}", role, territory)[0]
        return {"authorization": f"Bearer {clear}"}

    for path in PATHS:
        page, paper = client.get(path.format("html")), client.get(path.format("pdf"))
        assert (page.status_code, paper.status_code) == (200, 200), page.text
        assert "Ada Quill" in page.text
        assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert client.get(path.format("pdf"), headers=header("viewer")).status_code == 403
    read = {one["operation"]: one["persons"] for one in entries(kept_at)}
    assert read["EvidencePack"] == ["P1"]
    assert "P1" in read["IntroductionBrief"]
    assert "P1" in read["CongressDebrief"]
    near, far = header("liaison", "IL"), header("liaison", "DE", "NY")
    assert "guideline" in client.get(PATHS[2].format("html"), headers=near).text
    assert "guideline" not in client.get(PATHS[2].format("html"), headers=header("analyst")).text
    for path in PATHS[:2]:
        assert client.get(path.format("html"), headers=near).status_code == 200
        assert client.get(path.format("html"), headers=far).status_code == 403
    there = client.get(PATHS[2].format("html"), headers=far)
    assert (there.status_code, "Ada Quill" in there.text) == (200, False)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/briefs/introduction.html", 400, "$person"),
        ("/briefs/introduction.html?person=P1", 400, "neither `liaison` nor `team`"),
        ("/briefs/evidence.html?person=P1&person=P2", 400, "`person` in the address"),
        ("/briefs/evidence.html?person=P1&fist=3", 400, "asOf, first, person, product"),
        ("/briefs/evidence.html?person=P1&first=many", 400, "`first` is 'many'"),
        ("/briefs/evidence.html?person=P1&first=٣", 400, "give a whole number"),
        ("/briefs/evidence.html?person=P1&first=99999999999", 400, "give a whole number"),
        ("/briefs/evidence.html?person=P1&asOf=soon", 400, "soon"),
        ("/briefs/congress.html?congress=%00%ff", 400, "no Congress has"),
        ("/screenings/1.html?first=1", 400, "`first` in the address"),
        ("/briefs/other.html?person=P1", 404, ""),
        ("/briefs/evidence.exe?person=P1", 404, ""),
    ],
)
def test_an_address_that_asks_for_no_document_is_refused(
    client: TestClient, path: str, status: int, said: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert said in answer.text
