"""An executor that is lost in the middle of a stage, or the driver, leaves no trace in the end: the
same facts and claims.

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

ROOT = Path(__file__).parents[2]
EXECUTOR = "CoarseGrainedExecutorBackend"
# One executor of two cores, so that whatever is being done is done there.
MASTER = "local-cluster[1,2,1024]"


# What a refresh does by Spark.
RESOLVE = """
from engine.choosing import engine_of
from identity.resolve import resolve
from lake.current import Lake
from schema.settings import settings
resolve(Lake(settings().home), engine=engine_of(settings()))
"""


@pytest.mark.usefixtures("java")
def test_executors_and_drivers_that_are_killed_leave_the_same_facts_and_claims(
    but_papers: Path, settled_home: Path, small_country: Path, tmp_path: Path
) -> None:
    """While papers are read, and while names are compared."""
    home = tmp_path / "home"
    copied(but_papers, home)
    load = ("-m", "cli", "load", "pubmed", str(small_country / "pubmed"))
    for command in (load, ("-c", RESOLVE)):
        _driver_killed(home, tmp_path, *command)
        _executor_killed(home, tmp_path, *command)
    assert differing(settled_home, home) == []


def _started(home: Path, work: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """A command that runs by Spark, once it has begun a part and not ended it."""
    for left in home.glob("spill/parts-*/*.begun"):  # by a command that was killed
        left.unlink()
    running = subprocess.Popen(
        [sys.executable, *arguments],
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
    # Its Spark ends with it.
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
