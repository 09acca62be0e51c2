"""A new version of the graph is told over WebSockets and streams, to whom may hear it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from listening import listening
from neo4j import Driver
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api import lasting, places, publications, sockets
from api.app import application
from api.schema import schema
from graph import connection
from schema.environment import environment_of
from schema.settings import Settings
from workspace import documents, keys

PROTOCOL: Any = "graphql-transport-ws"
FIRST, SECOND = "a" * 64, "b" * 64
REFRESHED = f'subscription {{ refreshed(since: "{FIRST}") {{ snapshot publishedAt version }} }}'
OLDER = f'subscription {{ refreshed(since: "{SECOND}") {{ snapshot }} }}'
Talk = Callable[[ClientConnection], Awaitable[Any]]


@pytest.fixture
def at(server: Settings, tmp_path: Path, driver: Driver) -> Settings:
    """Settings with a home of their own, in which a refresh has ended."""
    there = connection.address(server)
    (tmp_path / "refreshed").write_text(FIRST)
    words = {"neo4j_uri": there.uri, "neo4j_user": there.user, "home": tmp_path, "workspace": None}
    password = Settings(NEO4J_PASSWORD=there.password).neo4j_password
    return server.model_copy(update=words | {"neo4j_password": password})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at every few seconds is looked at at once."""
    monkeypatch.setattr(publications, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(lasting, "AGAIN_SECONDS", 0.2)
    monkeypatch.setattr("api.sign_in.REMEMBERED_SECONDS", 0.0)


@pytest.fixture
def address(at: Settings, quick: None) -> Iterator[str]:
    """Where the application listens; whoever comes must sign in."""
    strict = at.model_copy(update={"sign_in": "required", "origins": ("https://ours.test",)})
    with listening(application(strict, schema)) as address:
        yield address


@pytest.fixture
def bearer(at: Settings) -> str:
    return f"Bearer {keys.create(at, 'u-1', 'viewer')[0]}"


def _talk(address: str, talk: Talk, **how: Any) -> Any:
    async def run() -> Any:
        url = address.replace("http", "ws") + "/graphql"
        subprotocols = how.pop("subprotocols", [PROTOCOL])
        async with connect(url, subprotocols=subprotocols, **how) as socket:
            async with asyncio.timeout(30):
                return await talk(socket)

    return asyncio.run(run())


async def _init(socket: ClientConnection, bearer: str) -> None:
    payload = {"Authorization": bearer}
    await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
    assert json.loads(await socket.recv()) == {"type": "connection_ack"}


async def _subscribe(socket: ClientConnection, query: str = REFRESHED, id: str = "1") -> None:
    payload = {"query": query}
    await socket.send(json.dumps({"type": "subscribe", "id": id, "payload": payload}))


async def _pong(socket: ClientConnection) -> None:
    """Return once the server has taken what was sent before."""
    await socket.send(json.dumps({"type": "ping"}))
    assert json.loads(await socket.recv()) == {"type": "pong"}


async def _code(socket: ClientConnection) -> int:
    """The code with which the server ends the connection, whatever it says before."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as closed:
        assert closed.rcvd is not None
        return closed.rcvd.code


def test_a_new_version_is_told_once_to_all_who_wait(
    address: str, at: Settings, bearer: str
) -> None:
    async def talk(socket: ClientConnection) -> list[Any]:
        await _init(socket, bearer)
        for id in ("one", "two"):
            await _subscribe(socket, id=id)
        await _pong(socket)
        mark = at.home / "refreshed"
        mark.unlink()  # as a refresh begins, and ends
        mark.write_text(SECOND)
        return [json.loads(await socket.recv()) for _ in range(2)]

    messages = _talk(address, talk)
    assert sorted(message["id"] for message in messages) == ["one", "two"]
    for message in messages:
        assert message["type"] == "next"
        told = message["payload"]["data"]["refreshed"]
        assert told["snapshot"] == SECOND
        assert told["publishedAt"].endswith("Z")


def test_who_knows_an_older_version_is_told_at_once(address: str, bearer: str) -> None:
    async def talk(socket: ClientConnection) -> Any:
        await _init(socket, bearer)
        await _subscribe(socket, OLDER)
        told = json.loads(await socket.recv())
        await socket.send(json.dumps({"type": "complete", "id": "1"}))
        # Its id is free again.
        await _subscribe(socket)
        await _pong(socket)
        return told

    assert _talk(address, talk)["payload"] == {"data": {"refreshed": {"snapshot": FIRST}}}


def test_credentials_may_come_with_the_handshake(address: str, bearer: str) -> None:
    async def talk(socket: ClientConnection) -> Any:
        await socket.send(json.dumps({"type": "connection_init"}))
        return json.loads(await socket.recv())

    headers = {"Authorization": bearer}
    assert _talk(address, talk, additional_headers=headers) == {"type": "connection_ack"}


@pytest.mark.parametrize(
    "payload",
    [None, {}, {"Authorization": "Bearer x"}, {"authorization": 5}, {"token": "x"}],
    ids=str,
)
def test_who_is_not_signed_in_hears_nothing(address: str, payload: object) -> None:
    async def talk(socket: ClientConnection) -> int:
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        return await _code(socket)

    assert _talk(address, talk) == 4403


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer peer_00000000_" + "a" * 43},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_a_handshake_from_elsewhere_is_refused(address: str, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        _talk(address, _code, additional_headers=headers)
    assert refused.value.response.status_code == 403


def test_a_handshake_for_another_host_is_refused(address: str) -> None:
    port = int(address.rpartition(":")[2])
    with pytest.raises(InvalidStatus) as refused:
        _talk(f"http://evil.test:{port}", _code, host="127.0.0.1", port=port)
    assert refused.value.response.status_code == 421


INIT = {"type": "connection_init"}
SUBSCRIBE = {"type": "subscribe", "id": "1", "payload": {"query": REFRESHED}}


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["{"], 4400),
        (["null"], 4400),
        (["[]"], 4400),
        (['"x"'], 4400),
        (["5"], 4400),
        (["{}"], 4400),
        (["[" * 100_000], 4400),
        ([b"\x00\xff"], 4400),
        (['{"type": "unknown"}'], 4400),
        (['{"type": ["x"]}'], 4400),
        ([json.dumps(INIT | {"payload": 5})], 4400),
        ([json.dumps(INIT | {"payload": []})], 4400),
        (["x" * 100_001], 4400),
        ([json.dumps(SUBSCRIBE)], 4401),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_message_before_the_sign_in_that_is_none_ends_the_connection(
    address: str, messages: list[Any], code: int
) -> None:
    async def talk(socket: ClientConnection) -> int:
        for message in messages:
            await socket.send(message)
        return await _code(socket)

    assert _talk(address, talk) == code


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([INIT], 4429),
        ([SUBSCRIBE, SUBSCRIBE], 4409),
        ([SUBSCRIBE | {"id": "x" * 101}], 4400),
        ([SUBSCRIBE | {"id": ""}], 4400),
        ([SUBSCRIBE | {"id": ["x"]}], 4400),
        ([SUBSCRIBE | {"payload": None}], 4400),
        ([SUBSCRIBE | {"payload": "x"}], 4400),
        ([{"type": "subscribe", "payload": {"query": REFRESHED}}], 4400),
        ([{"type": "complete", "id": {}}], 4400),
        ([{"type": "connection_ack"}], 4400),
        ([{"type": "next", "id": "1"}], 4400),
    ],
    ids=lambda value: ascii(value)[:60],
)
def test_a_message_after_the_sign_in_that_is_none_ends_the_connection(
    address: str, bearer: str, messages: list[Any], code: int
) -> None:
    async def talk(socket: ClientConnection) -> int:
        await _init(socket, bearer)
        for message in messages:
            await socket.send(json.dumps(message))
        return await _code(socket)

    assert _talk(address, talk) == code


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{ sources { name } }"}, "BAD_USER_INPUT"),
        ({"query": "mutation { shareQuery(id: 1) { __typename } }"}, "BAD_USER_INPUT"),
        ({"query": "{"}, "BAD_USER_INPUT"),
        ({"query": ""}, "BAD_USER_INPUT"),
        ({"query": "subscription { nothing }"}, "BAD_USER_INPUT"),
        ({"query": "subscription { refreshed { snapsho } }"}, "BAD_USER_INPUT"),
        ({"query": "subscription { a: refreshed { snapshot } b: refreshed { snapshot } }"},
         "BAD_USER_INPUT"),
        ({"query": REFRESHED, "operationName": "x"}, "BAD_USER_INPUT"),
        ({"query": REFRESHED, "variables": [1]}, "BAD_USER_INPUT"),
        ({"query": "subscription { " + "refreshed { snapshot } " * 400 + "}"}, "BAD_USER_INPUT"),
        ({"documentId": "sha256:" + "0" * 64}, "PERSISTED_DOCUMENT_NOT_FOUND"),
        ({"documentId": "x", "query": REFRESHED}, "BAD_USER_INPUT"),
    ],
    ids=lambda value: ascii(value)[:60],
)  # fmt: skip
def test_what_cannot_be_told_is_an_error_and_the_connection_goes_on(
    address: str, bearer: str, payload: dict[str, Any], code: str
) -> None:
    async def talk(socket: ClientConnection) -> Any:
        await _init(socket, bearer)
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
        answer = json.loads(await socket.recv())
        await _pong(socket)
        return answer

    answer = _talk(address, talk)
    assert (answer["type"], answer["id"]) == ("error", "1")
    assert answer["payload"][0]["extensions"]["code"] == code
    assert "Did you mean" not in answer["payload"][0]["message"]


def test_other_protocols_are_not_spoken(address: str) -> None:
    assert _talk(address, _code, subprotocols=["graphql-ws"]) == 4406


def test_who_says_nothing_and_who_asks_nothing_is_sent_away(
    at: Settings, bearer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "INIT_SECONDS", 0.2)
    monkeypatch.setattr(sockets, "IDLE_SECONDS", 0.5)

    async def idle(socket: ClientConnection) -> int:
        await _init(socket, bearer)
        return await _code(socket)

    with listening(application(at, schema)) as address:
        assert _talk(address, _code) == 4408
        assert _talk(address, idle) == 1000


def test_places_are_bounded_for_one_and_for_all(
    at: Settings, bearer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.Places, "__init__", _few(places.Places.__init__))
    other = f"Bearer {keys.create(at, 'u-2', 'viewer')[0]}"

    async def talk(socket: ClientConnection) -> list[Any]:
        await _init(socket, bearer)
        url = address.replace("http", "ws") + "/graphql"
        found: list[Any] = []
        async with connect(url, subprotocols=[PROTOCOL]) as second:
            await second.send(json.dumps(INIT | {"payload": {"Authorization": bearer}}))
            found.append(await _code(second))
        async with connect(url, subprotocols=[PROTOCOL]) as second:
            await _init(second, other)
            try:
                async with connect(url, subprotocols=[PROTOCOL]):
                    pass
            except InvalidStatus as refused:
                found.append(refused.response.status_code)
        return found

    with listening(application(at, schema)) as address:
        assert _talk(address, talk) == [1013, 403]
        # Every place is free again.
        assert _talk(address, lambda socket: _init(socket, bearer)) is None
        assert _talk(address, lambda socket: _init(socket, bearer)) is None


def _few(made: Any) -> Any:
    return lambda self, *_: made(self, in_all=2, of_one=1)


def test_a_connection_holds_so_many_subscriptions(address: str, bearer: str) -> None:
    async def talk(socket: ClientConnection) -> Any:
        await _init(socket, bearer)
        for n in range(sockets.MOST_OPERATIONS + 1):
            await _subscribe(socket, id=str(n))
        return json.loads(await socket.recv())

    answer = _talk(address, talk)
    assert (answer["type"], answer["id"]) == ("error", str(sockets.MOST_OPERATIONS))


def test_a_subscription_costs_points(
    address: str, bearer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api import points

    monkeypatch.setattr(points, "LIMITS", {r: _of_two(x) for r, x in points.LIMITS.items()})

    async def talk(socket: ClientConnection) -> Any:
        await _init(socket, bearer)
        for n in range(3):
            await _subscribe(socket, id=str(n))
        return json.loads(await socket.recv())

    answer = _talk(address, talk)
    assert answer["id"] == "2"
    assert answer["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


def _of_two(limits: Any) -> Any:
    from dataclasses import replace

    return replace(limits, points_an_hour=2)


def _revoke(at: Settings, key: keys.Key) -> None:
    keys.revoke(at, key.prefix)


def _expire(at: Settings, key: keys.Key) -> None:
    with keys.opened(at) as opened:
        opened.execute(keys.update(keys.KEY).values(expires_at=key.created_at))


def _demote(at: Settings, key: keys.Key) -> None:
    with keys.opened(at) as opened:
        opened.execute(keys.update(keys.KEY).values(documents_only=True))


@pytest.mark.parametrize("end", [_revoke, _expire, _demote])
def test_a_key_that_signs_in_no_longer_ends_what_it_opened(
    address: str, at: Settings, end: Callable[[Settings, keys.Key], None]
) -> None:
    clear, key = keys.create(at, "u-9", "viewer")

    async def talk(socket: ClientConnection) -> int:
        await _init(socket, f"Bearer {clear}")
        await _subscribe(socket)
        await _pong(socket)
        end(at, key)
        return await _code(socket)

    assert _talk(address, talk) == 4401


def test_a_key_limited_to_documents_subscribes_by_id(address: str, at: Settings) -> None:
    clear, _ = keys.create(at, "MSL-07", "liaison", ["IL"])
    documents.register(at, "refreshed", OLDER)

    async def talk(socket: ClientConnection) -> list[Any]:
        await _init(socket, f"Bearer {clear}")
        asked = {"documentId": documents.id_of(OLDER)}
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": asked}))
        told = json.loads(await socket.recv())
        # After a trusted one, a text of its own is still refused.
        await _subscribe(socket, OLDER, id="2")
        return [told, json.loads(await socket.recv())]

    told, refused = _talk(address, talk)
    assert told["payload"]["data"] == {"refreshed": {"snapshot": FIRST}}
    assert refused["payload"][0]["extensions"]["code"] == "FORBIDDEN"


# By server-sent events.


def _events(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    event = ""
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name.startswith("data"):
            yield event, json.loads(value) if value else None


def _stream(address: str, bearer: str, body: dict[str, Any]) -> Any:
    headers = {"accept": "text/event-stream", "authorization": bearer}
    return httpx.stream("POST", f"{address}/graphql", json=body, headers=headers, timeout=30)


def test_a_stream_tells_a_new_version(address: str, at: Settings, bearer: str) -> None:
    with _stream(address, bearer, {"query": REFRESHED}) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        (at.home / "refreshed").write_text(SECOND)
        event, told = next(_events(answer))
    assert event == "next"
    assert told["data"]["refreshed"]["snapshot"] == SECOND


def test_a_stream_ends_with_the_key(address: str, at: Settings) -> None:
    clear, key = keys.create(at, "u-9", "viewer")
    with _stream(address, f"Bearer {clear}", {"query": OLDER}) as answer:
        events = _events(answer)
        assert next(events)[0] == "next"
        keys.revoke(at, key.prefix)
        rest = list(events)
    assert [event for event, _ in rest] == ["next", "complete"]
    assert rest[0][1]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "query",
    ["{ sources { name } }", 'mutation { release(person: "P1", why: "w") { __typename } }', "{"],
)
def test_a_stream_answers_no_question_and_changes_nothing(
    address: str, bearer: str, query: str
) -> None:
    with _stream(address, bearer, {"query": query}) as answer:
        events = list(_events(answer))
    assert [event for event, _ in events] == ["next", "complete"]
    assert events[0][1]["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_stream_is_refused_as_a_post_is(address: str, at: Settings, bearer: str) -> None:
    for body, status in (({"query": 1}, 400), ({}, 400)):
        with _stream(address, bearer, body) as answer:
            assert answer.status_code == status
    with _stream(address, "Bearer x", {"query": REFRESHED}) as answer:
        assert answer.status_code == 401
    limited = f"Bearer {keys.create(at, 'MSL-07', 'liaison', ['IL'])[0]}"
    with _stream(address, limited, {"query": REFRESHED}) as answer:
        answer.read()
        assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    got = httpx.get(f"{address}/graphql", params={"query": REFRESHED},
                    headers={"accept": "text/event-stream", "authorization": bearer})  # fmt: skip
    assert got.status_code == 405


def test_places_of_streams_are_bounded_and_free_again(
    at: Settings, bearer: str, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.Places, "__init__", _few(places.Places.__init__))
    query = {"query": OLDER}
    with listening(application(at, schema)) as address:
        with _stream(address, bearer, query) as first:
            events = _events(first)
            assert next(events)[0] == "next"
            with _stream(address, bearer, query) as second:
                assert second.status_code == 429
                assert second.headers["retry-after"] == "10"
        # The client has left, and with it its place; the server sees so in a moment.
        for _ in range(100):
            with _stream(address, bearer, query) as third:
                if third.status_code == 200:
                    break
        assert third.status_code == 200


def test_a_stop_of_the_server_ends_streams_and_connections(at: Settings, bearer: str) -> None:
    program = "from api.serving import serve; from schema.settings import Settings; import sys\n"
    program += "serve(Settings(), '127.0.0.1', 0, lambda host, port: print(port, flush=True))"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | environment_of(at),
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}"

        async def talk(socket: ClientConnection) -> tuple[list[str], int]:
            await _init(socket, bearer)
            await _subscribe(socket, OLDER)
            await socket.recv()
            with _stream(address, bearer, {"query": OLDER}) as answer:
                events = _events(answer)
                assert next(events)[0] == "next"
                process.send_signal(signal.SIGTERM)
                rest = await asyncio.to_thread(lambda: [event for event, _ in events])
            return rest, await _code(socket)

        assert _talk(address, talk) == (["complete"], 1012)
        # Long before the half minute that what is under way has to end.
        assert process.wait(15) in (0, -signal.SIGTERM)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_the_server_of_the_product_reads_no_larger_message() -> None:
    from api.serving import RULES

    assert uvicorn.Config(lambda: None, **RULES).ws_max_size == 100_000
