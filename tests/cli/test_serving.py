"""Commands ask the server of their home, and start one only for what it can answer."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import psutil
import pytest
from neo4j import Driver

from cli import serving
from graph import connection
from schema.settings import Settings


@pytest.fixture
def home(server: Settings, driver: Driver, tmp_path: Path) -> Iterator[Settings]:
    """A home of its own on the tests' database, with one person in it."""
    at = connection.address(server)
    settings = Settings(
        home=tmp_path / "home",
        neo4j_uri=at.uri,
        neo4j_user=at.user,
        neo4j_password=at.password,
        neo4j_database=server.neo4j_database,
    )
    driver.execute_query("CREATE (:Person {personId: 'P1', name: 'Ada Quill', npi: '1999000015'})")
    yield settings
    serving.stop(settings)


class _Stranger(BaseHTTPRequestHandler):
    """Answers /health as a server of another home would."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "alive", "process": 1}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of a server that is not ours."""
    with HTTPServer(("127.0.0.1", 0), _Stranger) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


NAME = '{ person(npi: "1999000015") { name } }'


def test_a_server_is_started_once_asked_again_and_stopped(home: Settings) -> None:
    assert serving.serving(home) is None
    assert serving.ask(home, NAME, {}) == {"person": {"name": "Ada Quill"}}
    address = serving.serving(home)
    assert address is not None
    process = json.loads((home.home / "serving.json").read_text())["process"]
    assert serving.ask(home, NAME, {}) == {"person": {"name": "Ada Quill"}}
    assert serving.serving(home) == address
    with pytest.raises(serving.Refused, match="Cannot query field 'nam'"):
        serving.ask(home, "{ people { nodes { nam } } }", {})
    assert serving.stop(home)
    assert not psutil.pid_exists(process) or psutil.Process(process).status() == "zombie"
    assert serving.serving(home) is None
    assert not serving.stop(home)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("{ people { nodes { nam } } }", "Cannot query field 'nam'"),
        ("{ people", "Syntax Error"),
        ("", "Syntax Error"),
        ("{ nothing }", "Cannot query field 'nothing'"),
    ],
)
def test_a_question_that_cannot_be_answered_starts_nothing(
    tmp_path: Path, question: str, reason: str
) -> None:
    settings = Settings(home=tmp_path / "home")
    with pytest.raises(serving.Refused, match=reason):
        serving.ask(settings, question, {})
    assert not settings.home.exists()


def test_a_note_of_a_server_that_is_gone_is_not_believed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    serving.note(settings, "127.0.0.1:9", background=True)
    assert serving.serving(settings) is None


def test_a_stranger_at_the_noted_address_is_not_asked(tmp_path: Path, stranger: str) -> None:
    settings = Settings(home=tmp_path)
    serving.note(settings, stranger, background=True)
    assert os.getpid() != 1
    assert serving.serving(settings) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"address": "x"}', "\x00"])
def test_a_damaged_note_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "serving.json").write_text(text)
    settings = Settings(home=tmp_path)
    assert serving.serving(settings) is None
    assert not serving.stop(settings)


def test_a_server_of_other_settings_is_not_asked(tmp_path: Path, stranger: str) -> None:
    one = Settings(home=tmp_path, resolution=1.0)
    serving.note(one, stranger, background=False)
    other = Settings(home=tmp_path, resolution=2.0)
    assert serving._fingerprint(one) != serving._fingerprint(other)
    assert serving.serving(other) is None


def test_a_server_that_a_person_started_is_left_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    serving.note(settings, "127.0.0.1:9", background=False)
    assert not serving.stop(settings)
    assert (tmp_path / "serving.json").exists()
    serving.forget(settings)
    assert not (tmp_path / "serving.json").exists()
