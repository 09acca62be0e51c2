"""How is the application served?"""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from api.app import application
from graph.settings import Settings


def serve(
    settings: Settings, host: str, port: int, announce: Callable[[str], None] = lambda address: None
) -> None:
    """Serve until interrupted; `announce` is told the address once the port is taken, before the
    first request.

    Raises OSError where the port is in use.
    """
    listening = socket.socket(socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    announce(f"http://{host}:{listening.getsockname()[1]}/graphiql")
    config = uvicorn.Config(application(settings), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
