"""What libraries say goes into the log; what we say, and errors, are read at once."""

import os
import subprocess
import sys
from pathlib import Path

SAYS = """
import logging, warnings
from cli.remarks import keep_remarks
keep_remarks()
warnings.warn("soon to go", FutureWarning)
logging.getLogger("neo4j.notifications").warning("a slow statement")
logging.getLogger("algorithms.network").warning("circles did not settle")
logging.getLogger("uvicorn.error").error("the port is taken")
import atexit, sys
atexit.register(lambda: print("our last word", file=sys.stderr, flush=True))
"""


def test_libraries_speak_into_the_log_and_ours_to_the_reader(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYS],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PEERLINE_HOME": str(tmp_path / "home"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "circles did not settle",
        "the port is taken",
        "our last word",
    ]
    log = (tmp_path / "home" / "remarks.log").read_text()
    assert "FutureWarning: soon to go" in log
    assert "neo4j.notifications: a slow statement" in log
