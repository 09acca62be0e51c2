"""The network explorer is served to everybody, says nothing by itself, and asks only documents that
the server knows."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from graphql import parse, validate
from neo4j import Driver
from starlette.testclient import TestClient

from api.app import application
from api.schema import schema
from explorer import BUILT, document_of
from schema.settings import Settings
from workspace import keys
from workspace.documents import id_of

NONCE = re.compile(r'<meta name="style-nonce" content="([^"]+)"')
DOCUMENTS: dict[str, str] = json.loads((BUILT / "documents.json").read_bytes())
ME = next(id for id, text in DOCUMENTS.items() if text.startswith("query Me "))


@pytest.fixture
def at(server: Settings, tmp_path: Path) -> Settings:
    words = {"sign_in": "required", "workspace": f"sqlite:///{tmp_path / 'own.db'}"}
    return server.model_copy(update=words)


@pytest.fixture
def client(at: Settings, driver: Driver) -> Iterator[TestClient]:
    """A client of an application that wants to know who asks."""
    with TestClient(application(at, schema), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/explore", "/explore/network", "/explore/a/b?q=1"])
def test_every_address_of_a_view_gives_the_page_without_credentials(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<div id="page"></div>' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_styles_hold_by_a_nonce_that_no_two_pages_share(client: TestClient) -> None:
    nonces = []
    for _ in range(3):
        answer = client.get("/")
        [nonce] = NONCE.findall(answer.text)
        policy = answer.headers["content-security-policy"]
        assert f"style-src 'self' 'nonce-{nonce}'" in policy
        assert "unsafe" not in policy and "http" not in policy
        nonces.append(nonce)
    assert len(set(nonces)) == 3
    assert min(map(len, nonces)) >= 22  # 16 bytes in base 64


def test_the_page_is_told_of_the_issuer_and_may_reach_its_origins_alone(at: Settings) -> None:
    words = {
        "oidc_issuer": 'https://issuer.test:8443/"><script>/',
        "oidc_audience": "</head>&amp;",
        "oidc_keys": "https://issuer.test/keys",
        "oidc_client": "peerline-page",
        "oidc_scopes": ("read",),
        "oidc_origins": ("https://login.test",),
    }
    with TestClient(application(at.model_copy(update=words), schema)) as client:
        answer = client.get("/explore/signed-in?code=x&state=y")
    [told] = re.findall(r'<meta name="sign-in" content="([^"]+)" />', answer.text)
    assert "<script>/" not in answer.text and "</head>&" not in answer.text
    assert json.loads(unescape(told)) == {
        "issuer": words["oidc_issuer"],
        "client": "peerline-page",
        "scope": "openid read",
        "audience": "</head>&amp;",
    }
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'self' https://issuer.test:8443 https://login.test;" in policy
    assert policy.count("https://") == 2


def test_without_an_issuer_the_page_reaches_its_own_server_alone(client: TestClient) -> None:
    answer = client.get("/")
    assert '<meta name="sign-in" content="" />' in answer.text
    assert "connect-src 'self';" in answer.headers["content-security-policy"]


def test_the_page_and_what_it_is_made_of_name_no_other_host(client: TestClient) -> None:
    page = client.get("/").text
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(named) >= 3
    assert max(len(client.get(path).content) for path in named) > 100_000
    for path in named:
        answer = client.get(path)
        assert (path[:16], answer.status_code) == ("/explore/assets/", 200), path
        assert "immutable" in answer.headers["cache-control"]
        is_packed = answer.headers.get("content-encoding") == "gzip"
        assert is_packed == (len(answer.content) >= 1_000), path


@pytest.mark.parametrize(
    "path",
    [
        "/explore/assets/../index.html",
        "/explore/assets/%2e%2e/documents.json",
        "/explore/assets/..%2f..%2fpackage.json",
        "/explore/assets//etc/passwd",
        "/explore/assets/absent.js",
    ],
)
def test_nothing_beside_the_assets_is_given_as_one(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 or '<div id="page"></div>' in answer.text
    assert "root:" not in answer.text and "query Me" not in answer.text


def test_what_is_no_view_needs_credentials_as_before(client: TestClient) -> None:
    assert client.get("/explorer").status_code == 401
    assert client.post("/graphql", json={"documentId": ME}).status_code == 401


def test_every_document_of_the_page_can_be_asked_and_is_known_by_its_digest() -> None:
    for id, text in DOCUMENTS.items():
        assert (id_of(text), validate(schema._schema, parse(text))) == (id, []), text[:60]


def test_a_key_for_documents_alone_asks_what_the_page_asks(
    client: TestClient, at: Settings
) -> None:
    key, _ = keys.create(at, "MSL-07", "liaison", ["IL"])
    headers = {"authorization": f"Bearer {key}"}
    answer = client.post("/graphql", json={"documentId": ME}, headers=headers).json()
    me = answer["data"]["me"]
    assert (me["subject"], me["role"], me["territory"]) == ("MSL-07", "liaison", ["IL"])
    own = client.post("/graphql", json={"query": "{ me { role } }"}, headers=headers).json()
    assert own["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_an_id_that_no_page_asks_is_known_to_nobody() -> None:
    assert document_of("sha256:" + "0" * 64) is None
    assert document_of("") is None
