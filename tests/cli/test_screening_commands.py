"""A screening is told the worst first; its copies are written, and verified by file or number."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from algorithms.screening.facts import Asked, Dossier
from algorithms.screening.roles import roles
from algorithms.screening.screening import screened
from algorithms.screening.statement import canonical, stated
from cli import screenings, serving
from cli.__main__ import app
from cli.terminal.screenings import filed, screening
from schema.settings import Settings
from workspace.screenings import NotAsFiled, file_screening


def _content() -> dict[str, Any]:
    """The content of a screening of one of whom nothing is known."""
    given = Dossier(Asked(roles()["adviser"], "Acme", ("IL",), date(2025, 2, 1)), "Ada Example")
    return stated(given, screened(given)) | {"personId": "P1", "companyId": "acme"}


def _printed(shown: Any) -> str:
    out = StringIO()
    Console(file=out, width=160).print(shown)
    return out.getvalue()


def test_the_worst_check_is_told_first() -> None:
    checks = [
        {"title": title, "outcome": outcome, "why": f"{title} why", "recordCount": 1}
        for title, outcome in (("A", "CLEAR"), ("B", "UNKNOWN"), ("C", "BLOCKED"), ("D", "CLEAR"))
    ]
    found = {"name": "Ada Example", "role": "SPEAKER", "company": "Acme", "outcome": "BLOCKED"}
    text = _printed(screening(found | {"checks": checks, "number": 7, "digest": "f" * 64}))
    assert text.startswith("Ada Example, as speaker for Acme: blocked")
    places = [text.index(f"{title} why") for title in "CBAD"]
    assert places == sorted(places)
    assert f"Filed as number 7, digest {'f' * 64}" in text


def test_what_was_filed_says_whether_it_holds() -> None:
    assert "Nothing was filed" in _printed(filed([]))
    row = {"number": 1, "filedAt": "2025-02-01T10:00:00Z", "filedBy": "ann", "purpose": "a talk"}
    row |= {"outcome": "CLEAR", "screening": {"role": "SPEAKER", "company": "Acme"}}
    text = _printed(filed([row | {"staleBecause": None}, row | {"staleBecause": "Screen again."}]))
    assert "yes" in text
    assert "Screen again." in text


def test_documents_are_written_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path / "home"))
    at = Settings(home=tmp_path / "home")
    (tmp_path / "home").mkdir()
    own = {"purpose": "a board", "filedBy": "ann"}

    def write(day: Any, cited: Any) -> str:
        graph = {"snapshot": cited.snapshot, "version": cited.version}
        return canonical(_content() | own | {"filedAt": day.isoformat(), "graph": graph})

    one = file_screening(at, "P1", "a board", "unknown", "ann", write)
    places = {kind: tmp_path / f"copy.{kind}" for kind in ("html", "pdf", "json")}
    screenings._write(one.content, {**places})
    run = CliRunner()
    for given in (*map(str, places.values()), "1"):
        answer = run.invoke(app, ["screening", "verify", given])
        assert answer.exit_code == 0, answer.output
        assert "It is screening 1, as ann filed it" in answer.output
    told = run.invoke(app, ["screening", "verify", "1", "--json"])
    assert json.loads(told.output)["digest"] == one.digest
    places["json"].write_text("{}", encoding="utf-8")
    assert isinstance(
        run.invoke(app, ["screening", "verify", str(places["json"])]).exception, NotAsFiled
    )


def test_filing_needs_a_purpose_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ask", lambda *_: pytest.fail("asked"))
    words = ["screening", "check", "Ada", "--role", "speaker", "--company", "Acme", "--file"]
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 2
    assert "--purpose" in answer.output
