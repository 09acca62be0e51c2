"""Ties drawn by hand in a few lines, and what the algorithms concluded from them."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver
from pydantic import SecretStr

from graph import connection
from schema.settings import Settings

Tie = tuple[str, str, float]

DRAW = """
UNWIND $ties AS tie
MERGE (a:Person {personId: tie[0]}) SET a.name = 'Dr ' + tie[0]
MERGE (b:Person {personId: tie[1]}) SET b.name = 'Dr ' + tie[1]
MERGE (a)-[r:CONNECTED_TO]->(b) SET r.strength = tie[2]"""


@pytest.fixture
def drawn(driver: Driver) -> Callable[[list[Tie]], Driver]:
    """A function that draws ties `(a, b, strength)` between persons named `Dr a`, `Dr b`."""

    def draw(ties: list[Tie]) -> Driver:
        rows = [[min(a, b), max(a, b), strength] for a, b, strength in ties]
        driver.execute_query(DRAW, ties=rows)
        return driver

    return draw


@pytest.fixture
def database(server: Settings) -> str:
    """The database's name."""
    return server.neo4j_database


@pytest.fixture
def outside(server: Settings) -> Settings:
    """Settings of the tests' server, as of a server of one's own."""
    at = connection.address(server)
    return server.model_copy(update={"neo4j_uri": at.uri, "neo4j_password": SecretStr(at.password)})


@pytest.fixture
def property_of(driver: Driver) -> Callable[[str], dict[str, Any]]:
    """A function that gives a property by person id, of all persons."""

    def read(name: str) -> dict[str, Any]:
        rows = driver.execute_query(
            "MATCH (p:Person) RETURN p.personId AS id, p[$name] AS value ORDER BY id", name=name
        ).records
        return {row["id"]: row["value"] for row in rows}

    return read
