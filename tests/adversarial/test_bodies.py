"""What is sent to the endpoint besides questions: refused in JSON, in bounded time and memory."""

import gzip
import json
import socket
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from listening import listening

from api import bodies
from api.app import application
from api.bodies import LARGEST_BODY
from api.schema import schema
from schema.settings import Settings

QUESTION = {"query": "{ sources { name } }"}
JSON = {"content-type": "application/json"}
SLOW_SECONDS = 1.0


@pytest.fixture(scope="module")
def address(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on the tests' database, for whom a body is slow after a second."""
    home = tmp_path_factory.mktemp("home") if server.neo4j_uri else server.home
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies.Bounded.__init__, "__defaults__", (SLOW_SECONDS,))
        own = {"home": home, "hosts": ("127.0.0.1",), "origins": ("https://desk.example",)}
        with listening(application(server.model_copy(update=own), schema)) as address:
            yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


def _refused(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    (error,) = answer.json()["errors"]
    assert error["message"] and error["extensions"]["code"] in ("BAD_USER_INPUT", "FORBIDDEN")
    assert "Traceback" not in answer.text


NO_QUESTIONS = {
    "nothing": b"",
    "null": b"null",
    "a number": b"1",
    "a text": b'"{ sources { name } }"',
    "a list": b"[]",
    "a batch": json.dumps([QUESTION, QUESTION]).encode(),
    "an empty object": b"{}",
    "half an object": b'{"query": "{ sources',
    "two objects": b"{}{}",
    "a query of 1": b'{"query": 1}',
    "a query of null": b'{"query": null}',
    "an empty query": b'{"query": ""}',
    "a query in a list": b'{"query": ["{ sources { name } }"]}',
    "variables in a list": b'{"query": "{ sources { name } }", "variables": []}',
    "variables in a text": b'{"query": "{ sources { name } }", "variables": "{}"}',
    "a name of 1": b'{"query": "{ sources { name } }", "operationName": 1}',
    "extensions of 1": b'{"query": "{ sources { name } }", "extensions": 1}',
    "UTF-8 cut off": b'{"query": "{ sources { name } } # \xc3"}',
    "Latin-1": '{"query": "{ sources { name } } # \u00fc"}'.encode("latin-1"),
    "UTF-16": json.dumps(QUESTION).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(QUESTION).encode(),
    "a lone surrogate": b'{"query": "{ sources { name } }", "variables": {"a": "\\ud800"}}',
    "a NaN": b'{"query": "{ sources { name } }", "variables": {"a": NaN}}',
    "lists 40,000 deep": b'{"query": "{ sources { name } }", "variables": {"a": '
    + b"[" * 40_000
    + b"]" * 40_000
    + b"}}",
}


NO_OPERATION = (
    b'{"query": "{ sources { name } }", "operationName": "a"}',
    b'{"query": "fragment a on Source { name }"}',
    b'{"query": "subscription { refreshed { __typename } }"}',
)


@pytest.mark.parametrize("body", NO_OPERATION)
@pytest.mark.parametrize(
    "accept, status", [("application/json", 200), ("application/graphql-response+json", 400)]
)
def test_a_document_without_the_operation_is_not_run(
    client: httpx.Client, body: bytes, accept: str, status: int
) -> None:
    answer = client.post("/graphql", content=body, headers=JSON | {"accept": accept})
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT" and "data" not in answer.json()
    assert "extensions" not in answer.json()


@pytest.mark.parametrize("name", NO_QUESTIONS)
def test_what_is_no_question_is_refused(client: httpx.Client, name: str) -> None:
    _refused(client.post("/graphql", content=NO_QUESTIONS[name], headers=JSON), 400)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/graphql"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "text/plain; a=application/json"},
        {"content-type": "application/jsonp"},
        {"content-type": "\u00fc".encode("latin-1").decode("latin-1")},
        JSON | {"content-encoding": "gzip"},
        JSON | {"content-encoding": "br"},
    ],
    ids=str,
)
def test_another_kind_of_body_is_refused_unread(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    body = json.dumps(QUESTION).encode()
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    _refused(client.post("/graphql", content=body, headers=raw), 415)


def test_a_bomb_is_never_unpacked(client: httpx.Client) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    _refused(
        client.post("/graphql", content=bomb, headers=JSON | {"content-encoding": "gzip"}), 415
    )
    _refused(client.post("/graphql", content=bomb, headers=JSON), 400)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_nothing_but_a_post_asks(client: httpx.Client, method: str) -> None:
    for query in ("{ sources { name } }", "mutation { logEngagement }"):
        answer = client.request(method, "/graphql", params={"query": query})
        assert answer.status_code == 405
        assert answer.headers["allow"] == "POST"
        assert method == "HEAD" or answer.json()["errors"]


@pytest.mark.parametrize("accept", ["text/html", "image/png", "application/json;q=0", "x"])
def test_what_cannot_be_given_is_not_acceptable(client: httpx.Client, accept: str) -> None:
    _refused(client.post("/graphql", json=QUESTION, headers={"accept": accept}), 406)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/graphql-response+json", "application/graphql-response+json"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response",
        ),
        ("application/json;q=0.5, application/graphql-response+json;q=0.1", "application/json"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
    ],
)
def test_the_client_chooses_the_media_type(client: httpx.Client, accept: str, media: str) -> None:
    answer = client.post("/graphql", json=QUESTION, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), ("*/*", 200)])
def test_what_was_not_run_is_200_only_where_older_clients_ask(
    client: httpx.Client, accept: str, status: int
) -> None:
    question = {"query": "{ nothing }"}
    answer = client.post("/graphql", json=question, headers={"accept": accept})
    assert answer.status_code == status
    assert answer.json()["errors"] and "data" not in answer.json()
    new = {"accept": "application/graphql-response+json"}
    assert client.post("/graphql", json=question, headers=new).status_code == 400


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost:x", "a@127.0.0.1", "", "[::1", "*"],
)
@pytest.mark.parametrize("path", ["/graphql", "/graphiql", "/static/x"])
def test_a_host_that_is_not_ours_is_misdirected(client: httpx.Client, host: str, path: str) -> None:
    _refused(client.post(path, json=QUESTION, headers={"host": host}), 421)


def test_two_hosts_are_none(address: str) -> None:
    head = b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"
    assert b" 421 " in _spoken(address, [head], 30)[:20] or b" 400 " in _spoken(address, [head], 30)


def test_probes_may_ask_under_any_name(client: httpx.Client) -> None:
    assert client.get("/health", headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "x"])
def test_a_page_of_another_origin_may_not_ask(client: httpx.Client, origin: str) -> None:
    answer = client.post("/graphql", json=QUESTION, headers={"origin": origin})
    _refused(answer, 403)
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_and_allowed_origins_may_ask(client: httpx.Client, address: str) -> None:
    own = client.post("/graphql", json=QUESTION, headers={"origin": address})
    assert own.status_code == 200 and "errors" not in own.json()
    # A page of another origin may ask, but says who it is: it does not sit at this machine.
    answer = client.post("/graphql", json=QUESTION, headers={"origin": "https://desk.example"})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == "https://desk.example"
    asked = {"origin": "https://desk.example", "access-control-request-method": "POST"}
    allowed = client.options("/graphql", headers=asked)
    assert allowed.headers["access-control-allow-origin"] == "https://desk.example"
    asked["origin"] = "https://evil.example"
    assert "access-control-allow-origin" not in client.options("/graphql", headers=asked).headers


@pytest.mark.parametrize("announced", [str(LARGEST_BODY + 1), "50000000", "9" * 18, "9" * 400])
def test_a_long_body_is_refused_before_it_comes(address: str, announced: str) -> None:
    head = _head(f"Content-Length: {announced}")
    answer = _spoken(address, [head], 5)
    assert answer.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 400 "))


@pytest.mark.parametrize("announced", ["-1", "1e3", "0x10", "1,1", ""])
def test_a_length_that_is_no_number_is_refused(address: str, announced: str) -> None:
    # In one piece: a byte that comes after the refusal resets the connection, and loses the answer.
    answer = _spoken(address, [_head(f"Content-Length: {announced}") + b"{}"], 5)
    assert answer.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 400 "))


def test_an_endless_body_stops_at_the_bound_and_takes_no_memory(address: str) -> None:
    before = psutil.Process().memory_info().rss
    chunk = b"2000\r\n" + b" " * 0x2000 + b"\r\n"
    sent, answer = _flooded(address, _head("Transfer-Encoding: chunked"), chunk, 50_000_000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert sent < 50_000_000, "the connection was not closed"
    assert psutil.Process().memory_info().rss - before < 40_000_000


def test_a_slow_body_ends_after_its_time(address: str) -> None:
    begun = time.monotonic()
    answer = _spoken(address, [_head("Content-Length: 100"), b"{"], 10)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert SLOW_SECONDS <= time.monotonic() - begun < SLOW_SECONDS + 4


def test_a_body_of_the_largest_size_is_read(client: httpx.Client) -> None:
    body = json.dumps(QUESTION).encode()
    answer = client.post("/graphql", content=body.ljust(LARGEST_BODY), headers=JSON)
    assert answer.json()["data"] == {"sources": []}
    _refused(client.post("/graphql", content=body.ljust(LARGEST_BODY + 1), headers=JSON), 413)


def _head(length: str) -> bytes:
    return (
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Connection: close\r\n"
        f"{length}\r\n\r\n"
    ).encode()


def _connected(address: str, seconds: float) -> socket.socket:
    host, _, port = address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def _spoken(address: str, parts: list[bytes], seconds: float) -> bytes:
    """What the server says to some bytes before it closes."""
    with _connected(address, seconds) as connection:
        for part in parts:
            connection.sendall(part)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
        return answer


def _flooded(address: str, head: bytes, chunk: bytes, most: int) -> tuple[int, bytes]:
    """How many bytes could be sent after a head, and what the server said."""
    sent = 0
    with _connected(address, 30) as connection:
        connection.sendall(head)
        try:
            while sent < most:
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
        try:
            return sent, connection.recv(65_536)
        except OSError:
            return sent, b"HTTP/1.1 413 (lost with the connection)"
