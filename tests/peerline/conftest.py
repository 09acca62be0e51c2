"""A served application over the country of the cookbook."""

from collections.abc import Iterator

import pytest
from cookbook import plant
from listening import listening
from neo4j import Driver

from api.app import application
from api.schema import schema
from peerline.client import Client, connect
from schema.settings import Settings


@pytest.fixture(scope="module")
def client(
    _session_driver: Driver, server: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """A client of the served country."""
    _session_driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.neo4j_database)
    plant(_session_driver, server)
    own = {"home": tmp_path_factory.mktemp("home")} if server.neo4j_uri else {}
    with listening(application(server.model_copy(update=own), schema)) as address:
        yield connect(address)
