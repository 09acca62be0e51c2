"""Whichever member of a cluster answers has seen what the last refresh wrote."""

import asyncio
import base64
from pathlib import Path

import orjson
import pytest
from neo4j import AsyncGraphDatabase, Driver
from pydantic import SecretStr

from api.app import context_of
from graph import connection, served
from schema.settings import Settings

COUNTED = "MATCH (p:Person) RETURN count(p)"


@pytest.fixture
def routed(server: Settings, driver: Driver, tmp_path: Path) -> Settings:
    """Settings of the server by an address that lets the driver choose among members."""
    at = connection.address(server)
    given = {"neo4j_uri": f"neo4j://{at.uri.partition('://')[2]}", "home": tmp_path}
    return server.model_copy(update=given | {"neo4j_password": SecretStr(at.password)})


def _asked(settings: Settings, write: Driver | None = None) -> int:
    """How many persons are counted; those written while the question waits are among them."""

    async def asked() -> int:
        at = connection.address(settings)
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            asking = asyncio.create_task(context_of(settings, driver).records(COUNTED, {}))
            if write is not None:
                done, _ = await asyncio.wait({asking}, timeout=1)
                assert not done, "the member answered although it was behind"
                _add(write, settings.neo4j_database)
            return int((await asking)[0][0])

    return asyncio.run(asked())


def _add(driver: Driver, database: str) -> None:
    driver.execute_query("CREATE (:Person {personId: randomUUID()})", database_=database)


def _one_later(bookmark: str) -> str:
    """The bookmark of the transaction that comes next: in it stand a database's id, by which it
    begins, and the number of a transaction, one byte or a mark and two, four or eight."""
    kind, _, packed = bookmark.partition(":")
    raw = base64.b64decode(packed + "==")
    number = int.from_bytes(raw[19:-1] if len(raw) == 21 else raw[20:-1]) + 1
    later = raw[:19] + b"\xcb" + number.to_bytes(8) + raw[-1:]
    return f"{kind}:{base64.b64encode(later).decode().rstrip('=')}"


def test_a_member_that_is_behind_answers_once_it_has_come_so_far(
    routed: Settings, driver: Driver
) -> None:
    _add(driver, routed.neo4j_database)
    served.note(routed)
    assert _asked(routed) == 1
    place = routed.home / "served.json"
    noted = orjson.loads(place.read_bytes())
    [mark] = noted["bookmarks"][routed.neo4j_database]
    noted["bookmarks"][routed.neo4j_database] = [_one_later(mark)]
    place.write_bytes(orjson.dumps(noted))
    assert _asked(routed, write=driver) == 2


def test_a_server_that_stands_alone_keeps_no_bookmark(
    server: Settings, driver: Driver, tmp_path: Path
) -> None:
    at = server.model_copy(update={"home": tmp_path})
    served.note(at)
    assert not [*tmp_path.iterdir()]
    assert served.now(at) == (at.neo4j_database, None)


def test_a_database_made_anew_is_not_waited_for(routed: Settings, driver: Driver) -> None:
    """A bookmark of one that is gone holds nobody up."""
    served.note(routed)
    place = routed.home / "served.json"
    noted = orjson.loads(place.read_bytes())
    [mark] = noted["bookmarks"][routed.neo4j_database]
    raw = base64.b64decode(mark.partition(":")[2] + "==")
    gone = raw[:3] + bytes(16) + raw[19:]
    noted["bookmarks"][routed.neo4j_database] = [f"FB:{base64.b64encode(gone).decode()}"]
    place.write_bytes(orjson.dumps(noted))
    assert _asked(routed) == 0
