"""The example of a start by Spark's own launcher works as it stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lake import ledger

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "loaders" / "samples" / "pubmed"


def _submitted(home: Path, *arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ROOT / "deploy" / "spark-submit.sh", *arguments],
        env=os.environ | {"PEERLINE_HOME": str(home), "PYTHON": sys.executable} | changed,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.usefixtures("java")
def test_a_file_is_loaded_by_spark_submit(tmp_path: Path) -> None:
    file = min(SAMPLE.glob("*.xml"))
    done = _submitted(tmp_path, "load", "pubmed", str(file), PEERLINE_SPARK_MASTER="local[2]")
    assert done.returncode == 0, done.stderr[-2000:]
    [loaded] = ledger.loads(tmp_path / "lake")
    assert (loaded.source, loaded.file) == ("pubmed", file.name)


def test_without_a_master_it_says_what_to_set(tmp_path: Path) -> None:
    done = _submitted(tmp_path, "refresh", PEERLINE_SPARK_MASTER="")
    assert done.returncode != 0
    assert "PEERLINE_SPARK_MASTER: set it, such as spark://host:7077" in done.stderr
