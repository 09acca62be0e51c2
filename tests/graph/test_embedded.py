"""The embedded server itself: starts, keeps its secrets, refuses attacks, survives being killed.

It has a home of its own, whatever server the other tests speak to.
"""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import READ_ACCESS, WRITE_ACCESS, Driver
from neo4j.exceptions import ClientError

from graph import connection, embedded
from graph.constraints import name_of, statements
from graph.embedded import ServerError
from schema.settings import Settings

WHERE_FROM = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    settings = Settings(home=tmp_path_factory.mktemp("embedded"), neo4j_uri=None)
    try:
        yield settings
    finally:
        embedded.down(settings)


@pytest.fixture
def running(own: Settings) -> Iterator[Driver]:
    with connection.driver(own) as driver:
        yield driver


def _kill(settings: Settings) -> int:
    pid = embedded.status(settings).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.Process(pid).wait(30)
    return pid


def test_it_answers_with_neo4j_community_and_gds(running: Driver) -> None:
    found = connection.versions(running)
    values = found if isinstance(found, dict) else vars(found)
    assert values["neo4j"] == "2026.08.1"
    assert values["gds"] == "2.26.0"


def test_a_projection_can_be_made_and_asked(running: Driver) -> None:
    running.execute_query("CREATE (:A {n: 1})-[:TO]->(:A {n: 2})<-[:TO]-(:A {n: 3})")
    running.execute_query("CALL gds.graph.project('three', 'A', 'TO')")
    rows = running.execute_query(
        "CALL gds.degree.stream('three', {orientation: 'REVERSE'}) YIELD nodeId, score "
        "MATCH (a:A) WHERE id(a) = nodeId RETURN a.n AS n, score ORDER BY n"
    ).records
    running.execute_query("CALL gds.graph.drop('three')")
    running.execute_query("MATCH (a:A) DETACH DELETE a")
    assert [(row["n"], row["score"]) for row in rows] == [(1, 0.0), (2, 2.0), (3, 0.0)]


def test_a_second_up_is_the_same_server(own: Settings) -> None:
    first, pid = embedded.up(own), embedded.status(own).pid
    assert embedded.up(own) == first
    assert embedded.status(own).pid == pid


def test_it_listens_on_loopback_only_and_on_nothing_but_bolt(own: Settings) -> None:
    address = embedded.up(own)
    process = psutil.Process(embedded.status(own).pid)
    listening = [c.laddr for c in process.net_connections() if c.status == psutil.CONN_LISTEN]
    assert [f"bolt://{place.ip.removeprefix('::ffff:')}:{place.port}" for place in listening] == [
        address.uri
    ]


def test_only_the_owner_can_read_the_password(own: Settings) -> None:
    embedded.up(own)
    mode = (own.server_home / "run" / "password").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize("access", [READ_ACCESS, WRITE_ACCESS])
@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/passwd",
        "file:///passwd",
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "ftp://127.0.0.1/",
    ],
)
def test_load_csv_reads_no_file_and_reaches_no_network(
    own: Settings, running: Driver, source: str, access: str
) -> None:
    place = source.format(port=embedded.up(own).uri.rpartition(":")[2])
    with (
        running.session(default_access_mode=access) as session,
        pytest.raises(ClientError) as refused,
    ):
        session.run("LOAD CSV FROM $place AS line RETURN line LIMIT 1", place=place).consume()
    assert refused.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"
    assert "Connection refused" not in str(refused.value)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Attack)",
        "MATCH (n) CALL (n) { CREATE (:Attack) } RETURN count(*)",
        "CREATE INDEX attack FOR (n:Attack) ON (n.x)",
    ],
)
def test_a_read_session_writes_nothing(running: Driver, statement: str) -> None:
    running.execute_query("MERGE (:Seed)")
    with (
        running.session(default_access_mode=READ_ACCESS) as session,
        pytest.raises(ClientError) as refused,
    ):
        session.run(statement).consume()
    assert refused.value.code == "Neo.ClientError.Statement.AccessMode"
    left = running.execute_query("MATCH (a:Attack) RETURN count(a) AS n").records[0]["n"]
    assert left == 0


def test_there_is_no_apoc_and_full_text_search_still_works(running: Driver) -> None:
    with pytest.raises(ClientError) as refused:
        running.execute_query("CALL apoc.load.json('x')")
    assert refused.value.code == "Neo.ClientError.Procedure.ProcedureNotFound"
    running.execute_query("CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:W) ON EACH [n.word]")
    running.execute_query("CALL db.awaitIndexes(30)")
    running.execute_query("CREATE (:W {word: 'quince'})")
    found = running.execute_query(
        "CALL db.index.fulltext.queryNodes('words', 'quince') YIELD node RETURN node.word AS word"
    ).records
    assert [row["word"] for row in found] == ["quince"]


def test_what_was_acknowledged_survives_kill_9(own: Settings) -> None:
    with connection.driver(own) as driver:
        driver.execute_query("CREATE (:Kept {value: 41})")
    killed = _kill(own)
    assert not embedded.status(own).running
    with connection.driver(own) as driver:
        rows = driver.execute_query("MATCH (k:Kept) RETURN k.value AS value").records
    assert [row["value"] for row in rows] == [41]
    assert embedded.status(own).pid != killed


def test_a_process_id_that_went_to_another_program_is_not_taken_for_the_server(
    own: Settings,
) -> None:
    embedded.up(own)
    killed = _kill(own)
    (note,) = [
        file
        for file in (own.server_home / "run").glob("*.json")
        if str(killed) in file.read_text(encoding="utf-8")
    ]
    # The kernel gave the number to a program that must live: this test run.
    note.write_text(note.read_text(encoding="utf-8").replace(str(killed), str(os.getpid())))
    assert not embedded.status(own).running
    assert embedded.down(own) is False
    embedded.up(own)
    assert embedded.status(own).pid != os.getpid()


def test_another_port_is_chosen_when_the_old_one_is_taken(own: Settings) -> None:
    before = embedded.up(own)
    assert embedded.down(own) is True
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(before.uri.rpartition(":")[2])))
        squatter.listen()
        after = embedded.up(own)
    assert after.uri != before.uri
    assert after.password == before.password


def test_two_commands_at_once_start_one_server(own: Settings) -> None:
    embedded.down(own)
    program = (
        "from graph import embedded; from schema.settings import settings; "
        "print(embedded.up(settings()).uri)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "NEO4J_URI"}
    environment |= {"PEERLINE_HOME": str(own.home), "PEERLINE_CACHE": str(own.cache)}
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            cwd=WHERE_FROM,
            env=environment,
            text=True,
        )
        for _ in range(2)
    ]
    said = [command.communicate(timeout=120)[0].strip() for command in commands]
    assert [command.returncode for command in commands] == [0, 0]
    assert said[0] == said[1] == embedded.status(own).uri


def test_the_admin_tool_is_refused_while_the_server_runs(own: Settings) -> None:
    embedded.up(own)
    with pytest.raises(ServerError, match="stop"):
        embedded.admin(own, "database", "info")


def test_a_server_that_dies_at_once_says_what_it_last_said(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, neo4j_uri=None)
    (settings.server_home / "data").mkdir(parents=True)
    (settings.server_home / "data" / "databases").write_text("a file where a folder should be")
    with pytest.raises(ServerError, match="databases"):
        embedded.up(settings)
    assert not embedded.status(settings).running


def test_a_server_of_ones_own_is_neither_started_nor_stopped(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, neo4j_uri="bolt://graph.example:7687")
    for command in (embedded.up, embedded.down, embedded.admin):
        with pytest.raises(ServerError, match=r"graph\.example.*NEO4J_URI"):
            command(settings)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_begins_with_an_empty_database(driver: Driver, turn: int) -> None:
    counted = "MATCH (n) RETURN count(n) AS n"
    assert driver.execute_query(counted).records[0]["n"] == 0
    kept = {name_of(statement) for statement in statements()}
    found = driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records
    assert {row["name"] for row in found} == kept
    assert {row["name"] for row in driver.execute_query("SHOW CONSTRAINTS").records} < kept
    driver.execute_query("CREATE CONSTRAINT one FOR (l:Left) REQUIRE l.turn IS UNIQUE")
    driver.execute_query("CREATE (:Left {turn: $turn})", turn=turn)
