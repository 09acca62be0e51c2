"""Where is the database, and what runs there?"""

from __future__ import annotations

import base64

from neo4j import AsyncDriver, AsyncGraphDatabase, Driver, GraphDatabase

from graph.embedded import Address, ServerError, is_embedded, up
from schema.settings import Settings


def address(settings: Settings) -> Address:
    """The database at `NEO4J_URI`, else the embedded server, started if need be."""
    if is_embedded(settings):
        return up(settings)
    password = settings.neo4j_password
    if password is None:
        raise ServerError("NEO4J_URI is set but NEO4J_PASSWORD is not; set both")
    return Address(str(settings.neo4j_uri), settings.neo4j_user, password.get_secret_value())


def driver(settings: Settings) -> Driver:
    """A driver for jobs; close it."""
    at = address(settings)
    return GraphDatabase.driver(
        at.uri, auth=(at.user, at.password), notifications_min_severity="OFF"
    )


def async_driver(settings: Settings) -> AsyncDriver:
    """A driver for the API: one a process."""
    at = address(settings)
    return AsyncGraphDatabase.driver(
        at.uri, auth=(at.user, at.password), notifications_min_severity="OFF"
    )


def versions(driver: Driver) -> dict[str, str]:
    """The versions of `neo4j` (with its edition) and `gds`."""
    rows = driver.execute_query(
        "CALL dbms.components() YIELD versions, edition "
        "RETURN versions[0] AS neo4j, edition, gds.version() AS gds"
    ).records
    return dict(rows[0])


def database_id(driver: Driver, database: str) -> str:
    """A name for the database's content that changes when the database is made anew."""
    raw = driver.execute_query("CALL db.info() YIELD id RETURN id", database_=database).records[0][
        "id"
    ]
    return base64.urlsafe_b64encode(bytes.fromhex(raw)).decode().rstrip("=")
