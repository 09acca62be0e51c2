"""What `peerline doctor` says of a set-up, and with which code it ends."""

import json
from pathlib import Path

import pytest
from neo4j import Driver
from typer.testing import CliRunner

from cli.__main__ import app
from graph import connection
from schema.settings import Settings


def _diagnosed(monkeypatch: pytest.MonkeyPatch, **environment: str) -> tuple[int, dict[str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(app, ["doctor", "--json"])
    return done.exit_code, {one["name"]: one["lacks"] for one in json.loads(done.stdout)}


def test_a_new_home_lacks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, lacks = _diagnosed(monkeypatch, PEERLINE_HOME=str(tmp_path / "new"), NEO4J_URI="")
    assert (code, {name for name, what in lacks.items() if what}) == (0, set())
    assert {"home", "lake", "engine", "database", "workspace", "sign-in"} == set(lacks)


def test_what_is_missing_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    code, lacks = _diagnosed(
        monkeypatch,
        PEERLINE_HOME=str(tmp_path / "file" / "home"),
        PEERLINE_ENGINE="spark",
        JAVA_HOME=str(tmp_path),
        NEO4J_URI="bolt://127.0.0.1:1",
        NEO4J_PASSWORD="a",
        PEERLINE_WORKSPACE="sqlite:////nowhere/at/all.db",
        PEERLINE_PRODUCTION="true",
    )
    assert code == 1
    assert "set PEERLINE_HOME" in lacks["home"]
    assert "without bin/java" in lacks["engine"]
    assert "see NEO4J_URI" in lacks["database"]
    assert "PEERLINE_WORKSPACE" in lacks["workspace"]
    assert "all.db cannot be opened" in lacks["sign-in"]  # the keys are there


def test_a_person_reads_a_line_of_each_and_the_remedies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path))
    monkeypatch.setenv("PEERLINE_ENGINE", "spark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["doctor"])
    assert "lacks  engine" in done.stdout
    assert "engine: PEERLINE_ENGINE=spark needs Java" in done.stdout


def test_two_databases_want_a_server_that_has_aliases(
    server: Settings, driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = connection.address(server)
    _, lacks = _diagnosed(
        monkeypatch,
        PEERLINE_HOME=str(tmp_path),
        NEO4J_URI=at.uri,
        NEO4J_PASSWORD=at.password,
        NEO4J_DATABASES="blue,green",
    )
    assert "needs Neo4j Enterprise" in lacks["database"]
