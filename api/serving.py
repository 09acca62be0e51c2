"""How is the application served?"""

from __future__ import annotations

import logging
import os
import socket
import tempfile
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors.multiprocess import Multiprocess

from api import tracing
from api.app import application
from api.bodies import LARGEST_BODY
from api.libraries import LibrariesError, fetch
from api.observing import write_lines
from api.schema import schema
from api.starting import check
from schema.environment import environment_of
from schema.settings import Settings

WATCH_SECONDS = 2.0
LONGEST_QUEUE = 2048
RULES: dict[str, Any] = {
    "log_config": None,
    "access_log": False,
    "timeout_graceful_shutdown": 30,
    "ws_max_size": LARGEST_BODY,
}
WORKER = "api.serving:worker"
# The variable that tells a worker where its server listens.
LISTENING = "PEERLINE_LISTENING"


def serve(
    settings: Settings,
    host: str,
    port: int,
    announce: Callable[[str, int], None] = lambda *_: None,
    ends: Callable[[int], bool] | None = None,
    workers: int = 1,
) -> None:
    """Serve until interrupted; `announce` is told host and port once they are taken, before the
    first request, and `ends` is asked every two seconds, with the number of requests so far,
    whether to stop. Without the libraries of the explorer page, GraphQL is served all the same.
    The host is one of the names answered under. Several workers are processes of their own, which
    read one tie index through the same memory. Once stopped, what is under way has half a minute to
    end.

    Raises OSError where the port is in use, and `api.starting.MayNotStart`.
    """
    check(settings)
    tracing.begin()
    listening = _bound(host, port)
    settings = settings.model_copy(update={"hosts": (*settings.hosts, host)})
    if ends is None:
        _fetch(settings)
    write_lines(settings.log)
    listening.listen(LONGEST_QUEUE)
    announce(host, listening.getsockname()[1])
    if workers > 1:
        config = uvicorn.Config(WORKER, factory=True, workers=workers, **RULES)
        _several(settings, host, listening, config)
        return
    server = uvicorn.Server(
        uvicorn.Config(application(settings, schema, host, delivers=True), **RULES)
    )
    stopped = Event()
    if ends is not None:
        Thread(target=_watch, args=(server, ends, stopped), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        stopped.set()


def _fetch(settings: Settings) -> None:
    try:
        fetch(settings)
    except LibrariesError as error:
        logging.getLogger(__name__).warning("The explorer page will not work: %s", error)


def _bound(host: str, port: int) -> socket.socket:
    # With the protocol named, asyncio sends small answers at once (TCP_NODELAY).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


def _several(
    settings: Settings, host: str, listening: socket.socket, config: uvicorn.Config
) -> None:
    """Serve by the workers that the configuration names, until interrupted."""
    with tempfile.TemporaryDirectory(prefix="peerline-metrics-") as folder:
        # Workers are made from the environment, and count where each of them can read the sums.
        shared = {"PROMETHEUS_MULTIPROC_DIR": folder, LISTENING: host}
        os.environ.update(environment_of(settings) | shared)
        Multiprocess(config, [listening]).run()


def worker() -> Starlette:
    """The application of one of several workers, by the settings of the environment."""
    own = Settings()
    write_lines(own.log)
    tracing.begin()
    return application(own, schema, os.environ[LISTENING], delivers=True)


def _watch(server: uvicorn.Server, ends: Callable[[int], bool], stopped: Event) -> None:
    while not stopped.wait(WATCH_SECONDS):
        if ends(server.server_state.total_requests):
            server.should_exit = True
            return
