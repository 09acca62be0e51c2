"""Several processes answer at one address, and what is under way ends before they do."""

import signal
import threading
import time
from pathlib import Path

import httpx
import psutil
import pytest
from neo4j import Driver
from serving_command import command_serving, until_ready

from schema.settings import Settings


def test_two_workers_answer_as_one_server_and_end_gracefully(
    graph: Driver, server: Settings, tmp_path: Path, unused_port: int
) -> None:
    process = command_serving(server, tmp_path, unused_port, "--workers", "2")
    url = f"http://127.0.0.1:{unused_port}"
    try:
        until_ready(url)
        assert httpx.get(f"{url}/health").json()["process"] == process.pid
        asked = 40
        for host, status in (("127.0.0.1", 200), ("evil.example", 421)):
            answer = httpx.get(f"{url}/graphiql", headers={"host": f"{host}:{unused_port}"})
            assert answer.status_code == status
        for _ in range(asked):  # a connection each: whichever worker is free takes it
            answer = httpx.post(f"{url}/graphql", json={"query": "{ sources { name } }"})
            assert answer.json()["data"] == {"sources": []}
        # Whichever worker tells the metrics tells those of both.
        told = [httpx.get(f"{url}/metrics").text for _ in range(5)]
        assert all(f"peerline_operation_seconds_count {float(asked)}" in text for text in told)
        workers = psutil.Process(process.pid).children(recursive=True)
        assert sum("spawn_main" in " ".join(one.cmdline()) for one in workers) == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) is not None
        _, alive = psutil.wait_procs(workers, 30)
        assert alive == []
    finally:
        if process.poll() is None:
            process.kill()


def test_what_is_under_way_is_answered_before_the_server_ends(
    graph: Driver, server: Settings, tmp_path: Path, unused_port: int
) -> None:
    """The head and half of the body have come when the signal does; the other half comes after."""
    process = command_serving(server, tmp_path, unused_port)
    url = f"http://127.0.0.1:{unused_port}"
    try:
        until_ready(url)
        signalled = threading.Event()

        def halves() -> object:
            yield b'{"query": '
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            signalled.set()
            yield b'"{ person(id: \\"P1\\") { name } }"}'

        answer = httpx.post(
            f"{url}/graphql", content=halves(), headers={"content-type": "application/json"}
        )
        assert signalled.is_set()
        assert answer.json()["data"] == {"person": {"name": "Ada Quill"}}
        process.wait(30)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{url}/health")
    finally:
        if process.poll() is None:
            process.kill()
