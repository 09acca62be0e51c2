"""Case 12: in production nobody is let in unknown, and no password is the one of the manual."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from api.app import application
from api.schema import schema
from api.starting import MayNotStart, check
from cli import exits
from schema.settings import Settings
from workspace import keys
from workspace.migrating import UnknownWorkspace

ISSUED: dict[str, Any] = {
    "oidc_issuer": "https://issuer.test/",
    "oidc_audience": "peerline",
    "oidc_keys": "https://issuer.test/keys",
}


def _refused(home: Path, **other: Any) -> str:
    settings = Settings(home=home, **other)
    with pytest.raises(MayNotStart) as raised:
        application(settings, schema)
    assert exits.code_of(raised.value) == exits.UNDONE
    return str(raised.value)


def test_production_needs_a_way_to_sign_in(tmp_path: Path) -> None:
    assert "peerline key create" in _refused(tmp_path, production=True)
    _, key = keys.create(Settings(home=tmp_path), "u-1", "admin")
    check(Settings(home=tmp_path, production=True))
    keys.revoke(Settings(home=tmp_path), key.prefix)
    assert "peerline key create" in _refused(tmp_path, production=True)
    check(Settings(home=tmp_path, production=True, **ISSUED))


@pytest.mark.parametrize("password", [None, "", "neo4j", "NEO4J", "password", "reader"])
def test_production_needs_a_password_of_its_own(password: str | None, tmp_path: Path) -> None:
    server = {"neo4j_uri": "bolt://database:7687", "neo4j_user": "reader"}
    words = _refused(tmp_path, production=True, neo4j_password=password, **server, **ISSUED)
    assert "NEO4J_PASSWORD" in words
    check(Settings(home=tmp_path, production=True, neo4j_password="own-7x", **server, **ISSUED))
    check(Settings(home=tmp_path, neo4j_password=password, **server))


@pytest.mark.parametrize("url", ["postgres@db/w", "me:@db/w", "me:postgres@db/w", "me:me@db/w"])
def test_the_workspaces_password_counts_too(url: str, tmp_path: Path) -> None:
    there = f"postgresql+psycopg://{url}"
    words = _refused(tmp_path, production=True, workspace=there, **ISSUED)
    assert "PEERLINE_WORKSPACE" in words


@pytest.mark.parametrize(
    ("halves", "words"),
    [
        ({"oidc_audience": None}, "go together"),
        ({"oidc_keys": ""}, "go together"),
        ({"oidc_algorithms": "HS256,RS256"}, "HS256"),
        ({"oidc_algorithms": "none"}, "none"),
        ({"oidc_algorithms": ""}, "none"),
        ({"oidc_keys": "http://issuer.test/keys"}, "https://"),
        ({"oidc_keys": "file:///etc/keys"}, "https://"),
        ({"oidc_keys": "https://"}, "https://"),
        ({"oidc_keys": "https://[x"}, "address"),
    ],
    ids=str,
)
def test_sign_in_by_halves_is_refused_anywhere(
    halves: dict[str, Any], words: str, tmp_path: Path
) -> None:
    assert words in _refused(tmp_path, **ISSUED | halves)


PAGE: dict[str, Any] = {"oidc_client": "peerline-page"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (dict.fromkeys(ISSUED) | PAGE, "PEERLINE_OIDC_CLIENT needs an issuer"),
        ({"oidc_origins": "https://login.test"}, "set PEERLINE_OIDC_CLIENT too"),
        (PAGE | {"oidc_client": "two words"}, "no client's id"),
        (PAGE | {"oidc_client": "x" * 201}, "no client's id"),
        (PAGE | {"oidc_issuer": "http://issuer.test/"}, "begins with https://"),
        (PAGE | {"oidc_issuer": "issuer"}, "begins with https://"),
        (PAGE | {"oidc_issuer": "https://issuer.test/?tenant=1"}, "has no `?`"),
        (PAGE | {"oidc_issuer": "https://me:secret@issuer.test/"}, "begins with https://"),
        (PAGE | {"oidc_issuer": "https://issuer.test:port/"}, "begins with https://"),
        (PAGE | {"oidc_origins": "https://login.test/path"}, "write origins alone"),
        (PAGE | {"oidc_origins": "https://login.test/"}, "write origins alone"),
        (PAGE | {"oidc_origins": "https://*.test"}, "write origins alone"),
        (PAGE | {"oidc_origins": "*"}, "write origins alone"),
        (PAGE | {"oidc_origins": "https://a.test; script-src *"}, "write origins alone"),
        (PAGE | {"oidc_origins": "https://a.test\n; script-src *"}, "write origins alone"),
        (PAGE | {"oidc_origins": "https://a.test https://b.test"}, "write origins alone"),
        (PAGE | {"oidc_origins": "http://login.test"}, "write origins alone"),
        (PAGE | {"oidc_scopes": "profile read"}, "with commas between"),
    ],
    ids=str,
)
def test_what_the_page_could_not_sign_in_by_is_refused(
    words: dict[str, Any], told: str, tmp_path: Path
) -> None:
    assert told in _refused(tmp_path, **ISSUED | words)


def test_the_page_may_sign_in_by_an_issuer_with_several_origins(tmp_path: Path) -> None:
    words = {
        "oidc_origins": "https://login.test, http://127.0.0.1:9000",
        "oidc_scopes": "profile,x",
    }
    check(Settings(home=tmp_path, **ISSUED | PAGE | words))
    check(Settings(home=tmp_path, **ISSUED | PAGE | {"oidc_origins": ""}))
    check(Settings(home=tmp_path, oidc_client=""))


def test_a_workspace_of_another_maker_is_refused_before_the_first_question(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "workspace.db") as other:
        other.execute("CREATE TABLE judgement (id INTEGER)")
    with pytest.raises(UnknownWorkspace, match="no migration of Peerline made") as raised:
        application(Settings(home=tmp_path), schema)
    assert exits.code_of(raised.value) == exits.UNDONE
