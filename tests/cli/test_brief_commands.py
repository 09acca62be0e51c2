"""A document for a visit is printed or written; what is none is refused before any question."""

from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate
from typer.testing import CliRunner

from api import brief_questions
from api.schema import schema
from cli import client, serving
from cli.__main__ import app

FACT = {
    "said": "On [bold]hearts[/bold].",
    "records": [
        {"kind": "Paper", "record": "101", "title": "On hearts", "day": None, "source": "pubmed"}
    ],
}
WHO = {"personId": "P1", "name": "Ada Example", "specialty": None, "city": None, "state": "IL"}
PACK: dict[str, Any] = {
    "person": WHO | {"country": "US"},
    "product": None,
    "asOf": "2025-06-30",
    "narrowedTo": [],
    "practice": [FACT],
    "interests": [],
    "trials": [],
    "papers": [],
    "empty": [{"part": part, "why": FACT} for part in ("interests", "trials", "papers")],
    "limits": [FACT],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The questions that reach the server, which answers with the pack."""
    found: list[Any] = []

    def ask(_: object, query: str, variables: Any) -> Any:
        found.append((query, variables))
        return {"evidencePack": PACK}

    monkeypatch.setattr(serving, "ask", ask)
    monkeypatch.setattr(client, "find", lambda *_: WHO)
    return found


@pytest.mark.parametrize("is_admitted", [True, False])
def test_the_questions_are_of_the_schema_and_leave_conversations_out(is_admitted: bool) -> None:
    texts = [
        brief_questions.INTRODUCTION_BRIEF,
        brief_questions.evidence_pack(is_admitted),
        brief_questions.congress_debrief(is_admitted),
    ]
    for text in texts:
        assert validate(schema._schema, parse(text)) == []
    named = ["discussed" in texts[1], "followOns" in texts[2]]
    assert named == [is_admitted, is_admitted]


def test_a_pack_is_printed_with_its_sources_by_number(asked: list[Any]) -> None:
    told = CliRunner().invoke(app, ["brief", "evidence", "Ada", "--no-conversations"])
    assert told.exit_code == 0, told.output
    assert "On [bold]hearts[/bold]. [1]" in told.output
    assert "1. PMID 101: On hearts (pubmed). https://pubmed.ncbi.nlm.nih.gov/101/" in told.output
    ((query, variables),) = asked
    assert "discussed" not in query
    assert variables == {"person": "P1", "product": None, "asOf": None, "first": 8}


def test_a_pack_is_written_as_its_name_ends(asked: list[Any], tmp_path: Path) -> None:
    for name, begin in (("a.pdf", b"%PDF-"), ("a.HTML", b"<!doctype html>")):
        place = tmp_path / name
        told = CliRunner().invoke(app, ["brief", "evidence", "Ada", "--out", str(place)])
        assert told.exit_code == 0, told.output
        assert place.read_bytes().startswith(begin)
    assert len(asked) == 2


@pytest.mark.parametrize("name", ["a.txt", "a", ".pdf", "a.pdf.exe"])
def test_a_file_of_another_kind_is_refused_before_anything_is_asked(
    asked: list[Any], name: str
) -> None:
    for command in (["evidence", "Ada"], ["introduction", "MSL-1", "Ada"], ["congress", "c"]):
        told = CliRunner().invoke(app, ["brief", *command, "--out", name])
        assert told.exit_code == 2
        assert "FILE.pdf or FILE.html" in " ".join(told.output.split())
    assert asked == []


def test_an_introduction_starts_from_a_liaison_or_a_team(
    asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "start_of", lambda *_: {"id": "Person:P1", "name": "Ada"})
    told = CliRunner().invoke(app, ["brief", "introduction", "Ada", "Bo"])
    assert told.exit_code == 2
    assert "FROM is a liaison or a team" in " ".join(told.output.split())
    assert asked == []
