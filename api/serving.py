"""How is the application served?"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

import uvicorn

from api.app import application
from api.libraries import LibrariesError, fetch
from schema.settings import Settings


def serve(
    settings: Settings, host: str, port: int, announce: Callable[[str], None] = lambda _: None
) -> None:
    """Serve until interrupted; `announce` is told the address once the port is taken, before the
    first request. Without the libraries of the explorer page, GraphQL is served all the same.

    Raises OSError where the port is in use.
    """
    listening = socket.socket(socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    try:
        fetch(settings)
    except LibrariesError as error:
        logging.getLogger(__name__).warning("The explorer page will not work: %s", error)
    announce(f"http://{host}:{listening.getsockname()[1]}/graphiql")
    config = uvicorn.Config(application(settings), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
