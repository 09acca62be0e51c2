"""A run of the algorithms that is killed half way: old scores stay, and no projection is left."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from neo4j import Driver

from algorithms import running
from graph import connection
from schema.settings import Settings

# Influence is computed, the circles are never reached: the process kills itself between them.
KILLED = """
import os, signal
from algorithms import running
def die(ties): os.kill(os.getpid(), signal.SIGKILL)
running.ORDER = [(n, c, die if n == "communities" else f) for n, c, f in running.ORDER]
from schema.settings import settings
running.run(settings())
"""
SCORES = (
    "MATCH (p:Person) RETURN p.personId AS id, p.influence AS influence, "
    "p.community AS community, p.betweenness AS betweenness ORDER BY id"
)


def _scores(driver: Driver) -> list[dict[str, Any]]:
    return [row.data() for row in driver.execute_query(SCORES).records]


def _drawn(driver: Driver, ties: list[tuple[str, str, float]]) -> None:
    driver.execute_query(
        "UNWIND $ties AS tie MERGE (a:Person {personId: tie[0]}) "
        "MERGE (b:Person {personId: tie[1]}) MERGE (a)-[r:CONNECTED_TO]->(b) "
        "SET r.strength = tie[2]",
        ties=[list(tie) for tie in ties],
    )


def _outside(server: Settings) -> Settings:
    at = connection.address(server)
    from pydantic import SecretStr

    return server.model_copy(update={"neo4j_uri": at.uri, "neo4j_password": SecretStr(at.password)})


def test_a_killed_run_leaves_the_old_scores_and_the_next_leaves_no_projection(
    driver: Driver, server: Settings
) -> None:
    outside = _outside(server)
    _drawn(driver, [("a", "b", 0.9), ("b", "c", 0.9)])
    running.run(outside)
    before = _scores(driver)
    assert before[1]["betweenness"] == 1.0  # b stands between a and c

    _drawn(driver, [("c", "d", 0.9), ("d", "e", 0.9)])
    assert outside.neo4j_password is not None
    environment = os.environ | {
        "NEO4J_URI": str(outside.neo4j_uri),
        "NEO4J_USER": outside.neo4j_user,
        "NEO4J_PASSWORD": outside.neo4j_password.get_secret_value(),
        "NEO4J_DATABASE": outside.neo4j_database,
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    died = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    assert _scores(driver)[:3] == before

    running.run(outside)
    assert not driver.execute_query("CALL gds.graph.list() YIELD graphName").records
    after = {row["id"]: row["betweenness"] for row in _scores(driver)}
    ids = driver.execute_query("MATCH (p:Person) RETURN collect(DISTINCT p.scoreRun) AS ids")
    assert len(ids.records[0]["ids"]) == 1  # all numbers are of one run
    assert after == {"a": 0.0, "b": 3.0, "c": 4.0, "d": 3.0, "e": 0.0}


def test_readers_see_the_old_scores_until_all_new_ones_are_there(
    driver: Driver, server: Settings
) -> None:
    outside = _outside(server)
    _drawn(driver, [("a", "b", 0.9), ("b", "c", 0.9)])
    running.run(outside)
    old = _scores(driver)
    _drawn(driver, [("c", "d", 0.9), ("d", "e", 0.9)])
    seen: list[list[dict[str, Any]]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(_scores(driver))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        running.run(outside)
    finally:
        done.set()
        reader.join()
    new = _scores(driver)
    held = [
        {"id": name, "influence": None, "community": None, "betweenness": None} for name in "de"
    ]
    assert len(seen) > 2
    assert all(each in ([*old, *held], new) for each in seen)
