"""How is the application served?"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from threading import Event, Thread

import uvicorn

from api.app import application
from api.libraries import LibrariesError, fetch
from api.schema import schema
from schema.settings import Settings

WATCH_SECONDS = 2.0
LONGEST_QUEUE = 2048


def serve(
    settings: Settings,
    host: str,
    port: int,
    announce: Callable[[str, int], None] = lambda *_: None,
    ends: Callable[[int], bool] | None = None,
) -> None:
    """Serve until interrupted; `announce` is told host and port once they are taken, before the
    first request, and `ends` is asked every two seconds, with the number of requests so far,
    whether to stop. Without the libraries of the explorer page, GraphQL is served all the same.

    Raises OSError where the port is in use, and `api.starting.MayNotStart`.
    """
    app = application(settings, schema, host)
    # With the protocol named, asyncio sends small answers at once (TCP_NODELAY).
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    if ends is None:
        try:
            fetch(settings)
        except LibrariesError as error:
            logging.getLogger(__name__).warning("The explorer page will not work: %s", error)
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    listening.listen(LONGEST_QUEUE)
    announce(host, listening.getsockname()[1])
    stopped = Event()
    if ends is not None:
        Thread(target=_watch, args=(server, ends, stopped), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        stopped.set()


def _watch(server: uvicorn.Server, ends: Callable[[int], bool], stopped: Event) -> None:
    while not stopped.wait(WATCH_SECONDS):
        if ends(server.server_state.total_requests):
            server.should_exit = True
            return
