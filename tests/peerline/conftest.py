"""A client of a served country: that of the cookbook."""

from collections.abc import Iterator

import pytest
from cookbook import served
from neo4j import Driver

from peerline.client import Client, connect
from schema.settings import Settings


@pytest.fixture(scope="module")
def client(
    _session_driver: Driver, server: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """A client of the served country."""
    with served(_session_driver, server, tmp_path_factory.mktemp("home")) as address:
        yield connect(address)
