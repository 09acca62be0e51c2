"""Case 8: a key that is limited to trusted documents asks what was registered and nothing else."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from neo4j import Driver
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api import plans
from api.app import application
from api.schema import schema
from cli.__main__ import app as command
from cli.exits import code_of
from schema.environment import environment_of
from schema.settings import Settings
from workspace import documents, keys
from workspace.documents import NotADocument

TEXT = "query Person($id: String) {\n  person(id: $id) { name }\n}\n"
ID = "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()
Ask = Callable[..., httpx.Response]


@pytest.fixture
def at(server: Settings, tmp_path: Path) -> Settings:
    return server.model_copy(update={"workspace": f"sqlite:///{tmp_path / 'own.db'}"})


@pytest.fixture
def client(at: Settings, driver: Driver) -> Iterator[TestClient]:
    driver.execute_query(
        "CREATE (:Person {personId: 'P1', name: 'Ada Quill', state: 'IL', paperCount: 0, "
        "trialCount: 0})",
        database_=at.neo4j_database,
    )
    here = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50_000)}
    with TestClient(application(at, schema), **here) as client:
        yield client


@pytest.fixture
def ask(client: TestClient, at: Settings) -> Ask:
    """A function that posts a body with the key of a liaison, which may ask documents alone."""
    clear, _ = keys.create(at, "MSL-07", "liaison", ["IL"])

    def asked(body: object, key: str = clear) -> httpx.Response:
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        return client.post("/graphql", content=json.dumps(body), headers=headers)

    return asked


def _code(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    assert "data" not in answer.json() or answer.json()["data"] is None
    return str(error["extensions"]["code"])


def _add(at: Settings, *files: Path) -> Any:
    environment = environment_of(at)
    words = ["document", "add", *map(str, files)]
    return CliRunner().invoke(command, words, env=environment)


def test_a_liaisons_key_is_limited_unless_said_otherwise(at: Settings) -> None:
    roles = {role: keys.create(at, "u", role)[1].documents_only for role in ("viewer", "analyst")}
    assert roles == {"viewer": False, "analyst": False}
    assert keys.create(at, "u", "liaison", ["IL"])[1].documents_only
    assert not keys.create(at, "u", "liaison", ["IL"], documents_only=False)[1].documents_only
    assert keys.create(at, "u", "viewer", documents_only=True)[1].documents_only


def test_a_registered_document_is_asked_by_its_digest(
    at: Settings, ask: Ask, tmp_path: Path
) -> None:
    file = tmp_path / "person.graphql"
    file.write_bytes(TEXT.encode())
    assert _code(ask({"documentId": ID})) == "PERSISTED_DOCUMENT_NOT_FOUND"
    done = _add(at, file)
    assert (done.exit_code, done.output) == (0, f"person.graphql\n{ID}\n")
    answer = ask({"documentId": ID, "variables": {"id": "P1"}})
    assert answer.json() == {"data": {"person": {"name": "Ada Quill"}}}
    again = ask({"documentId": ID, "variables": {"id": "P2"}, "operationName": "Person"})
    assert again.json() == {"data": {"person": None}}
    # Registered again, it is still one.
    assert _add(at, file).exit_code == 0
    assert [one.id for one in documents.documents(at)] == [ID]
    listed = CliRunner().invoke(command, ["document", "list", "--json"], env=environment_of(at))
    assert [row["id"] for row in json.loads(listed.output)] == [ID]


def test_a_text_of_its_own_is_refused_before_anything_of_it_is_read(
    at: Settings, client: TestClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.register(at, "person", TEXT)
    while client.get("/ready").status_code != 200:
        pass  # warming up compiles questions, too
    compiled: list[object] = []
    compile_it = plans.plan
    monkeypatch.setattr(plans, "plan", lambda *some: compiled.append(some) or compile_it(*some))
    texts = [TEXT, "{ sources { name } }", "{", "{ a" * 700, "{ __schema { __typename } }"]
    texts += ["mutation { __typename }", "subscription { __typename }", " " + TEXT]
    for text in texts:
        assert _code(ask({"query": text})) == "FORBIDDEN"
    assert compiled == []
    assert ask({"documentId": ID, "variables": {"id": "P1"}}).status_code == 200
    assert len(compiled) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": ID, "query": TEXT},
        {"documentId": ID, "query": ""},
        {"documentId": 5},
        {"documentId": ["x"]},
        {"documentId": None},
        {"documentId": None, "query": None},
        {},
        {"id": ID},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": ID[7:]}}},
        [{"documentId": ID}],
    ],
    ids=str,
)
def test_a_malformed_body_is_refused(at: Settings, ask: Ask, body: object) -> None:
    documents.register(at, "person", TEXT)
    answer = ask(body)
    assert answer.status_code == 400
    assert _code(answer) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "id",
    [
        "",
        "sha256:",
        ID[7:],
        ID.upper(),
        f" {ID}",
        f"{ID}\n",
        ID.replace("sha256", "md5"),
        "sha256:" + "0" * 64,
        "sha256:" + "'" * 64,
        "x" * 50_000,
        "%",
        "\0",
    ],
    ids=ascii,
)
def test_an_unknown_id_is_refused(at: Settings, ask: Ask, id: str) -> None:
    documents.register(at, "person", TEXT)
    answer = ask({"documentId": id})
    assert answer.status_code == 400
    assert _code(answer) == "PERSISTED_DOCUMENT_NOT_FOUND"
    assert "Ada" not in answer.text


def test_callers_register_nothing(at: Settings, ask: Ask) -> None:
    admin, _ = keys.create(at, "u-1", "admin")
    automatic = {"persistedQuery": {"version": 1, "sha256Hash": ID[7:]}}
    sent = {"query": TEXT, "extensions": automatic, "variables": {"id": "P1"}}
    assert ask(sent, admin).json()["data"] == {"person": {"name": "Ada Quill"}}
    assert documents.documents(at) == []
    assert _code(ask({"documentId": ID})) == "PERSISTED_DOCUMENT_NOT_FOUND"


def test_a_document_gives_no_right_that_the_role_lacks(at: Settings, ask: Ask) -> None:
    text = "{ engagements { totalCount } }"
    documents.register(at, "all", text)
    assert _code(ask({"documentId": documents.id_of(text)})) == "FORBIDDEN"


def test_others_may_ask_by_digest_too(at: Settings, ask: Ask) -> None:
    viewer, _ = keys.create(at, "u-2", "viewer")
    documents.register(at, "person", TEXT)
    answer = ask({"documentId": ID, "variables": {"id": "P1"}}, viewer)
    assert answer.json() == {"data": {"person": {"name": "Ada Quill"}}}


def test_the_tools_of_agents_ask_our_own_questions(
    client: TestClient, at: Settings, ask: Ask
) -> None:
    clear, _ = keys.create(at, "MSL-07", "liaison", ["IL"])
    call = {"name": "profile", "arguments": {"person": "P1"}}
    answer = client.post(
        "/mcp",
        json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call},
        headers={
            "authorization": f"Bearer {clear}",
            "accept": "application/json, text/event-stream",
        },
    )
    assert answer.json()["result"]["structuredContent"]["person"]["name"] == "Ada Quill"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{ nothing }",
        b"\xff\xfe{}",
        b"type Query { a: Int }",
        b"{ sources { name } }\0",
        b"# " + b"x" * 100_000 + b"\n{ sources { name } }",
        b"{ " + b"a: __typename " * 3_000 + b"}",
        b"fragment F on Source { ...F } { sources { ...F } }",
    ],
    ids=range(9),
)
def test_what_could_not_be_asked_is_not_registered(
    at: Settings, tmp_path: Path, content: bytes
) -> None:
    good, bad = tmp_path / "good.graphql", tmp_path / "bad.graphql"
    good.write_bytes(TEXT.encode())
    bad.write_bytes(content)
    done = _add(at, good, bad)
    assert isinstance(done.exception, NotADocument)
    assert "bad.graphql" in str(done.exception)
    assert code_of(done.exception) == 3
    # All of the files or none.
    assert documents.documents(at) == []


def test_an_export_is_of_registered_documents_too(
    at: Settings, client: TestClient, tmp_path: Path
) -> None:
    text = "{ people { nodes { personId name } } }"
    (tmp_path / "people.graphql").write_text(text)
    assert _add(at, tmp_path / "people.graphql").exit_code == 0
    clear, _ = keys.create(at, "MSL-07", "liaison", ["IL"])
    headers = {"authorization": f"Bearer {clear}"}
    refusal = client.post("/export", json={"query": text, "format": "csv"}, headers=headers)
    assert (refusal.status_code, _code(refusal)) == (403, "FORBIDDEN")
    id = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    answer = client.post("/export", json={"documentId": id, "format": "csv"}, headers=headers)
    assert answer.text == "personId,name\r\nP1,Ada Quill\r\n"
