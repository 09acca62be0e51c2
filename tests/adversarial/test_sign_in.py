"""Cases 9 and 11: whoever is not signed in is told so, and nothing is fetched for it."""

import asyncio
import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api import sign_in
from api.sign_in import SignIn
from api.signing_keys import SigningKeys
from api.tokens import Tokens
from schema.settings import Settings
from workspace import keys

ISSUER, AUDIENCE = "https://issuer.test/", "peerline"
RSA_KEY = rsa.generate_private_key(65_537, 2_048)
OTHER_KEY = rsa.generate_private_key(65_537, 2_048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


class KeyServer:
    """A real server of signing keys on loopback, which counts who asks it for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.body = self.listing(first=RSA_KEY, curve=EC_KEY)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, format: str, *args: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def listing(**private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
        listed = []
        for kid, key in private.items():
            by = jwt.algorithms.RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else (
                jwt.algorithms.ECAlgorithm
            )  # fmt: skip
            listed.append({**by.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"})
        return json.dumps({"keys": listed}).encode()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def key_server() -> Iterator[KeyServer]:
    server = KeyServer()
    yield server
    server.stop()


@pytest.fixture
def at(key_server: KeyServer, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        oidc_issuer=ISSUER,
        oidc_audience=AUDIENCE,
        oidc_keys=f"{key_server.address}/keys",
    )


async def _echo(request: Request) -> JSONResponse:
    caller = request.state.caller
    return JSONResponse(
        [caller.subject, caller.role.value, sorted(caller.territory), caller.purpose]
    )


def _app(at: Settings, host: str = "127.0.0.1") -> SignIn:
    paths = ("/graphql", "/other")
    routes = [Route(path, _echo, methods=["GET", "POST"]) for path in paths]
    routes.append(Route("/health", lambda request: JSONResponse("alive")))
    return SignIn(Starlette(routes=routes), at, host)


def _client(app: SignIn, base: str = "http://127.0.0.1", client: str = "127.0.0.1") -> TestClient:
    return TestClient(app, base_url=base, client=(client, 50_000))


@pytest.fixture
def ask(at: Settings) -> Callable[[str], httpx.Response]:
    """A function that asks from elsewhere, with these credentials."""
    client = _client(_app(at), "http://peerline.test", "198.51.100.7")

    def asked(token: str) -> httpx.Response:
        return client.post("/graphql", headers={b"Authorization": f"Bearer {token}".encode()})

    return asked


def _claims(**other: Any) -> dict[str, Any]:
    claims = {"sub": "u-7", "iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 600}
    claims |= {"role": "liaison", "territory": ["IL", "DE"]} | other
    return {name: value for name, value in claims.items() if value is not None}


def _token(
    claims: dict[str, Any] | None = None,
    key: Any = RSA_KEY,
    algorithm: str = "RS256",
    kid: Any = "first",
    **header: Any,
) -> str:
    headers = {"kid": kid, **header}
    payload = json.dumps(claims or _claims()).encode()
    return jwt.PyJWS().encode(payload, key, algorithm=algorithm, headers=headers)


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _by_hand(header: dict[str, Any], claims: dict[str, Any], secret: bytes | None = None) -> str:
    """A token that the library itself would not make."""
    text = f"{_part(header)}.{_part(claims)}"
    if secret is None:
        return f"{text}."
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = algorithm.sign(text.encode(), secret)
    return f"{text}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def test_a_token_of_the_issuer_signs_in(
    ask: Callable[[str], httpx.Response], key_server: KeyServer
) -> None:
    wanted = ["u-7", "liaison", ["DE", "IL"], ""]
    assert ask(_token()).json() == wanted
    assert ask(_token(key=EC_KEY, algorithm="ES256", kid="curve")).json() == wanted
    assert ask(_token(_claims(aud=["x", AUDIENCE], territory="IL DE"))).json() == wanted
    assert key_server.asked == ["/keys"]


PEM = RSA_KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
JWK = jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key(), as_dict=True)
FORGED = {
    "alg none": lambda here: _by_hand({"alg": "none", "kid": "first"}, _claims()),
    "alg None": lambda here: _by_hand({"alg": "None", "kid": "first"}, _claims()),
    "signed with the public key": lambda here: _by_hand(
        {"alg": "HS256", "kid": "first"}, _claims(), PEM
    ),
    "algorithm not listed": lambda here: _token(algorithm="RS512"),
    "algorithm of another kind of key": lambda here: _token(
        key=EC_KEY, algorithm="ES256", kid="first"
    ),
    "crit": lambda here: _token(crit=["b64"], b64=True),
    "jku": lambda here: _token(key=OTHER_KEY, jku=f"{here}/evil"),
    "jku with the true key": lambda here: _token(jku=f"{here}/evil"),
    "x5u": lambda here: _token(key=OTHER_KEY, x5u=f"{here}/evil"),
    "embedded key": lambda here: _token(key=OTHER_KEY, jwk=JWK),
    "embedded chain": lambda here: _token(key=OTHER_KEY, x5c=["AAAA"]),
    "path as key id": lambda here: _by_hand(
        {"alg": "RS256", "kid": "../../../../dev/null"}, _claims(), b""
    ),
    "address as key id": lambda here: _by_hand(
        {"alg": "RS256", "kid": f"{here}/evil"}, _claims(), b""
    ),
    "list as key id": lambda here: _by_hand({"alg": "RS256", "kid": ["first"]}, _claims(), b""),
    "no key id": lambda here: _by_hand({"alg": "RS256"}, _claims(), b""),
    "list as algorithm": lambda here: _by_hand({"alg": ["RS256"], "kid": "first"}, _claims(), b""),
    "another's signature": lambda here: _token(key=OTHER_KEY),
    "issuer as list": lambda here: _token(_claims(iss=[ISSUER])),
    "another issuer": lambda here: _token(_claims(iss="https://issuer.test")),
    "no issuer": lambda here: _token(_claims(iss=None)),
    "another audience": lambda here: _token(_claims(aud="others")),
    "no audience": lambda here: _token(_claims(aud=None)),
    "no expiry": lambda here: _token(_claims(exp=None)),
    "expired": lambda here: _token(_claims(exp=int(time.time()) - 60)),
    "expiry beyond numbers": lambda here: _token(_claims(exp=1e400)),
    "expiry in words": lambda here: _token(_claims(exp="never")),
    "not yet": lambda here: _token(_claims(nbf=int(time.time()) + 600)),
    "no subject": lambda here: _token(_claims(sub=None)),
    "empty subject": lambda here: _token(_claims(sub="")),
    "long subject": lambda here: _token(_claims(sub="x" * 201)),
    "no token": lambda here: "x",
    "empty parts": lambda here: "..",
    "no letters": lambda here: "é.é.é",
    "nested header": lambda here: f"{'W1tb' * 1_500}.e30.AA",
    "9 kB": lambda here: "a" * 9_000,
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_token_signs_nobody_in_and_leads_nowhere(
    forged: str, ask: Callable[[str], httpx.Response], key_server: KeyServer
) -> None:
    assert ask(_token()).status_code == 200
    answer = ask(FORGED[forged](key_server.address))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert key_server.asked == ["/keys"]


@pytest.mark.parametrize("role", [None, "", "root", ["viewer", "auditor"], {"admin": 1}, 7])
def test_a_token_without_one_role_of_ours_is_forbidden(
    role: object, ask: Callable[[str], httpx.Response]
) -> None:
    answer = ask(_token(_claims(role=role)))
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_flood_of_unknown_key_ids_causes_one_fetch_a_minute(
    at: Settings, key_server: KeyServer
) -> None:
    now = [0.0]
    app = _app(at)
    app.tokens = Tokens(at, SigningKeys(f"{key_server.address}/keys", lambda: now[0]))
    client = _client(app)

    def asked(kid: str) -> int:
        token = _token(key=OTHER_KEY, kid=kid)
        return client.post("/graphql", headers={"Authorization": f"Bearer {token}"}).status_code

    assert [asked(f"k{n}") for n in range(200)] == [401] * 200
    assert len(key_server.asked) == 1
    # The issuer signs with a new key now; it is known once the minute is over.
    key_server.body = KeyServer.listing(first=RSA_KEY, fresh=OTHER_KEY)
    assert asked("fresh") == 401
    now[0] = 61.0
    assert asked("fresh") == 200
    assert [asked(f"k{n}") for n in range(200)] == [401] * 200
    assert len(key_server.asked) == 2


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"keys": 7}', b'{"keys": [7, {}]}', b"x"])
def test_known_keys_serve_while_the_key_server_is_down_or_talks_nonsense(
    body: bytes, at: Settings, key_server: KeyServer
) -> None:
    now = [0.0]
    app = _app(at)
    app.tokens = Tokens(at, SigningKeys(f"{key_server.address}/keys", lambda: now[0]))
    client = _client(app)
    signed = {"Authorization": f"Bearer {_token()}"}
    assert client.post("/graphql", headers=signed).status_code == 200
    key_server.body, now[0] = body, 7_200.0
    assert client.post("/graphql", headers=signed).status_code == 200
    assert len(key_server.asked) == 2
    key_server.stop()
    now[0] = 14_400.0
    assert client.post("/graphql", headers=signed).status_code == 200


def test_without_any_key_sign_in_is_unavailable(at: Settings, key_server: KeyServer) -> None:
    key_server.stop()
    answer = _client(_app(at)).post("/graphql", headers={"Authorization": f"Bearer {_token()}"})
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


def test_a_key_signs_in_until_it_is_revoked(
    at: Settings, ask: Callable[[str], httpx.Response], monkeypatch: pytest.MonkeyPatch
) -> None:
    clear, key = keys.create(at, "u-9", "liaison", ["IL"], 1)
    assert ask(clear).json() == ["u-9", "liaison", ["IL"], ""]
    now = time.monotonic()
    keys.revoke(at, key.prefix)
    monkeypatch.setattr(sign_in.time, "monotonic", lambda: now + 2)
    assert ask(clear).status_code == 401


def test_an_expired_key_does_not_sign_in(
    at: Settings, ask: Callable[[str], httpx.Response]
) -> None:
    clear, _ = keys.create(at, "u-9", "viewer", expires_in_days=1)
    with keys.opened(at) as connection:
        connection.execute(keys.update(keys.KEY).values(expires_at=keys.datetime.now(keys.UTC)))
    assert ask(clear).status_code == 401


@pytest.mark.parametrize(
    "where", ["?key={}", "/{}", "?a=1&access_token=x", "?API_KEY=x", "?q=%70{}"]
)
def test_a_key_in_the_address_is_refused_and_never_logged(
    where: str, at: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    clear, _ = keys.create(at, "u-9", "admin")
    placed = where.format(clear[1:] if "%70" in where else clear)
    with caplog.at_level(logging.DEBUG):
        client = _client(_app(at))
        answer = client.post(f"/graphql{placed}", headers={"Authorization": f"Bearer {clear}"})
    assert answer.status_code == 400
    assert "revoke" in answer.json()["errors"][0]["message"]
    assert clear not in answer.text
    ours = [one for one in caplog.records if not one.name.startswith("http")]
    assert not [one for one in ours if clear in one.getMessage()]


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer  "},
        {"Authorization": "bearer null"},
        [("Authorization", "Bearer a"), ("Authorization", "Bearer b")],
    ],
    ids=str,
)
def test_poor_credentials_are_not_taken_for_none(headers: Any, at: Settings) -> None:
    assert _client(_app(at)).post("/graphql", headers=headers).status_code == 401


def test_this_machine_needs_no_key(at: Settings) -> None:
    assert _client(_app(at)).post("/graphql").json()[:2] == ["local", "admin"]
    for base in ("http://localhost:8000", "http://[::1]"):
        assert _client(_app(at), base).post("/graphql").status_code == 200


@pytest.mark.parametrize(
    ("listens", "client", "headers"),
    [
        ("0.0.0.0", "127.0.0.1", {}),
        ("192.0.2.1", "127.0.0.1", {}),
        ("127.0.0.1", "192.0.2.7", {}),
        ("127.0.0.1", "127.0.0.1", {"Host": "rebound.test"}),
        ("127.0.0.1", "127.0.0.1", {"Host": "127.0.0.1.rebound.test"}),
        ("127.0.0.1", "127.0.0.1", {"Host": "localhost@rebound.test"}),
        ("127.0.0.1", "127.0.0.1", {"Host": ""}),
        ("127.0.0.1", "127.0.0.1", {"Host": "[::1"}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", "127.0.0.1", {"Forwarded": "for=192.0.2.7"}),
        ("127.0.0.1", "127.0.0.1", {"Origin": "https://evil.test"}),
        ("127.0.0.1", "127.0.0.1", {"Origin": "null"}),
    ],
    ids=str,
)
def test_nobody_else_passes_for_this_machine(
    listens: str, client: str, headers: dict[str, str], at: Settings
) -> None:
    answer = _client(_app(at, listens), client=client).post("/graphql", headers=headers)
    assert answer.status_code == 401


@pytest.mark.parametrize("closed", [{"sign_in": "required"}, {"production": True}], ids=str)
def test_where_sign_in_is_required_this_machine_signs_in_too(
    closed: dict[str, Any], at: Settings
) -> None:
    client = _client(_app(at.model_copy(update=closed)))
    assert client.post("/graphql").status_code == 401
    assert client.get("/health").json() == "alive"
    assert client.post("/other").status_code == 401
    assert client.post("/static/../graphql").status_code == 401


def test_a_purpose_is_taken_from_the_list_and_bounded(at: Settings) -> None:
    client = _client(
        _app(at.model_copy(update={"purposes": ("congress", "Studienplanung für Köln")}))
    )

    def asked(purpose: bytes) -> httpx.Response:
        return client.post("/graphql", headers={b"Peerline-Purpose": purpose})

    assert asked("Studienplanung für Köln".encode()).json()[3] == "Studienplanung für Köln"
    assert asked(b"gossip").status_code == 400
    assert _client(_app(at)).post("/graphql", headers={"Peerline-Purpose": "x" * 200}).is_success
    for poor in (b"x" * 201, "a\u202eb".encode(), b"a\tb"):
        answer = _client(_app(at)).post("/graphql", headers={b"Peerline-Purpose": poor})
        assert answer.status_code == 400
    headers = [(b"host", b"localhost"), (b"peerline-purpose", b"\xff")]
    scope = {"type": "http", "headers": headers, "client": ("127.0.0.1", 50_000)}
    with pytest.raises(sign_in.Refused, match="UTF-8"):
        asyncio.run(_app(at).caller(scope))


def test_the_workspace_out_of_reach_is_unavailable(at: Settings) -> None:
    clear, _ = keys.create(at, "u-9", "viewer")
    gone = at.model_copy(update={"workspace": "postgresql+psycopg://me:hush@127.0.0.1:1/none"})
    answer = _client(_app(gone)).post("/graphql", headers={"Authorization": f"Bearer {clear}"})
    assert answer.status_code == 503
    assert "hush" not in answer.text
