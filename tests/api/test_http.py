"""What answers over HTTP, and what is refused before any question is read."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from neo4j import Driver
from starlette.testclient import TestClient

from api.app import application
from api.bodies import LARGEST_BODY
from api.schema import schema
from schema.settings import Settings

QUESTION = {"query": '{ person(id: "P1") { name } }'}


@pytest.fixture
def client(server: Settings, tmp_path: Path) -> Iterator[TestClient]:
    """A client of the application on the tests' database."""
    elsewhere = {"home": tmp_path} if server.neo4j_uri else {}
    app = application(server.model_copy(update=elsewhere), schema)
    here = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50_000)}
    with TestClient(app, **here) as client:
        yield client


def _body(size: int) -> bytes:
    """A question of exactly `size` bytes, filled up with blanks."""
    text = b'{"query": "{ person(id: \\"P1\\") { name } }"}'
    return text + b" " * (size - len(text))


def _post(client: TestClient, body: bytes) -> httpx.Response:
    return client.post("/graphql/", content=body, headers={"content-type": "application/json"})


def test_a_question_is_answered(client: TestClient, graph: Driver) -> None:
    answer = client.post("/graphql", json=QUESTION)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"person": {"name": "Ada Quill"}}


def test_errors_come_with_their_code(client: TestClient, graph: Driver) -> None:
    answer = client.post("/graphql", json={"query": "{ people(first: 101) { totalCount } }"})
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["path"] == ["people"]


def test_a_question_by_get_is_refused(client: TestClient, graph: Driver) -> None:
    answer = client.get("/graphql/", params=QUESTION)
    assert answer.status_code in (400, 404, 405)
    assert "Ada" not in answer.text


def test_a_body_of_the_largest_size_is_read(client: TestClient, graph: Driver) -> None:
    answer = _post(client, _body(LARGEST_BODY))
    assert answer.json()["data"] == {"person": {"name": "Ada Quill"}}


def test_a_body_of_one_byte_more_is_refused(client: TestClient) -> None:
    answer = _post(client, _body(LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert str(LARGEST_BODY) in answer.json()["errors"][0]["message"]


def test_a_long_body_that_does_not_say_so_is_refused_too(client: TestClient) -> None:
    def parts() -> Iterator[bytes]:
        yield _body(LARGEST_BODY)
        yield b" "

    answer = client.post("/graphql/", content=parts(), headers={"content-type": "application/json"})
    assert "content-length" not in answer.request.headers
    assert answer.status_code == 413


def test_a_body_that_is_no_json_is_refused(client: TestClient) -> None:
    assert _post(client, b"{").status_code == 400


def test_health_says_that_the_process_lives(client: TestClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive", "process": os.getpid()})


def _warm(client: TestClient) -> httpx.Response:
    """What `/ready` says once the server is warm."""
    while (answer := client.get("/ready")).json().get("reason") == "warming up":
        assert answer.status_code == 503
    return answer


def test_ready_is_a_graph_that_holds_somebody(client: TestClient, graph: Driver) -> None:
    answer = _warm(client)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_an_empty_graph_is_not_ready(client: TestClient, driver: Driver) -> None:
    answer = _warm(client)
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "the graph is empty"}


def test_the_page_for_queries_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/graphiql")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "http:" not in policy + answer.text
    assert "https:" not in policy
