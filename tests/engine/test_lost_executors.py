"""An executor that is lost in the middle of a stage, or the driver, leaves no trace in the end: the
same facts, claims and graph.

The Spark is one of processes (`local-cluster`), which are killed as a machine kills.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from homes import copied
from killing import ENOUGH, wait_for

from benchmarks.engines import differing
from graph import connection, embedded
from graph.digest import digest
from schema.settings import Settings

ROOT = Path(__file__).parents[2]
EXECUTOR = "CoarseGrainedExecutorBackend"
# One executor of two cores, so that whatever is being done is done there.
MASTER = "local-cluster[1,2,1024]"


@pytest.mark.usefixtures("java")
def test_executors_and_drivers_that_are_killed_leave_the_same_graph(
    but_papers: Path, settled_home: Path, small_country: Path, tmp_path: Path
) -> None:
    """While papers are read, and while names are compared."""
    local, spark = (Settings(home=tmp_path / name, neo4j_uri=None) for name in ("local", "spark"))
    copied(settled_home, local.home)
    copied(but_papers, spark.home)
    papers = str(small_country / "pubmed")
    try:
        for command in (("load", "pubmed", papers), ("refresh",)):
            _driver_killed(spark.home, tmp_path, *command)
            _executor_killed(spark.home, tmp_path, *command)
        assert differing(local.home, spark.home) == []
        assert _digest(local) == _digest(spark)
    finally:
        for at in (local, spark):
            embedded.down(at)


def _digest(at: Settings) -> str:
    embedded.up(at)
    with connection.driver(at) as driver:
        return digest(driver, at.neo4j_database)


def _started(home: Path, work: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """A command that runs by Spark, once it has begun a part and not ended it."""
    for left in home.glob("spill/parts-*/*.begun"):  # by a command that was killed
        left.unlink()
    running = subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments],
        cwd=ROOT,
        env=os.environ
        | {"PEERLINE_HOME": str(home), "PEERLINE_ENGINE": "spark"}
        | {"PEERLINE_SPARK_MASTER": MASTER, "SPARK_WORKER_DIR": str(work / "workers")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: _is_in_the_middle(home), running)
    return running


def _is_in_the_middle(home: Path) -> bool:
    begun = home.glob("spill/parts-*/*.begun")
    return any(not place.with_suffix(".result").exists() for place in begun)


def _driver_killed(home: Path, work: Path, *arguments: str) -> None:
    running = _started(home, work, *arguments)
    others = psutil.Process(running.pid).children(recursive=True)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    # Its Spark ends with it; the database, which outlives commands, is of another parent.
    spark = [other for other in others if "pyspark" in _command_of(other)]
    assert psutil.wait_procs(spark, timeout=ENOUGH)[1] == []


def _executor_killed(home: Path, work: Path, *arguments: str) -> None:
    running = _started(home, work, *arguments)
    [executor] = [
        other
        for other in psutil.Process(running.pid).children(recursive=True)
        if EXECUTOR in _command_of(other)
    ]
    executor.kill()
    assert _is_in_the_middle(home), "the part ended before its executor was killed"
    assert running.wait(ENOUGH) == 0


def _command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""
