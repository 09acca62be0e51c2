"""Without an address, a notebook asks the server of its home, as commands do."""

from datetime import datetime
from pathlib import Path

import pytest
from neo4j import Driver

from cli import serving
from graph import connection
from peerline.client import connect
from schema.settings import Settings


def test_without_an_address_the_server_of_the_home_answers(
    driver: Driver, server: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = connection.address(server)
    for name, value in {"URI": at.uri, "USER": at.user, "PASSWORD": at.password}.items():
        monkeypatch.setenv(f"NEO4J_{name}", value)
    driver.execute_query("CREATE (:Person {personId: 'P1', name: 'Ada Quill'})")
    try:
        client = connect(home=tmp_path / "home")
        assert client.ask("{ people { nodes { name } } }") == {
            "people": {"nodes": [{"name": "Ada Quill"}]}
        }
        assert connect(home=tmp_path / "home").url == client.url
        assert datetime.fromisoformat(
            client.ask("{ rateLimit { resetAt } }")["rateLimit"]["resetAt"]
        ).tzinfo
    finally:
        assert serving.stop(Settings(home=tmp_path / "home"))
