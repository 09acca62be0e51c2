"""The command that serves, as an operator runs it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import httpx

from graph import connection
from schema.environment import environment_of
from schema.settings import Settings

ROOT = Path(__file__).parents[1]


def command_serving(
    server: Settings, home: Path, port: int, *options: str
) -> subprocess.Popen[bytes]:
    """`peerline serve` on the server's database, in a process of its own."""
    at = connection.address(server)
    environment = {
        **os.environ,
        **environment_of(server),
        "PEERLINE_HOME": str(home),
        "NEO4J_URI": at.uri,
        "NEO4J_USER": at.user,
        "NEO4J_PASSWORD": at.password,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), *options]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def until_ready(url: str, seconds: float = 120) -> None:
    """Return once the server at the address is ready."""
    until = time.monotonic() + seconds
    while True:
        try:
            if httpx.get(f"{url}/ready", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < until, "the server is not ready"
        time.sleep(0.1)
